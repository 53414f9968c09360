namespace Fw24.Local.Tables;

/// <summary>The content of a stream record.</summary>
internal readonly struct StreamChange
{
    public required string EventId { get; init; }

    public required string SequenceNumber { get; init; }

    public required string Region { get; init; }

    public required string StreamArn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ReadOnlyMemory<byte> Keys { get; init; }

    /// <summary>The item before the change; empty if it did not exist.</summary>
    public ReadOnlyMemory<byte> OldImage { get; init; }

    /// <summary>The item after the change; empty if it was deleted.</summary>
    public ReadOnlyMemory<byte> NewImage { get; init; }

    public required int SizeBytes { get; init; }

    /// <summary>Indicates whether DynamoDB deleted the item because its time to live had passed.</summary>
    public bool IsExpiry { get; init; }
}
