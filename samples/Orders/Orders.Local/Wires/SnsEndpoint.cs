using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;

namespace Orders.Local.Wires;

/// <summary>SNS at an emulator's endpoint: the calls that create topics and subscriptions.</summary>
/// <remarks>An emulator checks no signature, but takes the service and the region from it.</remarks>
/// <param name="url">The endpoint.</param>
/// <param name="region">The region.</param>
internal sealed class SnsEndpoint(Uri url, string region) : IDisposable
{
    private readonly HttpClient _http = new();

    /// <summary>Creates a topic, or finds it.</summary>
    /// <returns>Its ARN.</returns>
    public async Task<string> CreateTopicAsync(string name, CancellationToken cancellationToken)
    {
        var attributes = name.EndsWith(".fifo", StringComparison.Ordinal) ? Entries("Attributes.entry", ("FifoTopic", "true")) : [];
        return Text(await CallAsync("CreateTopic", [new("Name", name), .. attributes], cancellationToken), "TopicArn");
    }

    /// <summary>Deletes a topic with its subscriptions, or finds that it does not exist.</summary>
    public Task DeleteTopicAsync(string topicArn, CancellationToken cancellationToken)
        => CallAsync("DeleteTopic", [new("TopicArn", topicArn)], cancellationToken);

    /// <summary>Subscribes a queue to a topic, with raw delivery.</summary>
    /// <param name="topicArn">The topic.</param>
    /// <param name="queueArn">The queue.</param>
    /// <param name="filterPolicy">The filter policy; empty for every message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SubscribeAsync(
        string topicArn,
        string queueArn,
        IReadOnlyDictionary<string, IReadOnlyList<string>> filterPolicy,
        CancellationToken cancellationToken)
    {
        List<(string, string)> attributes = [("RawMessageDelivery", "true")];
        if (filterPolicy.Count > 0)
        {
            attributes.Add(("FilterPolicy", JsonSerializer.Serialize(filterPolicy)));
        }

        return CallAsync(
            "Subscribe",
            [
                new("TopicArn", topicArn), new("Protocol", "sqs"), new("Endpoint", queueArn),
                .. Entries("Attributes.entry", [.. attributes]),
            ],
            cancellationToken);
    }

    /// <summary>Publishes a message with one attribute, a list of texts.</summary>
    public Task PublishAsync(
        string topicArn, string message, string attribute, IReadOnlyList<string> texts, CancellationToken cancellationToken) => CallAsync(
        "Publish",
        [
            new("TopicArn", topicArn), new("Message", message),
            new("MessageAttributes.entry.1.Name", attribute),
            new("MessageAttributes.entry.1.Value.DataType", "String.Array"),
            new("MessageAttributes.entry.1.Value.StringValue", JsonSerializer.Serialize(texts)),
        ],
        cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<XDocument> CallAsync(
        string action, IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent([new("Action", action), new("Version", "2010-03-31"), .. parameters]),
        };
        var scope = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyyMMdd}/{region}/sns/aws4_request");
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=local/{scope}, SignedHeaders=host, Signature=0");
        using var answer = await _http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.StatusCode is HttpStatusCode.OK
            ? XDocument.Parse(text)
            : throw new HttpRequestException($"{action} at {url} answered {(int)answer.StatusCode}: {text}");
    }

    private static IEnumerable<KeyValuePair<string, string>> Entries(string list, params (string Key, string Value)[] entries)
        => entries.SelectMany((entry, index) => new KeyValuePair<string, string>[]
        {
            new($"{list}.{index + 1}.key", entry.Key),
            new($"{list}.{index + 1}.value", entry.Value),
        });

    private static string Text(XDocument answer, string element)
        => answer.Descendants().Single(found => found.Name.LocalName == element).Value;
}
