namespace Fw24.Replay;

/// <summary>A range of a stream cannot be replayed completely because the stream, which keeps records for 24 hours, no longer has all of it.</summary>
public sealed class TrimmedRangeException : InvalidOperationException
{
    internal TrimmedRangeException(StreamRange range, ReplayOutcome outcome, Exception inner)
        : base(
            $"The shard {range.ShardId} of {range.StreamArn} no longer keeps all records from {range.StartSequenceNumber} to {range.EndSequenceNumber}: a stream keeps a record for 24 hours. "
            + (outcome.Records == 0 ? "None of them was replayed. "
                : outcome.Succeeded ? $"The last {outcome.Records} of them were replayed. "
                : $"Not all of the last {outcome.Records} of them were handled: {outcome.FirstReason}. ")
            + "To publish the current state of their items, write those items again; a trail in DynamoDB marks where changes are missing. "
            + (outcome.Failed.Count == 0 ? "Then delete the message." : "Replay it again before the others are trimmed, too."),
            inner)
        => (Range, Outcome) = (range, outcome);

    /// <summary>The range.</summary>
    public StreamRange Range { get; }

    /// <summary>The outcome of those records that the stream still had and that were replayed.</summary>
    public ReplayOutcome Outcome { get; }

    /// <summary>The number of records that were replayed.</summary>
    public int Replayed => Outcome.Records;
}
