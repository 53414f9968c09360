using System.Diagnostics.CodeAnalysis;
using Amazon.SQS.Model;
using Fw24.Functions.Queues;
using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Local.Messaging;
using Fw24.Local.Observation;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Endpoints;

/// <summary>An event source mapping from a queue of an endpoint to a function, which polls as Lambda does.</summary>
/// <remarks>Its state is guarded by the loop's gate.</remarks>
internal sealed class EndpointQueueMapping
{
    // What an abandoned call receives stays hidden for its visibility timeout: calls are awaited at the end, and therefore short.
    private const int WaitSeconds = 1;
    private const int EmptyLooks = 2;

    private static readonly TimeSpan s_lookInterval = TimeSpan.FromMilliseconds(250);

    private readonly QueueMappingResource _resource;
    private readonly EndpointQueue _queue;
    private readonly FunctionRunner _function;
    private readonly LocalMessaging _context;
    private readonly Action<Exception> _onError;
    private readonly EndpointMessages _messages;
    private readonly List<LocalMessage> _gathered = [];
    private readonly HashSet<LocalMessage> _inHand = [];
    private ScheduledEvent? _window;
    private bool _isWindowOver;
    private Task _receiving = Task.CompletedTask;
    private bool _isReceiving;
    private bool _isStopped;
    private int _active;
    private bool _isArmed;
    private int _emptyLooks;
    private ScheduledEvent? _look;

    public EndpointQueueMapping(
        QueueMappingResource resource,
        EndpointQueue queue,
        FunctionRunner function,
        LocalMessaging context,
        Action<Exception> onError)
    {
        (_resource, _queue, _function, _context, _onError) = (resource, queue, function, context, onError);
        _messages = new EndpointMessages(queue.Resource, context);
        queue.Hidden = _messages.Hide;
        Loop.At(Loop.Now, EventKind.Housekeeping, Poll);
    }

    private EventLoop Loop => _context.Loop;

    /// <summary>Makes sure that the queue is empty before the cloud is idle, now and after each publication.</summary>
    public void Arm()
    {
        _isArmed = true;
        Expect();
    }

    /// <summary>Expects that a message may have come.</summary>
    public void Expect()
    {
        if (_isArmed)
        {
            _emptyLooks = 0;
            _look ??= Loop.Post(Look);
        }
    }

    /// <summary>
    /// Stops polling. What was received and is not dealt with is visible at once, and not after its visibility timeout.
    /// </summary>
    [SuppressMessage("Design", "CA1031", Justification = "The end goes on; the messages are visible later.")]
    public async Task StopAsync()
    {
        lock (Loop.Gate)
        {
            _isStopped = true;
        }

        await _receiving.ConfigureAwait(false);
        HiddenMessage[] left;
        lock (Loop.Gate)
        {
            left = [.. _inHand.Select(static message => new HiddenMessage(message.MessageId, message.Receipt!.Handle, 0))];
        }

        try
        {
            await _queue.Client.HideAsync(_queue.Url, left, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The endpoint is gone.
        }
    }

    private void Look() => Loop.Await(
        _queue.CountAsync(CancellationToken.None),
        count =>
        {
            _emptyLooks = count is 0 && _inHand.Count is 0 ? _emptyLooks + 1 : 0;
            _look = _emptyLooks < EmptyLooks ? Loop.At(Loop.Now + s_lookInterval, EventKind.Work, Look) : null;
        },
        _onError);

    private void Poll()
    {
        if (!_isStopped && !_isReceiving && _active < _resource.MaxConcurrency && _gathered.Count < _resource.BatchSize)
        {
            _isReceiving = true;
            _receiving = ReceiveAsync(_resource.BatchSize - _gathered.Count);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "An error of the endpoint, of any type, ends the run.")]
    private async Task ReceiveAsync(int max)
    {
        try
        {
            var received = await _queue.Client.ReceiveAsync(_queue.Url, max, WaitSeconds).ConfigureAwait(false);
            lock (Loop.Gate)
            {
                _isReceiving = false;
                Take(received);
            }
        }
        catch (Exception exception)
        {
            _onError(exception);
        }
    }

    // An empty answer is no work: the cloud is idle while it polls.
    private void Take(IReadOnlyList<Message> received)
    {
        foreach (var message in received)
        {
            var taken = _messages.Receive(message);
            _gathered.Add(taken);
            _inHand.Add(taken);
        }

        Loop.At(Loop.Now, received.Count > 0 ? EventKind.Work : EventKind.Housekeeping, Pump);
    }

    private void Pump()
    {
        while (_active < _resource.MaxConcurrency && IsReady())
        {
            Start();
        }

        Poll();
    }

    // A batch is ready when it is full, or when there is no window, or no longer, in which more could come.
    private bool IsReady()
    {
        if (_gathered.Count is 0)
        {
            return false;
        }

        if (_isWindowOver || _resource.MaxBatchingWindowSeconds is 0 || _gathered.Count >= _resource.BatchSize)
        {
            return true;
        }

        _window ??= Loop.At(Loop.Now.AddSeconds(_resource.MaxBatchingWindowSeconds), EventKind.Work, () =>
        {
            _window = null;
            _isWindowOver = true;
            Pump();
        });
        return false;
    }

    private void Start()
    {
        if (_window is not null)
        {
            Loop.Cancel(_window);
            _window = null;
        }

        _isWindowOver = false;
        var batch = SqsEventWriter.TakeFitting(_gathered);
        _active++;

        // Captures the current receipts: a batch that outlasts the visibility timeout is received again under others.
        var receipts = batch.ConvertAll(static message => message.Receipt!);
        var scope = _context.Faults.AreNone ? null : new FaultScope(batch, _context.Faults.Limit(_queue.Resource.MaxReceiveCount));
        _function.Invoke(
            SqsEventWriter.Write(batch, _queue.Arn, _context.Region),
            scope,
            result => OnResult(batch, receipts, result),
            source: _context.Observation.Observer is null ? null : new InvocationSource { Messages = batch });
    }

    private void OnResult(List<LocalMessage> batch, List<Receipt> receipts, InvocationResult result)
    {
        _active--;
        var failed = MessageFailures.Of(batch, result, _resource);
        List<string> done = [];
        for (var index = 0; index < batch.Count; index++)
        {
            var message = batch[index];
            _inHand.Remove(message);
            if (failed?.Contains(message.MessageId) is false)
            {
                done.Add(receipts[index].Handle);
                _messages.Delete(message);
            }
            else
            {
                message.Reason = result.ReasonOf(message.MessageId);
            }
        }

        // What is not deleted comes again.
        Loop.Await(_queue.Client.DeleteAsync(_queue.Url, done), _onError);
        Pump();
    }
}
