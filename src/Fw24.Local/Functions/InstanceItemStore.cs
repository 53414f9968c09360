using Fw24.Local.Faults;
using Fw24.Tables;

namespace Fw24.Local.Functions;

/// <summary>A function's access to tables.</summary>
internal sealed class InstanceItemStore(FunctionInstance instance, IItemStore store, bool isAudit) : IItemStore
{
    public ValueTask<bool> PutAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Store, async () =>
        {
            var isPut = await store.PutAsync(table, item, condition, cancellationToken).ConfigureAwait(false);
            if (isAudit)
            {
                lock (instance.Context.Loop.Gate)
                {
                    instance.Context.Counters.AuditItems++;
                }
            }

            return isPut;
        });

    public ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Store, () => store.PutOrReadAsync(table, item, condition, cancellationToken));

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, PutCondition condition, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Store, () => store.DeleteAsync(table, key, condition, cancellationToken));

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Store, () => store.GetAsync(table, key, cancellationToken));

    public IAsyncEnumerable<ItemImage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
        => store.QueryAsync(table, query, cancellationToken);

    public IAsyncEnumerable<ItemImage> ScanAsync(string table, CancellationToken cancellationToken) => store.ScanAsync(table, cancellationToken);
}
