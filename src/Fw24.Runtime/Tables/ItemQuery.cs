namespace Fw24.Tables;

/// <summary>The items of one partition, or a range of them. Values are DynamoDB JSON, such as <c>{"S":"ord-1"}</c>.</summary>
/// <param name="PartitionKey">The partition key attribute's name.</param>
/// <param name="PartitionValue">Its value.</param>
public sealed record ItemQuery(string PartitionKey, ReadOnlyMemory<byte> PartitionValue)
{
    /// <summary>The global secondary index to query; <see langword="null"/> for the table itself.</summary>
    /// <remarks>
    /// The partition key and the sort key are then the index's. An index holds only the items that have all of its key attributes, is read
    /// eventually consistent, and may hold several items with one sort key: DynamoDB promises no order among those.
    /// </remarks>
    public string? Index { get; init; }

    /// <summary>The sort key attribute's name, when a range is asked for.</summary>
    public string? SortKey { get; init; }

    /// <summary>Only items whose sort key begins with this (S and B keys).</summary>
    public ReadOnlyMemory<byte>? BeginsWith { get; init; }

    /// <summary>Only items whose sort key is this or more.</summary>
    public ReadOnlyMemory<byte>? From { get; init; }

    /// <summary>Only items whose sort key is this or less.</summary>
    public ReadOnlyMemory<byte>? To { get; init; }

    /// <summary>Whether the largest sort key comes first.</summary>
    public bool Descending { get; init; }
}
