using Fw24.Local.Resources;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;

namespace Fw24.Local.Tests;

public sealed class LocalTopologyTests
{
    // The eight combinations of topic, queue and dead-letter queue: SQS and SNS accept four of them.
    [Theory]
    [InlineData(false, false, false, true)]
    [InlineData(false, false, true, false)]
    [InlineData(false, true, false, false)]
    [InlineData(false, true, true, false)]
    [InlineData(true, false, false, true)]
    [InlineData(true, false, true, false)]
    [InlineData(true, true, false, false)]
    [InlineData(true, true, true, true)]
    public void H14_topic_queue_and_dead_letter_queue_must_fit(bool topic, bool queue, bool deadLetters, bool fits)
    {
        static string Name(string name, bool fifo) => fifo ? $"{name}.fifo" : name;
        var topology = Cloud.Topology(
            topics: [new TopicResource { Name = Name("topic", topic) }],
            queues: [new QueueResource { Name = Name("dead", deadLetters) }, new QueueResource { Name = Name("queue", queue), DeadLetterQueue = Name("dead", deadLetters) }],
            subscriptions: [new SubscriptionResource { Topic = Name("topic", topic), Queue = Name("queue", queue) }]);

        var error = Record.Exception(topology.Validate);
        Assert.Equal(fits, error is null);
        Assert.True(error is null or InvalidOperationException);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void H14_an_apps_topology_is_fifo_throughout_or_not_at_all(bool fifo)
    {
        var topology = LocalTopology.Of(ShopApp.Model(new StreamEnabledAttribute { Fifo = fifo }, new AuditAttribute(AuditLoggerType.Console)));
        topology.Validate();

        Assert.All(topology.Topics, topic => Assert.Equal(fifo, topic.Fifo));
        Assert.All(topology.Subscriptions, subscription => Assert.Equal(fifo, subscription.Queue.EndsWith(".fifo", StringComparison.Ordinal)));
        Assert.All(topology.Queues.Where(static queue => queue.DeadLetterQueue is not null), queue => Assert.Equal(fifo, queue.Fifo && queue.DeadLetterQueue!.EndsWith(".fifo", StringComparison.Ordinal)));
        Assert.False(topology.Queues.Single(queue => queue.Name == topology.ParkingQueue).Fifo);
    }

    [Theory]
    [InlineData(11, 0, true)]
    [InlineData(10, 1, true)]
    [InlineData(11, 0, false)]
    [InlineData(10_001, 1, false)]
    public void H15_batch_and_window_must_fit_the_queue(int batchSize, int window, bool fifo)
    {
        var name = fifo ? "queue.fifo" : "queue";
        var topology = Cloud.Topology(
            queues: [new QueueResource { Name = name }],
            functions: [Cloud.Function("f")],
            queueMappings: [new QueueMappingResource { Queue = name, Function = "f", BatchSize = batchSize, MaxBatchingWindowSeconds = window }]);
        Assert.Throws<InvalidOperationException>(topology.Validate);
    }

    [Theory]
    [InlineData(1_023, 0, false)]
    [InlineData(1_024, 101, true)]
    [InlineData(262_144, 101, true)]
    [InlineData(262_145, 100, true)]
    [InlineData(262_145, 101, false)]
    [InlineData(1_048_576, 0, true)]
    [InlineData(1_048_577, 0, false)]
    public void A1_3_a_topics_maximum_message_size_is_as_SNS_allows_it(int maxMessageBytes, int subscriptions, bool fits)
    {
        var queues = Enumerable.Range(0, subscriptions).Select(static number => new QueueResource { Name = $"queue-{number}" }).ToArray();
        var topology = Cloud.Topology(
            topics: [new TopicResource { Name = "topic", MaxMessageBytes = maxMessageBytes }],
            queues: queues,
            subscriptions: [.. queues.Select(static queue => new SubscriptionResource { Topic = "topic", Queue = queue.Name })]);

        Assert.Equal(fits, Record.Exception(topology.Validate) is null);
    }

    [Theory]
    [InlineData(262_144, null)]
    [InlineData(1_048_576, "1048576")]
    public void A1_3_the_topic_and_its_processor_have_the_same_maximum(int maxMessageBytes, string? variable)
    {
        var topology = LocalTopology.Of(ShopApp.Model(new StreamEnabledAttribute { MaxMessageBytes = maxMessageBytes }));

        Assert.Equal(maxMessageBytes, Assert.Single(topology.Topics).MaxMessageBytes);
        var processor = topology.Functions.Single(static function => function.Name is "orders-stream");
        Assert.Equal(variable, processor.Environment.GetValueOrDefault("FW24_MAX_MESSAGE_BYTES"));
        Assert.All(
            topology.Functions.Where(static function => function.Name is not "orders-stream"),
            static function => Assert.False(function.Environment.ContainsKey("FW24_MAX_MESSAGE_BYTES")));
    }

    [Fact]
    public void H16_visibility_and_retention_follow_from_the_function()
    {
        var topology = LocalTopology.Of(ShopApp.Model(new StreamEnabledAttribute(), new AuditAttribute(AuditLoggerType.Console) { MaxBatchingWindowSeconds = 7 }, timeoutSeconds: 20));
        Assert.Equal((6 * 20) + 7, topology.Queues.Single(static queue => queue.Name == "orders-audit").VisibilityTimeoutSeconds);
        Assert.All(
            topology.Queues.Where(static queue => queue.DeadLetterQueue is not null),
            queue => Assert.True(topology.Queues.Single(dead => dead.Name == queue.DeadLetterQueue).RetentionSeconds >= queue.RetentionSeconds));
    }

    [Fact]
    public void A_handlers_queue_has_its_delay_and_no_other_queue()
    {
        var delayed = new ChangeQueueAttribute { DelaySeconds = 90 };
        var topology = LocalTopology.Of(
            ShopApp.Model(new StreamEnabledAttribute(), new AuditAttribute(AuditLoggerType.Console), queue: delayed));

        Assert.Equal(["Mailer 90"], topology.Queues.Where(static queue => queue.DelaySeconds != 0).Select(Text));

        static string Text(QueueResource queue) => $"{queue.Name} {queue.DelaySeconds}";
    }

    [Fact]
    public void A_function_has_settings_of_its_own()
    {
        var stream = new StreamEnabledAttribute { TimeoutSeconds = 45 };
        var audit = new AuditAttribute(AuditLoggerType.Console) { TimeoutSeconds = 7_500, MaxConcurrency = 3 };
        var topology = LocalTopology.Of(ShopApp.Model(stream, audit, timeoutSeconds: 20));
        Assert.Equal(
            ["Mailer 20", "orders-audit 7500", "orders-stream 45"],
            topology.Functions.Select(static function => $"{function.Name} {function.TimeoutSeconds}").Order(StringComparer.Ordinal));
        Assert.Equal(43_200, topology.Queues.Single(static queue => queue.Name == "orders-audit").VisibilityTimeoutSeconds);
        Assert.Equal((3, 5), (Mapping("orders-audit").MaxConcurrency, Mapping("Mailer").MaxConcurrency));

        QueueMappingResource Mapping(string function) => topology.QueueMappings.Single(mapping => mapping.Function == function);
    }

    [Fact]
    public void A_handlers_filter_policy_says_what_it_handles()
    {
        var topology = LocalTopology.Of(ShopApp.Model(operations: ChangeOperations.Modify | ChangeOperations.Remove, onChange: ["Status"]));
        var policy = topology.Subscriptions.Single(static subscription => subscription.Queue == "Mailer.fifo").FilterPolicy;
        Assert.Equal(["modify", "remove"], policy["operation"]);
        Assert.Equal(["Status", "*"], policy["changed"]);
        Assert.Equal(2, policy.Count);
    }
}
