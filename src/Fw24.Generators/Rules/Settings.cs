namespace Fw24.Generators.Rules;

/// <summary>Checks settings against the limits of Lambda, SQS and SNS.</summary>
internal static class Settings
{
    /// <summary>The maximum batch size of a queue's mapping without a window (Lambda, CreateEventSourceMapping).</summary>
    public const int MaxBatchWithoutWindow = 10;

    /// <summary>The maximum batch size of a mapping (Lambda, CreateEventSourceMapping).</summary>
    public const int MaxBatch = 10_000;

    /// <summary>The maximum batching window in seconds (Lambda, CreateEventSourceMapping).</summary>
    public const int MaxWindowSeconds = 300;

    /// <summary>The maximum visibility timeout in seconds: 12 hours (SQS, CreateQueue).</summary>
    public const int MaxVisibilitySeconds = 43_200;

    /// <summary>
    /// The maximum delay of a failed message in seconds: SQS hides a message for 12 hours from its receive (ChangeMessageVisibility),
    /// which include the invocation of at most 90 minutes.
    /// </summary>
    public const int MaxRetryDelaySeconds = 36_000;

    /// <summary>The maximum, and default, of the days of point-in-time recovery (DynamoDB, RecoveryPeriodInDays).</summary>
    public const int MaxRecoveryDays = 35;

    /// <summary>The maximum retention of a queue's messages in days (SQS, CreateQueue).</summary>
    public const int MaxQueueRetentionDays = 14;

    /// <summary>SQS, SetQueueAttributes.</summary>
    public const int MaxDelaySeconds = 900;

    /// <summary>The maximum number of receives before a message goes to the dead-letter queue (SQS, CreateQueue).</summary>
    public const int MaxReceives = 1_000;

    /// <summary>
    /// The maximum timeout of a function in seconds, which Lambda Managed Instances allow for event source mappings (Lambda, quotas).
    /// </summary>
    public const int MaxTimeoutSeconds = 5_400;

    /// <summary>The minimum memory of a function in MB (Lambda, CreateFunction).</summary>
    public const int MinMemoryMegabytes = 128;

    /// <summary>The maximum time between two runs of the function that seals, in minutes.</summary>
    public const int MaxSealMinutes = 60;

    /// <summary>The maximum retention of an object of a bucket with Object Lock in days: 100 years (S3, PutObjectRetention).</summary>
    public const int MaxLockDays = 36_500;

    /// <summary>The maximum size of a topic's messages in bytes unless stated otherwise (SNS, MaximumMessageSize).</summary>
    public static int DefaultMessageBytes { get; } = new StreamEnabledAttribute().MaxMessageBytes;

    private const int MinConcurrency = 2;
    private const int MaxConcurrency = 1_000;
    private const int VisibilityFactor = 6;

    /// <summary>
    /// Indicates whether a queue's event source mapping allows a batch: more than 10 messages need a window, and a FIFO queue supports neither.
    /// </summary>
    public static bool IsBatch(bool fifo, int batchSize, int windowSeconds)
        => batchSize <= MaxBatchWithoutWindow || (!fifo && windowSeconds is not 0);

    /// <summary>Indicates whether a window is set on a FIFO queue, which ignores it.</summary>
    public static bool IsIdleWindow(bool fifo, int windowSeconds, int defaultWindowSeconds)
        => fifo && windowSeconds != defaultWindowSeconds && windowSeconds is not 0;

    /// <summary>Indicates whether a stated visibility timeout is less than the function's timeout, which Lambda refuses. 0 means that it is derived.</summary>
    public static bool IsRefusedVisibility(int visibilitySeconds, int timeoutSeconds) => visibilitySeconds > 0 && visibilitySeconds < timeoutSeconds;

    /// <summary>
    /// Indicates whether a stated visibility timeout is at least the function's timeout, as Lambda demands, but less than Lambda recommends: 6 times the
    /// timeout plus the window. 0 means that it is derived.
    /// </summary>
    public static bool IsShortVisibility(int visibilitySeconds, int timeoutSeconds, int windowSeconds)
        => visibilitySeconds > 0
            && !IsRefusedVisibility(visibilitySeconds, timeoutSeconds)
            && visibilitySeconds < AdvisedVisibility(timeoutSeconds, windowSeconds);

