using Fw24;

namespace Orders;

/// <summary>A card of the order board. Only <see cref="OrderBoard"/> writes it.</summary>
[DynamoTable("order-board")]
[GlobalIndex("by-status", PartitionKey = nameof(Status), SortKey = nameof(PlacedAt))]
public sealed record BoardCard
{
    [PartitionKey] public required string OrderId { get; init; }

    /// <summary><see langword="null"/> once the order is deleted: the card stays for a while, so that a late duplicate cannot bring the order back.</summary>
    public OrderStatus? Status { get; init; }

    public required string CustomerId { get; init; }
    public required decimal Total { get; init; }
    public required string Currency { get; init; }
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The change the card shows.</summary>
    public required string SequenceNumber { get; init; }

    [TimeToLive] public DateTimeOffset? ForgetAfter { get; init; }
    [Version] public long Version { get; init; }
}
