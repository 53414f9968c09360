using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Infrastructure;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24309: functions of one app have unique names; arguments: the name, what else has it, the remedy.</summary>
internal sealed class HandlerClashRule() : Rule(s_descriptor), IRule<HandlersOfOneName>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24309",
        title: "The handlers of an app have different names",
        messageFormat: "{0}: {2} is also named {1}. Rename {3}.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24309.md");

    public void Check(HandlersOfOneName group, RuleViolationList violations)
    {
        foreach (var handler in group.Handlers.Count is 1 ? [] : group.Handlers)
        {
            violations.At(handler.Type.FullName).Add(this, null, handler.Name, "another handler of the app", "one of them");
        }

        if (group is { IsSealed: true, Handlers.Count: 1 } && group.Handlers.Single() is { Name: SealConstruct.Name } taken)
        {
            violations.At(taken.Type.FullName)
                .Add(this, null, taken.Name, "the function that seals the app's audits", "the handler");
        }
    }
}
