using Fw24.Tables;
using Fw24.Tables.Queries;

namespace Fw24;

/// <summary>
/// A read of all items of a table, in no order. A generated method creates it: <c>orders.Scan().Where(x =&gt; x.Total &gt; 100)</c>.
/// </summary>
/// <remarks>
/// DynamoDB charges for every item of the table, whatever the filter. The roles of a generated stack do not allow it to handlers: it is for
/// programs such as migrations and exports.
/// </remarks>
/// <inheritdoc cref="TableRead{T, TFields, TRead}"/>
public sealed class TableScan<T, TFields> : TableRead<T, TFields, TableScan<T, TFields>>
    where T : class
{
    internal TableScan(IEntityReader<T> reader, TFields fields, ItemScan scan, int? take = null)
        : base(reader, fields, scan, take)
    {
    }

    /// <summary>Splits the table into segments that may be read side by side, each item in exactly one of them.</summary>
    /// <param name="segments">The number of segments: 1 to 1,000,000.</param>
    /// <returns>
    /// A scan of each segment, in the order of their numbers. Page tokens belong to a segment: to continue, take the scan of the same
    /// number out of as many.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not one of DynamoDB's.</exception>
    /// <exception cref="InvalidOperationException">The scan is one of a segment.</exception>
    public IReadOnlyList<TableScan<T, TFields>> Split(int segments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segments, ItemScan.MaxSegments);
        var scan = (ItemScan)Read;
        if (scan.Segments != 1)
        {
            throw new InvalidOperationException($"{Place} is split already: split the whole scan.");
        }

        var parts = new TableScan<T, TFields>[segments];
        for (var segment = 0; segment < segments; segment++)
        {
            parts[segment] = With(scan with { Segment = segment, Segments = segments });
        }

        return parts;
    }

    /// <summary>Reads some attributes of the items, and nothing else of them: <c>Select&lt;OrderRow&gt;()</c>.</summary>
    /// <remarks>
    /// Filters, pages, tokens and counts are the same as without it. DynamoDB charges for the whole items, and sends the attributes
    /// (<c>ProjectionExpression</c>).
    /// </remarks>
    /// <typeparam name="TRow">The class with some of the entity's properties: one with <see cref="ProjectionAttribute"/>.</typeparam>
    /// <returns>The read of that class.</returns>
    /// <exception cref="InvalidOperationException">The index does not contain an attribute of the class.</exception>
    public TableScan<TRow, TFields> Select<TRow>()
        where TRow : class, IProjection<T, TRow>
        => new(Reader.Project(TRow.Projection), Fields, (ItemScan)Read, Most);

    private protected override TableScan<T, TFields> With(ItemsRead read, int? take) => new(Reader, Fields, (ItemScan)read, take);
}
