namespace Fw24;

/// <summary>Records every change to the table's items: the values that changed, the time and the actor. Enables the table's stream.</summary>
/// <remarks>Entities of one table share these settings: state them on one entity; the others may omit the attribute.</remarks>
/// <param name="loggerType">The store of the audit records.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AuditAttribute(AuditLoggerType loggerType) : Attribute
{
    /// <summary>The store of the audit records.</summary>
    public AuditLoggerType LoggerType { get; } = loggerType;

    /// <summary>The log group. Default: <c>/audit/logs/{appName}</c>. <see cref="AuditLoggerType.Cloudwatch"/> only.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The region of the log group, such as <c>eu-central-1</c>. Default: the app's. <see cref="AuditLoggerType.Cloudwatch"/> only.</summary>
    public string? Region { get; set; }

    /// <summary>The retention of the log group. Default: <see cref="AuditRetention.OneYear"/>. <see cref="AuditLoggerType.Cloudwatch"/> only.</summary>
    /// <remarks>
    /// A retention policy of the account (CloudWatch Logs, <c>PutAccountPolicy</c>, <c>RETENTION_POLICY</c>) overrides it, also for
    /// records that are stored already.
    /// </remarks>
    public AuditRetention Retention { get; set; } = AuditRetention.OneYear;

    /// <summary>
    /// The table of the audit records. Default: the audited table itself, under partition keys that begin with <c>AUDIT#</c>.
    /// <see cref="AuditLoggerType.DynamoDb"/> only.
    /// </summary>
    public string? AuditTableName { get; set; }

    /// <summary>The age in days at which DynamoDB deletes an audit record; 0: never. Default: 0. <see cref="AuditLoggerType.DynamoDb"/> only.</summary>
    public int TimeToLiveDays { get; set; }

    /// <summary>
    /// What records are found by, besides their item: indexes of an <see cref="AuditTableName"/> of its own. Default:
    /// <see cref="AuditQueries.None"/>. <see cref="AuditLoggerType.DynamoDb"/> only.
    /// </summary>
    /// <remarks>Tables that share an audit table may differ: it has the indexes of all, and an index holds records of the tables that state
    /// it.</remarks>
    public AuditQueries Queries { get; set; }

    /// <summary>
    /// Indicates whether each record gets a commitment that the app's log seals, so that an auditor can prove that no record was changed,
    /// added or removed. Default: <see langword="false"/>. <see cref="AuditLoggerType.DynamoDb"/> and
    /// <see cref="AuditLoggerType.Cloudwatch"/> only.
    /// </summary>
    /// <remarks>
    /// The stack then has the log (a bucket), the key that signs it and the function that seals: see
    /// <see cref="Fw24AppAttribute.SealMinutes"/>.
    /// </remarks>
    public bool Sealed { get; set; }

    /// <summary>The maximum number of messages per invocation: 1 to 10,000; for a FIFO queue up to 10 (Lambda, SQS). Default: 5.</summary>
    public int BatchSize { get; set; } = 5;

    /// <summary>The time Lambda gathers messages before it invokes: 0 to 300 seconds. FIFO queues do not support a window. Default: 5.</summary>
    public int MaxBatchingWindowSeconds { get; set; } = 5;

    /// <summary>The time a received message stays hidden: 0 to 43,200 seconds; 0: 6 times the function's timeout plus the window. Default: 0.</summary>
    public int VisibilityTimeoutSeconds { get; set; }

    /// <summary>The time the queue keeps a message: 1 to 14 days; its dead-letter queue keeps it 14. Default: 4.</summary>
    public int QueueRetentionDays { get; set; } = 4;

    /// <summary>The number of receives before a message goes to the dead-letter queue: 1 to 1,000. Default: 5.</summary>
    public int MaxReceiveCount { get; set; } = 5;

    /// <summary>
    /// The maximum duration of an invocation of the audit logger: 1 to 900 seconds (Lambda's default capacity); 0: that of
    /// <see cref="Fw24AppAttribute"/>. Default: 0.
    /// </summary>
    public int TimeoutSeconds { get; set; }

    /// <summary>
    /// The memory of the audit logger: 128 to 10,240 MB (Lambda's default capacity); 0: that of <see cref="Fw24AppAttribute"/>. Default: 0.
    /// </summary>
    public int MemoryMegabytes { get; set; }

    /// <summary>
    /// Indicates whether the audit logger runs on Lambda Managed Instances. <see cref="TimeoutSeconds"/> may then be up to 5,400, and
    /// <see cref="MemoryMegabytes"/> up to 32,768. A hook of the stack puts the function there. Default: <see langword="false"/>.
    /// </summary>
    public bool ManagedInstances { get; set; }

    /// <summary>The maximum number of concurrent invocations with messages of the queue: 2 to 1,000 (Lambda); 0: no maximum of its own. Default: 0.</summary>
    public int MaxConcurrency { get; set; }

    /// <summary>
    /// Determines whether the log group or the audit table is kept when the stack is deleted. Default: <see cref="RemovalPolicy.Retain"/>.
    /// Records in the audited table itself share that table's policy. Records of <see cref="AuditLoggerType.Console"/> are in the function's log
    /// group, which keeps them for 30 days and is deleted with the stack.
    /// </summary>
    public RemovalPolicy RemovalPolicy { get; set; } = RemovalPolicy.Retain;
}
