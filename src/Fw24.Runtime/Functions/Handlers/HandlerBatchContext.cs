using Fw24.Functions.Queues;

namespace Fw24.Functions.Handlers;

/// <summary>The state of one invocation: the messages of its batch and their outcomes. Concurrent workers report here.</summary>
/// <param name="messages">The messages.</param>
/// <param name="invocation">The host's information about the invocation.</param>
/// <param name="telemetry">Reports each outcome to the observer.</param>
internal sealed class HandlerBatchContext(IReadOnlyList<QueueMessage> messages, InvocationContext invocation, FunctionTelemetry telemetry)
    : BatchContext(invocation), IQueueBatch
{
    private readonly QueueFailures _failures = new();
    private readonly List<(QueueMessage Message, MessageOutcome Outcome)> _failed = [];
    private readonly Lock _gate = new();
    private HashSet<string>? _begun;
    private int _handled;
    private int _skipped;
    private int _parked;

    public IReadOnlyList<QueueMessage> Messages => messages;

    public override BatchCounts Counts => new(_handled, _skipped, _parked, _failed.Count);

    /// <summary>The number of messages not passed to the handler for lack of time, included in those that failed.</summary>
    public int UntriedCount { get; private set; }

    /// <summary>The first reason of a parked or failed message, for the log, without item values.</summary>
    public string? FirstReason { get; private set; }

    /// <summary>The messages that failed, once the work has ended: those of a group in their order.</summary>
    public IReadOnlyList<(QueueMessage Message, MessageOutcome Outcome)> Failed => _failed;

    /// <summary>Indicates whether an earlier message of the same group failed.</summary>
    public bool Blocks(in QueueMessage message)
    {
        lock (_gate)
        {
            return _failures.Blocks(message);
        }
    }

    /// <summary>Remembers a message whose change is about to be claimed.</summary>
    /// <returns><see langword="false"/> if it is in the batch a second time: both copies would have the same claim.</returns>
    public bool TryBegin(in QueueMessage message)
    {
        lock (_gate)
        {
            return (_begun ??= new HashSet<string>(StringComparer.Ordinal)).Add(message.MessageId);
        }
    }

    /// <summary>Adds the outcome of a message.</summary>
    public void Add(in QueueMessage message, in MessageOutcome outcome)
    {
        lock (_gate)
        {
            Count(outcome);
            if (Invocation.OnOutcome is not null)
            {
                telemetry.Tell(Invocation, outcome.Of(message));
            }

            if (outcome.Result is RecordResult.Failed)
            {
                _failures.Add(message);
                _failed.Add((message, outcome));
            }
        }
    }

    /// <summary>Returns the partial batch response: the ids of the failed messages and of the messages of their groups that had to wait.</summary>
    public ReadOnlyMemory<byte> ToResponse() => _failures.ToResponse();

    private void Count(in MessageOutcome outcome)
    {
        switch (outcome.Result)
        {
            case RecordResult.Handled:
                _handled++;
                return;
            case RecordResult.Skipped:
                _skipped++;
                return;
            case RecordResult.Parked:
                _parked++;
                break;
            default:
                UntriedCount += outcome.IsUntried ? 1 : 0;
                break;
        }

        FirstReason ??= outcome.Reason;
    }
}
