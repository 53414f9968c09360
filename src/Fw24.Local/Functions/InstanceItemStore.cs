using Fw24.Local.Faults;
using Fw24.Tables;

namespace Fw24.Local.Functions;

/// <summary>A function's access to tables.</summary>
internal sealed class InstanceItemStore(FunctionInstance instance, IItemStore store, TableRights rights, bool isAudit) : IItemStore
{
    public string? Region => store.Region;

    public ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => CallAsync("PutItem", table, () => store.PutAsync(table, item, condition, cancellationToken));

    public ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => CallAsync("PutItem", table, async () =>
        {
            var put = await store.PutOrReadAsync(table, item, condition, cancellationToken).ConfigureAwait(false);

            // Excludes the heads and gaps of trails, which have schemas of their own.
            if (isAudit && item.Json.Span.IndexOf("\"fw24.audit/"u8) >= 0)
            {
                lock (instance.Context.Loop.Gate)
                {
                    instance.Context.Counters.AuditItems++;
                }
            }

            return put;
        });

    public ValueTask<bool> UpdateAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => CallAsync("UpdateItem", table, () => store.UpdateAsync(table, update, condition, cancellationToken));

    public ValueTask<UpdateResult> UpdateAndReadAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => CallAsync("UpdateItem", table, () => store.UpdateAndReadAsync(table, update, condition, cancellationToken));

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
        => CallAsync("DeleteItem", table, () => store.DeleteAsync(table, key, condition, cancellationToken));

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken)
        => CallAsync("GetItem", table, () => store.GetAsync(table, key, cancellationToken));

    public ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
        => ReadAsync("Query", table, () => store.QueryAsync(table, query, cancellationToken));

    public ValueTask<ItemPage> ScanAsync(string table, ItemScan scan, CancellationToken cancellationToken)
        => ReadAsync("Scan", table, () => store.ScanAsync(table, scan, cancellationToken));

    // A role denies an action regardless of the service's state.
    private async ValueTask<T> CallAsync<T>(string action, string table, Func<ValueTask<T>> call)
    {
        rights.Demand(action, table);
        return await instance.CallAsync(FaultBoundary.Store, call).ConfigureAwait(false);
    }

    private ValueTask<ItemPage> ReadAsync(string action, string table, Func<ValueTask<ItemPage>> read)
    {
        rights.Demand(action, table);
        return read();
    }
}
