using Fw24.Audit.Records;
using Fw24.Audit.Trail;

namespace Fw24.Audit;

/// <summary>The stored records of an audit, and the gaps between them.</summary>
/// <param name="entries">The records.</param>
/// <param name="gaps">The gaps, including filled ones.</param>
public sealed class AuditLog(IReadOnlyList<AuditEntry> entries, IReadOnlyList<AuditGap> gaps)
{
    /// <summary>The records.</summary>
    public IReadOnlyList<AuditEntry> Entries { get; } = entries;

    /// <summary>The gaps, including filled ones.</summary>
    public IReadOnlyList<AuditGap> Gaps { get; } = gaps;

    /// <summary>Reads items that <see cref="DynamoDbAuditSink"/> wrote: some or all of an audit table.</summary>
    /// <param name="items">The items. The heads of trails, with which the sink detects gaps, and the records of erasures are skipped.</param>
    /// <returns>The records and gaps, each in the order of the items.</returns>
    /// <exception cref="ItemFormatException">An item was not written by the sink.</exception>
    public static AuditLog FromItems(IEnumerable<ItemImage> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var entries = new List<AuditEntry>();
        var gaps = new List<AuditGap>();
        foreach (var item in items)
        {
            switch (ReadRow(item))
            {
                case AuditGap gap:
                    gaps.Add(gap);
                    break;

                case AuditEntry entry:
                    entries.Add(entry);
                    break;
            }
        }

        return new AuditLog(entries, gaps);
    }

    /// <summary>Reads an item that <see cref="DynamoDbAuditSink"/> wrote.</summary>
    /// <returns>An <see cref="AuditEntry"/> or an <see cref="AuditGap"/>; <see langword="null"/> for the head of a trail, and the record of an erasure.</returns>
    /// <exception cref="ItemFormatException">The item was not written by the sink.</exception>
    internal static object? ReadRow(ItemImage item)
    {
        var reader = new AuditItemReader(item);
        reader.Read();
        return reader.Members.Schema switch
        {
            AuditSchema.HeadV1 or AuditSchema.ErasureV1 => null,
            AuditSchema.GapV1 => reader.Members.ToGap(reader.Key),
            _ => reader.ToEntry(),
        };
    }
}
