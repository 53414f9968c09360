using System.Text.Json.Nodes;
using System.Xml.Linq;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>Topics and subscriptions as Amazon SNS describes them.</summary>
internal sealed class SnsShapes
{
    private static readonly XNamespace s_space = "http://sns.amazonaws.com/doc/2010-03-31/";

    public SnsShapes(JsonNode manifest, string account)
    {
        foreach (var topic in manifest["topics"]!.AsArray())
        {
            Topics[Text(topic!, "name")] = topic!["fifoThroughputScope"] is null
                ? []
                : new() { ["FifoTopic"] = "true", ["FifoThroughputScope"] = "MessageGroup" };
        }

        foreach (var subscription in manifest["subscriptions"]!.AsArray())
        {
            Dictionary<string, string> attributes = new()
            {
                ["Topic"] = Text(subscription!, "topic"),
                ["Endpoint"] = $"arn:aws:sqs:eu-central-1:{account}:{Text(subscription!, "queue")}",
                ["RawMessageDelivery"] = "true",
                ["RedrivePolicy"] = new JsonObject
                {
                    ["deadLetterTargetArn"] = $"arn:aws:sqs:eu-central-1:{account}:{Text(subscription!, "deadLetterQueue")}",
                }.ToJsonString(),
            };
            if (subscription!["filterPolicy"] is { } policy)
            {
                attributes["FilterPolicy"] = policy.ToJsonString();
            }

            Subscriptions[Text(subscription, "queue")] = attributes;
        }
    }

    /// <summary>The topics' attributes, by their names.</summary>
    public Dictionary<string, Dictionary<string, string>> Topics { get; } = new(StringComparer.Ordinal);

    /// <summary>The subscriptions' attributes, by the names of the queues.</summary>
    public Dictionary<string, Dictionary<string, string>> Subscriptions { get; } = new(StringComparer.Ordinal);

    public LoopbackAnswer Answer(string action, LoopbackRequest request)
    {
        var topic = request.Parameter("TopicArn")?.Split(':')[^1];
        return action switch
        {
            "GetTopicAttributes" when Topics.TryGetValue(topic!, out var attributes)
                => QueryShapes.Result(action, s_space, QueryShapes.Map("Attributes", attributes)),
            "ListSubscriptionsByTopic" => QueryShapes.Result(action, s_space, List(topic!, request.Parameter("NextToken"))),
            "GetSubscriptionAttributes" when Subscriptions.TryGetValue(
                request.Parameter("SubscriptionArn")!.Split(':')[^1], out var attributes)
                => QueryShapes.Result(action, s_space, QueryShapes.Map("Attributes", attributes)),
            _ => QueryShapes.Error(404, "NotFound"),
        };
    }

    // A first page without members, as SNS may return it, and all of them on the second.
    private object?[] List(string topic, string? token) => token is null
        ? [new XElement("Subscriptions"), new XElement("NextToken", "page-2")]
        : [QueryShapes.List("Subscriptions", Subscriptions.Where(one => one.Value["Topic"] == topic).Select(Member))];

    private static object?[] Member(KeyValuePair<string, Dictionary<string, string>> subscription) =>
    [
        new XElement(
            "SubscriptionArn", $"arn:aws:sns:eu-central-1:123456789012:{subscription.Value["Topic"]}:{subscription.Key}"),
        new XElement("Protocol", "sqs"),
        new XElement("Endpoint", subscription.Value["Endpoint"]),
    ];

    private static string Text(JsonNode resource, string member) => resource[member]!.GetValue<string>();
}
