using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Fw24.Operations.Aws;
using Fw24.Operations.Manifests;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Status.Inspections;

/// <summary>Compares topics and their subscriptions with those of the manifest.</summary>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class TopicInspection(Action<ClientConfig>? configure) : IDisposable
{
    // SNS, MaximumMessageSize.
    private const string DefaultMaxMessageBytes = "262144";

    private readonly SnsClient _client = new(configure);

    /// <summary>Reads a topic.</summary>
    /// <param name="topic">The topic as the manifest has it.</param>
    /// <param name="subscriptions">Its subscriptions as the manifest has them.</param>
    /// <param name="scope">The account and region; <see langword="null"/> if no resource told them.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<TopicState> ReadAsync(
        ManifestTopic topic,
        IReadOnlyList<ManifestSubscription> subscriptions,
        AwsScope? scope,
        CancellationToken cancellationToken)
    {
        var findings = new Findings();
        int? count = null;
        if (scope is null)
        {
            findings.NotKnown.Add("its ARN (neither a queue nor a function tells the account)");
        }
        else
        {
            var arn = scope.Topic(topic.Name);
            var (isKnown, attributes) = await findings.AskAsync(
                "its attributes",
                "sns:GetTopicAttributes",
                () => _client.GetTopicAsync(arn, cancellationToken)).ConfigureAwait(false);
            if (attributes is not null)
            {
                Compare(findings, topic, attributes);
                count = await CompareSubscriptionsAsync(findings, arn, subscriptions, scope, cancellationToken)
                    .ConfigureAwait(false);
            }
            else if (isKnown)
            {
                findings.Drift.Add("does not exist");
            }
        }

        return findings.Complete(new TopicState
        {
            Name = topic.Name,
            Subscriptions = count,
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static void Compare(Findings findings, ManifestTopic topic, IReadOnlyDictionary<string, string> attributes)
    {
        if (topic.FifoThroughputScope is not null && attributes.TryGetValue("FifoThroughputScope", out var scope))
        {
            findings.Compare("FifoThroughputScope", Word(scope), Word(topic.FifoThroughputScope));
        }

        if (topic.MaxMessageBytes is { } bytes)
        {
            var found = attributes.GetValueOrDefault("MaximumMessageSize", DefaultMaxMessageBytes);
            findings.Compare("MaximumMessageSize", found, bytes.ToString(CultureInfo.InvariantCulture));
        }
    }

    // MessageGroup in SNS, messageGroup in the manifest.
    private static string Word(string scope) => scope.ToUpperInvariant();

    private async Task<int?> CompareSubscriptionsAsync(
        Findings findings,
        string topicArn,
        IReadOnlyList<ManifestSubscription> subscriptions,
        AwsScope scope,
        CancellationToken cancellationToken)
    {
        var (_, found) = await findings.AskAsync(
            "its subscriptions",
            "sns:ListSubscriptionsByTopic",
            () => _client.ListSubscriptionsAsync(topicArn, cancellationToken)).ConfigureAwait(false);
        if (found is null)
        {
            return null;
        }

        foreach (var stated in subscriptions)
        {
            var subscription = found.FirstOrDefault(one => one.Endpoint == scope.Queue(stated.Queue));
            if (subscription is null)
            {
                findings.Drift.Add($"the queue {stated.Queue} is not subscribed");
                continue;
            }

            var (_, attributes) = await findings.AskAsync(
                $"the subscription of {stated.Queue}",
                "sns:GetSubscriptionAttributes",
                () => _client.GetSubscriptionAsync(subscription.Arn, cancellationToken)).ConfigureAwait(false);
            if (attributes is not null)
            {
                findings.Read($"the subscription of {stated.Queue}", () => Compare(findings, stated, attributes));
            }
        }

        return found.Count;
    }

    private static void Compare(Findings findings, ManifestSubscription stated, IReadOnlyDictionary<string, string> attributes)
    {
        var policy = attributes.GetValueOrDefault("FilterPolicy") is { Length: > 0 } json ? JsonNode.Parse(json) : null;
        if (!JsonNode.DeepEquals(policy ?? new JsonObject(), stated.FilterPolicy ?? []))
        {
            findings.Drift.Add(
                $"the filter policy of {stated.Queue} is {Text(policy)}, and {Text(stated.FilterPolicy)} in the manifest");
        }

        if (attributes.GetValueOrDefault("RawMessageDelivery") is not "true")
        {
            findings.Drift.Add($"the subscription of {stated.Queue} has no raw delivery");
        }

        // {"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:123456789012:orders-OrderBoard-dlq.fifo"}
        var redrive = attributes.GetValueOrDefault("RedrivePolicy") is { Length: > 0 } text
            ? JsonNode.Parse(text)?["deadLetterTargetArn"]?.GetValue<string>().Split(':')[^1]
            : null;
        findings.Compare($"the dead-letter queue of the subscription of {stated.Queue}", redrive, stated.DeadLetterQueue);
    }

    private static string Text(JsonNode? policy) => policy is null ? "none" : policy.ToJsonString(JsonSerializerOptions.Web);
}
