namespace Fw24.Generators.Rules;

/// <summary>The rules for settings: the limits of Lambda, SQS, SNS and CloudWatch Logs.</summary>
internal static class SettingsRules
{
    /// <summary>The maximum batch size of a queue's mapping without a window (Lambda, CreateEventSourceMapping).</summary>
    public const int MaxBatchWithoutWindow = 10;

    private const int MaxWindowSeconds = 300;
    private const int MaxBatch = 10_000;
    private const int MaxVisibilitySeconds = 43_200;
    private const int MaxQueueRetentionDays = 14;
    private const int MaxReceives = 1_000;
    private const int MaxTimeoutSeconds = 900;
    private const int VisibilityFactor = 6;

    /// <summary>Checks the settings of one entity.</summary>
    public static void Check(DynamoTableAttribute table, StreamEnabledAttribute? stream, AuditAttribute? audit, RuleViolationList violations)
    {
        Value(RuleKind.TableValue, table.BillingMode, nameof(table.BillingMode), violations);
        Value(RuleKind.TableValue, table.RemovalPolicy, nameof(table.RemovalPolicy), violations);
        if (stream is not null)
        {
            CheckStream(stream, violations);
        }

        if (audit is not null)
        {
            CheckAudit(audit, violations);
        }
    }

    /// <summary>Checks the settings of a handler's class.</summary>
    public static void Check(ChangeQueueAttribute queue, RuleViolationList violations)
    {
        Range(RuleKind.QueueRange, queue.BatchSize, 1, MaxBatch, nameof(queue.BatchSize), violations);
        Range(RuleKind.QueueRange, queue.MaxBatchingWindowSeconds, 0, MaxWindowSeconds, nameof(queue.MaxBatchingWindowSeconds), violations);
        Range(RuleKind.QueueRange, queue.VisibilityTimeoutSeconds, 0, MaxVisibilitySeconds, nameof(queue.VisibilityTimeoutSeconds), violations);
        Range(RuleKind.QueueRange, queue.RetentionDays, 1, MaxQueueRetentionDays, nameof(queue.RetentionDays), violations);
        Range(RuleKind.QueueRange, queue.MaxReceiveCount, 1, MaxReceives, nameof(queue.MaxReceiveCount), violations);
        Range(RuleKind.QueueRange, queue.Parallelism, 1, MaxBatch, nameof(queue.Parallelism), violations);
        Range(RuleKind.QueueRange, queue.ExpectedSeconds, 0, MaxTimeoutSeconds, nameof(queue.ExpectedSeconds), violations);
    }

    /// <summary>
    /// Indicates whether a queue's event source mapping allows a batch: more than 10 messages need a window, and a FIFO queue supports neither.
    /// </summary>
    public static bool IsBatch(bool fifo, int batchSize, int windowSeconds)
        => batchSize <= MaxBatchWithoutWindow || (!fifo && windowSeconds is not 0);

    /// <summary>Indicates whether a window is set on a FIFO queue, which ignores it.</summary>
    public static bool IsIdleWindow(bool fifo, int windowSeconds, int defaultWindowSeconds)
        => fifo && windowSeconds != defaultWindowSeconds && windowSeconds is not 0;

    /// <summary>Checks a queue's visibility timeout against its function's timeout. 0 means that it is derived.</summary>
    /// <param name="refused">The rule of Lambda's minimum: the function's timeout.</param>
    /// <param name="advice">The rule of Lambda's recommendation: 6 times the timeout plus the window.</param>
    /// <param name="visibilitySeconds">The stated visibility timeout.</param>
    /// <param name="windowSeconds">The mapping's window.</param>
    /// <param name="timeoutSeconds">The function's timeout.</param>
    /// <param name="violations">The list to which violations are added.</param>
    public static void Visibility(RuleKind refused, RuleKind advice, int visibilitySeconds, int windowSeconds, int timeoutSeconds, RuleViolationList violations)
    {
        var advised = Math.Min((VisibilityFactor * timeoutSeconds) + windowSeconds, MaxVisibilitySeconds);
        if (visibilitySeconds > 0 && visibilitySeconds < advised)
        {
            violations.Add(visibilitySeconds < timeoutSeconds ? refused : advice, null, nameof(ChangeQueueAttribute.VisibilityTimeoutSeconds), Text(timeoutSeconds), Text(advised));
        }
    }

    /// <summary>Checks that a number is within its limits, inclusive.</summary>
    public static void Range(RuleKind rule, int value, int least, int greatest, string setting, RuleViolationList violations)
    {
        if (value < least || value > greatest)
        {
            violations.AddWithSuggestion(rule, null, Text(value < least ? least : greatest), setting, Text(least), Text(greatest));
        }
    }

