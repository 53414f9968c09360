namespace Fw24;

/// <summary>Records every change of the table's items, with what changed, when and by whom. Turns the table's stream on.</summary>
/// <remarks>Entities of one table share these settings: one of them states them, the others may leave the attribute out.</remarks>
/// <param name="loggerType">Where audit records are stored.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AuditAttribute(AuditLoggerType loggerType) : Attribute
{
    /// <summary>Where audit records are stored.</summary>
    public AuditLoggerType LoggerType { get; } = loggerType;

    /// <summary>The log group. Default: <c>/audit/logs/{appName}</c>. <see cref="AuditLoggerType.Cloudwatch"/> only.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The region of the log group, such as <c>eu-central-1</c>. Default: the app's. <see cref="AuditLoggerType.Cloudwatch"/> only.</summary>
    public string? Region { get; set; }

    /// <summary>How long the log group keeps its records. Default: <see cref="AuditRetention.OneYear"/>. <see cref="AuditLoggerType.Cloudwatch"/> only.</summary>
    public AuditRetention Retention { get; set; } = AuditRetention.OneYear;

    /// <summary>
    /// The table of the audit records. Default: the audited table itself, under partition keys that begin with <c>AUDIT#</c>.
    /// <see cref="AuditLoggerType.DynamoDb"/> only.
    /// </summary>
    public string? AuditTableName { get; set; }

    /// <summary>After how many days DynamoDB deletes an audit record; 0 keeps it forever. Default: 0. <see cref="AuditLoggerType.DynamoDb"/> only.</summary>
    public int TimeToLiveDays { get; set; }

    /// <summary>Messages per invocation, at most: 1 to 10,000, for a FIFO queue to 10 (Lambda, SQS). Default: 5.</summary>
    public int BatchSize { get; set; } = 5;

    /// <summary>How long Lambda gathers messages before it invokes: 0 to 300 seconds. A FIFO queue takes no window. Default: 5.</summary>
    public int MaxBatchingWindowSeconds { get; set; } = 5;

    /// <summary>How long a received message is hidden: 0 to 43,200 seconds; 0 derives 6 times the function's timeout plus the window. Default: 0.</summary>
    public int VisibilityTimeoutSeconds { get; set; }

    /// <summary>How long the queue keeps a message: 1 to 14 days; its dead-letter queue keeps 14. Default: 4.</summary>
    public int QueueRetentionDays { get; set; } = 4;

    /// <summary>How often a message is received before it goes to the dead-letter queue: 1 to 1,000. Default: 5.</summary>
    public int MaxReceiveCount { get; set; } = 5;

    /// <summary>
    /// What happens to the log group, or to a table of audit records, when the stack is deleted. Default: <see cref="RemovalPolicy.Retain"/>.
    /// Records in the audited table itself stay or go with that table; those of <see cref="AuditLoggerType.Console"/> are in the function's log
    /// group, which keeps them for 30 days and goes with the stack.
    /// </summary>
    public RemovalPolicy RemovalPolicy { get; set; } = RemovalPolicy.Retain;
}
