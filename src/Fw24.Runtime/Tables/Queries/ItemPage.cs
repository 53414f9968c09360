namespace Fw24.Tables;

/// <summary>A page of a query or scan.</summary>
/// <param name="Items">The items that satisfy the filter; empty if only their number was requested.</param>
/// <param name="Count">The number of items that satisfy the filter.</param>
/// <param name="ScannedCount">The number of items that were read and charged, before the filter.</param>
/// <param name="LastKey">
/// The key after which the next page begins: the key of the table and, of an index, the index's key too. Absent if there are no further
/// items. A page with a key may be empty, and so may be the page after it.
/// </param>
public sealed record ItemPage(IReadOnlyList<ItemImage> Items, int Count, int ScannedCount, ItemImage LastKey)
{
    /// <summary>
    /// The read capacity units that DynamoDB charged; <see langword="null"/> unless they were requested
    /// (<see cref="ItemsRead.ReturnsCapacity"/>).
    /// </summary>
    public double? CapacityUnits { get; init; }
}
