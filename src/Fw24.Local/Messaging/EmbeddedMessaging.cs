using Fw24.Local.Functions;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Topics;
using Fw24.Messages;

namespace Fw24.Local.Messaging;

/// <summary>The topics and queues in this process.</summary>
internal sealed class EmbeddedMessaging : ICloudMessaging
{
    private readonly LocalMessaging _context;
    private readonly Dictionary<string, LocalTopic> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalTopic> _topicsByArn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalQueue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalQueue> _queuesByUrl = new(StringComparer.Ordinal);

    public EmbeddedMessaging(LocalTopology topology, LocalMessaging context)
    {
        _context = context;
        Claims = new ClaimedContent(context.Loop);

        // A dead-letter queue is created before the queues that use it.
        foreach (var resource in topology.Queues.OrderBy(static queue => queue.DeadLetterQueue is not null))
        {
            var deadLetters = resource.DeadLetterQueue is { } name ? _queues[name] : null;
            var queue = new LocalQueue(resource, topology.QueueArn(resource.Name), context, deadLetters);
            _queues.Add(queue.Name, queue);
            _queuesByUrl.Add(topology.QueueUrl(queue.Name), queue);
        }

        foreach (var resource in topology.Topics)
        {
            var topic = new LocalTopic(resource, topology.TopicArn(resource.Name), context);
            _topics.Add(topic.Name, topic);
            _topicsByArn.Add(topic.Arn, topic);
        }

        foreach (var subscription in topology.Subscriptions)
        {
            _topics[subscription.Topic].Subscribe(new FilterPolicy(subscription.FilterPolicy), _queues[subscription.Queue]);
        }

        Queues = _queues.ToDictionary(static queue => queue.Key, static queue => (IMessageQueue)queue.Value, StringComparer.Ordinal);
    }

    /// <summary>The topics by name.</summary>
    public IReadOnlyDictionary<string, LocalTopic> Topics => _topics;

    /// <summary>The queues by name.</summary>
    public IReadOnlyDictionary<string, LocalQueue> LocalQueues => _queues;

    public Uri? Endpoint => null;

    public IReadOnlyDictionary<string, IMessageQueue> Queues { get; }

    public IClaimCheck Claims { get; }

    public string VariableOf(string variable, string value) => value;

    public IChangePublisher? PublisherOf(FunctionInstance instance, string topicArn)
        => _topicsByArn.TryGetValue(topicArn, out var topic) ? new InstancePublisher(instance, topic) : null;

    public IMessageQueue? QueueAt(string url) => _queuesByUrl.GetValueOrDefault(url);

    public void Connect(QueueMappingResource mapping, FunctionRunner function)
        => _ = new QueueMapping(mapping, _queues[mapping.Queue], function, _context);

    public void Rearm()
    {
        // Queues here call back.
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
