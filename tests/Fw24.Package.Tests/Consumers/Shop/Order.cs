using Fw24;

namespace Shop;

[DynamoTable("orders")]
[StreamEnabled(Fifo = true)]
[Audit(AuditLoggerType.Cloudwatch)]
public sealed record Order
{
    [PartitionKey] public required string OrderId { get; init; }

    public required string Status { get; init; }

    [Sensitive] public string? Email { get; init; }
}
