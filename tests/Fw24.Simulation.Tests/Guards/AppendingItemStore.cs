using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Tables;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Stores every audit record under a new key, with a storage time instead of the change's sequence number.</summary>
internal sealed class AppendingItemStore(IItemStore store) : BrokenItemStore(store)
{
    private static long s_time;

    public override ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => Store.PutOrReadAsync(table, AuditLog.FromItems([item]).Entries is [var record] ? Moved(item, record) : item, condition, cancellationToken);

    // The keys come first, so the first occurrence of the sequence number is in them.
    private static ItemImage Moved(ItemImage item, AuditEntry record)
    {
        var json = Encoding.UTF8.GetString(item.Json.Span);
        var place = AuditKey.SortKeyOf(record.SequenceNumber);
        var start = json.IndexOf(place, StringComparison.Ordinal);
        var time = AuditKey.SortKeyOf(Interlocked.Increment(ref s_time).ToString(CultureInfo.InvariantCulture));
        return new ItemImage(Encoding.UTF8.GetBytes(json[..start] + time + json[(start + place.Length)..]));
    }
}
