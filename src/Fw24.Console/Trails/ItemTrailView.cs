using Fw24.Audit;

namespace Fw24.Console.Trails;

/// <summary>An item's trail, as it was when it was read.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Key">The item's key.</param>
/// <param name="Entries">The records, the newest first.</param>
/// <param name="Report">What is missing.</param>
internal sealed record ItemTrailView(string Entity, ItemImage Key, IReadOnlyList<AuditEntry> Entries, TrailReport Report)
{
    /// <summary>The span of which nothing is known right after a record; <see langword="null"/> if the next record continues it.</summary>
    public UnknownSpan? GapAfter(AuditEntry entry)
        => Report.Unknown.FirstOrDefault(span => span.After is { } after && after.EventId == entry.EventId);

    /// <summary>The span before the first record; <see langword="null"/> if that is the item's creation.</summary>
    public UnknownSpan? GapAtBeginning => Report.Unknown.FirstOrDefault(static span => span.After is null);
}
