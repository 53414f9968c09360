using Fw24.Tables;

namespace Fw24.Local.Tables;

/// <summary>The local tables as an item store of the runtime.</summary>
internal sealed class LocalItemStore(IReadOnlyDictionary<string, LocalTable> tables, string region) : IItemStore
{
    /// <summary>The keys of page tokens: random, so that tokens end with the process.</summary>
    public static PageTokenKeys TokenKeys { get; } = PageTokenKeys.CreateRandom();

    public string? Region => region;

    public ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => new(Find(table).Put(item, condition));

    public ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => new(Find(table).PutOrRead(item, condition));

    public ValueTask<bool> UpdateAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => new(Find(table).Update(update, condition));

    public ValueTask<UpdateResult> UpdateAndReadAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => new(Find(table).UpdateAndRead(update, condition));

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken) => new(Find(table).Get(key));

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
        => new(Find(table).Delete(key, condition));

    public ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken) => new(Find(table).Query(query));

    public ValueTask<ItemPage> ScanAsync(string table, ItemScan scan, CancellationToken cancellationToken) => new(Find(table).Scan(scan));

    private LocalTable Find(string name) => tables.TryGetValue(name, out var table) ? table : throw AwsErrors.NoTable(name);
}
