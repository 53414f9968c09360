using Fw24.Generators.Model.Apps;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>The handlers of an app that share a name.</summary>
/// <param name="Handlers">The handlers.</param>
/// <param name="IsSealed">Indicates whether the app has a function that seals audits.</param>
internal sealed record HandlersOfOneName(IReadOnlyCollection<HandlerModel> Handlers, bool IsSealed);
