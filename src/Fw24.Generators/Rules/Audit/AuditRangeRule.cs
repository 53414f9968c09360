using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24201: a setting of an audit is within the services' limits; arguments: the setting, its minimum and its maximum.</summary>
internal sealed class AuditRangeRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24201",
        title: "Audit settings are within AWS's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24201.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
    {
        if (settings.Audit is not { } audit)
        {
            return;
        }

        violations.CheckRange(this, audit.TimeToLiveDays, 0, int.MaxValue, nameof(audit.TimeToLiveDays));
        violations.CheckRange(this, audit.BatchSize, 1, Settings.MaxBatch, nameof(audit.BatchSize));
        violations.CheckRange(this, audit.MaxBatchingWindowSeconds, 0, Settings.MaxWindowSeconds, nameof(audit.MaxBatchingWindowSeconds));
        violations.CheckRange(this, audit.VisibilityTimeoutSeconds, 0, Settings.MaxVisibilitySeconds, nameof(audit.VisibilityTimeoutSeconds));
        violations.CheckRange(this, audit.QueueRetentionDays, 1, Settings.MaxQueueRetentionDays, nameof(audit.QueueRetentionDays));
        violations.CheckRange(this, audit.MaxReceiveCount, 1, Settings.MaxReceives, nameof(audit.MaxReceiveCount));
        violations.CheckFunction(this, audit.TimeoutSeconds, audit.MemoryMegabytes, audit.ManagedInstances);
        violations.CheckConcurrency(this, audit.MaxConcurrency);
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], violation.SuggestedValue);
}
