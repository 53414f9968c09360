using Fw24;

namespace Orders;

/// <summary>A note on an order, in the order's own partition.</summary>
[DynamoTable("orders")]
public sealed record OrderNote
{
    [PartitionKey] public required string OrderId { get; init; }

    /// <summary><c>note#</c> and the note's number.</summary>
    [SortKey] public required string Part { get; init; }

    public required string Text { get; init; }
    public byte[]? Attachment { get; init; }
    [AuditActor] public string? Author { get; init; }
}
