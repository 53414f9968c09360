using System.Text;
using Fw24.Items;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Harness;

/// <summary>One table in memory, with string keys, that can be made to fail.</summary>
/// <param name="partitionKey">The partition key's name.</param>
/// <param name="sortKey">The sort key's name, if it has one.</param>
internal sealed class MemoryItemStore(string partitionKey, string? sortKey = null) : IItemStore
{
    private readonly SortedDictionary<string, ItemImage> _items = new(StringComparer.Ordinal);
    private List<(ItemImage Item, Dictionary<string, string> Texts)>? _texts;
    private int _puts;

    /// <summary>The exception of the n-th put, from 0, before it takes effect.</summary>
    public Func<int, ItemImage, Exception?> BeforePut { get; set; } = static (_, _) => null;

    /// <summary>The exception of the n-th put, from 0, after it took effect.</summary>
    public Func<int, Exception?> AfterPut { get; set; } = static _ => null;

    /// <summary>The task that a put waits for.</summary>
    public Func<ItemImage, Task> WhilePutting { get; set; } = static _ => Task.CompletedTask;

    /// <inheritdoc/>
    public string? Region { get; set; }

    /// <summary>Indicates whether a rejected put returns the existing item, as DynamoDB does.</summary>
    public bool HandsBack { get; set; } = true;

    /// <summary>The number of single-item reads.</summary>
    public int Gets { get; private set; }

    /// <summary>The items in key order.</summary>
    public IReadOnlyList<ItemImage> Items
    {
        get
        {
            lock (_items)
            {
                return [.. _items.Values];
            }
        }
    }

    public async ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => (await PutOrReadAsync(table, item, condition, cancellationToken)).IsPut;

    public async ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var put = Interlocked.Increment(ref _puts) - 1;
        if (BeforePut(put, item) is { } failure)
        {
            throw failure;
        }

