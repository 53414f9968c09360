namespace Fw24;

/// <summary>A change of an item, as its table's stream reported it. The generator derives one closed hierarchy per entity.</summary>
/// <param name="Header">What the stream record says of the change.</param>
public abstract record EntityChange(in ChangeHeader Header)
{
    /// <summary>The stream record's id, unique per change: the key for idempotent handling.</summary>
    public string EventId => Header.EventId;

    /// <summary>The change's place in its item's order, to be compared as a number.</summary>
    public string SequenceNumber => Header.SequenceNumber;

    /// <summary>When DynamoDB applied the change, to the second.</summary>
    public DateTimeOffset ChangedAt => Header.ChangedAt;

    /// <summary>Who wrote the item, as far as the item says; for a removal, who wrote it last.</summary>
    public string? Actor => Header.Actor;

    /// <summary>Who made the change.</summary>
    public ChangeOrigin Origin => Header.Origin;

    /// <summary>Whether this change came after another one of the same item, whatever the order in which the two arrived.</summary>
    /// <param name="sequenceNumber">The other's <see cref="SequenceNumber"/>.</param>
    public bool IsAfter(string sequenceNumber)
    {
        // Numbers of up to 40 digits: more than an integer holds, so the longer one is the larger.
        var mine = SequenceNumber.AsSpan().TrimStart('0');
        var other = sequenceNumber.AsSpan().TrimStart('0');
        return mine.Length != other.Length ? mine.Length > other.Length : mine.SequenceCompareTo(other) > 0;
    }
}
