using Amazon.Runtime;
using Fw24.Aws.Client;

namespace Fw24.Operations.Aws;

/// <summary>Reads topics and their subscriptions from Amazon SNS.</summary>
/// <remarks>The service-specific endpoint variable is <c>AWS_ENDPOINT_URL_SNS</c>.</remarks>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class SnsClient(Action<ClientConfig>? configure = null) : IDisposable
{
    private readonly QueryService _service = new(new AwsService("SNS", "sns", "sns", "2010-03-31"), configure);

    /// <summary>Reads a topic's attributes (<c>GetTopicAttributes</c>).</summary>
    /// <returns>The attributes; <see langword="null"/> if the topic does not exist.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<IReadOnlyDictionary<string, string>?> GetTopicAsync(string topicArn, CancellationToken cancellationToken)
    {
        try
        {
            var result = await _service.CallAsync("GetTopicAttributes", [new("TopicArn", topicArn)], cancellationToken)
                .ConfigureAwait(false);
            return result.Map("Attributes");
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "NotFound")
        {
            return null;
        }
    }

    /// <summary>Reads the subscriptions of a topic (<c>ListSubscriptionsByTopic</c>).</summary>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<IReadOnlyList<TopicSubscription>> ListSubscriptionsAsync(
        string topicArn, CancellationToken cancellationToken)
    {
        var pages = await _service.CallPagesAsync("ListSubscriptionsByTopic", [new("TopicArn", topicArn)], cancellationToken)
            .ConfigureAwait(false);
        return [.. pages.SelectMany(static page => page.Members("Subscriptions")).Select(static one => new TopicSubscription(
            one.Text("SubscriptionArn") ?? "", one.Text("Protocol") ?? "", one.Text("Endpoint") ?? ""))];
    }

    /// <summary>Reads a subscription's attributes (<c>GetSubscriptionAttributes</c>).</summary>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<IReadOnlyDictionary<string, string>> GetSubscriptionAsync(
        string subscriptionArn, CancellationToken cancellationToken)
    {
        var result = await _service.CallAsync(
            "GetSubscriptionAttributes", [new("SubscriptionArn", subscriptionArn)], cancellationToken).ConfigureAwait(false);
        return result.Map("Attributes");
    }

    /// <inheritdoc/>
    public void Dispose() => _service.Dispose();
}
