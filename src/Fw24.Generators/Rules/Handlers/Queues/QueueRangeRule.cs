using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Rules.Handlers.Queues;

/// <summary>FW24301: a setting of a handler's queue is within the services' limits; arguments: the setting, its minimum and its maximum.</summary>
internal sealed class QueueRangeRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<ChangeQueueAttribute>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24301",
        title: "Queue settings are within AWS's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24301.md");

    public void Check(ChangeQueueAttribute queue, RuleViolationList violations)
    {
        // A batch that follows the parallelism is at fault only with it.
        if (queue.BatchSize != queue.Parallelism)
        {
            violations.CheckRange(this, queue.BatchSize, 1, Settings.MaxBatch, nameof(queue.BatchSize));
        }

        violations.CheckRange(this, queue.MaxBatchingWindowSeconds, 0, Settings.MaxWindowSeconds, nameof(queue.MaxBatchingWindowSeconds));
        violations.CheckRange(this, queue.VisibilityTimeoutSeconds, 0, Settings.MaxVisibilitySeconds, nameof(queue.VisibilityTimeoutSeconds));
        violations.CheckRange(this, queue.RetentionDays, 1, Settings.MaxQueueRetentionDays, nameof(queue.RetentionDays));
        violations.CheckRange(this, queue.DelaySeconds, 0, Settings.MaxDelaySeconds, nameof(queue.DelaySeconds));
        violations.CheckRange(this, queue.MaxReceiveCount, 1, Settings.MaxReceives, nameof(queue.MaxReceiveCount));
        violations.CheckRange(this, queue.RetryDelaySeconds, 0, Settings.MaxRetryDelaySeconds, nameof(queue.RetryDelaySeconds));
        violations.CheckRange(this, queue.MaxRetryDelaySeconds, 1, Settings.MaxRetryDelaySeconds, nameof(queue.MaxRetryDelaySeconds));
        violations.CheckRange(this, queue.Parallelism, 1, Settings.MaxBatch, nameof(queue.Parallelism));
        violations.CheckRange(this, queue.ExpectedSeconds, 0, Settings.MaxTimeoutSeconds, nameof(queue.ExpectedSeconds));
        violations.CheckFunction(this, queue.TimeoutSeconds, queue.MemoryMegabytes, queue.ManagedInstances);
        violations.CheckConcurrency(this, queue.MaxConcurrency);
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<ChangeQueueAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], violation.SuggestedValue);
}
