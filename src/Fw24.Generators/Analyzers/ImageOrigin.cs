using System.Collections.Immutable;

namespace Fw24.Generators.Analyzers;

/// <summary>Where an item comes from that was redacted there.</summary>
/// <param name="Source">A change or an audit trail, as a message says it.</param>
/// <param name="Replaced">The properties that were given another value since.</param>
internal sealed record ImageOrigin(string Source, ImmutableHashSet<string> Replaced);
