using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24309: handlers of one app have unique names; argument: the name.</summary>
internal sealed class HandlerClashRule() : Rule(s_descriptor), IRule<HandlersOfOneName>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24309",
        title: "The handlers of an app have different names",
        messageFormat: "{0}: another handler of the app is also named {1}. Rename one of them.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24309.md");

    public void Check(HandlersOfOneName group, RuleViolationList violations)
    {
        foreach (var handler in group.Handlers.Count is 1 ? [] : group.Handlers)
        {
            violations.At(handler.Type.FullName).Add(this, null, handler.Name);
        }
    }
}
