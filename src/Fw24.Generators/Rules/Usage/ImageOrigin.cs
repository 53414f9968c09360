using System.Collections.Immutable;

namespace Fw24.Generators.Rules.Usage;

/// <summary>The origin of a redacted item.</summary>
/// <param name="Source">A change or an audit trail, in the words of a message.</param>
/// <param name="Replaced">The properties replaced since.</param>
internal sealed record ImageOrigin(string Source, ImmutableHashSet<string> Replaced);
