namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>A change as an entry of its item's trail: its position and the images that it connects.</summary>
/// <param name="Sequence">The change's sequence number.</param>
/// <param name="Old">The digest of the image before; <see langword="null"/> when there was no item.</param>
/// <param name="New">The digest of the image after; <see langword="null"/> when there is no item.</param>
/// <param name="Entity">The entity under whose name the change is recorded.</param>
/// <param name="Time">The time of the change.</param>
/// <param name="RecordedAt">The time at which it was recorded.</param>
internal readonly record struct TrailEntry(
    string Sequence, string? Old, string? New, string Entity, DateTimeOffset Time, DateTimeOffset RecordedAt)
{
    /// <summary>Indicates whether the item is known from the record on: it was created, or the record is a snapshot.</summary>
    public bool IsBeginning { get; init; }
}
