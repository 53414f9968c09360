using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers.Queues;

/// <summary>FW24310: a queue hides messages for at least its function's timeout; arguments: the setting, the timeout, the recommended value.</summary>
internal sealed class HandlerVisibilityRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<HandlerOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24310",
        title: "A queue's visibility timeout is at least its function's timeout",
        messageFormat: "{0}: {1} is below the function timeout of {2}, which Lambda refuses. Use {3} or more, or remove the setting, which is then derived.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24310.md");

    public void Check(HandlerOfTable handler, RuleViolationList violations)
    {
        if (handler is { TimeoutSeconds: { } timeout, Handler.Queue: { } queue } && Settings.IsRefusedVisibility(queue.VisibilityTimeoutSeconds, timeout))
        {
            violations.AddVisibility(this, timeout, handler.Window);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<ChangeQueueAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
