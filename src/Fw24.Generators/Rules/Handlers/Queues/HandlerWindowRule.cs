using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers.Queues;

/// <summary>FW24308: a FIFO queue has no batching window; argument: the setting, which is ignored.</summary>
internal sealed class HandlerWindowRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<HandlerOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24308",
        title: "A FIFO queue has no batching window",
        messageFormat: "{0}: {1} has no effect because a FIFO queue does not support a batching window. Remove it.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24308.md");

    public void Check(HandlerOfTable handler, RuleViolationList violations)
    {
        if (handler.Handler.Queue is { } queue && Settings.IsIdleWindow(handler.IsFifo, queue.MaxBatchingWindowSeconds, new ChangeQueueAttribute().MaxBatchingWindowSeconds))
        {
            violations.Add(this, null, nameof(queue.MaxBatchingWindowSeconds));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<ChangeQueueAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
