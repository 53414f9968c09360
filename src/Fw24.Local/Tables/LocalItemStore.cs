using System.Runtime.CompilerServices;
using Fw24.Tables;

namespace Fw24.Local.Tables;

/// <summary>The local tables as an item store of the runtime.</summary>
internal sealed class LocalItemStore(IReadOnlyDictionary<string, LocalTable> tables, string region) : IItemStore
{
    private const int PageSize = 25;

    public string? Region => region;

    public ValueTask<bool> PutAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
        => new(Find(table).Put(item, condition));

    public ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
        => new(Find(table).PutOrRead(item, condition));

    public ValueTask<bool> UpdateAsync(string table, ItemUpdate update, PutCondition condition, CancellationToken cancellationToken)
        => new(Find(table).Update(update, condition));

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken) => new(Find(table).Get(key));

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, PutCondition condition, CancellationToken cancellationToken)
        => new(Find(table).Delete(key, condition));

    public async IAsyncEnumerable<ItemImage> QueryAsync(
        string table, ItemQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = Find(table);
        StoredItem? last = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = found.Query(query, last, PageSize);
            foreach (var item in page)
            {
                yield return found.Project(item, query.Index);
            }

            if (page.Count < PageSize)
            {
                break;
            }

            last = page[^1];
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ItemImage> ScanAsync(string table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in Find(table).Items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    private LocalTable Find(string name) => tables.TryGetValue(name, out var table) ? table : throw AwsErrors.NoTable(name);
}
