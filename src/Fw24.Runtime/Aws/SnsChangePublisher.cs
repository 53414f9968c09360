using Amazon.Runtime;
using Fw24.Publishing;

namespace Fw24.Aws;

/// <summary>Publishes changes to an SNS topic, a PublishBatch call for each batch.</summary>
/// <remarks>
/// Endpoint and credentials come from where the AWS SDK looks for them, and so do the number of tries (<c>AWS_MAX_ATTEMPTS</c>) and the
/// retry mode; the endpoint's own variable is <c>AWS_ENDPOINT_URL_SNS</c>. The region is the topic's. The client is made when the first
/// batch is published.
/// </remarks>
public sealed class SnsChangePublisher : IChangePublisher, IDisposable
{
    private static readonly AwsService s_sns = new("SNS", "sns", "sns", "2010-03-31");

    private readonly TopicArn _topic;
    private readonly Lazy<AwsQueryClient> _client;

    /// <summary>Prepares to publish to a topic.</summary>
    /// <param name="topicArn">The topic's ARN, such as <c>arn:aws:sns:eu-central-1:123456789012:orders-stream.fifo</c>.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <exception cref="ArgumentException">That is no ARN of a topic.</exception>
    public SnsChangePublisher(string topicArn, Action<ClientConfig>? configure = null)
        : this(TopicArn.Parse(topicArn) ?? throw new ArgumentException($"Expected {TopicArn.Form}.", nameof(topicArn)), configure)
    {
    }

    internal SnsChangePublisher(TopicArn topic, Action<ClientConfig>? configure = null)
    {
        _topic = topic;
        _client = new Lazy<AwsQueryClient>(() => new AwsQueryClient(new AwsServiceConfig(s_sns, config =>
        {
            config.AuthenticationRegion = topic.Region;
            configure?.Invoke(config);
        })));
    }

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">SNS refused the call as a whole, or kept failing.</exception>
    public async ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        using var form = PublishBatchCall.Write(_topic.Value, messages);
        try
        {
            var answer = await _client.Value.CallAsync(form, cancellationToken).ConfigureAwait(false);
            return PublishBatchCall.Read(answer, messages.Count);
        }
        catch (AmazonServiceException e) when (e.ErrorCode is "BatchRequestTooLong" && messages.Count == 1)
        {
            // Alone and still too long: no later try will fare better.
            return [new PublishFailure(0, e.ErrorCode, "The message is longer than SNS allows.", SenderFault: true)];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }
}
