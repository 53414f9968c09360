using Fw24;

namespace Template.App_1;

/// <summary>An item of the table of orders.</summary>
[DynamoTable("template-app-orders")]
[StreamEnabled(Fifo = true)]
[Audit(AuditLoggerType.Cloudwatch)]
public sealed record Order
{
    [PartitionKey] public required string OrderId { get; init; }

    public required OrderStatus Status { get; init; }

    [Sensitive] public string? Email { get; init; }

    [AuditActor] public string? UpdatedBy { get; init; }

    [Version] public long Version { get; init; }
}

public enum OrderStatus
{
    Placed,
    Paid,
    Shipped,
}
