using Fw24.Operations;

namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>
/// Queues with the semantics of SQS on a virtual clock: received messages are hidden for a time, standard queues return them in
/// any order, FIFO
/// queues hide the rest of a group, and an on-failure queue moves what was received ten times to the parking queue.
/// </summary>
internal sealed class MemoryQueues(IReadOnlyList<FailureQueue> queues, TimeProvider time)
{
    private const int MaxReceives = 10;

    private readonly List<Stored> _messages = [];
    private int _receipts;

    public IReadOnlyList<FailureQueue> Queues => queues;

    /// <summary>Called with the id of each message that is deleted.</summary>
    public Action<string>? OnDelete { get; set; }

    /// <summary>The messages, hidden or not.</summary>
    public IReadOnlyList<(string Id, string Queue, string Body)> Messages
        => [.. _messages.Select(static one => (one.Id, one.Queue.Name, one.Body))];

    /// <summary>The number of messages that are hidden now.</summary>
    public int Hidden => _messages.Count(message => message.VisibleAt > time.GetUtcNow());

    public FailureQueue Named(string name) => queues.Single(queue => queue.Name == name);

    public int ReceivesOf(string id) => _messages.Single(message => message.Id == id).Receives;

    public void Send(string queue, string id, string body, string? group = null)
        => _messages.Add(new Stored(id, Named(queue), body, group) { SentAt = time.GetUtcNow(), VisibleAt = time.GetUtcNow() });

    /// <summary>The access of a process.</summary>
    public IFailureQueues OpenFor(KillSwitch kill) => new Access(this, kill);

    private List<FailureMessage> Receive(FailureQueue queue, int max, TimeSpan hideFor)
    {
        var now = time.GetUtcNow();
        foreach (var message in _messages.Where(message => message.Queue == queue && queue.Kind is FailureQueueKind.OnFailure
            && message.Receives >= MaxReceives && message.VisibleAt <= now))
        {
            message.Queue = queues.First(static one => one.Kind is FailureQueueKind.Parking);
            message.Receives = 0;
        }

        var own = _messages.Where(message => message.Queue == queue).ToList();
        var hidden = own.Where(message => message.VisibleAt > now).Select(static message => message.Group).ToHashSet();
        var visible = own.Where(message => message.VisibleAt <= now && !(queue.IsFifo && hidden.Contains(message.Group)));
        return [.. (queue.IsFifo ? visible : visible.Reverse()).Take(max)
            .Select(message => message.Receive($"r{++_receipts}", now + hideFor))];
    }

    private void Hide(FailureMessage message, TimeSpan hideFor)
    {
        if (_messages.Find(one => one.Receipt == message.ReceiptHandle && one.VisibleAt > time.GetUtcNow()) is { } stored)
        {
            stored.VisibleAt = time.GetUtcNow() + hideFor;
        }
    }

    private void Delete(FailureMessage message)
    {
        if (_messages.RemoveAll(one => one.Receipt == message.ReceiptHandle) > 0)
        {
            OnDelete?.Invoke(message.MessageId);
        }
    }

    private sealed record Stored(string Id, FailureQueue From, string Body, string? Group)
    {
        public FailureQueue Queue { get; set; } = From;

        public DateTimeOffset SentAt { get; init; }

        public DateTimeOffset VisibleAt { get; set; }

        public int Receives { get; set; }

        public string? Receipt { get; private set; }

        public FailureMessage Receive(string receipt, DateTimeOffset visibleAt)
        {
            (Receipt, VisibleAt, Receives) = (receipt, visibleAt, Receives + 1);
            return new FailureMessage
            {
                MessageId = Id,
                Queue = Queue,
                Body = System.Text.Encoding.UTF8.GetBytes(Body),
                ReceiptHandle = receipt,
                SentAt = SentAt,
                ReceiveCount = Receives,
                GroupId = Group,
            };
        }
    }

    private sealed class Access(MemoryQueues all, KillSwitch kill) : IFailureQueues
    {
        private readonly Lock _lock = new();

        public IReadOnlyList<FailureQueue> Queues => all.Queues;

        public ValueTask<int> CountAsync(FailureQueue queue, CancellationToken cancellationToken)
            => Step("counting", () => all._messages.Count(message => message.Queue == queue));

        public ValueTask<IReadOnlyList<FailureMessage>> ReceiveAsync(
            FailureQueue queue, int max, TimeSpan hideFor, CancellationToken cancellationToken)
            => Step<IReadOnlyList<FailureMessage>>("receiving", () => all.Receive(queue, max, hideFor));

        public async ValueTask HideAsync(FailureMessage message, TimeSpan hideFor, CancellationToken cancellationToken)
            => await Step("hiding", () =>
            {
                all.Hide(message, hideFor);
                return true;
            });

        public async ValueTask DeleteAsync(FailureMessage message, CancellationToken cancellationToken)
            => await Step("deleting", () =>
            {
                all.Delete(message);
                return true;
            });

        private ValueTask<T> Step<T>(string name, Func<T> call)
        {
            lock (_lock)
            {
                kill.Step($"before {name}");
                var result = call();
                kill.Step($"after {name}");
                return ValueTask.FromResult(result);
            }
        }
    }
}
