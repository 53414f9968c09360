using System.Buffers;
using System.Text;
using Fw24.Json;
using Fw24.Messages;

namespace Fw24.Functions.Streams;

/// <summary>The state of one invocation: the records of its batch and their outcomes.</summary>
internal sealed class StreamBatchContext : BatchContext
{
    // The envelope around a record's data: about 500 bytes with an ARN, two ids and a key.
    private const int EnvelopeLength = 640;

    // Only for records that were not simply published, so usually null.
    private Note[]? _notes;

    /// <summary>Creates the context of a batch.</summary>
    /// <param name="records">The records.</param>
    /// <param name="dataLength">The number of bytes of the records' data that the messages do not take from the payload.</param>
    /// <param name="maxMessageBytes">The maximum size of the topic's messages, and of all messages in one call.</param>
    /// <param name="invocation">The host's information about the invocation.</param>
    /// <param name="idleCalls">Calls to reuse; all are returned once everything is published.</param>
    public StreamBatchContext(
        IReadOnlyList<StreamRecord> records,
        int dataLength,
        int maxMessageBytes,
        InvocationContext invocation,
        Stack<PublishBatch> idleCalls)
        : base(invocation)
    {
        IdleCalls = idleCalls;
        Records = records;
        Drafts = ArrayPool<DraftMessage>.Shared.Rent(records.Count);
        Drafts.AsSpan(0, records.Count).Clear();
        Buffer = new MessageBuffer(dataLength + (records.Count * EnvelopeLength));
        Plan = new GroupScheduler(records.Count, maxMessageBytes);
    }

    public IReadOnlyList<StreamRecord> Records { get; }

    /// <summary>The W3C trace context of the messages, if there is one.</summary>
    public string? TraceParent => Activity.Id ?? Invocation.TraceParent;

    /// <summary>The messages, one per record.</summary>
    public DraftMessage[] Drafts { get; }

    public MessageBuffer Buffer { get; }

    public GroupScheduler Plan { get; }

    public int PublishedCount { get; set; }

    public int SkippedCount { get; set; }

    public int ParkedCount { get; set; }

    public override BatchCounts Counts => new(PublishedCount, SkippedCount, ParkedCount, Plan.FailedCount);

    /// <summary>The calls that are not in use.</summary>
    public Stack<PublishBatch> IdleCalls { get; }

    /// <summary>The number of attempts of the message that waits longest for its retry; 0 when none waits.</summary>
    public int PauseAttempt { get; set; }

    /// <summary>Gets the size of a record's message.</summary>
    public int SizeAt(int index) => Drafts[index].SizeIn(Buffer, TraceParent);

    /// <summary>Gets a record's message.</summary>
    /// <param name="index">The record.</param>
    /// <param name="memory">Memory for its body: <see cref="DraftMessage.ComposedLength"/> bytes.</param>
    public ChangeMessage MessageAt(int index, Memory<byte> memory) => Drafts[index].ToMessage(Buffer, TraceParent, memory);

    /// <summary>Takes the next call, if a group is ready.</summary>
    /// <returns>The call; return it with <see cref="GiveBack"/> once it is settled.</returns>
    public PublishBatch? TryTakeCall()
    {
        var call = IdleCalls.TryPop(out var idle) ? idle : new PublishBatch();
        if (Plan.TryTakeCall(call.Entries))
        {
            return call;
        }

        IdleCalls.Push(call);
        return null;
    }

    /// <summary>Takes a call back for reuse.</summary>
    public void GiveBack(PublishBatch call)
    {
        call.Clear();
        IdleCalls.Push(call);
    }

    /// <summary>Sets the result of a record that is not published, at least for now.</summary>
    /// <param name="index">The record.</param>
    /// <param name="result">The result, unless replaced later by another or by publishing the record.</param>
    /// <param name="reason">The reason, without item values.</param>
    public void NoteResult(int index, RecordResult result, string? reason) => (_notes ??= new Note[Records.Count])[index] = new Note(result, reason);

    /// <summary>Marks a record as published.</summary>
    public void NotePublished(int index)
    {
        if (_notes is not null)
        {
            _notes[index] = default;
        }
    }

    /// <summary>Sets the reason for failed records that have none yet.</summary>
    public void NoteRest(string reason)
    {
        for (var i = 0; i < Records.Count; i++)
        {
            if (Plan.HasFailed(i) && _notes?[i].Reason is null)
            {
                NoteResult(i, RecordResult.Failed, reason);
            }
        }
    }

    /// <summary>Gets the result of a record.</summary>
    public RecordResult ResultOf(int index)
        => Plan.HasFailed(index) ? RecordResult.Failed : _notes?[index].Result is { } result and not RecordResult.Unknown ? result : RecordResult.Handled;

    /// <summary>Gets the reason that a record was not published; <see langword="null"/> when it was.</summary>
    public string? ReasonOf(int index)
        => _notes?[index].Reason ?? (Plan.HasFailed(index) ? "an earlier record of its group failed" : null);

    /// <summary>Gets the index of the first record with a result, or -1.</summary>
    public int IndexOf(RecordResult result)
    {
        for (var i = 0; i < Records.Count; i++)
        {
            if (ResultOf(i) == result)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Gets the event id of a record's change, if it could be read.</summary>
    public string? EventIdOf(int index) => Records[index].EventId.IsEmpty ? null : Encoding.UTF8.GetString(Records[index].EventId.Span);

    /// <summary>Gets the outcome of a record.</summary>
    public RecordOutcome OutcomeOf(int index)
        => new(Encoding.UTF8.GetString(Records[index].SequenceNumber.Span), ResultOf(index), ReasonOf(index)) { EventId = EventIdOf(index) };

    /// <inheritdoc/>
    public override void Dispose()
    {
        ArrayPool<DraftMessage>.Shared.Return(Drafts, clearArray: true);
        Buffer.Dispose();
        Plan.Dispose();
        base.Dispose();
    }

    private readonly record struct Note(RecordResult Result, string? Reason);
}