    /// <summary>Indicates whether a value is defined in its enum, or combines flags that are.</summary>
    public static bool IsDefined<T>(T value)
        where T : struct, Enum
        => Enum.IsDefined(typeof(T), value)
            || (typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false) && char.IsLetter(value.ToString()[0]));

    /// <summary>Formats a number for messages and code.</summary>
    public static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Formats a number of units for messages, such as <c>1 day</c> and <c>14 days</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The unit in the singular, whose plural ends in "s".</param>
    public static string Text(long value, string unit) => value is 1 ? $"1 {unit}" : $"{Text(value)} {unit}s";

    /// <summary>Adds a violation if a number is not within its limits, inclusive.</summary>
    public static void CheckRange(this RuleViolationList violations, Rule rule, int value, int least, int greatest, string setting)
    {
        if (value < least || value > greatest)
        {
            violations.AddWithSuggestion(rule, null, Text(value < least ? least : greatest), setting, Text(least), Text(greatest));
        }
    }

    /// <summary>Gets the maximum timeout of a function in seconds (Lambda, quotas).</summary>
    public static int MaxTimeout(bool managedInstances) => managedInstances ? MaxTimeoutSeconds : 900;

    /// <summary>Gets the maximum memory of a function in MB (Lambda, quotas).</summary>
    public static int MaxMemory(bool managedInstances) => managedInstances ? 32_768 : 10_240;

    /// <summary>Adds violations if a function's own settings are not within Lambda's limits. 0 means that they are the app's.</summary>
    public static void CheckFunction(this RuleViolationList violations, Rule rule, int timeoutSeconds, int memoryMegabytes, bool managedInstances)
    {
        violations.CheckRange(rule, timeoutSeconds, 0, MaxTimeout(managedInstances), nameof(Fw24AppAttribute.TimeoutSeconds));
        if (memoryMegabytes is not 0)
        {
            violations.CheckRange(rule, memoryMegabytes, MinMemoryMegabytes, MaxMemory(managedInstances), nameof(Fw24AppAttribute.MemoryMegabytes));
        }
    }

    /// <summary>
    /// Adds a violation if the maximum concurrency of a queue's mapping is not within its limits (Lambda, CreateEventSourceMapping). 0 means none.
    /// </summary>
    public static void CheckConcurrency(this RuleViolationList violations, Rule rule, int maxConcurrency)
    {
        if (maxConcurrency is not 0)
        {
            violations.CheckRange(rule, maxConcurrency, MinConcurrency, MaxConcurrency, nameof(ChangeQueueAttribute.MaxConcurrency));
        }
    }

    /// <summary>Adds a violation if a value is not defined in its enum.</summary>
    public static void CheckDefined<T>(this RuleViolationList violations, Rule rule, T value, string setting)
        where T : struct, Enum
    {
        if (!IsDefined(value))
        {
            violations.Add(rule, null, setting);
        }
    }

    /// <summary>Adds a violation if a name is stated and not valid.</summary>
    public static void CheckName(this RuleViolationList violations, Rule rule, string? name, Func<string, bool> isValid, Func<string, string> nearest, string setting)
    {
        if (name is not null && !isValid(name))
        {
            violations.AddWithSuggestion(rule, null, nearest(name), setting, name);
        }
    }

    /// <summary>Adds the violation by a visibility timeout.</summary>
    public static void AddVisibility(this RuleViolationList violations, Rule rule, int timeoutSeconds, int windowSeconds)
        => violations.Add(
            rule,
            null,
            nameof(ChangeQueueAttribute.VisibilityTimeoutSeconds),
            Text(timeoutSeconds, "second"),
            Text(AdvisedVisibility(timeoutSeconds, windowSeconds)));

    private static int AdvisedVisibility(int timeoutSeconds, int windowSeconds)
        => Math.Min((VisibilityFactor * timeoutSeconds) + windowSeconds, MaxVisibilitySeconds);
}
