namespace Fw24.Generators.Rules;

/// <summary>The limits of Lambda, SQS, SNS and CloudWatch Logs on settings.</summary>
internal static class SettingsRules
{
    /// <summary>The greatest batch of a queue's mapping without a window (Lambda, CreateEventSourceMapping).</summary>
    public const int MaxBatchWithoutWindow = 10;

    private const int MaxWindowSeconds = 300;
    private const int MaxBatch = 10_000;
    private const int MaxVisibilitySeconds = 43_200;
    private const int MaxQueueRetentionDays = 14;
    private const int MaxReceives = 1_000;
    private const int MaxTimeoutSeconds = 900;
    private const int VisibilityFactor = 6;

    /// <summary>Checks what one entity states.</summary>
    public static void Check(DynamoTableAttribute table, StreamEnabledAttribute? stream, AuditAttribute? audit, FindingList findings)
    {
        Value(RuleKind.TableValue, table.BillingMode, nameof(table.BillingMode), findings);
        Value(RuleKind.TableValue, table.RemovalPolicy, nameof(table.RemovalPolicy), findings);
        if (stream is not null)
        {
            CheckStream(stream, findings);
        }

        if (audit is not null)
        {
            CheckAudit(audit, findings);
        }
    }

    /// <summary>Checks what a handler's class states.</summary>
    public static void Check(ChangeQueueAttribute queue, FindingList findings)
    {
        Range(RuleKind.QueueRange, queue.BatchSize, 1, MaxBatch, nameof(queue.BatchSize), findings);
        Range(RuleKind.QueueRange, queue.MaxBatchingWindowSeconds, 0, MaxWindowSeconds, nameof(queue.MaxBatchingWindowSeconds), findings);
        Range(RuleKind.QueueRange, queue.VisibilityTimeoutSeconds, 0, MaxVisibilitySeconds, nameof(queue.VisibilityTimeoutSeconds), findings);
        Range(RuleKind.QueueRange, queue.RetentionDays, 1, MaxQueueRetentionDays, nameof(queue.RetentionDays), findings);
        Range(RuleKind.QueueRange, queue.MaxReceiveCount, 1, MaxReceives, nameof(queue.MaxReceiveCount), findings);
        Range(RuleKind.QueueRange, queue.Parallelism, 1, MaxBatch, nameof(queue.Parallelism), findings);
        Range(RuleKind.QueueRange, queue.ExpectedSeconds, 0, MaxTimeoutSeconds, nameof(queue.ExpectedSeconds), findings);
    }

    /// <summary>Whether a queue's event source mapping takes such a batch: more than 10 messages need a window, and a FIFO queue takes neither.</summary>
    public static bool IsBatch(bool fifo, int batchSize, int windowSeconds)
        => batchSize <= MaxBatchWithoutWindow || (!fifo && windowSeconds is not 0);

    /// <summary>Whether a FIFO queue was given a window that it will not have.</summary>
    public static bool IsIdleWindow(bool fifo, int windowSeconds, int defaultWindowSeconds)
        => fifo && windowSeconds != defaultWindowSeconds && windowSeconds is not 0;

    /// <summary>Checks how long a received message is hidden against how long its function may take. 0 derives it.</summary>
    /// <param name="refused">The rule of what Lambda refuses: less than the function's timeout.</param>
    /// <param name="advice">The rule of what it advises: 6 times the timeout, and the window.</param>
    /// <param name="visibilitySeconds">What is stated.</param>
    /// <param name="windowSeconds">The mapping's window.</param>
    /// <param name="timeoutSeconds">The function's timeout.</param>
    /// <param name="findings">Where findings go.</param>
    public static void Visibility(RuleKind refused, RuleKind advice, int visibilitySeconds, int windowSeconds, int timeoutSeconds, FindingList findings)
    {
        var advised = Math.Min((VisibilityFactor * timeoutSeconds) + windowSeconds, MaxVisibilitySeconds);
        if (visibilitySeconds > 0 && visibilitySeconds < advised)
        {
            findings.Add(visibilitySeconds < timeoutSeconds ? refused : advice, null, nameof(ChangeQueueAttribute.VisibilityTimeoutSeconds), Text(timeoutSeconds), Text(advised));
        }
    }

    /// <summary>Checks a number against its limits, both included.</summary>
    public static void Range(RuleKind rule, int value, int least, int greatest, string setting, FindingList findings)
    {
        if (value < least || value > greatest)
        {
            findings.AddWithLegal(rule, null, Text(value < least ? least : greatest), setting, Text(least), Text(greatest));
        }
    }

