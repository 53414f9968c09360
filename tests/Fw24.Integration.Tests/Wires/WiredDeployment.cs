using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Integration.Tests.Harness;
using Fw24.Local;
using Fw24.Local.Endpoints;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Orders.Local.Shops;

namespace Fw24.Integration.Tests.Wires;

/// <summary>The resources of a topology at the endpoints of two servers.</summary>
internal sealed class WiredDeployment : IDisposable
{
    private readonly Dictionary<string, string> _queueUrls;

    private WiredDeployment(TableEndpoint tables, MessagingEndpoint messaging)
    {
        (Tables, Messaging) = (tables, messaging);
        _queueUrls = Topology.Queues.ToDictionary(static queue => queue.Name, queue => messaging.QueueUrl(queue.Name));
    }

    public TableEndpoint Tables { get; }

    public MessagingEndpoint Messaging { get; }

    public LocalTopology Topology => Messaging.Topology;

    public IReadOnlyDictionary<string, DynamoDbStreamSource> Streams => Tables.Streams;

    /// <summary>The URLs of the queues by name.</summary>
    public IReadOnlyDictionary<string, string> QueueUrls => _queueUrls;

    /// <summary>Creates the resources, in place of those that exist.</summary>
    public static async Task<WiredDeployment> CreateAsync(
        LocalTopology topology, DynamoDbServer dynamoDb, Fauxqs fauxqs, CancellationToken cancellationToken)
    {
        var messaging = new MessagingEndpoint(fauxqs.Url, topology);
        await messaging.DeleteAsync(cancellationToken);
        await messaging.CreateAsync(cancellationToken);
        return new WiredDeployment(await EndpointTables.CreateAsync(topology, dynamoDb.Url, cancellationToken), messaging);
    }

    /// <summary>Creates what is missing of topics, queues and subscriptions.</summary>
    public Task CreateTopicsAsync(CancellationToken cancellationToken) => Messaging.CreateAsync(cancellationToken);

    /// <summary>Deletes a topic with its subscriptions.</summary>
    public Task DeleteTopicAsync(string topic, CancellationToken cancellationToken)
        => Messaging.Topics.DeleteAsync(Messaging.TopicArn(topic), cancellationToken);

    /// <summary>Creates a queue that receives every message of a topic.</summary>
    /// <returns>The queue's URL.</returns>
    public async Task<string> TapAsync(string topic, CancellationToken cancellationToken)
    {
        await Messaging.Queues.DeleteAsync($"tap-{topic}", cancellationToken);
        var (url, arn) = await Messaging.Queues.CreateAsync($"tap-{topic}", new Dictionary<string, string>(), cancellationToken);
        await Messaging.Topics.SubscribeAsync(
            Messaging.TopicArn(topic), arn, new Dictionary<string, IReadOnlyList<string>>(), cancellationToken);
        return url;
    }

    /// <summary>Turns on the time to live of the tables that have one.</summary>
    public async Task ExpireItemsAsync(CancellationToken cancellationToken)
    {
        using var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonDynamoDBConfig { ServiceURL = Tables.Url.ToString(), AuthenticationRegion = Topology.Region });
        foreach (var table in Topology.Tables.Where(static table => table.TimeToLive is not null))
        {
            var specification = new TimeToLiveSpecification { AttributeName = table.TimeToLive, Enabled = true };
            await client.UpdateTimeToLiveAsync(
                new UpdateTimeToLiveRequest { TableName = table.Name, TimeToLiveSpecification = specification }, cancellationToken);
        }
    }

    /// <summary>
    /// The variables of a function, with the ARNs and URLs that the resources have at the endpoints, and the endpoints.
    /// </summary>
    public Dictionary<string, string> VariablesOf(FunctionResource function)
    {
        var variables = new Dictionary<string, string>(Messaging.VariablesOf(function))
        {
            ["AWS_ENDPOINT_URL_DYNAMODB"] = Tables.Url.ToString(),
        };
        if (variables.TryGetValue(Fw24Variables.TableArn, out var arn))
        {
            var stream = Streams[arn[(arn.LastIndexOf('/') + 1)..]].StreamArn;
            variables[Fw24Variables.TableArn] = stream[..stream.IndexOf("/stream/", StringComparison.Ordinal)];
        }

        return variables;
    }

    public void Dispose()
    {
        Tables.Dispose();
        Messaging.Dispose();
    }
}
