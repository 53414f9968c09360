using Fw24;

namespace Orders;

/// <summary>A customer's order.</summary>
[DynamoTable("orders")]
[StreamEnabled(Fifo = true)]
[Audit(AuditLoggerType.Cloudwatch, Retention = AuditRetention.OneYear)]
[GlobalIndex("by-customer", PartitionKey = nameof(CustomerId), SortKey = nameof(PlacedAt))]
public sealed record Order
{
    [PartitionKey] public required string OrderId { get; init; }

    /// <summary>Which part of the order the item is: the order itself, or one of its notes.</summary>
    [SortKey] public string Part { get; init; } = "order";

    public required string CustomerId { get; init; }
    public required OrderStatus Status { get; init; }

    /// <summary>The sum of all lines, in <see cref="Currency"/>.</summary>
    public required decimal Total { get; init; }

    /// <summary>An ISO 4217 code.</summary>
    public string Currency { get; init; } = "EUR";

    public required DateTimeOffset PlacedAt { get; init; }
    public IReadOnlyList<OrderLine> Lines { get; init; } = [];
    public Address? ShipTo { get; init; }
    public string? TrackingCode { get; init; }
    public IReadOnlySet<string>? Tags { get; init; }

    [Sensitive] public string? Email { get; init; }
    [AuditActor] public string? UpdatedBy { get; init; }
    [AuditIgnore] public DateTimeOffset UpdatedAt { get; init; }
    [Version] public long Version { get; init; }
}
