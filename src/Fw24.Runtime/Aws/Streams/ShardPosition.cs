namespace Fw24.Aws;

/// <summary>Where the reading of a shard begins (ShardIteratorType).</summary>
public readonly record struct ShardPosition
{
    private readonly string? _iteratorType;

    private ShardPosition(string iteratorType, string? sequenceNumber) => (_iteratorType, SequenceNumber) = (iteratorType, sequenceNumber);

    /// <summary>At the oldest record that the shard still holds. The default.</summary>
    public static ShardPosition TrimHorizon => default;

    /// <summary>Behind the newest record.</summary>
    public static ShardPosition Latest { get; } = new("LATEST", null);

    /// <summary>At a record.</summary>
    /// <param name="sequenceNumber">The record's sequence number.</param>
    /// <returns>The position.</returns>
    public static ShardPosition At(string sequenceNumber) => new("AT_SEQUENCE_NUMBER", sequenceNumber);

    /// <summary>Behind a record.</summary>
    /// <param name="sequenceNumber">The record's sequence number.</param>
    /// <returns>The position.</returns>
    public static ShardPosition After(string sequenceNumber) => new("AFTER_SEQUENCE_NUMBER", sequenceNumber);

    /// <summary>The record that <see cref="At"/> and <see cref="After"/> name.</summary>
    public string? SequenceNumber { get; }

    internal string IteratorType => _iteratorType ?? "TRIM_HORIZON";
}