    /// <summary>Whether a value is one of its enum's.</summary>
    public static bool IsDefined<T>(T value)
        where T : struct, Enum => Enum.IsDefined(typeof(T), value);

    /// <summary>A number as messages and code spell it.</summary>
    public static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void CheckStream(StreamEnabledAttribute stream, FindingList findings)
    {
        Value(RuleKind.StreamValue, stream.ViewType, nameof(stream.ViewType), findings);
        Value(RuleKind.StreamValue, stream.StartingPosition, nameof(stream.StartingPosition), findings);
        Value(RuleKind.StreamValue, stream.LargeRecords, nameof(stream.LargeRecords), findings);
        Name(RuleKind.TopicName, stream.TopicName, ResourceNames.IsTopic, ResourceNames.NearestTopic, nameof(stream.TopicName), findings);
        Range(RuleKind.StreamRange, stream.BatchSize, 1, MaxBatch, nameof(stream.BatchSize), findings);
        Range(RuleKind.StreamRange, stream.RetryAttempts, -1, 10_000, nameof(stream.RetryAttempts), findings);
        Range(RuleKind.StreamRange, stream.MaxBatchingWindowSeconds, 0, MaxWindowSeconds, nameof(stream.MaxBatchingWindowSeconds), findings);
        Range(RuleKind.StreamRange, stream.ParallelizationFactor, 1, 10, nameof(stream.ParallelizationFactor), findings);
        Range(RuleKind.StreamRange, stream.MaxRecordAgeSeconds, 60, 86_400, nameof(stream.MaxRecordAgeSeconds), findings);
    }

    private static void CheckAudit(AuditAttribute audit, FindingList findings)
    {
        Value(RuleKind.AuditValue, audit.LoggerType, nameof(audit.LoggerType), findings);
        if (!IsDefined(audit.Retention))
        {
            findings.AddWithLegal(RuleKind.AuditValue, null, AtLeast(audit.Retention), nameof(audit.Retention));
        }

        Value(RuleKind.AuditValue, audit.RemovalPolicy, nameof(audit.RemovalPolicy), findings);
        Name(RuleKind.LogGroupName, audit.LogGroupName, ResourceNames.IsLogGroup, ResourceNames.NearestLogGroup, nameof(audit.LogGroupName), findings);
        Name(RuleKind.AuditRegion, audit.Region, ResourceNames.IsRegion, ResourceNames.NearestRegion, nameof(audit.Region), findings);
        if (audit.Region is { } region && ResourceNames.IsRegion(region) && !ResourceNames.IsKnownRegion(region))
        {
            findings.Add(RuleKind.UnknownRegion, null, nameof(audit.Region), region);
        }

        Name(RuleKind.AuditTableName, audit.AuditTableName, ResourceNames.IsTable, ResourceNames.NearestTable, nameof(audit.AuditTableName), findings);
        Range(RuleKind.AuditRange, audit.TimeToLiveDays, 0, int.MaxValue, nameof(audit.TimeToLiveDays), findings);
        Range(RuleKind.AuditRange, audit.BatchSize, 1, MaxBatch, nameof(audit.BatchSize), findings);
        Range(RuleKind.AuditRange, audit.MaxBatchingWindowSeconds, 0, MaxWindowSeconds, nameof(audit.MaxBatchingWindowSeconds), findings);
        Range(RuleKind.AuditRange, audit.VisibilityTimeoutSeconds, 0, MaxVisibilitySeconds, nameof(audit.VisibilityTimeoutSeconds), findings);
        Range(RuleKind.AuditRange, audit.QueueRetentionDays, 1, MaxQueueRetentionDays, nameof(audit.QueueRetentionDays), findings);
        Range(RuleKind.AuditRange, audit.MaxReceiveCount, 1, MaxReceives, nameof(audit.MaxReceiveCount), findings);
    }

    private static void Value<T>(RuleKind rule, T value, string setting, FindingList findings)
        where T : struct, Enum
    {
        if (!IsDefined(value))
        {
            findings.Add(rule, null, setting);
        }
    }

    private static void Name(RuleKind rule, string? name, Func<string, bool> isValid, Func<string, string> nearest, string setting, FindingList findings)
    {
        if (name is not null && !isValid(name))
        {
            findings.AddWithLegal(rule, null, nearest(name), setting, name);
        }
    }

    // The shortest retention that loses nothing of what was asked for.
    private static string AtLeast(AuditRetention days)
        => (int)days < 0
            ? ""
            : Enum.GetValues(typeof(AuditRetention)).Cast<AuditRetention>().OrderBy(static value => value).FirstOrDefault(value => value > days).ToString();
}
