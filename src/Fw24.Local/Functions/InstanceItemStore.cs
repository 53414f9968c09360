using Fw24.Items;
using Fw24.Local.Faults;
using Fw24.Tables;

namespace Fw24.Local.Functions;

/// <summary>A function's access to tables.</summary>
internal sealed class InstanceItemStore(FunctionInstance instance, IItemStore store, TableRights rights, bool isAudit) : IItemStore
{
    public string? Region => store.Region;

    public ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => CallAsync("PutItem", table, item, () => store.PutAsync(table, item, condition, cancellationToken));

    public ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => CallAsync("PutItem", table, item, async () =>
        {
            var put = await store.PutOrReadAsync(table, item, condition, cancellationToken).ConfigureAwait(false);

            // Excludes the heads and gaps of trails, which have schemas of their own.
            if (isAudit && (item.Json.Span.IndexOf("\"fw24.audit/"u8) >= 0 || item.Json.Span.IndexOf("\"fw24.audit.snapshot/"u8) >= 0))
            {
                lock (instance.Context.Loop.Gate)
                {
                    instance.Context.Counters.AuditItems++;
                }
            }

            return put;
        });

    public ValueTask<bool> UpdateAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => CallAsync("UpdateItem", table, update.Key, () => store.UpdateAsync(table, update, condition, cancellationToken));

    public ValueTask<UpdateResult> UpdateAndReadAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => CallAsync("UpdateItem", table, update.Key, () => store.UpdateAndReadAsync(table, update, condition, cancellationToken));

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
        => CallAsync("DeleteItem", table, key, () => store.DeleteAsync(table, key, condition, cancellationToken));

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, ItemReadOptions options, CancellationToken cancellationToken)
        => CallAsync("GetItem", table, key, () => store.GetAsync(table, key, options, cancellationToken));

    public ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
    {
        rights.Demand("Query", table, query.Index);
        if (query.Index is null)
        {
            rights.DemandItem("Query", table, PartitionOf(query));
        }

        return store.QueryAsync(table, query, cancellationToken);
    }

    public ValueTask<ItemPage> ScanAsync(string table, ItemScan scan, CancellationToken cancellationToken)
    {
        rights.Demand("Scan", table);
        return store.ScanAsync(table, scan, cancellationToken);
    }

    public ValueTask<BatchGetResult> BatchGetAsync(
        string table, IReadOnlyList<ItemImage> keys, ItemReadOptions options, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            rights.DemandItem("BatchGetItem", table, key);
        }

        return instance.CallAsync(FaultBoundary.Store, () => store.BatchGetAsync(table, keys, options, cancellationToken));
    }

    public ValueTask<IReadOnlyList<BatchWrite>> BatchWriteAsync(
        string table, IReadOnlyList<BatchWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
        {
            rights.DemandItem("BatchWriteItem", table, write.Image);
        }

        return instance.CallAsync(FaultBoundary.Store, () => store.BatchWriteAsync(table, writes, cancellationToken));
    }

    public ValueTask<TransactionResult> TransactAsync(
        IReadOnlyList<TransactionAction> actions, string token, CancellationToken cancellationToken)
    {
        foreach (var action in actions)
        {
            rights.DemandItem(RightOf(action.Kind), action.Table, action.Image);
        }

        return instance.CallAsync(FaultBoundary.Store, () => store.TransactAsync(actions, token, cancellationToken));
    }

    public ValueTask<IReadOnlyList<ItemImage>> TransactGetAsync(IReadOnlyList<TransactionKey> keys, CancellationToken cancellationToken)
    {
        foreach (var (table, key) in keys)
        {
            rights.DemandItem("GetItem", table, key);
        }

        return instance.CallAsync(FaultBoundary.Store, () => store.TransactGetAsync(keys, cancellationToken));
    }

    // IAM has no action for transactions: each of their parts needs its own.
    private static string RightOf(TransactionActionKind kind) => kind switch
    {
        TransactionActionKind.Put => "PutItem",
        TransactionActionKind.Update => "UpdateItem",
        TransactionActionKind.Delete => "DeleteItem",
        _ => "ConditionCheckItem",
    };

    // A role denies an action regardless of the service's state.
    private async ValueTask<T> CallAsync<T>(string action, string table, ItemImage item, Func<ValueTask<T>> call)
    {
        rights.DemandItem(action, table, item);
        return await instance.CallAsync(FaultBoundary.Store, call).ConfigureAwait(false);
    }

    private static ItemImage PartitionOf(ItemQuery query)
        => ItemStamp.Apply(new ItemImage("{}"u8.ToArray()), [new ItemStamp(query.PartitionKey, query.PartitionValue)]);
}
