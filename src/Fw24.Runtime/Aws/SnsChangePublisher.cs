using System.Runtime.ExceptionServices;
using Amazon.Runtime;
using Fw24.Aws.Client;
using Fw24.Configuration;
using Fw24.Messages;

namespace Fw24.Aws;

/// <summary>Publishes changes to an SNS topic, with one PublishBatch call per batch.</summary>
/// <remarks>
/// If SNS rejects a whole call for a reason that may apply to a single message, the messages are sent again one by one, in order.
/// Endpoint, credentials, the number of attempts (<c>AWS_MAX_ATTEMPTS</c>) and the retry mode are resolved as in the AWS SDK; the
/// service-specific endpoint variable is <c>AWS_ENDPOINT_URL_SNS</c>. The region is the topic's. The client is created when the first
/// batch is published.
/// </remarks>
internal sealed class SnsChangePublisher : IChangePublisher, IDisposable
{
    private static readonly AwsService s_sns = new("SNS", "sns", "sns", "2010-03-31");

    private readonly TopicArn _topic;
    private readonly Lazy<AwsQueryClient> _client;

    /// <summary>Creates a publisher for a topic.</summary>
    /// <param name="topicArn">The topic's ARN, such as <c>arn:aws:sns:eu-central-1:123456789012:orders-stream.fifo</c>.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <exception cref="ArgumentException">The text is not the ARN of a topic.</exception>
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
    /// <exception cref="AmazonServiceException">SNS rejected the call as a whole, or kept failing.</exception>
    public async ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        using var form = PublishBatchCall.Write(_topic.Value, messages);
        try
        {
            var answer = await _client.Value.CallAsync(form, cancellationToken).ConfigureAwait(false);
            return PublishBatchCall.Read(answer, messages.Count);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is PublishFailure.TooLong && messages.Count == 1)
        {
            // Alone and still too long: retries do not help.
            return [new PublishFailure(0, exception.ErrorCode, "The message is larger than SNS allows.", SenderFault: true)];
        }
        catch (AmazonServiceException exception) when (messages.Count > 1 && PublishBatchCall.IsOfMessage(exception.ErrorCode))
        {
            return await PublishEachAsync(messages, exception, cancellationToken).ConfigureAwait(false);
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

    // The error does not identify the message. An error of the topic affects every message, so a message is
    // at fault only if another one is accepted. Only a message itself can be too long.
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
            catch (AmazonServiceException exception) when (PublishBatchCall.IsOfMessage(exception.ErrorCode))
            {
                failures.Add(new PublishFailure(i, exception.ErrorCode, "SNS rejects a call that contains only this message.", SenderFault: true));
            }
        }

        if (failures.Count == messages.Count && refusal.ErrorCode is not PublishFailure.TooLong)
        {
            ExceptionDispatchInfo.Throw(refusal);
        }

        return failures;
    }
}
