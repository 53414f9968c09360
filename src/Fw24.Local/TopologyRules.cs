using Fw24.Local.Resources;
using Fw24.Model;

namespace Fw24.Local;

/// <summary>Rejects what AWS rejects when resources are created.</summary>
internal static class TopologyRules
{
    private const int MaxFifoBatch = 10;
    private const int MaxBatch = 10_000;
    private const int MaxSubscriptionsOfLargeMessages = 100;

    public static void Check(LocalTopology topology)
    {
        var topics = ByName(topology.Topics, static topic => topic.Name, "topic");
        var queues = ByName(topology.Queues, static queue => queue.Name, "queue");
        var tables = ByName(topology.Tables, static table => table.Name, "table");
        var functions = ByName(topology.Functions, static function => function.Name, "function");
        foreach (var table in topology.Tables)
        {
            CheckIndexes(table);
        }

        foreach (var topic in topology.Topics)
        {
            CheckTopic(topic, topology.Subscriptions.Count(subscription => subscription.Topic == topic.Name));
        }

        foreach (var queue in topology.Queues)
        {
            CheckQueue(queue, queues);
        }

        foreach (var subscription in topology.Subscriptions)
        {
            CheckSubscription(subscription, Find(topics, subscription.Topic, "topic"), Find(queues, subscription.Queue, "queue"));
        }

        foreach (var schedule in topology.Schedules)
        {
            Find(functions, schedule.Function, "function");
            Range(schedule.Minutes, 1, 525_600, $"the minutes between two runs of function '{schedule.Function}' (EventBridge)");
        }

        foreach (var mapping in topology.QueueMappings)
        {
            Find(functions, mapping.Function, "function");
            CheckMapping(mapping, Find(queues, mapping.Queue, "queue"));
        }

        foreach (var mapping in topology.StreamMappings)
        {
            Find(functions, mapping.Function, "function");
            CheckMapping(mapping, Find(tables, mapping.Table, "table"));
            if (mapping.OnFailureQueue is { } onFailure && Find(queues, onFailure, "queue").Fifo)
            {
                Refuse($"The mapping of table '{mapping.Table}' cannot report failures to the FIFO queue '{onFailure}': its destination is a standard queue (Lambda).");
            }
        }
    }

    private static Dictionary<string, T> ByName<T>(IReadOnlyList<T> resources, Func<T, string> nameOf, string kind)
    {
        var byName = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            if (!byName.TryAdd(nameOf(resource), resource))
            {
                Refuse($"There are two resources with the name '{nameOf(resource)}', each a {kind}.");
            }
        }