    /// <summary>Indicates whether a value is defined in its enum.</summary>
    public static bool IsDefined<T>(T value)
        where T : struct, Enum => Enum.IsDefined(typeof(T), value);

    /// <summary>Formats a number for messages and code.</summary>
    public static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void CheckStream(StreamEnabledAttribute stream, RuleViolationList violations)
    {
        Value(RuleKind.StreamValue, stream.ViewType, nameof(stream.ViewType), violations);
        Value(RuleKind.StreamValue, stream.StartingPosition, nameof(stream.StartingPosition), violations);
        Value(RuleKind.StreamValue, stream.LargeRecords, nameof(stream.LargeRecords), violations);
        Name(RuleKind.TopicName, stream.TopicName, ResourceNames.IsTopic, ResourceNames.NearestTopic, nameof(stream.TopicName), violations);
        Range(RuleKind.StreamRange, stream.BatchSize, 1, MaxBatch, nameof(stream.BatchSize), violations);
        Range(RuleKind.StreamRange, stream.RetryAttempts, -1, 10_000, nameof(stream.RetryAttempts), violations);
        Range(RuleKind.StreamRange, stream.MaxBatchingWindowSeconds, 0, MaxWindowSeconds, nameof(stream.MaxBatchingWindowSeconds), violations);
        Range(RuleKind.StreamRange, stream.ParallelizationFactor, 1, 10, nameof(stream.ParallelizationFactor), violations);
        Range(RuleKind.StreamRange, stream.MaxRecordAgeSeconds, 60, 86_400, nameof(stream.MaxRecordAgeSeconds), violations);
    }

    private static void CheckAudit(AuditAttribute audit, RuleViolationList violations)
    {
        Value(RuleKind.AuditValue, audit.LoggerType, nameof(audit.LoggerType), violations);
        if (!IsDefined(audit.Retention))
        {
            violations.AddWithSuggestion(RuleKind.AuditValue, null, AtLeast(audit.Retention), nameof(audit.Retention));
        }

        Value(RuleKind.AuditValue, audit.RemovalPolicy, nameof(audit.RemovalPolicy), violations);
        Name(RuleKind.LogGroupName, audit.LogGroupName, ResourceNames.IsLogGroup, ResourceNames.NearestLogGroup, nameof(audit.LogGroupName), violations);
        Name(RuleKind.AuditRegion, audit.Region, ResourceNames.IsRegion, ResourceNames.NearestRegion, nameof(audit.Region), violations);
        if (audit.Region is { } region && ResourceNames.IsRegion(region) && !ResourceNames.IsKnownRegion(region))
        {
            violations.Add(RuleKind.UnknownRegion, null, nameof(audit.Region), region);
        }

        Name(RuleKind.AuditTableName, audit.AuditTableName, ResourceNames.IsTable, ResourceNames.NearestTable, nameof(audit.AuditTableName), violations);
        Range(RuleKind.AuditRange, audit.TimeToLiveDays, 0, int.MaxValue, nameof(audit.TimeToLiveDays), violations);
        Range(RuleKind.AuditRange, audit.BatchSize, 1, MaxBatch, nameof(audit.BatchSize), violations);
        Range(RuleKind.AuditRange, audit.MaxBatchingWindowSeconds, 0, MaxWindowSeconds, nameof(audit.MaxBatchingWindowSeconds), violations);
        Range(RuleKind.AuditRange, audit.VisibilityTimeoutSeconds, 0, MaxVisibilitySeconds, nameof(audit.VisibilityTimeoutSeconds), violations);
        Range(RuleKind.AuditRange, audit.QueueRetentionDays, 1, MaxQueueRetentionDays, nameof(audit.QueueRetentionDays), violations);
        Range(RuleKind.AuditRange, audit.MaxReceiveCount, 1, MaxReceives, nameof(audit.MaxReceiveCount), violations);
    }

    private static void Value<T>(RuleKind rule, T value, string setting, RuleViolationList violations)
        where T : struct, Enum
    {
        if (!IsDefined(value))
        {
            violations.Add(rule, null, setting);
        }
    }

    private static void Name(RuleKind rule, string? name, Func<string, bool> isValid, Func<string, string> nearest, string setting, RuleViolationList violations)
    {
        if (name is not null && !isValid(name))
        {
            violations.AddWithSuggestion(rule, null, nearest(name), setting, name);
        }
    }

    // The shortest retention of at least the requested time.
    private static string AtLeast(AuditRetention days)
        => (int)days < 0
            ? ""
            : Enum.GetValues(typeof(AuditRetention)).Cast<AuditRetention>().OrderBy(static value => value).FirstOrDefault(value => value > days).ToString();
}
