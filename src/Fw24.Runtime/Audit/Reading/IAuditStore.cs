
namespace Fw24.Audit.Reading;

/// <summary>The stored records of one table's audit.</summary>
internal interface IAuditStore
{
    /// <summary>
    /// Indicates whether records are read in the order of their times; otherwise those of an item, in the order of their sequence numbers.
    /// </summary>
    /// <param name="selection">The selection.</param>
    bool IsByTime(AuditSelection selection);

    /// <summary>Refuses a selection that the store cannot serve without reading everything.</summary>
    /// <param name="selection">The selection.</param>
    /// <exception cref="NotSupportedException">The message names the store, and the one or the option that can serve it.</exception>
    void Check(AuditSelection selection);

    /// <summary>Reads records in order: at least those that are selected, and duplicates one after another.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="after">The position after which to begin; <see langword="null"/> for the beginning.</param>
    /// <param name="limit">The number of records that are needed; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    IAsyncEnumerable<AuditEntry> ReadAsync(AuditSelection selection, AuditPosition? after, int? limit, CancellationToken cancellationToken);

    /// <summary>Reads the places where records are missing, those that have been missing longest first.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="NotSupportedException">The message names the store, and the option that can serve it.</exception>
    IAsyncEnumerable<MissingRecords> MissingAsync(CancellationToken cancellationToken);

    /// <summary>The number of items whose records are read at the same time, if they are read one by one.</summary>
    int ItemsAtOnce { get; }

    /// <summary>Reads everything about the items of a partition, in no order.</summary>
    /// <param name="span">The partition, or the range of its sort keys.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns><see langword="null"/> if the store finds the records of each item by themselves.</returns>
    ValueTask<AuditLog?> ReadPartitionAsync(KeySpan span, CancellationToken cancellationToken);

    /// <summary>Reads everything about an item, in no order.</summary>
    /// <param name="key">The item's key, its partition key first.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    ValueTask<AuditLog> ReadItemAsync(ItemImage key, CancellationToken cancellationToken);

    /// <summary>
    /// Indicates whether an item is as its latest stored record left it, with all that came after: no record is missing at the trail's end.
    /// </summary>
    /// <param name="key">The item's key, its partition key first.</param>
    /// <param name="item">The item as its table has it.</param>
    /// <param name="last">The sequence number of the latest record that was read.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see langword="null"/> if the store cannot tell.</returns>
    ValueTask<bool?> IsAtEndAsync(ItemImage key, ItemImage item, string last, CancellationToken cancellationToken);
}
