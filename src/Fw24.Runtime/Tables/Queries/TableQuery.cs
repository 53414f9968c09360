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

    private protected override TableQuery<T, TFields> With(ItemsRead read, int? take) => new(Reader, Fields, (ItemQuery)read, take);
}
