using Fw24.Changes;

namespace Fw24;

/// <summary>A DynamoDB stream record, as slices of its payload.</summary>
public readonly struct StreamRecord
{
    // Records make up a batch's memory: hence ticks instead of a DateTimeOffset, bytes for enums, and a position instead of a slice.
    private readonly long _changedAt;
    private readonly byte _operation;
    private readonly byte _origin;
    private readonly int _redactedAt;

    /// <summary>The whole record as received.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The record's <c>dynamodb</c> object.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The event id in UTF-8, unique per change.</summary>
    public ReadOnlyMemory<byte> EventId { get; init; }

    /// <summary>The sequence number in UTF-8: digits, to be compared as a number.</summary>
    public ReadOnlyMemory<byte> SequenceNumber { get; init; }

    /// <summary>The stream's ARN in UTF-8.</summary>
    public ReadOnlyMemory<byte> EventSourceArn { get; init; }

    /// <summary>The operation on the item.</summary>
    public ChangeOperations Operation
    {
        get => (ChangeOperations)_operation;
        init => _operation = (byte)value;
    }

    /// <summary>The time at which DynamoDB applied the change, in UTC.</summary>
    public DateTimeOffset ChangedAt
    {
        get => new(_changedAt, TimeSpan.Zero);
        init => _changedAt = value.UtcTicks;
    }

    /// <summary>The origin of the change.</summary>
    public ChangeOrigin Origin
    {
        get => (ChangeOrigin)_origin;
        init => _origin = (byte)value;
    }

    /// <summary>The item's key.</summary>
    public ItemImage Keys { get; init; }

    /// <summary>The item before the change.</summary>
    public ItemImage OldImage { get; init; }

    /// <summary>The item after the change.</summary>
    public ItemImage NewImage { get; init; }

    /// <summary>The W3C trace context in which the change was published, in UTF-8; empty if there was none, and in a stream event.</summary>
    public ReadOnlyMemory<byte> TraceParent { get; init; }

    /// <summary>
    /// The sensitive attributes that the change added, changed or removed, as listed in its message: the images contain only their redacted
    /// values, which may be equal. Not known in a stream event, or in a message of a version that did not list them.
    /// </summary>
    internal RedactedNames RedactedChanges => RedactedNames.At(Json.Span, _redactedAt);

    /// <summary>The start of the text of <see cref="RedactedChanges"/> in <see cref="Json"/>, at its quote; 0 if absent.</summary>
    internal int RedactedChangesAt
    {
        init => _redactedAt = value;
    }

    /// <summary>The record's defect; <see langword="null"/> if it could be read.</summary>
    public string? Fault { get; init; }

    /// <summary>Indicates whether the images came from a change message, in which sensitive attributes are redacted.</summary>
    internal bool IsFromMessage { get; init; }

    /// <summary>
    /// Returns the region of a stream, from an ARN such as <c>arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/…</c>.
    /// </summary>
    internal static ReadOnlySpan<byte> RegionOf(ReadOnlySpan<byte> arn)
    {
        for (var colons = 0; colons < 3; colons++)
        {
            arn = arn[(arn.IndexOf((byte)':') + 1)..];
        }

        var end = arn.IndexOf((byte)':');
        return end < 0 ? default : arn[..end];
    }
}
