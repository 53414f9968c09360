using System.Text;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Items;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Backfill;

/// <summary>Finds out from the heads of trails which items need no snapshot.</summary>
/// <param name="store">DynamoDB.</param>
/// <param name="table">The audited table.</param>
/// <param name="auditTable">The name in AWS of the table of the records.</param>
/// <param name="tableName">The audited table's name in AWS.</param>
/// <param name="time">The clock.</param>
internal sealed class TrailBeginnings(IItemStore store, TableModel table, string auditTable, string tableName, TimeProvider time)
{
    private static readonly ItemReadOptions s_options = new() { IsConsistent = false };

    private readonly AuditItem _layout = AuditItem.Of(table, isOwn: auditTable == tableName);
    private readonly int _timeToLiveDays = table.Audit!.TimeToLiveDays;

    /// <summary>Finds the items that need no snapshot.</summary>
    /// <param name="keys">The keys of different items, each with its partition key first.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>For each whether its trail has a beginning or was erased.</returns>
    public async ValueTask<bool[]> FindAsync(IReadOnlyList<ItemImage> keys, CancellationToken cancellationToken)
    {
        var partitions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            partitions.Add(AuditKey.HeadPartitionKey(table.Name, keys[i]), i);
        }

        var found = new bool[keys.Count];
        var heads = new BatchRead(store, auditTable, s_options, $"heads of trails of {table.Name}", time);
        List<ItemImage> places = [.. partitions.Keys.Select(partition => _layout.KeyOf(partition, AuditItem.HeadSortKey))];
        await foreach (var head in heads.EnumerateAsync(places, cancellationToken).ConfigureAwait(false))
        {
            if (Read(head) is { } read && NeedsNone(read) && partitions.TryGetValue(PartitionOf(head), out var index))
            {
                found[index] = true;
            }
        }

        return found;
    }

    private bool NeedsNone(TrailCheckpoint head)
    {
        // Heads of earlier versions tell that the first record was a creation, but not whether it has expired.
        var begins = head.Begins ?? (_timeToLiveDays == 0 && head.Stretches is [{ Old: null }, ..] ? head.Time : null);
        return head.Erasure is not null
            || (begins is { } since && (AuditItem.ExpiryOf(since, _timeToLiveDays) is not { } expiry || expiry > time.GetUtcNow()));
    }

    private string PartitionOf(ItemImage head)
        => head.TryGetAttribute(Encoding.UTF8.GetBytes(_layout.PartitionKey), out var value)
            ? ScalarValue.Read(value, _layout.PartitionKey).Text.ToString()
            : "";

    // The sink trusts no head that it cannot read, either.
    private static TrailCheckpoint? Read(ItemImage head)
    {
        try
        {
            return TrailCheckpoint.FromItem(head);
        }
        catch (ItemFormatException)
        {
            return null;
        }
    }
}
