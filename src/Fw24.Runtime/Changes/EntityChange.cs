namespace Fw24;

/// <summary>A change of an item, as reported by its table's stream. The generator derives one closed hierarchy per entity.</summary>
/// <param name="Header">The stream record's members other than the images.</param>
public abstract record EntityChange(in ChangeHeader Header)
{
    /// <summary>The stream record's id, unique per change: the key for idempotent handling.</summary>
    public string EventId => Header.EventId;

    /// <summary>The change's position in its item's order, to be compared as a number.</summary>
    public string SequenceNumber => Header.SequenceNumber;

    /// <summary>The time at which DynamoDB applied the change, to the second.</summary>
    public DateTimeOffset ChangedAt => Header.ChangedAt;

    /// <summary>The writer of the item, if the item records it; for a removal, the item's last writer.</summary>
    public string? Actor => Header.Actor;

    /// <summary>The origin of the change.</summary>
    public ChangeOrigin Origin => Header.Origin;

    /// <summary>
    /// The reason that the item before a modification cannot be read, such as a required attribute that it lacks; <see langword="null"/> if
    /// it can. Reading <c>Old</c> or <c>Changes</c> of such a change throws this exception, and its message is then parked.
    /// </summary>
    public virtual ItemFormatException? OldFault => null;

    /// <summary>Indicates whether this change came after another change of the same item, regardless of the order in which they arrived.</summary>
    /// <param name="sequenceNumber">The <see cref="SequenceNumber"/> of the other change.</param>
    public bool IsAfter(string sequenceNumber)
    {
        // Numbers of up to 40 digits do not fit an integer; of two without leading zeros, the longer is the larger.
        var mine = SequenceNumber.AsSpan().TrimStart('0');
        var other = sequenceNumber.AsSpan().TrimStart('0');
        return mine.Length != other.Length ? mine.Length > other.Length : mine.SequenceCompareTo(other) > 0;
    }
}
