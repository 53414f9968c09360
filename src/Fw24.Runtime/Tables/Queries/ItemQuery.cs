using Fw24.Tables.Conditions;

namespace Fw24.Tables;

/// <summary>The items of one partition, or a range of them. Values are DynamoDB JSON, such as <c>{"S":"ord-1"}</c>.</summary>
/// <remarks>
/// With <see cref="ItemsRead.Index"/>, the partition key and the sort key are the index's: <see cref="And"/> states its further attributes.
/// An index may contain several items with the same sort key, whose order is unspecified.
/// </remarks>
/// <param name="PartitionKey">The partition key attribute's name.</param>
/// <param name="PartitionValue">The partition key's value.</param>
public sealed record ItemQuery(string PartitionKey, ReadOnlyMemory<byte> PartitionValue) : ItemsRead
{
    /// <summary>
    /// The values of further key attributes of an index that has several: of all its other partition key attributes, and of sort key
    /// attributes from the first on. The items have exactly these.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Further { get; init; } = [];

    /// <summary>The sort key attribute's name, if a range is specified: of several, the one after those whose values are stated.</summary>
    public string? SortKey { get; init; }

    /// <summary>The prefix that the items' sort keys must have (S and B keys).</summary>
    public ReadOnlyMemory<byte>? BeginsWith { get; init; }

    /// <summary>The smallest sort key, inclusive.</summary>
    public ReadOnlyMemory<byte>? From { get; init; }

    /// <summary>The largest sort key, inclusive.</summary>
    public ReadOnlyMemory<byte>? To { get; init; }

    /// <summary>Indicates whether the items are in descending order of their sort keys.</summary>
    public bool Descending { get; init; }

    /// <summary>Adds the value of a further key attribute.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The query with that value.</returns>
    public ItemQuery And(string attribute, ReadOnlyMemory<byte> value) => this with { Further = [.. Further, new(attribute, value)] };

    /// <summary>Prints the key condition.</summary>
    /// <exception cref="ArgumentException">DynamoDB has no key condition for the query.</exception>
    internal void PrintKeyCondition(Expressions expressions)
    {
        expressions.Name(PartitionKey).Text(" = ").Value(PartitionValue);
        foreach (var (name, value) in Further)
        {
            expressions.Text(" AND ").Name(name).Text(" = ").Value(value);
        }

        if ((From, To, BeginsWith) is (null, null, null))
        {
            return;
        }

        expressions.Text(" AND ");
        var sortKey = SortKey ?? throw new ArgumentException("A range of sort keys needs the sort key's name.");
        _ = (From, To, BeginsWith) switch
        {
            ({ } from, null, null) => expressions.Name(sortKey).Text(" >= ").Value(from),
            (null, { } to, null) => expressions.Name(sortKey).Text(" <= ").Value(to),
            ({ } from, { } to, null) => expressions.Name(sortKey).Text(" BETWEEN ").Value(from).Text(" AND ").Value(to),
            (null, null, { } prefix) => expressions.Text("begins_with(").Name(sortKey).Text(", ").Value(prefix).Text(")"),
            _ => throw new ArgumentException("DynamoDB allows one condition on the sort key: a range or a prefix."),
        };
    }
}
