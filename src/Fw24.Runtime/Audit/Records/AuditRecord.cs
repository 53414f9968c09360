namespace Fw24.Audit;

/// <summary>The audit record of one change.</summary>
public sealed class AuditRecord
{
    /// <summary>The change's event id.</summary>
    public required string EventId { get; init; }

    /// <summary>The entity's name.</summary>
    public required string Entity { get; init; }

    /// <summary>The change's sequence number, which orders the changes of an item: digits.</summary>
    public required string SequenceNumber { get; init; }

    /// <summary>The time at which DynamoDB applied the change.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>
    /// The record as one line of JSON in UTF-8: schema <c>fw24.audit/2</c> or, of a snapshot, <c>fw24.audit.snapshot/1</c>.
    /// </summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>
    /// The commitment as it is stored: that of the record, or of an equal one that an earlier delivery of the change stored.
    /// <see langword="null"/> without one.
    /// </summary>
    internal string? Commitment { get; set; }

    /// <summary>Indicates whether the record was stored without its values, since an erasure covers its change.</summary>
    internal bool IsErased { get; set; }

    /// <summary>
    /// The item before the change, as in its message; absent when there was none. A slice of the message, valid only until the call that
    /// receives the record ends.
    /// </summary>
    public required ItemImage OldImage { get; init; }

    /// <summary>The item after the change; absent when it was deleted. A slice of the message, with the same lifetime.</summary>
    public required ItemImage NewImage { get; init; }
}
