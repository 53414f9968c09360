using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers.Queues;

/// <summary>FW24307: a handler's batch of more than 10 messages has a batching window, and a FIFO queue has no such batch; argument: the setting.</summary>
internal sealed class HandlerBatchRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<HandlerOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24307",
        title: "A handler's batch size is valid in Lambda",
        messageFormat: "{0}: {1} over 10 needs a batching window, and a FIFO queue does not support such a batch. Lower it to 10 or less, or set MaxBatchingWindowSeconds on a standard topic.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24307.md");

    public void Check(HandlerOfTable handler, RuleViolationList violations)
    {
        if (handler.Handler.Queue is { } queue && !Settings.IsBatch(handler.IsFifo, queue.BatchSize, queue.MaxBatchingWindowSeconds))
        {
            violations.AddWithSuggestion(this, null, Settings.Text(Settings.MaxBatchWithoutWindow), nameof(queue.BatchSize));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<ChangeQueueAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], violation.SuggestedValue);
}
