using Fw24.Tables;

namespace Fw24.Local.Tables;

/// <summary>The local tables as an item store of the runtime.</summary>
internal sealed class LocalItemStore(IReadOnlyDictionary<string, LocalTable> tables, string region) : IItemStore
{
    private readonly LocalTransactions _transactions = new();

    /// <summary>The keys of page tokens: random, so that tokens end with the process.</summary>
    public static PageTokenKeys TokenKeys { get; } = PageTokenKeys.CreateRandom();

    public string? Region => region;

    public ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => new(Find(table, cancellationToken).Put(item, condition));

    public ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => new(Find(table, cancellationToken).PutOrRead(item, condition));

    public ValueTask<bool> UpdateAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => new(Find(table, cancellationToken).Update(update, condition));

    public ValueTask<UpdateResult> UpdateAndReadAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => new(Find(table, cancellationToken).UpdateAndRead(update, condition));

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, ItemReadOptions options, CancellationToken cancellationToken)
        => new(ItemPages.Part(Find(table, cancellationToken).Get(key), options.Attributes));

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
        => new(Find(table, cancellationToken).Delete(key, condition));

    public ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
        => new(Find(table, cancellationToken).Query(query));

    public ValueTask<ItemPage> ScanAsync(string table, ItemScan scan, CancellationToken cancellationToken)
        => new(Find(table, cancellationToken).Scan(scan));

    public ValueTask<BatchGetResult> BatchGetAsync(
        string table, IReadOnlyList<ItemImage> keys, ItemReadOptions options, CancellationToken cancellationToken)
    {
        var (items, unprocessed) = Find(table, cancellationToken).BatchGet(keys);
        return new(new BatchGetResult([.. items.Select(item => ItemPages.Part(item, options.Attributes))], unprocessed));
    }

    public ValueTask<IReadOnlyList<BatchWrite>> BatchWriteAsync(
        string table, IReadOnlyList<BatchWrite> writes, CancellationToken cancellationToken)
    {
        Find(table, cancellationToken).BatchWrite(writes);
        return new([]);
    }

    public ValueTask<TransactionResult> TransactAsync(
        IReadOnlyList<TransactionAction> actions, string token, CancellationToken cancellationToken)
        => new(_transactions.Commit([.. actions.Select(action => (Find(action.Table, cancellationToken), action))], token));

    public ValueTask<IReadOnlyList<ItemImage>> TransactGetAsync(IReadOnlyList<TransactionKey> keys, CancellationToken cancellationToken)
        => new(LocalTransactions.Get([.. keys.Select(key => (Find(key.Table, cancellationToken), key.Key))]));

    // As the client of DynamoDB does, a canceled call writes and reads nothing.
    private LocalTable Find(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return tables.TryGetValue(name, out var table) ? table : throw AwsErrors.NoTable(name);
    }
}
