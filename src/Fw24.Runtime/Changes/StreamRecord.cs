using Fw24.Changes;

namespace Fw24;

/// <summary>A DynamoDB stream record: slices of the payload it came in.</summary>
public readonly struct StreamRecord
{
    // A batch's memory is its records: so half of what a DateTimeOffset takes, bytes for enums, and a place instead of a slice.
    private readonly long _changedAt;
    private readonly byte _operation;
    private readonly byte _origin;
    private readonly int _redactedAt;

    /// <summary>The whole record as it came.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Its <c>dynamodb</c> object.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Its event id in UTF-8, unique per change.</summary>
    public ReadOnlyMemory<byte> EventId { get; init; }

    /// <summary>Its sequence number in UTF-8: digits, to be compared as a number.</summary>
    public ReadOnlyMemory<byte> SequenceNumber { get; init; }

    /// <summary>The stream's ARN in UTF-8.</summary>
    public ReadOnlyMemory<byte> EventSourceArn { get; init; }

    /// <summary>What happened.</summary>
    public ChangeOperations Operation
    {
        get => (ChangeOperations)_operation;
        init => _operation = (byte)value;
    }

    /// <summary>When DynamoDB applied the change, in UTC.</summary>
    public DateTimeOffset ChangedAt
    {
        get => new(_changedAt, TimeSpan.Zero);
        init => _changedAt = value.UtcTicks;
    }

    /// <summary>Who made the change.</summary>
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

    /// <summary>The W3C trace context in which the change was published, in UTF-8; empty when there was none, and in a stream event.</summary>
    public ReadOnlyMemory<byte> TraceParent { get; init; }

    /// <summary>
    /// The sensitive attributes that the change added, changed or removed, as its message names them: the images show their values redacted,
    /// and so perhaps alike. Not known in a stream event, and in a message of a version that did not name them.
    /// </summary>
    internal RedactedNames RedactedChanges => RedactedNames.At(Json.Span, _redactedAt);

    /// <summary>Where in <see cref="Json"/> the text of <see cref="RedactedChanges"/> begins, with its quote; 0 where there is none.</summary>
    internal int RedactedChangesAt
    {
        init => _redactedAt = value;
    }

    /// <summary>What is wrong with the record; <see langword="null"/> when it could be read.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether the images came in a change message, in which sensitive attributes are redacted.</summary>
    internal bool IsFromMessage { get; init; }
}
