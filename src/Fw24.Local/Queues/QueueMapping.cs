using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Local.Messaging;
using Fw24.Local.Observation;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Queues;

/// <summary>An event source mapping from a queue to a function.</summary>
/// <remarks>
/// Messages that the response names stay hidden until their visibility timeout ends, and so do all of them when the invocation fails; the others
/// are deleted ("Handling errors for an SQS event source").
/// </remarks>
internal sealed class QueueMapping
{
    private readonly QueueMappingResource _resource;
    private readonly LocalQueue _queue;
    private readonly FunctionRunner _function;
    private readonly LocalMessaging _context;
    private List<LocalMessage>? _gathered;
    private long _gatheredBytes;
    private ScheduledEvent? _window;
    private bool _isWindowOver;
    private int _active;
    private bool _isPlanned;

    public QueueMapping(QueueMappingResource resource, LocalQueue queue, FunctionRunner function, LocalMessaging context)
    {
        (_resource, _queue, _function, _context) = (resource, queue, function, context);
        queue.Consume(Wake);
    }

    private EventLoop Loop => _context.Loop;

    private void Wake()
    {
        if (!_isPlanned)
        {
            _isPlanned = true;
            Loop.Post(Poll);
        }
    }

    private void Poll()
    {
        _isPlanned = false;
        while (_active < _resource.MaxConcurrency && Gather())
        {
            Start();
        }
    }

    // Indicates whether a batch is ready: full, or complete because there is no window to wait for more.
    private bool Gather()
    {
        var gathered = _gathered ??= [];
        var room = SqsEventWriter.MaxEventBytes - _gatheredBytes;
        var received = _queue.Receive(_resource.BatchSize - gathered.Count, room);
        foreach (var message in received)
        {
            gathered.Add(message);
            _gatheredBytes += SqsEventWriter.SizeOf(message);
        }

        if (gathered.Count == 0)
        {
            return false;
        }

        if (_isWindowOver || _resource.MaxBatchingWindowSeconds == 0 || gathered.Count >= _resource.BatchSize || _gatheredBytes > SqsEventWriter.MaxEventBytes / 2)
        {
            return true;
        }

        _window ??= Loop.At(Loop.Now.AddSeconds(_resource.MaxBatchingWindowSeconds), EventKind.Work, OnWindowOver);
        return false;
    }

    private void OnWindowOver()
    {
        _window = null;
        _isWindowOver = true;
        Poll();
    }

    private void Start()
    {
        if (_window is not null)
        {
            Loop.Cancel(_window);
            _window = null;
        }

        var batch = _gathered!;
        (_gathered, _gatheredBytes, _isWindowOver) = (null, 0, false);
        _active++;

        // Captures the current receipts: a batch that outlasts the visibility timeout is received again under others.
        var receipts = batch.ConvertAll(static message => message.Receipt);
        var scope = _context.Faults.AreNone ? null : new FaultScope(batch, _context.Faults.Limit(_queue.Resource.MaxReceiveCount));
        _function.Invoke(
            SqsEventWriter.Write(batch, _queue.Arn, _context.Region),
            scope,
            result => OnResult(batch, receipts, scope, result),
            source: _context.Observation.Observer is null ? null : new InvocationSource { Messages = batch });
    }

    private void OnResult(List<LocalMessage> batch, List<Receipt?> receipts, FaultScope? scope, InvocationResult result)
    {
        _active--;
        var failed = MessageFailures.Of(batch, result, _resource);
        foreach (var message in batch)
        {
            message.Reason = failed is null || failed.Contains(message.MessageId) ? result.ReasonOf(message.MessageId) : message.Reason;
        }

        if (failed is not null && _context.Faults.Decide(FaultBoundary.Acknowledge, _queue.Name, scope).Kind is not FaultKind.Redeliver)
        {
            for (var index = 0; index < batch.Count; index++)
            {
                if (!failed.Contains(batch[index].MessageId))
                {
                    _queue.Delete(batch[index], receipts[index]);
                }
            }
        }

        Wake();
    }
}
