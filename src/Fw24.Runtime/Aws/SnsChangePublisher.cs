using System.Runtime.ExceptionServices;
using Amazon.Runtime;
using Fw24.Aws.Client;
using Fw24.Configuration;
using Fw24.Messages;

namespace Fw24.Aws;

/// <summary>Publishes changes to an SNS topic, a PublishBatch call for each batch.</summary>
/// <remarks>
/// A call that SNS refuses as a whole for what may be one message's fault is made again message by message, in their order.
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
    [CLSCompliant(false)]
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
        catch (AmazonServiceException e) when (messages.Count > 1 && PublishBatchCall.IsOfMessage(e.ErrorCode))
        {
            return await PublishEachAsync(messages, e, cancellationToken).ConfigureAwait(false);
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

    // Which message it is, the refusal does not say. What is wrong with the topic is refused with each message alike, and so a message is
    // to blame only if another one passes.
    private async ValueTask<IReadOnlyList<PublishFailure>> PublishEachAsync(
        IReadOnlyList<ChangeMessage> messages, AmazonServiceException refusal, CancellationToken cancellationToken)
    {
        var failures = new List<PublishFailure>();
        for (var i = 0; i < messages.Count; i++)
        {
            try
            {
                foreach (var failure in await PublishAsync([messages[i]], cancellationToken).ConfigureAwait(false))
                {
                    failures.Add(failure with { Index = i });
                }
            }
            catch (AmazonServiceException e) when (PublishBatchCall.IsOfMessage(e.ErrorCode))
            {
                failures.Add(new PublishFailure(i, e.ErrorCode, "SNS refuses a call that holds nothing but this message.", SenderFault: true));
            }
        }

        if (failures.Count == messages.Count)
        {
            ExceptionDispatchInfo.Throw(refusal);
        }

        return failures;
    }
}
