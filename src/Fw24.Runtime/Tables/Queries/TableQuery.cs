using Fw24.Tables;
using Fw24.Tables.Queries;

namespace Fw24;

/// <summary>
/// A query of one partition of a table or an index, in the order of its sort keys. Generated methods create it:
/// <c>orders.QueryByCustomer("cus-1").Where(x =&gt; x.Status == OrderStatus.Open).Descending()</c>.
/// </summary>
/// <inheritdoc cref="TableRead{T, TFields, TRead}"/>
public sealed class TableQuery<T, TFields> : TableRead<T, TFields, TableQuery<T, TFields>>
    where T : class
{
    internal TableQuery(IEntityReader<T> reader, TFields fields, ItemQuery query, int? take = null)
        : base(reader, fields, query, take)
    {
    }

    /// <summary>Reverses the order: the largest sort key comes first.</summary>
    /// <returns>The query in that order.</returns>
    public TableQuery<T, TFields> Descending() => With((ItemQuery)Read with { Descending = true });

    /// <summary>Reads some attributes of the items, and nothing else of them: <c>Select&lt;OrderRow&gt;()</c>.</summary>
    /// <remarks>
    /// Filters, pages, tokens and counts are the same as without it. DynamoDB charges for the whole items, and sends the attributes
    /// (<c>ProjectionExpression</c>).
    /// </remarks>
    /// <typeparam name="TRow">The class with some of the entity's properties: one with <see cref="ProjectionAttribute"/>.</typeparam>
    /// <returns>The read of that class.</returns>
    /// <exception cref="InvalidOperationException">The index does not contain an attribute of the class.</exception>
    public TableQuery<TRow, TFields> Select<TRow>()
        where TRow : class, IProjection<T, TRow>
        => new(Reader.Project(TRow.Projection), Fields, (ItemQuery)Read, Most);

    private protected override TableQuery<T, TFields> With(ItemsRead read, int? take) => new(Reader, Fields, (ItemQuery)read, take);
}