        return byName;
    }

    // DynamoDB, "Multi-attribute keys".
    private const int MaxKeyAttributes = 4;

    private static void CheckIndexes(TableResource table)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var types = new Dictionary<string, KeyType>(StringComparer.Ordinal);
        CheckType(table.PartitionKey);
        CheckType(table.SortKey);
        foreach (var index in table.Indexes)
        {
            if (!names.Add(index.Name))
            {
                Refuse($"The table '{table.Name}' has two indexes '{index.Name}' (DynamoDB).");
            }

            if (index.PartitionKeys.Count is < 1 or > MaxKeyAttributes || index.SortKeys.Count > MaxKeyAttributes)
            {
                Refuse(
                    $"The index '{index.Name}' of table '{table.Name}' must have one to four partition key attributes and up to four "
                    + "sort key attributes (DynamoDB).");
            }

            foreach (var key in index.Keys)
            {
                CheckType(key);
            }
        }

        void CheckType(KeyAttribute? key)
        {
            if (key is not null && !types.TryAdd(key.Name, key.Type) && types[key.Name] != key.Type)
            {
                Refuse($"The attribute '{key.Name}' of table '{table.Name}' has two types in keys: an attribute has one type (DynamoDB).");
            }
        }
    }

    private static void CheckTopic(TopicResource topic, int subscriptions)
    {
        Range(
            topic.MaxMessageBytes, TableModel.LeastMaxMessageBytes, TableModel.MostMaxMessageBytes,
            $"the maximum message size of topic '{topic.Name}' (SNS)");
        if (topic.MaxMessageBytes > TableModel.DefaultMaxMessageBytes && subscriptions > MaxSubscriptionsOfLargeMessages)
        {
            Refuse(
                $"A topic of messages above {TableModel.DefaultMaxMessageBytes} bytes has at most {MaxSubscriptionsOfLargeMessages} "
                + $"subscriptions (SNS), but '{topic.Name}' has {subscriptions}.");
        }
    }

    private static void CheckQueue(QueueResource queue, Dictionary<string, QueueResource> queues)
    {
        Range(queue.VisibilityTimeoutSeconds, 0, 43_200, $"the visibility timeout of queue '{queue.Name}' (SQS)");
        Range(queue.RetentionSeconds, 60, 1_209_600, $"the retention of queue '{queue.Name}' (SQS)");
        if (queue.DeadLetterQueue is not { } name)
        {
            return;
        }

        Range(queue.MaxReceiveCount, 1, 1000, $"the maximum receive count of queue '{queue.Name}' (SQS)");
        var deadLetters = Find(queues, name, "queue");
        if (deadLetters.Fifo != queue.Fifo)
        {
            Refuse($"The dead-letter queue of {Kind(queue.Fifo)} queue '{queue.Name}' must be {Kind(queue.Fifo)} too, but '{name}' is not (SQS).");
        }
    }

    private static void CheckSubscription(SubscriptionResource subscription, TopicResource topic, QueueResource queue)
    {
        if (queue.Fifo && !topic.Fifo)
        {
            Refuse($"The FIFO queue '{subscription.Queue}' cannot subscribe to the standard topic '{subscription.Topic}' (SNS).");
        }
    }

    private static void CheckMapping(QueueMappingResource mapping, QueueResource queue)
    {
        var where = $"the mapping of queue '{mapping.Queue}' (Lambda)";
        if (queue.Fifo && mapping.MaxBatchingWindowSeconds > 0)
        {
            Refuse($"A FIFO queue does not support a batching window, but {where} has one.");
        }

        if (!queue.Fifo && mapping is { BatchSize: > 10, MaxBatchingWindowSeconds: 0 })
        {
            Refuse($"A batch of more than 10 messages needs a batching window of at least 1 second, but {where} has none.");
        }

        Range(mapping.BatchSize, 1, queue.Fifo ? MaxFifoBatch : MaxBatch, $"the batch size of {where}");
        Range(mapping.MaxBatchingWindowSeconds, 0, 300, $"the batching window of {where}");
        Range(mapping.MaxConcurrency, 2, 1000, $"the concurrency of {where}");
    }

    private static void CheckMapping(StreamMappingResource mapping, TableResource table)
    {
        var where = $"the mapping of table '{mapping.Table}' (Lambda)";
        if (table.StreamViewType is null)
        {
            Refuse($"The table '{mapping.Table}' has no stream to map.");
        }

        Range(mapping.BatchSize, 1, MaxBatch, $"the batch size of {where}");
        Range(mapping.MaxBatchingWindowSeconds, 0, 300, $"the batching window of {where}");
        Range(mapping.ParallelizationFactor, 1, 10, $"the parallelization factor of {where}");
        Range(mapping.RetryAttempts, -1, 10_000, $"the retry attempts of {where}");
        if (mapping.MaxRecordAgeSeconds != -1)
        {
            Range(mapping.MaxRecordAgeSeconds, 60, 604_800, $"the record age of {where}");
        }
    }

    private static T Find<T>(Dictionary<string, T> known, string name, string kind)
        => known.TryGetValue(name, out var found) ? found : throw new InvalidOperationException($"The topology refers to a {kind} '{name}', which it does not contain.");

    private static void Range(int value, int from, int to, string what)
    {
        if (value < from || value > to)
        {
            Refuse($"{char.ToUpperInvariant(what[0])}{what[1..]} must be {from} to {to}, but is {value}.");
        }
    }

    private static string Kind(bool fifo) => fifo ? "FIFO" : "standard";

    private static void Refuse(string message) => throw new InvalidOperationException(message);
}
