using Fw24.Tables;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Takes every put for a success.</summary>
internal sealed class CarefreeItemStore(IItemStore store) : IItemStore
{
    public async ValueTask<bool> PutAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PutAsync(table, item, condition, cancellationToken);
        }
        catch (Amazon.Runtime.AmazonServiceException)
        {
            return true;
        }
    }

    public async ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PutOrReadAsync(table, item, condition, cancellationToken);
        }
        catch (Amazon.Runtime.AmazonServiceException)
        {
            return new PutResult(IsPut: true, default);
        }
    }

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, PutCondition condition, CancellationToken cancellationToken)
        => store.DeleteAsync(table, key, condition, cancellationToken);

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken) => store.GetAsync(table, key, cancellationToken);

    public IAsyncEnumerable<ItemImage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken) => store.QueryAsync(table, query, cancellationToken);

    public IAsyncEnumerable<ItemImage> ScanAsync(string table, CancellationToken cancellationToken) => store.ScanAsync(table, cancellationToken);
}
