namespace Fw24.Replay;

/// <summary>A range of a stream cannot be replayed whole, because the stream no longer keeps all of it: it does so for 24 hours.</summary>
public sealed class TrimmedRangeException : InvalidOperationException
{
    internal TrimmedRangeException(StreamRange range, int replayed, Exception inner)
        : base(
            $"The shard {range.ShardId} of {range.StreamArn} no longer keeps all records from {range.StartSequenceNumber} to {range.EndSequenceNumber}: a stream keeps a record for 24 hours. "
            + (replayed == 0 ? "None of them was replayed. " : $"The last {replayed} of them were replayed. ")
            + "To publish what their items are now, write those items once more; a trail in DynamoDB marks where changes are missing. Then delete the message.",
            inner)
        => (Range, Replayed) = (range, replayed);

    /// <summary>The range.</summary>
    public StreamRange Range { get; }

    /// <summary>How many of its records the stream still kept; those were replayed.</summary>
    public int Replayed { get; }
}
