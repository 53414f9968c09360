namespace Fw24.Local.Tables;

/// <summary>What a stream record says.</summary>
internal readonly struct StreamChange
{
    public required string EventId { get; init; }

    public required string SequenceNumber { get; init; }

    public required string Region { get; init; }

    public required string StreamArn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ReadOnlyMemory<byte> Keys { get; init; }

    /// <summary>The item before the change; empty when there was none.</summary>
    public ReadOnlyMemory<byte> OldImage { get; init; }

    /// <summary>The item after the change; empty when there is none.</summary>
    public ReadOnlyMemory<byte> NewImage { get; init; }

    public required int SizeBytes { get; init; }

    /// <summary>Whether DynamoDB deleted the item because its time to live was over.</summary>
    public bool IsExpiry { get; init; }
}
