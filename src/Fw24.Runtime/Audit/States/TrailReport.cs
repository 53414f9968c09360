namespace Fw24.Audit;

/// <summary>What is missing in an item's trail.</summary>
public sealed class TrailReport
{
    internal TrailReport()
    {
    }

    /// <summary>
    /// Indicates whether nothing is missing, as far as it can be seen: the trail begins with the item's creation, each record continues the
    /// one before, none
    /// contradicts another, and the last one is not older than the item.
    /// </summary>
    public bool IsWhole => HasBeginning && Unknown.Count == 0 && Conflicts.Count == 0 && IsAtEnd is not false;

    /// <summary>The number of records.</summary>
    public required int Records { get; init; }

    /// <summary>
    /// Indicates whether the first record is the item's creation. The item may have had an earlier life, whose records are gone.
    /// </summary>
    public required bool HasBeginning { get; init; }

    /// <summary>
    /// Indicates whether the item is as its last record left it; otherwise records are missing, or on their way. <see langword="null"/> if
    /// that is not known: only
    /// an audit in DynamoDB can tell.
    /// </summary>
    public required bool? IsAtEnd { get; init; }

    /// <summary>
    /// The spans of which nothing is known, in order. The first one is that before the trail's first record, if it is not the item's
    /// creation.
    /// </summary>
    public required IReadOnlyList<UnknownSpan> Unknown { get; init; }

    /// <summary>The records that contradict another one of the same change: one of the two is false.</summary>
    public required IReadOnlyList<AuditEntry> Conflicts { get; init; }
}
