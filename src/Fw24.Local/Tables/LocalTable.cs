using System.Text;
using Fw24.Items;
using Fw24.Local.Items;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;
using Fw24.Local.Streams;
using Fw24.Tables;

namespace Fw24.Local.Tables;

/// <summary>A table in memory that rejects what DynamoDB rejects and streams what DynamoDB streams.</summary>
/// <remarks>
/// Numbers are kept as written, whereas DynamoDB removes leading and trailing zeros. A global secondary index is updated at once,
/// DynamoDB's a little later.
/// </remarks>
public sealed partial class LocalTable
{
    // DynamoDB does not delete items that expired more than five years ago ("Time to Live").
    private const long OldestExpirySeconds = 5L * 366 * 86_400;

    private readonly TableResource _resource;
    private readonly LocalTableContext _context;
    private readonly ItemReading _reading;
    private readonly ItemCollection _items;

    // The indexes that do not contain all attributes, each with those that it does.
    private readonly Dictionary<string, HashSet<string>> _projected;

    internal LocalTable(TableResource resource, LocalTableContext context, LocalStream? stream)
    {
        _resource = resource;
        _context = context;
        _reading = new ItemReading(resource);
        _items = new ItemCollection(resource.SortKey is not null, resource.Indexes.Count);
        _projected = resource.Indexes.Where(static index => index.Projection is not IndexProjection.All).ToDictionary(
            static index => index.Name,
            index => resource.KeyNames(index).Concat(index.Include).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Stream = stream;
    }

    /// <summary>The table's name.</summary>
    public string Name => _resource.Name;

    /// <summary>The table's stream; <see langword="null"/> if it has none.</summary>
    public LocalStream? Stream { get; }

    /// <summary>The number of items.</summary>
    public int Count
    {
        get
        {
            lock (_context.Loop.Gate)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>The number of changes recorded in the table's stream, including those that it no longer holds.</summary>
    public long Changes { get; private set; }

    /// <summary>The items, in no particular order.</summary>
    public IReadOnlyList<ItemImage> Items
    {
        get
        {
            lock (_context.Loop.Gate)
            {
                return [.. _items.All.Select(static item => new ItemImage(item.Json))];
            }
        }
    }

    /// <summary>Puts an item (PutItem).</summary>
    /// <param name="item">The item as DynamoDB JSON. It is not checked against any entity, so no codec may be able to read it.</param>
    /// <param name="condition">The condition on the stored item.</param>
    /// <returns><see langword="true"/> if the condition held; otherwise, nothing was written.</returns>
    /// <exception cref="Amazon.DynamoDBv2.AmazonDynamoDBException">DynamoDB would reject the item.</exception>
    public bool Put(ItemImage item, ItemCondition? condition = null) => PutOrRead(item, condition).IsPut;

    /// <summary>
    /// Puts an item, or returns the item that made the condition fail (PutItem with <c>ReturnValuesOnConditionCheckFailure</c>).
    /// </summary>
    internal PutResult PutOrRead(ItemImage item, ItemCondition? condition)
    {
        var facts = _reading.ReadItem(item.Json);
        lock (_context.Loop.Gate)
        {
            var old = _items.Find(facts.Key);
            var stored = new ItemImage(old?.Json ?? default);
            if (condition?.Holds(stored) is false)
            {
                return new PutResult(IsPut: false, stored);
            }

            _context.Counters.Writes++;

            // The caller may reuse its buffer.
            Store(old, new StoredItem(facts, item.Json.ToArray()));
            _context.Written?.Invoke(this, item);
            return new PutResult(IsPut: true, default);
        }
    }

    /// <summary>Writes some attributes of an item and keeps its others (UpdateItem).</summary>
    /// <returns><see langword="true"/> if the condition held; otherwise, nothing was written.</returns>
    internal bool Update(ItemUpdate update, ItemCondition? condition)
    {
        lock (_context.Loop.Gate)
        {
            // A condition comes first: an update that does not happen may not fit the item.
            var stored = Get(update.Key);
            return condition?.Holds(stored) is not false && PutOrRead(Updated(update, stored), null).IsPut;
        }
    }

    /// <summary>Writes some attributes of an item and returns the whole item (UpdateItem with <c>ALL_NEW</c>).</summary>
    internal UpdateResult UpdateAndRead(ItemUpdate update, ItemCondition? condition)
    {
        lock (_context.Loop.Gate)
        {
            return Update(update, condition) ? new UpdateResult(IsUpdated: true, Get(update.Key)) : new UpdateResult(IsUpdated: false, Get(update.Key));
        }
    }

    /// <summary>Puts an item (PutItem).</summary>
    /// <param name="item">The item as DynamoDB JSON.</param>
    /// <exception cref="Amazon.DynamoDBv2.AmazonDynamoDBException">DynamoDB would reject the item.</exception>
    public void Put(string item) => Put(new ItemImage(Encoding.UTF8.GetBytes(item)));

    /// <summary>Gets an item (GetItem with a consistent read).</summary>
    /// <param name="key">The item's key.</param>
    /// <returns>The item; absent if it does not exist.</returns>
    public ItemImage Get(ItemImage key)
    {
        var values = _reading.ReadKey(key.Json);
        lock (_context.Loop.Gate)
        {
            return new ItemImage(_items.Find(values)?.Json ?? default);
        }
    }

    /// <summary>Deletes an item (DeleteItem). Succeeds if it does not exist.</summary>
    /// <param name="key">The item's key.</param>
    public void Delete(ItemImage key) => Delete(key, null);

    /// <summary>Deletes an item if a condition holds.</summary>
    /// <returns><see langword="true"/> if it held.</returns>
    internal bool Delete(ItemImage key, ItemCondition? condition)
    {
        var values = _reading.ReadKey(key.Json);
        lock (_context.Loop.Gate)
        {
            var item = _items.Find(values);
            if (condition?.Holds(new ItemImage(item?.Json ?? default)) is false)
            {
                return false;
            }

            _context.Counters.Writes++;
            if (item is not null)
            {
                Remove(item, isExpiry: false);
            }

            return true;
        }
    }

    /// <summary>Puts an item as replication of global tables version 2017.11.29 does: with the attributes <c>aws:rep:*</c>.</summary>
    /// <param name="item">The item.</param>
    /// <param name="fromRegion">The region in which it was written.</param>
    public void Replicate(ItemImage item, string fromRegion)
        => Put(new ItemImage(Replication.Mark(item.Json.Span, fromRegion, _context.Loop.Now, isDeleting: false)));

    /// <summary>Deletes an item as replication of global tables version 2017.11.29 does: marked first, then deleted.</summary>
    /// <param name="key">The item's key.</param>
    /// <param name="fromRegion">The region in which it was deleted.</param>
    public void ReplicateDelete(ItemImage key, string fromRegion)
    {
        if (Get(key) is { IsAbsent: false } item)
        {
            Put(new ItemImage(Replication.Mark(item.Json.Span, fromRegion, _context.Loop.Now, isDeleting: true)));
            Delete(key);
        }
    }

    /// <summary>Deletes every item.</summary>
    internal void DeleteAll(bool isExpiry)
    {
        lock (_context.Loop.Gate)
        {
            foreach (var item in _items.All.ToList())
            {
                Remove(item, isExpiry);
            }
        }
    }

    /// <summary>Drops every item without a trace in the stream.</summary>
    internal void Clear()
    {
        lock (_context.Loop.Gate)
        {
            foreach (var item in _items.All.ToList())
            {
                _items.Remove(item.Facts.Key);
            }
        }
    }

    internal TableResource Resource => _resource;

    private static ItemImage Updated(ItemUpdate update, ItemImage stored)
    {
        try
        {
            return update.ApplyTo(stored);
        }
        catch (ArgumentException exception)
        {
            throw AwsErrors.Validation(exception.Message);
        }
    }

    private void Store(StoredItem? old, StoredItem item)
    {
        _items.Set(item);
        PlanExpiry(item);
        if (old is not null && AreEqual(old.Json.Span, item.Json.Span))
        {
            // DynamoDB Streams has no record of a write that changed nothing.
            return;
        }

        Record(item.Facts, old?.Json ?? default, item.Json, old?.Facts.Size ?? 0, item.Facts.Size, isExpiry: false);
    }

    private void Remove(StoredItem item, bool isExpiry)
    {
        _items.Remove(item.Facts.Key);
        Record(item.Facts, item.Json, default, item.Facts.Size, 0, isExpiry);
    }

    private void Record(in ItemFacts facts, ReadOnlyMemory<byte> oldImage, ReadOnlyMemory<byte> newImage, int oldSize, int newSize, bool isExpiry)
    {
        if (Stream is null)
        {
            return;
        }

        var hash = facts.Key.PartitionHash;
        var now = _context.Loop.Now;
        var change = new StreamChange
        {
            EventId = Stream.NextEventId(),
            SequenceNumber = Stream.NextSequenceNumber(hash),
            Region = _context.Region,
            StreamArn = Stream.StreamArn,
            CreatedAt = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerSecond)),
            Keys = facts.KeyJson,
            OldImage = oldImage,
            NewImage = newImage,
            SizeBytes = facts.KeySize + ImagesSize(oldSize, newSize),
            IsExpiry = isExpiry,
        };
        _context.Counters.Changes++;
        Changes++;
        var record = new SourceRecord
        {
            Json = StreamRecordWriter.Write(change, _resource.StreamViewType!.Value),
            SequenceNumber = change.SequenceNumber,
            CreatedAt = change.CreatedAt,
            Key = facts.Key.ToBytes(),
        };
        Append(hash, record);
    }

    /// <summary>Appends a record to the table's stream.</summary>
    internal void Append(ulong hash, SourceRecord record)
    {
        _context.Observation.Observer?.OnChanged(Name, record);
        Stream!.Append(hash, record);
    }

    // As in AWS's sample event and DynamoDB Local 1.25.1: the size covers the keys and the images that the stream carries.
    private int ImagesSize(int oldSize, int newSize) => _resource.StreamViewType switch
    {
        StreamViewType.NewAndOldImages => oldSize + newSize,
        StreamViewType.NewImage => newSize,
        StreamViewType.OldImage => oldSize,
        _ => 0,
    };

    private void PlanExpiry(StoredItem item)
    {
        if (item.Facts.ExpiresAt is not { } seconds || seconds <= 0)
        {
            return;
        }

        var now = _context.Loop.Now;
        if (seconds < now.ToUnixTimeSeconds() - OldestExpirySeconds || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds() - 86_400)
        {
            return;
        }

        var due = DateTimeOffset.FromUnixTimeSeconds(seconds) + _context.ExpiryDelay;
        _context.Loop.At(due > now ? due : now, EventKind.Housekeeping, () => Expire(item));
    }

    private void Expire(StoredItem item)
    {
        // Another item may have replaced it by now.
        if (ReferenceEquals(_items.Find(item.Facts.Key), item))
        {
            _context.Counters.Expired++;
            Remove(item, isExpiry: true);
        }
    }

    private static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        => left.SequenceEqual(right) || AttributeEquality.AreEqual(AsMap(left), AsMap(right));

    private static byte[] AsMap(ReadOnlySpan<byte> item)
    {
        var map = new byte[item.Length + 6];
        "{\"M\":"u8.CopyTo(map);
        item.CopyTo(map.AsSpan(5));
        map[^1] = (byte)'}';
        return map;
    }
}
