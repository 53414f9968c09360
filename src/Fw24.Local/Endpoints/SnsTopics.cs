using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws.Client;

namespace Fw24.Local.Endpoints;

/// <summary>The calls to SNS that create topics and subscriptions.</summary>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class SnsTopics(Action<ClientConfig> configure) : IDisposable
{
    private readonly QueryService _service = new(new AwsService("SNS", "sns", "sns", "2010-03-31"), configure);

    /// <summary>Creates a topic, or finds it.</summary>
    /// <param name="name">The topic's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its ARN.</returns>
    public async Task<string> CreateAsync(string name, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] attributes = name.EndsWith(".fifo", StringComparison.Ordinal) ? [new("FifoTopic", "true")] : [];
        var result = await _service.CallAsync("CreateTopic", [new("Name", name), .. Entries(attributes)], cancellationToken)
            .ConfigureAwait(false);
        return result.Text("TopicArn")!;
    }

    /// <summary>Deletes a topic with its subscriptions, or finds that it does not exist.</summary>
    public Task DeleteAsync(string topicArn, CancellationToken cancellationToken)
        => _service.CallAsync("DeleteTopic", [new("TopicArn", topicArn)], cancellationToken);

    /// <summary>Subscribes a queue to a topic, with raw delivery. An existing subscription gets the filter policy.</summary>
    /// <param name="topicArn">The topic.</param>
    /// <param name="queueArn">The queue.</param>
    /// <param name="filterPolicy">The filter policy; empty for every message.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task SubscribeAsync(
        string topicArn,
        string queueArn,
        IReadOnlyDictionary<string, IReadOnlyList<string>> filterPolicy,
        CancellationToken cancellationToken)
    {
        var policy = filterPolicy.Count > 0 ? JsonSerializer.Serialize(filterPolicy) : "";
        if (await FindAsync(topicArn, queueArn, cancellationToken).ConfigureAwait(false) is { } subscription)
        {
            await _service.CallAsync(
                "SetSubscriptionAttributes",
                [new("SubscriptionArn", subscription), new("AttributeName", "FilterPolicy"), new("AttributeValue", policy)],
                cancellationToken).ConfigureAwait(false);
            return;
        }

        KeyValuePair<string, string>[] filter = policy.Length > 0 ? [new("FilterPolicy", policy)] : [];
        await _service.CallAsync(
            "Subscribe",
            [
                new("TopicArn", topicArn), new("Protocol", "sqs"), new("Endpoint", queueArn),
                .. Entries([new("RawMessageDelivery", "true"), .. filter]),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _service.Dispose();

    private async Task<string?> FindAsync(string topicArn, string queueArn, CancellationToken cancellationToken)
    {
        var pages = await _service.CallPagesAsync("ListSubscriptionsByTopic", [new("TopicArn", topicArn)], cancellationToken)
            .ConfigureAwait(false);
        return pages.SelectMany(static page => page.Members("Subscriptions"))
            .FirstOrDefault(subscription => subscription.Text("Endpoint") == queueArn)?.Text("SubscriptionArn");
    }

    private static IEnumerable<KeyValuePair<string, string>> Entries(KeyValuePair<string, string>[] attributes)
        => attributes.SelectMany(static (attribute, index) => new KeyValuePair<string, string>[]
        {
            new($"Attributes.entry.{index + 1}.key", attribute.Key),
            new($"Attributes.entry.{index + 1}.value", attribute.Value),
        });
}
