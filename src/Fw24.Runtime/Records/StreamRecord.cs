namespace Fw24;

/// <summary>A DynamoDB stream record: slices of the payload it came in.</summary>
public readonly struct StreamRecord
{
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
    public ChangeOperations Operation { get; init; }

    /// <summary>When DynamoDB applied the change.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who made the change.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>The item's key.</summary>
    public ItemImage Keys { get; init; }

    /// <summary>The item before the change.</summary>
    public ItemImage OldImage { get; init; }

    /// <summary>The item after the change.</summary>
    public ItemImage NewImage { get; init; }

    /// <summary>What is wrong with the record; <see langword="null"/> when it could be read.</summary>
    public string? Fault { get; init; }
}
