using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Fw24.Local;
using Fw24.Local.Endpoints;
using Fw24.Local.Resources;
using Fw24.Model;

namespace Orders.Local.Shops;

/// <summary>
/// The shop at endpoints of DynamoDB, SNS, SQS and S3, with functions and event source mappings in this process.
/// </summary>
internal sealed class WiredShop : DynamoDbShop
{
    private const int RetrySeconds = 5;

    private readonly MessagingEndpoint _messaging;
    private readonly Action<string> _report;
    private int _reported;

    private WiredShop(TableEndpoint tables, MessagingEndpoint messaging, Action<string> report)
        : base(tables, options =>
        {
            options.Topology = messaging.Topology;
            options.UseMessaging(messaging);
        })
        => (_messaging, _report) = (messaging, report);

    /// <summary>Creates the resources. Topics and queues replace those that exist.</summary>
    /// <param name="topology">The resources.</param>
    /// <param name="dynamoDb">The endpoint of DynamoDB and its streams.</param>
    /// <param name="url">The endpoint of SNS, SQS and S3.</param>
    /// <param name="report">Receives a sentence for each failure, and for what the endpoint cannot do.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<WiredShop> OpenAsync(
        LocalTopology topology, Uri dynamoDb, Uri url, Action<string> report, CancellationToken cancellationToken)
    {
        var messaging = new MessagingEndpoint(url, Adapted(topology));
        TableEndpoint? tables = null;
        try
        {
            await messaging.DeleteAsync(cancellationToken);
            await messaging.CreateAsync(cancellationToken);
            if (!messaging.MatchesArrays)
            {
                report($"{url} does not match elements of a String.Array: subscriptions have no condition on 'changed', "
                    + "and handlers skip what they do not watch.");
            }

            tables = await EndpointTables.CreateAsync(topology, dynamoDb, cancellationToken);
            return new WiredShop(tables, messaging, report);
        }
        catch
        {
            tables?.Dispose();
            messaging.Dispose();
            throw;
        }
    }

    /// <summary>Counts what the tap of the table's topic has received, without duplicates.</summary>
    public override async Task<int> PublishedOfAsync(TableModel table, CancellationToken cancellationToken)
    {
        using var client = new AmazonSQSClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonSQSConfig { ServiceURL = $"{_messaging.Url}", AuthenticationRegion = _messaging.Topology.Region });
        var messages = await QueueDrain.RunAsync(client, _messaging.QueueUrl(TapOf(table.TopicName)), cancellationToken);
        return messages.Select(static message => EventIdOf(message.Body)).Distinct().Count();
    }

    public override Task<int> ParkedAsync(CancellationToken cancellationToken)
        => _messaging.CountAsync(_messaging.Topology.ParkingQueue!, cancellationToken);

    public override async Task<IReadOnlyList<(string Queue, int Messages)>> LeftoversAsync(CancellationToken cancellationToken)
    {
        List<(string, int)> leftovers = [];
        foreach (var queue in _messaging.Topology.Queues.Select(static queue => queue.Name))
        {
            if (queue != _messaging.Topology.ParkingQueue && !IsTap(queue)
                && await _messaging.CountAsync(queue, cancellationToken) is > 0 and var count)
            {
                leftovers.Add((queue, count));
            }
        }

        return leftovers;
    }

    public override async Task SettleAsync(CancellationToken cancellationToken)
    {
        await base.SettleAsync(cancellationToken);
        foreach (var failure in Cloud.Failures.Skip(_reported))
        {
            _report($"{failure}");
            _reported++;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _messaging.Dispose();
    }

    // Beside each topic's queues, one that receives every message. Time is real here: what fails is retried after seconds.
    private static LocalTopology Adapted(LocalTopology topology) => topology with
    {
        Functions = [.. topology.Functions.Select(static function => function with { TimeoutSeconds = RetrySeconds })],
        Queues =
        [
            .. topology.Queues.Select(static queue => queue with { VisibilityTimeoutSeconds = RetrySeconds }),
            .. topology.Topics.Select(static topic => new QueueResource { Name = TapOf(topic.Name) }),
        ],
        Subscriptions =
        [
            .. topology.Subscriptions,
            .. topology.Topics.Select(static topic => new SubscriptionResource { Topic = topic.Name, Queue = TapOf(topic.Name) }),
        ],
    };

    private static string TapOf(string topic) => $"tap-{topic}";

    private static bool IsTap(string queue) => queue.StartsWith("tap-", StringComparison.Ordinal);

    private static string EventIdOf(string message)
    {
        using var envelope = JsonDocument.Parse(message);
        return envelope.RootElement.GetProperty("id").GetString()!;
    }
}
