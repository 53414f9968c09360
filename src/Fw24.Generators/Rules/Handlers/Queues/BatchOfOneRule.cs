using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers.Queues;

/// <summary>
/// FW24340: a handler of batches has a batch size, and no parallelism, which applies to single changes; arguments: the setting, what is
/// wrong with it, the remedy.
/// </summary>
internal sealed class BatchOfOneRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24340",
        title: "A handler of batches receives more than one change",
        messageFormat: "{0} overrides OnChangesAsync, but {1} of [ChangeQueue] {2}. {3}.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24340.md");

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        if (!handler.Handler.HandlesBatches)
        {
            return;
        }

        var queue = handler.Handler.Queue ?? new ChangeQueueAttribute();
        if (queue.Parallelism > 1)
        {
            violations.Add(
                this,
                null,
                nameof(queue.Parallelism),
                "applies only to single changes: a batch is one call",
                "Remove it, and set BatchSize");
        }
        else if (queue.BatchSize is 1)
        {
            violations.AddWithSuggestion(
                this,
                null,
                Settings.Text(Settings.MaxBatchWithoutWindow),
                nameof(queue.BatchSize),
                "is 1, so each call receives one change",
                "Set it to the number of changes that a call should receive, such as 10");
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<ChangeQueueAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0
            ? context.Set(violation.Arguments[0], violation.SuggestedValue)
            : context.Unset(violation.Arguments[0]);
}
