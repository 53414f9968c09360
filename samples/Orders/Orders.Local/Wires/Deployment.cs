using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Fw24;
using Fw24.Local;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Orders.Local.Shops;

namespace Orders.Local.Wires;

/// <summary>The resources of a topology, created at the endpoints: what CloudFormation would create of the stack.</summary>
internal sealed class Deployment
{
    private const string ClaimBucket = "orders-claim-checks";

    private readonly DynamoDbEndpoint _dynamoDb;
    private readonly MessagingEndpoint _messaging;
    private readonly Dictionary<string, string> _queueUrls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _queueArns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _topicArns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DynamoDbStreamSource> _streams = new(StringComparer.Ordinal);

    private Deployment(LocalTopology topology, DynamoDbEndpoint dynamoDb, MessagingEndpoint messaging)
        => (Topology, _dynamoDb, _messaging) = (topology, dynamoDb, messaging);

    public LocalTopology Topology { get; }

    /// <summary>The streams of the tables.</summary>
    public IReadOnlyDictionary<string, DynamoDbStreamSource> Streams => _streams;

    /// <summary>The URLs of the queues.</summary>
    public IReadOnlyDictionary<string, string> QueueUrls => _queueUrls;

    /// <summary>The ARNs of the queues.</summary>
    public IReadOnlyDictionary<string, string> QueueArns => _queueArns;

    /// <summary>The ARNs of the topics.</summary>
    public IReadOnlyDictionary<string, string> TopicArns => _topicArns;

    /// <summary>
    /// Indicates whether the endpoint's SNS matches elements of a <c>String.Array</c>, as AWS does. If not, subscriptions have no such
    /// conditions: the functions skip the messages instead.
    /// </summary>
    public bool MatchesArrays { get; private set; }

    /// <summary>Creates the resources. Each replaces an existing one of its name.</summary>
    public static async Task<Deployment> CreateAsync(
        LocalTopology topology, DynamoDbEndpoint dynamoDb, MessagingEndpoint messaging, CancellationToken cancellationToken)
    {
        var matchesArrays = await ArrayFilterCheck.RunAsync(messaging, cancellationToken);
        var deployment = new Deployment(topology, dynamoDb, messaging) { MatchesArrays = matchesArrays };
        await deployment.CreateTablesAsync(cancellationToken);
        await deployment.CreateQueuesAsync(cancellationToken);
        await deployment.CreateTopicsAsync(cancellationToken);
        await messaging.Objects.PutBucketAsync(ClaimBucket, cancellationToken);
        return deployment;
    }

    /// <summary>Creates the topics with their subscriptions. Each replaces an existing one of its name.</summary>
    public async Task CreateTopicsAsync(CancellationToken cancellationToken)
    {
        foreach (var topic in Topology.Topics)
        {
            _topicArns[topic.Name] = await _messaging.CreateTopicAsync(topic.Name, cancellationToken);
        }

        foreach (var subscription in Topology.Subscriptions)
        {
            var policy = subscription.FilterPolicy.Where(condition => MatchesArrays || condition.Key is not "changed").ToDictionary();
            var (topicArn, queueArn) = (_topicArns[subscription.Topic], _queueArns[subscription.Queue]);
            await _messaging.Topics.SubscribeAsync(topicArn, queueArn, policy, cancellationToken);
        }
    }

    /// <summary>Creates a queue that receives every message of a topic.</summary>
    /// <returns>The queue's URL.</returns>
    public async Task<string> TapAsync(string topic, CancellationToken cancellationToken)
    {
        var fifo = topic.EndsWith(".fifo", StringComparison.Ordinal);
        var (url, arn) = await CreateQueueAsync(new QueueResource { Name = $"tap-{topic}" }, fifo, cancellationToken);
        await _messaging.Topics.SubscribeAsync(_topicArns[topic], arn, new Dictionary<string, IReadOnlyList<string>>(), cancellationToken);
        return url;
    }

    /// <summary>Turns on the time to live of the tables that have one.</summary>
    public async Task ExpireItemsAsync(CancellationToken cancellationToken)
    {
        foreach (var table in Topology.Tables.Where(static table => table.TimeToLive is not null))
        {
            var request = new UpdateTimeToLiveRequest
            {
                TableName = table.Name,
                TimeToLiveSpecification = new TimeToLiveSpecification { AttributeName = table.TimeToLive, Enabled = true },
            };
            await _dynamoDb.Tables.UpdateTimeToLiveAsync(request, cancellationToken);
        }
    }

    /// <summary>The variables of a function, with the ARNs and URLs that the resources have at the endpoints, and the endpoints.</summary>
    public IReadOnlyDictionary<string, string> VariablesOf(FunctionResource function)
    {
        var variables = function.Environment.ToDictionary(static variable => variable.Key, variable => Here(variable.Key, variable.Value));
        variables[Fw24Variables.ClaimBucket] = ClaimBucket;
        variables["AWS_ENDPOINT_URL"] = _messaging.Url.ToString();
        variables["AWS_ENDPOINT_URL_DYNAMODB"] = _dynamoDb.Url.ToString();
        return variables;
    }

    // A topology says of which resource a variable is; the last part of an ARN or URL is its name.
    private string Here(string variable, string value) => variable switch
    {
        Fw24Variables.TopicArn => _topicArns[value[(value.LastIndexOf(':') + 1)..]],
        Fw24Variables.ParkingQueueUrl => _queueUrls[value[(value.LastIndexOf('/') + 1)..]],
        Fw24Variables.TableArn => TableArn(value[(value.LastIndexOf('/') + 1)..]),
        _ => value,
    };

    // arn:aws:dynamodb:ddblocal:000000000000:table/orders/stream/2026-11-28T22:00:00.000
    private string TableArn(string table)
    {
        var streamArn = _streams[table].StreamArn;
        return streamArn[..streamArn.IndexOf("/stream/", StringComparison.Ordinal)];
    }

    private async Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        foreach (var table in Topology.Tables)
        {
            if (await _dynamoDb.CreateTableAsync(table, cancellationToken) is { } streamArn)
            {
                _streams.Add(table.Name, new DynamoDbStreamSource(_dynamoDb.Streams, streamArn));
            }
        }
    }

    private async Task CreateQueuesAsync(CancellationToken cancellationToken)
    {
        // Dead-letter queues first: the others name them.
        foreach (var queue in Topology.Queues.OrderBy(static queue => queue.DeadLetterQueue is null ? 0 : 1))
        {
            (_queueUrls[queue.Name], _queueArns[queue.Name]) = await CreateQueueAsync(queue, queue.Fifo, cancellationToken);
        }
    }

    private Task<(string Url, string Arn)> CreateQueueAsync(QueueResource queue, bool fifo, CancellationToken cancellationToken)
    {
        var attributes = new Dictionary<string, string>
        {
            ["VisibilityTimeout"] = $"{queue.VisibilityTimeoutSeconds}",
            ["MessageRetentionPeriod"] = $"{queue.RetentionSeconds}",
            ["DelaySeconds"] = $"{queue.DelaySeconds}",
        };
        if (fifo)
        {
            attributes["FifoQueue"] = "true";
        }

        if (queue.DeadLetterQueue is { } deadLetters)
        {
            attributes["RedrivePolicy"] = JsonSerializer.Serialize(
                new { deadLetterTargetArn = _queueArns[deadLetters], maxReceiveCount = queue.MaxReceiveCount });
        }

        return _messaging.CreateQueueAsync(queue.Name, attributes, cancellationToken);
    }
}
