using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers.Queues;

/// <summary>
/// FW24311: a queue hides messages for 6 times its function's timeout plus the window; arguments: the setting, the timeout, the recommended value.
/// </summary>
internal sealed class HandlerShortVisibilityRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<HandlerOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24311",
        title: "A queue's visibility timeout is at least six times its function's timeout",
        messageFormat: "{0}: {1} is below 6 times the function timeout of {2} plus the window. Use {3} or more, or remove the setting, which is then derived.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24311.md");

    public void Check(HandlerOfTable handler, RuleViolationList violations)
    {
        if (handler is { TimeoutSeconds: { } timeout, Handler.Queue: { } queue } && Settings.IsShortVisibility(queue.VisibilityTimeoutSeconds, timeout, handler.Window))
        {
            violations.AddVisibility(this, timeout, handler.Window);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<ChangeQueueAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
