namespace Fw24;

/// <summary>The environment variables that the generated stack sets and the functions read.</summary>
public static class Fw24Variables
{
    /// <summary>The function of the app that this process serves: <c>{table}-stream</c>, <c>{table}-audit</c>, <c>seal</c> or a handler's name.</summary>
    public const string Function = "FW24_FUNCTION";

    /// <summary>The stage of the deployment, which names of resources and metrics contain. Not set without a stage.</summary>
    public const string Stage = "FW24_STAGE";

    /// <summary>
    /// The names in AWS of the tables that are not named by the rule of <see cref="DeployedName"/>, such as imported ones:
    /// <c>orders=old-orders,products=old-products</c>. Not set if there are none.
    /// </summary>
    public const string Tables = "FW24_TABLES";

    /// <summary>
    /// The ARN of the table whose changes the function accepts: it refuses those of another partition, account, region or name. If not set, it
    /// refuses those of the app's other tables.
    /// </summary>
    public const string TableArn = "FW24_TABLE_ARN";

    /// <summary>The ARN of the topic that a stream processor publishes to.</summary>
    public const string TopicArn = "FW24_TOPIC_ARN";

    /// <summary>
    /// The maximum size of a message of that topic: 1,024 to 1,048,576 bytes.
    /// If not set: <see cref="StreamEnabledAttribute.MaxMessageBytes"/> of the table.
    /// </summary>
    public const string MaxMessageBytes = "FW24_MAX_MESSAGE_BYTES";

    /// <summary>The log group that an audit logger writes to.</summary>
    public const string AuditLogGroup = "FW24_AUDIT_LOG_GROUP";

    /// <summary>The region of that log group, if it is not the app's.</summary>
    public const string AuditRegion = "FW24_AUDIT_REGION";

    /// <summary>The table that an audit logger writes to.</summary>
    public const string AuditTable = "FW24_AUDIT_TABLE";

    /// <summary>The S3 bucket of the log that seals audit records.</summary>
    public const string SealBucket = "FW24_SEAL_BUCKET";

    /// <summary>The ARN of the KMS key that signs the log's checkpoints.</summary>
    public const string SealKeyArn = "FW24_SEAL_KEY_ARN";

    /// <summary>
    /// The days for which the log's tiles and checkpoints are locked; 0: not at all. If not set:
    /// <see cref="Fw24AppAttribute.SealRetentionDays"/>.
    /// </summary>
    public const string SealRetentionDays = "FW24_SEAL_RETENTION_DAYS";

    /// <summary>
    /// The table of the changes that <see cref="IdempotentAttribute"/> handlers have handled. If not set: <c>{app}-idempotency</c>, with
    /// the stage.
    /// </summary>
    public const string IdempotencyTable = "FW24_IDEMPOTENCY_TABLE";

    /// <summary>
    /// The URL of the queue whose messages a handler's function receives, if the handler delays failed ones
    /// (<see cref="ChangeQueueAttribute.RetryDelaySeconds"/>).
    /// </summary>
    public const string QueueUrl = "FW24_QUEUE_URL";

    /// <summary>The URL of the queue for records and messages that cannot be processed.</summary>
    public const string ParkingQueueUrl = "FW24_PARKING_QUEUE_URL";

    /// <summary>The S3 bucket for records too large for a message.</summary>
    public const string ClaimBucket = "FW24_CLAIM_BUCKET";

    /// <summary>
    /// <c>full</c>: a handler's exception is logged with its message, which may quote an item. If not set: with its type and stack only.
    /// </summary>
    public const string LogExceptions = "FW24_LOG_EXCEPTIONS";

    /// <summary>The ARN of the secret that holds the keys of <see cref="Redaction.Hmac"/>.</summary>
    public const string HmacSecretArn = "FW24_HMAC_SECRET_ARN";

    /// <summary>
    /// The keys of <see cref="Redaction.Hmac"/> themselves, for a run outside AWS: base64 of at least 32 bytes, or any other form that their secret may have.
    /// Cannot be combined with <see cref="HmacSecretArn"/>.
    /// </summary>
    public const string HmacKey = "FW24_HMAC_KEY";
}
