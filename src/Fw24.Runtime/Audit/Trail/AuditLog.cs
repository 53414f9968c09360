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
            var reader = new AuditItemReader(item);
            reader.Read();
            switch (reader.Members.Schema)
            {
                case AuditSchema.HeadV1 or AuditSchema.ErasureV1:
                    break;

                case AuditSchema.GapV1:
                    gaps.Add(reader.Members.ToGap(reader.Key));
                    break;

                default:
                    entries.Add(reader.Members.ToEntry(reader.Key, reader.Changes, reader.Redacted, reader.Erased));
                    break;
            }
        }

        return new AuditLog(entries, gaps);
    }
}
