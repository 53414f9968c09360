using Amazon.SQS.Model;

namespace Orders.Local.Wires;

/// <summary>
/// Checks that an endpoint's SNS matches elements of a <c>String.Array</c> attribute, as subscriptions of handlers with <c>[OnChange]</c>
/// require. fauxqs 2.4.1 does not, and reports nothing.
/// </summary>
internal static class ArrayFilterCheck
{
    private const string Name = "fw24-array-filter-check";
    private const string Attribute = "changed";

    /// <summary>Publishes a message past two subscriptions, of which one has the condition.</summary>
    public static async Task<bool> RunAsync(MessagingEndpoint messaging, CancellationToken cancellationToken)
    {
        var topic = await messaging.CreateTopicAsync(Name, cancellationToken);
        var (filtered, filteredArn) = await messaging.CreateQueueAsync(Name, new Dictionary<string, string>(), cancellationToken);
        var (all, allArn) = await messaging.CreateQueueAsync($"{Name}-all", new Dictionary<string, string>(), cancellationToken);
        await messaging.Topics.SubscribeAsync(topic, filteredArn, FilterPolicyOf("Status", "*"), cancellationToken);
        await messaging.Topics.SubscribeAsync(topic, allArn, new Dictionary<string, IReadOnlyList<string>>(), cancellationToken);
        await messaging.Topics.PublishAsync(topic, "{}", Attribute, ["Status", "Total"], cancellationToken);

        // What the unfiltered queue has, the filtered one has too, or never will.
        await messaging.Queues.ReceiveMessageAsync(new ReceiveMessageRequest(all) { WaitTimeSeconds = 20 }, cancellationToken);
        var isMatched = await messaging.CountAsync(filtered, cancellationToken) > 0;

        await messaging.Topics.DeleteTopicAsync(topic, cancellationToken);
        await messaging.Queues.DeleteQueueAsync(filtered, cancellationToken);
        await messaging.Queues.DeleteQueueAsync(all, cancellationToken);
        return isMatched;
    }

    private static Dictionary<string, IReadOnlyList<string>> FilterPolicyOf(params string[] values) => new() { [Attribute] = values };
}
