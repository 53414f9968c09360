using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Streams;

/// <summary>FW24101: a setting of the stream's mapping or topic is within AWS's limits; arguments: the setting, its limits.</summary>
internal sealed class StreamRangeRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24101",
        title: "Stream settings are within AWS's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: RuleCategory.Streams,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24101.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
    {
        if (settings.Stream is not { } stream)
        {
            return;
        }

        violations.CheckRange(this, stream.BatchSize, 1, Settings.MaxBatch, nameof(stream.BatchSize));
        violations.CheckRange(this, stream.RetryAttempts, -1, 10_000, nameof(stream.RetryAttempts));
        violations.CheckRange(this, stream.MaxBatchingWindowSeconds, 0, Settings.MaxWindowSeconds, nameof(stream.MaxBatchingWindowSeconds));
        violations.CheckRange(this, stream.ParallelizationFactor, 1, 10, nameof(stream.ParallelizationFactor));
        violations.CheckRange(this, stream.MaxRecordAgeSeconds, 60, 86_400, nameof(stream.MaxRecordAgeSeconds));
        violations.CheckRange(this, stream.MaxMessageBytes, 1_024, 1_048_576, nameof(stream.MaxMessageBytes));
        violations.CheckFunction(this, stream.TimeoutSeconds, stream.MemoryMegabytes, stream.ManagedInstances);
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<StreamEnabledAttribute>(type) ?? AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], violation.SuggestedValue);
}
