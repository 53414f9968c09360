using Fw24.Audit.Records;
using Fw24.Audit.Sinks;
using Fw24.Functions.Queues;

namespace Fw24.Functions.Audit;

/// <summary>The state of one invocation: the messages of its batch and what became of them.</summary>
internal sealed class AuditRun(IReadOnlyList<QueueMessage> messages)
{
    private readonly Entry[] _entries = new Entry[messages.Count];

    private enum Outcome : byte
    {
        Pending,
        Poison,
        Failed,
        Skipped,
        Parked,
        Stored,
    }

    public IReadOnlyList<QueueMessage> Messages => messages;

    /// <summary>The messages whose records are still to be stored, in order.</summary>
    public List<int> Pending { get; } = new(messages.Count);

    /// <summary>Why something did not go well, for the log. No values.</summary>
    public string? FirstReason { get; set; }

    public int StoredCount => Count(Outcome.Stored);

    public int SkippedCount => Count(Outcome.Skipped);

    public int ParkedCount => Count(Outcome.Parked);

    public int FailedCount => messages.Count - StoredCount - SkippedCount - ParkedCount;

    /// <summary>Notes the record of a message.</summary>
    public void Add(int index, AuditRecord record)
    {
        _entries[index].Record = record;
        Pending.Add(index);
    }

    public void Skip(int index) => _entries[index].Outcome = Outcome.Skipped;

    public void Park(int index) => _entries[index].Outcome = Outcome.Parked;

    /// <summary>Notes that a message can never be processed, and so must be parked.</summary>
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

    /// <summary>Notes why nothing is known of the pending messages' records.</summary>
    public void FailPending(string reason)
    {
        foreach (var index in Pending)
        {
            _entries[index].Reason = reason;
        }

        FirstReason ??= reason;
    }

    public bool HasFailed(int index) => _entries[index].Outcome is Outcome.Failed;

    /// <summary>Why a message must be parked; <see langword="null"/> when it need not.</summary>
    public string? PoisonOf(int index) => _entries[index].Outcome is Outcome.Poison ? _entries[index].Reason : null;

    /// <summary>The event id of a message's change, as far as it could be read.</summary>
    public string? EventIdOf(int index) => _entries[index].Record?.EventId;

    /// <summary>Whether a message need not come again.</summary>
    public bool IsDone(int index) => _entries[index].Outcome is Outcome.Stored or Outcome.Parked or Outcome.Skipped;

    /// <summary>What became of a message.</summary>
    /// <param name="index">The message.</param>
    /// <param name="isBlocked">Whether it is answered as failed only because of an earlier one of its group.</param>
    public RecordOutcome OutcomeOf(int index, bool isBlocked)
    {
        ref readonly var entry = ref _entries[index];
        var (result, reason) = entry.Outcome switch
        {
            _ when isBlocked => (RecordResult.Failed, "an earlier message of its group failed"),
            Outcome.Stored => (RecordResult.Handled, null),
            Outcome.Skipped => (RecordResult.Skipped, "the row is an audit record itself"),
            Outcome.Parked => (RecordResult.Parked, entry.Reason),
            _ => (RecordResult.Failed, entry.Reason),
        };
        return new RecordOutcome(messages[index].MessageId, result, reason) { EventId = EventIdOf(index) };
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

    /// <summary>Notes what a sink did with the records of the pending messages: those that failed for the moment stay pending.</summary>
    public void Settle(IReadOnlyList<AuditFailure> answer)
    {
        // A sink that answers nonsense has said nothing: then nothing may count as stored. Its list is read once, for reading may throw.
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
