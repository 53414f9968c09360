namespace Fw24.Tables;

/// <summary>The items of one partition, or a range of them. Values are DynamoDB JSON, such as <c>{"S":"ord-1"}</c>.</summary>
/// <param name="PartitionKey">The partition key attribute's name.</param>
/// <param name="PartitionValue">The partition key's value.</param>
public sealed record ItemQuery(string PartitionKey, ReadOnlyMemory<byte> PartitionValue)
{
    /// <summary>The global secondary index to query; <see langword="null"/> for the table itself.</summary>
    /// <remarks>
    /// The partition key and the sort key are then the index's. An index contains only the items that have all of its key attributes, is read
    /// with eventual consistency, and may contain several items with the same sort key, whose order is unspecified.
    /// </remarks>
    public string? Index { get; init; }

    /// <summary>The sort key attribute's name, if a range is specified.</summary>
    public string? SortKey { get; init; }

    /// <summary>The prefix that the items' sort keys must have (S and B keys).</summary>
    public ReadOnlyMemory<byte>? BeginsWith { get; init; }

    /// <summary>The smallest sort key, inclusive.</summary>
    public ReadOnlyMemory<byte>? From { get; init; }

    /// <summary>The largest sort key, inclusive.</summary>
    public ReadOnlyMemory<byte>? To { get; init; }

    /// <summary>Indicates whether the items are in descending order of their sort keys.</summary>
    public bool Descending { get; init; }
}
