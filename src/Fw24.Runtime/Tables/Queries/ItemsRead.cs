namespace Fw24.Tables;

/// <summary>A read of many items: <see cref="ItemQuery"/> or <see cref="ItemScan"/>.</summary>
public abstract record ItemsRead
{
    private protected ItemsRead()
    {
    }

    /// <summary>The index to read; <see langword="null"/> for the table itself.</summary>
    /// <remarks>An index contains only the items that have all of its key attributes, and is read with eventual consistency.</remarks>
    public string? Index { get; init; }

    /// <summary>
    /// Indicates whether the read returns every write that was acknowledged before it. Costs twice as much as an eventually consistent
    /// read.
    /// Default: yes for the table itself; DynamoDB does not offer it for global secondary indexes.
    /// </summary>
    public bool IsConsistent { get => field && Index is null; init; } = true;

    /// <summary>
    /// The condition that the returned items satisfy; <see langword="null"/> for none. It is evaluated after the items were read and
    /// charged,
    /// and after <see cref="Limit"/>. Of a query, it cannot name attributes of the key.
    /// </summary>
    public ItemCondition? Filter { get; init; }

    /// <summary>The names of the attributes to return; <see langword="null"/> for all that the table or index contains.</summary>
    public IReadOnlyList<string>? Attributes { get; init; }

    /// <summary>Indicates whether only the number of items is returned.</summary>
    public bool IsCount { get; init; }

    /// <summary>
    /// The maximum number of items that a page reads, before the filter; <see langword="null"/> for as many as 1 MB contains.
    /// </summary>
    public int? Limit { get; init; }

    /// <summary>Indicates whether the page tells what DynamoDB charged for it (<c>ReturnConsumedCapacity</c>).</summary>
    public bool ReturnsCapacity { get; init; }

    /// <summary>
    /// The key after which the page begins: the previous page's <see cref="ItemPage.LastKey"/>; absent for the first page.
    /// </summary>
    public ItemImage After { get; init; }
}
