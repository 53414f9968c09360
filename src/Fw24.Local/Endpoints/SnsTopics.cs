using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Amazon.Runtime;
using Fw24.Aws.Client;

namespace Fw24.Local.Endpoints;

/// <summary>The calls to SNS that create topics and subscriptions.</summary>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class SnsTopics(Action<ClientConfig> configure) : IDisposable
{
    private readonly AwsQueryClient _client = new(new AwsServiceConfig(new AwsService("SNS", "sns", "sns", "2010-03-31"), configure));

    /// <summary>Creates a topic, or finds it.</summary>
    /// <param name="name">The topic's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its ARN.</returns>
    public async Task<string> CreateAsync(string name, CancellationToken cancellationToken)
    {
        (string, string)[] attributes = name.EndsWith(".fifo", StringComparison.Ordinal) ? [("FifoTopic", "true")] : [];
        var answer = await CallAsync("CreateTopic", [("Name", name), .. Entries(attributes)], cancellationToken).ConfigureAwait(false);
        return Text(answer, "TopicArn")!;
    }

    /// <summary>Deletes a topic with its subscriptions, or finds that it does not exist.</summary>
    public Task DeleteAsync(string topicArn, CancellationToken cancellationToken)
        => CallAsync("DeleteTopic", [("TopicArn", topicArn)], cancellationToken);

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
            await CallAsync(
                "SetSubscriptionAttributes",
                [("SubscriptionArn", subscription), ("AttributeName", "FilterPolicy"), ("AttributeValue", policy)],
                cancellationToken).ConfigureAwait(false);
            return;
        }

        (string, string)[] filter = policy.Length > 0 ? [("FilterPolicy", policy)] : [];
        await CallAsync(
            "Subscribe",
            [
                ("TopicArn", topicArn), ("Protocol", "sqs"), ("Endpoint", queueArn),
                .. Entries([("RawMessageDelivery", "true"), .. filter]),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    private async Task<string?> FindAsync(string topicArn, string queueArn, CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            (string, string)[] page = next is null ? [] : [("NextToken", next)];
            var answer = await CallAsync("ListSubscriptionsByTopic", [("TopicArn", topicArn), .. page], cancellationToken)
                .ConfigureAwait(false);
            var found = answer.Descendants().Where(static element => element.Name.LocalName is "member")
                .FirstOrDefault(member => Text(member, "Endpoint") == queueArn);
            if (found is not null)
            {
                return Text(found, "SubscriptionArn");
            }

            next = Text(answer, "NextToken");
        }
        while (!string.IsNullOrEmpty(next));

        return null;
    }

    private async Task<XElement> CallAsync(
        string action, IEnumerable<(string Name, string Value)> parameters, CancellationToken cancellationToken)
    {
        using var form = new FormWriter(1024);
        form.WriteName("Version=2010-03-31&Action="u8);
        form.WriteValue(action);
        foreach (var (name, value) in parameters)
        {
            form.WriteName(Encoding.ASCII.GetBytes($"&{name}="));
            form.WriteValue(value);
        }

        var answer = await _client.CallAsync(form, cancellationToken).ConfigureAwait(false);
        return XElement.Parse(Encoding.UTF8.GetString(answer.Span));
    }

    private static IEnumerable<(string, string)> Entries((string Key, string Value)[] attributes)
        => attributes.SelectMany(static (attribute, index) => new[]
        {
            ($"Attributes.entry.{index + 1}.key", attribute.Key),
            ($"Attributes.entry.{index + 1}.value", attribute.Value),
        });

    private static string? Text(XElement within, string element)
        => within.Descendants().FirstOrDefault(found => found.Name.LocalName == element)?.Value;
}