        await WhilePutting(item);
        var holds = Put(item, condition);
        return AfterPut(put) is { } lost ? throw lost : holds;
    }

    public async ValueTask<bool> UpdateAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
    {
        var stored = await GetAsync(table, update.Key, ItemReadOptions.Default, cancellationToken);
        return await PutAsync(table, update.ApplyTo(stored), condition, cancellationToken);
    }

    public async ValueTask<UpdateResult> UpdateAndReadAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
    {
        var isUpdated = await UpdateAsync(table, update, condition, cancellationToken);
        return new UpdateResult(isUpdated, await GetAsync(table, update.Key, ItemReadOptions.Default, cancellationToken));
    }

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, ItemReadOptions options, CancellationToken cancellationToken)
    {
        lock (_items)
        {
            Gets++;
            return ValueTask.FromResult(_items.GetValueOrDefault(KeyOf(key)));
        }
    }

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
    {
        lock (_items)
        {
            var holds = condition?.Holds(_items.GetValueOrDefault(KeyOf(key))) is not false;
            if (holds)
            {
                _items.Remove(KeyOf(key));
                _texts = null;
            }

            return ValueTask.FromResult(holds);
        }
    }

    public async ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (query is { Index: not null, SortKey: { } sort })
        {
            return IndexPage(query, sort);
        }

        Assert.Equal(partitionKey, query.PartitionKey);
        var found = Items.Where(item => IsOf(item, query)).ToList();
        if (query.Descending)
        {
            found.Reverse();
        }

        return Page(found);
    }

    public async ValueTask<ItemPage> ScanAsync(string table, ItemScan scan, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        var after = scan.After.IsAbsent ? "" : KeyOf(scan.After);
        var rest = Items
            .Where(item => KeyOf(item).Sum(static one => one) % scan.Segments == scan.Segment)
            .Where(item => string.CompareOrdinal(KeyOf(item), after) > 0).ToList();
        var page = rest.Take(scan.Limit ?? rest.Count).ToList();
        return new ItemPage(page, page.Count, page.Count, page.Count < rest.Count ? page[^1] : default);
    }

    /// <summary>The number of entries of indexes that were read.</summary>
    public int EntriesRead { get; private set; }

    /// <summary>The batches that were sent, each with the number of its entries.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Indicates whether the n-th batch, from 0, leaves an entry unprocessed.</summary>
    public Func<int, ItemImage, bool> LeavesUnprocessed { get; set; } = static (_, _) => false;

    /// <summary>The result of the n-th transaction, from 0, that takes no effect.</summary>
    public Func<int, TransactionResult?> CancelsTransaction { get; set; } = static _ => null;

    /// <summary>The transactions that were sent.</summary>
    public List<(IReadOnlyList<TransactionAction> Actions, string Token)> Transactions { get; } = [];

    public async ValueTask<BatchGetResult> BatchGetAsync(
        string table, IReadOnlyList<ItemImage> keys, ItemReadOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var batch = Add(keys.Count);
        List<ItemImage> items = [];
        foreach (var key in keys.Where(key => !LeavesUnprocessed(batch, key)).Reverse())
        {
            items.Add(await GetAsync(table, key, ItemReadOptions.Default, cancellationToken));
        }

        return new BatchGetResult([.. items.Where(static item => !item.IsAbsent)], [.. keys.Where(key => LeavesUnprocessed(batch, key))]);
    }

    public async ValueTask<IReadOnlyList<BatchWrite>> BatchWriteAsync(
        string table, IReadOnlyList<BatchWrite> writes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var batch = Add(writes.Count);
        foreach (var write in writes.Where(write => !LeavesUnprocessed(batch, write.Image)))
        {
            _ = write.IsDelete
                ? await DeleteAsync(table, write.Image, null, cancellationToken)
                : await PutAsync(table, write.Image, null, cancellationToken);
        }

        return [.. writes.Where(write => LeavesUnprocessed(batch, write.Image))];
    }

    public async ValueTask<TransactionResult> TransactAsync(
        IReadOnlyList<TransactionAction> actions, string token, CancellationToken cancellationToken)
    {
        Transactions.Add((actions, token));
        if (CancelsTransaction(Transactions.Count - 1) is { } canceled)
        {
            return canceled;
        }

        List<CancellationReason> reasons = [];
        foreach (var action in actions)
        {
            var stored = await GetAsync(action.Table, action.Image, ItemReadOptions.Default, cancellationToken);
            var holds = action.Condition?.Holds(stored) is not false;
            reasons.Add(holds ? new CancellationReason("None", default) : new CancellationReason("ConditionalCheckFailed", stored));
        }

        if (reasons.Exists(static reason => reason.Code is not "None"))
        {
            return new TransactionResult(reasons);
        }

        foreach (var action in actions)
        {
            _ = action.Kind switch
            {
                TransactionActionKind.Put => await PutAsync(action.Table, action.Image, null, cancellationToken),
                TransactionActionKind.Update => await UpdateAsync(action.Table, action.Update!, null, cancellationToken),
                TransactionActionKind.Delete => await DeleteAsync(action.Table, action.Image, null, cancellationToken),
                _ => true,
            };
        }

        return new TransactionResult([]);
    }

    /// <summary>The error of the n-th transaction that reads, from 0.</summary>
    public Func<int, Exception?> FailsSnapshot { get; set; } = static _ => null;

    /// <summary>The number of transactions that read.</summary>
    public int Snapshots { get; private set; }

    public async ValueTask<IReadOnlyList<ItemImage>> TransactGetAsync(
        IReadOnlyList<TransactionKey> keys, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (FailsSnapshot(Snapshots++) is { } error)
        {
            throw error;
        }

        List<ItemImage> items = [];
        foreach (var (table, key) in keys)
        {
            items.Add(await GetAsync(table, key, ItemReadOptions.Default, cancellationToken));
        }

        return items;
    }

    // An index of keys, by the attributes that its query names. Its entries of one sort key are in no order, here the table's reversed.
    private ItemPage IndexPage(ItemQuery query, string sort)
    {
        static string? Bound(ReadOnlyMemory<byte>? value) => value is { } bound ? AttributeMap.FromValue(bound.Span).S : null;
        var (from, to) = (Bound(query.From), Bound(query.To));
        Assert.True(from is null || to is null || string.CompareOrdinal(from, to) <= 0, "DynamoDB refuses an inverse range.");
        Assert.False(query.IsConsistent);
        var partition = Bound(query.PartitionValue);
        var entries = IndexedTexts()
            .Where(row => row.Texts.GetValueOrDefault(query.PartitionKey) == partition && row.Texts.ContainsKey(sort))
            .Where(row => from is null || string.CompareOrdinal(row.Texts[sort], from) >= 0)
            .Where(row => to is null || string.CompareOrdinal(row.Texts[sort], to) <= 0)
            .OrderBy(row => row.Texts[sort], StringComparer.Ordinal).Select(static row => row.Item).ToList();
        if (query.Descending)
        {
            entries.Reverse();
        }

        var first = query.After.IsAbsent ? 0 : 1 + entries.FindIndex(item => KeyOf(item) == KeyOf(query.After));
        var page = entries.Skip(first).Take(query.Limit ?? entries.Count).Select(item => Entry(item, query)).ToList();
        lock (_items)
        {
            EntriesRead += page.Count;
        }

        return new ItemPage(page, page.Count, page.Count, first + page.Count < entries.Count ? page[^1] : default);
    }

    // The strings of all items, parsed once after each write.
    private List<(ItemImage Item, Dictionary<string, string> Texts)> IndexedTexts()
    {
        lock (_items)
        {
            return _texts ??= [.. _items.Values.Reverse().Select(static item => (item, AttributeMap.FromItem(item)
                .Where(static one => one.Value.S is not null).ToDictionary(static one => one.Key, static one => one.Value.S)))];
        }
    }

    private ItemImage Entry(ItemImage item, ItemQuery query)
    {
        var attributes = AttributeMap.FromItem(item);
        string[] names = [partitionKey, sortKey!, query.PartitionKey, query.SortKey!];
        return AttributeMap.ToItem(names.ToDictionary(static name => name, name => attributes[name]));
    }

    private int Add(int entries)
    {
        Batches.Add(entries);
        return Batches.Count - 1;
    }

    private static bool IsOf(ItemImage item, ItemQuery query)
        => item.TryGetAttribute(Encoding.UTF8.GetBytes(query.PartitionKey), out var value)
            && AttributeEquality.AreEqual(value, query.PartitionValue.Span)
            && (query.From is not { } from || ItemCondition.Compare(query.SortKey!, Comparison.GreaterOrEqual, from).Holds(item))
            && (query.To is not { } to || ItemCondition.Compare(query.SortKey!, Comparison.LessOrEqual, to).Holds(item))
            && (query.BeginsWith is not { } prefix || ItemCondition.BeginsWith(query.SortKey!, prefix).Holds(item));

    private static ItemPage Page(List<ItemImage> items) => new(items, items.Count, items.Count, default);

    private PutResult Put(ItemImage item, ItemCondition? condition)
    {
        lock (_items)
        {
            var stored = _items.GetValueOrDefault(KeyOf(item));
            var holds = condition?.Holds(stored) is not false;
            if (holds)
            {
                _items[KeyOf(item)] = new ItemImage(item.Json.ToArray());
                _texts = null;
            }

            return new PutResult(holds, holds || !HandsBack ? default : stored);
        }
    }

    private string KeyOf(ItemImage item)
        => sortKey is null ? TextOf(item, partitionKey) : $"{TextOf(item, partitionKey)}\0{TextOf(item, sortKey)}";

    private static string TextOf(ItemImage item, string attribute)
        => AttributeMap.FromItem(item)[attribute].S ?? throw new InvalidOperationException($"{attribute} is no string.");
}
