namespace Fw24;

/// <summary>Where audit records are stored.</summary>
public enum AuditLoggerType
{
    /// <summary>A CloudWatch Logs log group, one JSON line a change.</summary>
    Cloudwatch,

    /// <summary>A DynamoDB table, one item a change.</summary>
    DynamoDb,

    /// <summary>The standard output of the audit function, one JSON line a change.</summary>
    Console,
}
