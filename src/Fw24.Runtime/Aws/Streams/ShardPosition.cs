namespace Fw24.Aws.Streams;

/// <summary>The position at which reading of a shard starts (ShardIteratorType).</summary>
internal readonly record struct ShardPosition
{
    private readonly string? _iteratorType;

    private ShardPosition(string iteratorType, string? sequenceNumber) => (_iteratorType, SequenceNumber) = (iteratorType, sequenceNumber);

    /// <summary>The position at the oldest record that the shard still has. The default.</summary>
    public static ShardPosition TrimHorizon => default;

    /// <summary>The position after the newest record.</summary>
    public static ShardPosition Latest { get; } = new("LATEST", null);

    /// <summary>Creates a position at a record.</summary>
    /// <param name="sequenceNumber">The record's sequence number.</param>
    /// <returns>The position.</returns>
    public static ShardPosition At(string sequenceNumber) => new("AT_SEQUENCE_NUMBER", sequenceNumber);

    /// <summary>Creates a position after a record.</summary>
    /// <param name="sequenceNumber">The record's sequence number.</param>
    /// <returns>The position.</returns>
    public static ShardPosition After(string sequenceNumber) => new("AFTER_SEQUENCE_NUMBER", sequenceNumber);

    /// <summary>The sequence number of <see cref="At"/> and <see cref="After"/>.</summary>
    public string? SequenceNumber { get; }

    internal string IteratorType => _iteratorType ?? "TRIM_HORIZON";
}
