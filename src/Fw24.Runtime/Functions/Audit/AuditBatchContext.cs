using System.Buffers;
using System.Diagnostics;
using Fw24.Audit;
using Fw24.Functions.Queues;

namespace Fw24.Functions.Audit;

/// <summary>The state of one invocation: the messages of its batch and their outcomes.</summary>
internal sealed class AuditBatchContext : BatchContext, IQueueBatch
{
    // Everything kept of a message is copied out of its body, so the bodies' memory can be returned once the response is complete.
    private readonly byte[] _bodies;
    private readonly Entry[] _entries;

    // Only if traces are recorded, so usually null.
    private ActivityContext?[]? _publishers;

    private AuditBatchContext(IReadOnlyList<QueueMessage> messages, byte[] bodies, InvocationContext invocation)
        : base(invocation)
    {
        Messages = messages;
        Pending = new List<int>(messages.Count);
        _entries = new Entry[messages.Count];
        _bodies = bodies;
    }

    private enum Outcome : byte
    {
        Pending,
        Poison,
        Failed,
        Skipped,
        Parked,
        Stored,
    }

    public IReadOnlyList<QueueMessage> Messages { get; }

    /// <summary>The messages whose records are not yet stored, in order.</summary>
    public List<int> Pending { get; }

    /// <summary>The first reason for a failure, for the log, without item values.</summary>
    public string? FirstReason { get; set; }

    /// <inheritdoc/>
    public override BatchCounts Counts
    {
        get
        {
            var (stored, skipped, parked) = (Count(Outcome.Stored), Count(Outcome.Skipped), Count(Outcome.Parked));
            return new BatchCounts(stored, skipped, parked, Messages.Count - stored - skipped - parked);
        }
    }

    /// <summary>Reads the messages of an event.</summary>
    /// <exception cref="ItemFormatException">The payload is not an SQS event.</exception>
    public static AuditBatchContext Read(ReadOnlyMemory<byte> payload, InvocationContext invocation)
    {
        var bodies = ArrayPool<byte>.Shared.Rent(payload.Length);
        try
        {
            return new AuditBatchContext(QueueBatch.Read(payload, bodies), bodies, invocation);
        }
        catch (Exception)
        {
            ArrayPool<byte>.Shared.Return(bodies);
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bodies);
        base.Dispose();
    }

    /// <summary>Adds the record of a message.</summary>
    /// <param name="index">The message.</param>
    /// <param name="record">Its record.</param>
    /// <param name="publisher">The trace context of the invocation that published it, if traces are recorded.</param>
    public void Add(int index, AuditRecord record, ActivityContext? publisher = null)
    {
        _entries[index].Record = record;
        if (publisher is not null)
        {
            (_publishers ??= new ActivityContext?[_entries.Length])[index] = publisher;
        }

        Pending.Add(index);
    }

    public void Skip(int index, string reason)
    {
        _entries[index].Outcome = Outcome.Skipped;
        _entries[index].Reason = reason;
    }

    public void Park(int index) => _entries[index].Outcome = Outcome.Parked;

    /// <summary>Marks a message that can never be processed and must therefore be parked.</summary>
    public void Poison(int index, string reason)
    {
        _entries[index].Outcome = Outcome.Poison;
        _entries[index].Reason = reason;
        FirstReason ??= reason;
    }

    public void Fail(int index, string reason)
    {
        _entries[index].Outcome = Outcome.Failed;
        _entries[index].Reason = reason;
        FirstReason ??= reason;
    }

    /// <summary>Sets the reason that the outcome of all pending records is unknown.</summary>
    public void FailPending(string reason)
    {
        foreach (var index in Pending)
        {
            _entries[index].Reason = reason;
        }

        FirstReason ??= reason;
    }

    public bool HasFailed(int index) => _entries[index].Outcome is Outcome.Failed;

    /// <summary>The reason to park a message; <see langword="null"/> when it need not be parked.</summary>
    public string? PoisonOf(int index) => _entries[index].Outcome is Outcome.Poison ? _entries[index].Reason : null;

    /// <summary>The event id of a message's change, if it could be read.</summary>
    public string? EventIdOf(int index) => _entries[index].Record?.EventId;

    /// <summary>Indicates whether a message needs no redelivery.</summary>
    public bool IsDone(int index) => _entries[index].Outcome is Outcome.Stored or Outcome.Parked or Outcome.Skipped;

    /// <summary>Gets the outcome of a message.</summary>
    /// <param name="index">The message.</param>
    /// <param name="isBlocked">Indicates whether it is reported as failed only because of an earlier message in its group.</param>
    public RecordOutcome OutcomeOf(int index, bool isBlocked)
    {
        ref readonly var entry = ref _entries[index];
        var (result, reason) = entry.Outcome switch
        {
            _ when isBlocked => (RecordResult.Failed, "an earlier message of its group failed"),
            Outcome.Stored => (RecordResult.Handled, null),
            Outcome.Skipped => (RecordResult.Skipped, entry.Reason),
            Outcome.Parked => (RecordResult.Parked, entry.Reason),
            _ => (RecordResult.Failed, entry.Reason),
        };
        return new RecordOutcome(Messages[index].MessageId, result, reason) { EventId = EventIdOf(index) };
    }

    /// <summary>The records of the pending messages.</summary>
    public AuditRecord[] PendingRecords()
    {
        var records = new AuditRecord[Pending.Count];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = _entries[Pending[i]].Record!;
        }

        return records;
    }

    /// <summary>The trace contexts of the invocations that published the pending messages, where they are known.</summary>
    public IEnumerable<ActivityContext> PendingPublishers()
        => _publishers is { } publishers ? Pending.Select(index => publishers[index]).OfType<ActivityContext>() : [];

    /// <summary>Applies a sink's result for the pending records: records that failed temporarily stay pending.</summary>
    public void Settle(IReadOnlyList<AuditFailure> answer)
    {
        // If a sink returns an invalid index, no record may count as stored. The list is read once, because reading it may throw.
        AuditFailure[] failures = [.. answer];
        foreach (var failure in failures)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(failure.Index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(failure.Index, Pending.Count);
        }

        foreach (var index in Pending)
        {
            _entries[index].Outcome = Outcome.Stored;
        }

        var remaining = new List<int>();
        foreach (var failure in failures)
        {
            var index = Pending[failure.Index];
            FirstReason ??= failure.Reason;
            if (failure.Permanent)
            {
                Poison(index, failure.Reason);
            }
            else if (_entries[index].Outcome is Outcome.Stored)
            {
                _entries[index].Outcome = Outcome.Pending;
                _entries[index].Reason = failure.Reason;
                remaining.Add(index);
            }
        }

        remaining.Sort();
        Pending.Clear();
        Pending.AddRange(remaining);
    }

    private int Count(Outcome outcome)
    {
        var count = 0;
        foreach (ref readonly var entry in _entries.AsSpan())
        {
            count += entry.Outcome == outcome ? 1 : 0;
        }

        return count;
    }

    private struct Entry
    {
        public AuditRecord? Record;
        public string? Reason;
        public Outcome Outcome;
    }
}
