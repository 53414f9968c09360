namespace Fw24;

/// <summary>The place in an item's audit trail that a write brought the item, or some attributes of it, back to.</summary>
/// <param name="SequenceNumber">The sequence number of the record.</param>
/// <param name="Time">The time of the record's change, to the second.</param>
/// <param name="IsBefore">
/// Indicates whether the item was brought back to what it was before that change: the change was undone. Otherwise to what it was after
/// the change.
/// </param>
public sealed record RestoredFrom(string SequenceNumber, DateTimeOffset Time, bool IsBefore)
{
    /// <summary>
    /// The sequence numbers of the changes that are undone by this write and by the one before it that it completes, the newest first,
    /// separated by spaces; empty for the restore of a time.
    /// </summary>
    public string Undone { get; init; } = "";
}
