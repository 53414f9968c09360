using Fw24.Generators.Model.Apps;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>The handlers of an app that share a name.</summary>
internal sealed record HandlersOfOneName(IReadOnlyCollection<HandlerModel> Handlers);
