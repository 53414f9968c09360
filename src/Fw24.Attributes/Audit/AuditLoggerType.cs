namespace Fw24;

/// <summary>Specifies where audit records are stored.</summary>
public enum AuditLoggerType
{
    /// <summary>A CloudWatch Logs log group, one JSON line per change.</summary>
    Cloudwatch,

    /// <summary>A DynamoDB table, one item per change.</summary>
    DynamoDb,

    /// <summary>The standard output of the audit function, one JSON line per change.</summary>
    Console,
}
