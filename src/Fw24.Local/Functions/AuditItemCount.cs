using Fw24.Tables;

namespace Fw24.Local.Functions;

/// <summary>Counts the audit items that are put.</summary>
internal sealed class AuditItemCount(IItemStore store, FunctionRunnerContext context) : IItemStore
{
    public async ValueTask<bool> PutAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
    {
        var isNew = await store.PutAsync(table, item, condition, cancellationToken).ConfigureAwait(false);
        lock (context.Loop.Gate)
        {
            context.Counters.AuditItems++;
        }

        return isNew;
    }

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken)
        => store.GetAsync(table, key, cancellationToken);

    public ValueTask DeleteAsync(string table, ItemImage key, CancellationToken cancellationToken)
        => store.DeleteAsync(table, key, cancellationToken);

    public IAsyncEnumerable<ItemImage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
        => store.QueryAsync(table, query, cancellationToken);

    public IAsyncEnumerable<ItemImage> ScanAsync(string table, CancellationToken cancellationToken) => store.ScanAsync(table, cancellationToken);
}
