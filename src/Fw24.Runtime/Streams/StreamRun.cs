using System.Buffers;
using System.Text;
using Fw24.Publishing;

namespace Fw24.Streams;

/// <summary>The state of one invocation: the records of its batch and what became of them.</summary>
internal sealed class StreamRun : IDisposable
{
    // The envelope around a record's data: about 500 bytes with an ARN, two ids and a key.
    private const int EnvelopeLength = 640;

    private readonly Stack<PublishCall> _idleCalls;

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

    /// <summary>Why something did not go well, for the log. No values.</summary>
    public string? FirstReason { get; set; }

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

    /// <summary>The sequence number that Lambda goes on from; <see langword="null"/> when nothing failed.</summary>
    public string? FirstFailedSequenceNumber()
    {
        for (var i = 0; i < Records.Count; i++)
        {
            if (Plan.HasFailed(i))
            {
                return Encoding.UTF8.GetString(Records[i].SequenceNumber.Span);
            }
        }

        return null;
    }

    public void Dispose()
    {
        ArrayPool<DraftMessage>.Shared.Return(Drafts, clearArray: true);
        Buffer.Dispose();
        Plan.Dispose();
    }
}
