using Fw24;

namespace Orders;

/// <summary>A customer of the shop.</summary>
[DynamoTable("customers")]
[StreamEnabled(BatchSize = 10, RetryAttempts = 5, TopicName = "customer-changes")]
[Audit(
    AuditLoggerType.DynamoDb, AuditTableName = "customers-audit", Queries = AuditQueries.Time | AuditQueries.Actor, TimeToLiveDays = 3650,
    BatchSize = 10, MaxBatchingWindowSeconds = 2, MaxReceiveCount = 8, QueueRetentionDays = 7)]
public sealed record Customer
{
    [PartitionKey] public required string CustomerId { get; init; }
    public required string Name { get; init; }
    [Sensitive(Redaction.Mask)] public string? Phone { get; init; }
    public int LoyaltyPoints { get; init; }
    public IReadOnlyDictionary<string, string> Preferences { get; init; } = new Dictionary<string, string>();
    public DateOnly? BornOn { get; init; }
    [TimeToLive] public DateTimeOffset? ForgetAfter { get; init; }
    [AuditActor] public string? ChangedBy { get; init; }
}
