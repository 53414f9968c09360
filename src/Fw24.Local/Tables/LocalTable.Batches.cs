using Fw24.Local.Items;
using Fw24.Local.Scheduling;
using Fw24.Tables;

namespace Fw24.Local.Tables;

/// <content>Batches, and the parts of transactions.</content>
public sealed partial class LocalTable
{
    // BatchGetItem and BatchWriteItem, "Service, account, and table quotas".
    private const int MaxKeys = 100;
    private const int MaxWrites = 25;
    private const int MaxResponseSize = 16 * 1024 * 1024;

    private const string Empty = "The batch is empty: at least one item is required.";
    private const string Duplicates = "Provided list of item keys contains duplicates";

    internal EventLoop Loop => _context.Loop;

    /// <summary>Gets items (BatchGetItem). Those that would exceed 16 MB are left unprocessed.</summary>
    internal BatchGetResult BatchGet(IReadOnlyList<ItemImage> keys)
    {
        var values = DistinctKeys.Of(
            keys, ReadKey, MaxKeys, Empty, "Too many items requested for the BatchGetItem call", Duplicates);
        List<ItemImage> items = [];
        List<ItemImage> unprocessed = [];
        var size = 0;
        lock (_context.Loop.Gate)
        {
            for (var place = 0; place < keys.Count; place++)
            {
                if (_items.Find(values[place]) is not { } item)
                {
                    continue;
                }

                if (unprocessed.Count > 0 || (size += item.Facts.Size) > MaxResponseSize)
                {
                    unprocessed.Add(keys[place]);
                    continue;
                }

                items.Add(new ItemImage(item.Json));
            }
        }

        return new BatchGetResult(items, unprocessed);
    }

    /// <summary>Puts and deletes items (BatchWriteItem).</summary>
    internal void BatchWrite(IReadOnlyList<BatchWrite> writes)
    {
        DistinctKeys.Of(
            writes,
            write => write.IsDelete ? _reading.ReadKey(write.Image.Json) : _reading.ReadItem(write.Image.Json).Key,
            MaxWrites,
            Empty,
            "Too many items requested for the BatchWriteItem call",
            Duplicates);
        lock (_context.Loop.Gate)
        {
            foreach (var write in writes)
            {
                _ = write.IsDelete ? Delete(write.Image, null) : Put(write.Image);
            }
        }
    }

    /// <summary>Reads the key of an action's item, and rejects what DynamoDB rejects before it looks at the stored item.</summary>
    internal ItemKey ReadKey(TransactionAction action)
        => action.Kind is TransactionActionKind.Put ? _reading.ReadItem(action.Image.Json).Key : _reading.ReadKey(action.Image.Json);

    /// <summary>Gets the key of an item that a transaction reads.</summary>
    internal ItemKey ReadKey(ItemImage key) => _reading.ReadKey(key.Json);

    /// <summary>Determines whether an action of a transaction can be performed, and the size of the item that it writes.</summary>
    internal (CancellationReason Reason, int Size) Check(TransactionAction action, ItemKey key)
    {
        var stored = new ItemImage(_items.Find(key)?.Json ?? default);
        if (action.Condition?.Holds(stored) is false)
        {
            return (new CancellationReason("ConditionalCheckFailed", stored), 0);
        }

        try
        {
            var written = action.Kind switch
            {
                TransactionActionKind.Put => action.Image,
                TransactionActionKind.Update => Updated(action.Update!, stored),
                _ => default,
            };
            return (new CancellationReason("None", default), written.IsAbsent ? 0 : _reading.ReadItem(written.Json).Size);
        }
        catch (Amazon.DynamoDBv2.AmazonDynamoDBException)
        {
            return (new CancellationReason("ValidationError", default), 0);
        }
    }

    /// <summary>Performs an action of a transaction.</summary>
    internal void Perform(TransactionAction action)
    {
        switch (action.Kind)
        {
            case TransactionActionKind.Put:
                Put(action.Image);
                break;
            case TransactionActionKind.Update:
                Update(action.Update!, null);
                break;
            case TransactionActionKind.Delete:
                Delete(action.Image, null);
                break;
            default:
                break;
        }
    }
}
