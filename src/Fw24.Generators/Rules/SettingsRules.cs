using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>The limits of Lambda, SQS, SNS and CloudWatch Logs on settings.</summary>
internal static class SettingsRules
{
    private const int MaxWindowSeconds = 300;
    private const int MaxBatch = 10_000;
    private const int MaxBatchWithoutWindow = 10;
    private const int MaxVisibilitySeconds = 43_200;
    private const int MaxQueueRetentionDays = 14;
    private const int MaxReceives = 1_000;

    /// <summary>Checks what one entity states.</summary>
    public static void Check(EntityModel entity, FindingList findings)
    {
        Value(entity.Table.BillingMode, nameof(DynamoTableAttribute.BillingMode), findings);
        Value(entity.Table.RemovalPolicy, nameof(DynamoTableAttribute.RemovalPolicy), findings);
        if (entity.Stream is { } stream)
        {
            CheckStream(stream, findings);
        }

        if (entity.Audit is { } audit)
        {
            CheckAudit(audit, findings);
        }
    }

    /// <summary>Checks what a handler's class states.</summary>
    public static void Check(ChangeQueueAttribute queue, FindingList findings)
    {
        Range(queue.BatchSize, 1, MaxBatch, nameof(queue.BatchSize), findings);
        Range(queue.MaxBatchingWindowSeconds, 0, MaxWindowSeconds, nameof(queue.MaxBatchingWindowSeconds), findings);
        Range(queue.VisibilityTimeoutSeconds, 0, MaxVisibilitySeconds, nameof(queue.VisibilityTimeoutSeconds), findings);
        Range(queue.RetentionDays, 1, MaxQueueRetentionDays, nameof(queue.RetentionDays), findings);
        Range(queue.MaxReceiveCount, 1, MaxReceives, nameof(queue.MaxReceiveCount), findings);
    }

    /// <summary>Checks a queue's batching against the kind of its topic.</summary>
    public static void CheckBatching(bool fifo, int batchSize, int windowSeconds, int defaultWindowSeconds, string setting, FindingList findings)
    {
        if (batchSize > MaxBatchWithoutWindow && (fifo || windowSeconds is 0))
        {
            findings.Add(RuleKind.QueueBatch, null, setting);
        }

        if (fifo && windowSeconds != defaultWindowSeconds && windowSeconds is not 0)
        {
            findings.Add(RuleKind.FifoWindow, null, setting);
        }
    }

    /// <summary>Checks a number against its limits, both included.</summary>
    public static void Range(int value, int least, int greatest, string setting, FindingList findings)
    {
        if (value < least || value > greatest)
        {
            findings.Add(RuleKind.SettingRange, null, setting, Text(least), Text(greatest));
        }

        static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a value is one of its enum's.</summary>
    public static bool IsDefined<T>(T value)
        where T : struct, Enum => Enum.IsDefined(typeof(T), value);

    private static void CheckStream(StreamEnabledAttribute stream, FindingList findings)
    {
        Value(stream.ViewType, nameof(stream.ViewType), findings);
        Value(stream.StartingPosition, nameof(stream.StartingPosition), findings);
        Value(stream.LargeRecords, nameof(stream.LargeRecords), findings);
        Name(stream.TopicName, ResourceNames.IsTopic, nameof(stream.TopicName), findings);
        Range(stream.BatchSize, 1, MaxBatch, nameof(stream.BatchSize), findings);
        Range(stream.RetryAttempts, -1, 10_000, nameof(stream.RetryAttempts), findings);
        Range(stream.MaxBatchingWindowSeconds, 0, MaxWindowSeconds, nameof(stream.MaxBatchingWindowSeconds), findings);
        Range(stream.ParallelizationFactor, 1, 10, nameof(stream.ParallelizationFactor), findings);
        Range(stream.MaxRecordAgeSeconds, 60, 86_400, nameof(stream.MaxRecordAgeSeconds), findings);
    }

    private static void CheckAudit(AuditAttribute audit, FindingList findings)
    {
        Value(audit.LoggerType, nameof(audit.LoggerType), findings);
        Value(audit.Retention, nameof(audit.Retention), findings);
        Value(audit.RemovalPolicy, nameof(audit.RemovalPolicy), findings);
        Name(audit.LogGroupName, ResourceNames.IsLogGroup, nameof(audit.LogGroupName), findings);
        Name(audit.Region, ResourceNames.IsRegion, nameof(audit.Region), findings);
        Name(audit.AuditTableName, ResourceNames.IsTable, nameof(audit.AuditTableName), findings);
        Range(audit.TimeToLiveDays, 0, int.MaxValue, nameof(audit.TimeToLiveDays), findings);
        Range(audit.BatchSize, 1, MaxBatch, nameof(audit.BatchSize), findings);
        Range(audit.MaxBatchingWindowSeconds, 0, MaxWindowSeconds, nameof(audit.MaxBatchingWindowSeconds), findings);
        Range(audit.VisibilityTimeoutSeconds, 0, MaxVisibilitySeconds, nameof(audit.VisibilityTimeoutSeconds), findings);
        Range(audit.QueueRetentionDays, 1, MaxQueueRetentionDays, nameof(audit.QueueRetentionDays), findings);
        Range(audit.MaxReceiveCount, 1, MaxReceives, nameof(audit.MaxReceiveCount), findings);
    }

    private static void Value<T>(T value, string setting, FindingList findings)
        where T : struct, Enum
    {
        if (!IsDefined(value))
        {
            findings.Add(RuleKind.SettingValue, null, setting);
        }
    }

    private static void Name(string? name, Func<string, bool> isValid, string setting, FindingList findings)
    {
        if (name is not null && !isValid(name))
        {
            findings.Add(RuleKind.ResourceName, null, setting, name);
        }
    }
}
