using System.Buffers;
using System.Text;
using Fw24.Json;
using Fw24.Messages;

namespace Fw24.Functions.Streams;

/// <summary>The state of one invocation: the records of its batch and what became of them.</summary>
internal sealed class StreamRun : IDisposable
{
    // The envelope around a record's data: about 500 bytes with an ARN, two ids and a key.
    private const int EnvelopeLength = 640;

    private readonly Stack<PublishCall> _idleCalls;

    // Of the records that were not just published, and so mostly none.
    private Note[]? _notes;

    /// <summary>Starts a run.</summary>
    /// <param name="records">The records.</param>
    /// <param name="payloadLength">How many bytes they came in.</param>
    /// <param name="traceParent">The W3C trace context of the invocation, if it has one.</param>
    /// <param name="idleCalls">Calls to use; all are back when the run has ended.</param>
    public StreamRun(IReadOnlyList<StreamRecord> records, int payloadLength, string? traceParent, Stack<PublishCall> idleCalls)
    {
        _idleCalls = idleCalls;
        Records = records;
        TraceParent = traceParent;
        Drafts = ArrayPool<DraftMessage>.Shared.Rent(records.Count);
        Drafts.AsSpan(0, records.Count).Clear();
        Buffer = new MessageBuffer(payloadLength + (records.Count * EnvelopeLength));
        Plan = new PublishPlan(records.Count);
    }

    public IReadOnlyList<StreamRecord> Records { get; }

    public string? TraceParent { get; }

    /// <summary>The messages, one a record.</summary>
    public DraftMessage[] Drafts { get; }

    public MessageBuffer Buffer { get; }

    public PublishPlan Plan { get; }

    public int PublishedCount { get; set; }

    public int SkippedCount { get; set; }

    public int ParkedCount { get; set; }

    /// <summary>How often the message has been tried that waits longest for its next try; 0 when none waits.</summary>
    public int PauseAttempt { get; set; }

    /// <summary>A record's message.</summary>
    public ChangeMessage MessageAt(int index) => Drafts[index].ToMessage(Buffer, TraceParent);

    /// <summary>The next call, if a group is ready whose earlier messages are done.</summary>
    /// <returns>The call, to be given back once it is settled.</returns>
    public PublishCall? TryTakeCall()
    {
        var call = _idleCalls.TryPop(out var idle) ? idle : new PublishCall();
        if (Plan.TryTakeCall(call.Entries))
        {
            return call;
        }

        _idleCalls.Push(call);
        return null;
    }

    /// <summary>Takes a call back, to be used again.</summary>
    public void GiveBack(PublishCall call)
    {
        call.Clear();
        _idleCalls.Push(call);
    }

    /// <summary>Notes that a record is not published, at least for now.</summary>
    /// <param name="index">The record.</param>
    /// <param name="result">How it ends, unless a later note or its publishing says otherwise.</param>
    /// <param name="reason">Why, without values.</param>
    public void NoteResult(int index, RecordResult result, string? reason) => (_notes ??= new Note[Records.Count])[index] = new Note(result, reason);

    /// <summary>Notes that a record is published.</summary>
    public void NotePublished(int index)
    {
        if (_notes is not null)
        {
            _notes[index] = default;
        }
    }

    /// <summary>Notes why the records failed that were not tried to the end.</summary>
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

    /// <summary>How a record ended.</summary>
    public RecordResult ResultOf(int index)
        => Plan.HasFailed(index) ? RecordResult.Failed : _notes?[index].Result is { } result and not RecordResult.Unknown ? result : RecordResult.Handled;

    /// <summary>Why a record was not published; <see langword="null"/> when it was.</summary>
    public string? ReasonOf(int index)
        => _notes?[index].Reason ?? (Plan.HasFailed(index) ? "an earlier record of its group failed" : null);

    /// <summary>The first record that ended so; -1 when none did.</summary>
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

    /// <summary>What became of a record.</summary>
    public RecordOutcome OutcomeOf(int index) => new(Encoding.UTF8.GetString(Records[index].SequenceNumber.Span), ResultOf(index), ReasonOf(index))
    {
        EventId = Records[index].EventId.IsEmpty ? null : Encoding.UTF8.GetString(Records[index].EventId.Span),
    };

    public void Dispose()
    {
        ArrayPool<DraftMessage>.Shared.Return(Drafts, clearArray: true);
        Buffer.Dispose();
        Plan.Dispose();
    }

    private readonly record struct Note(RecordResult Result, string? Reason);
}
