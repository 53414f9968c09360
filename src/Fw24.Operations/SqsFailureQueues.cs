using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Fw24.Aws.Client;

namespace Fw24.Operations;

/// <summary>The queues of a deployed app in Amazon SQS.</summary>
/// <remarks>
/// Endpoint, region and credentials are resolved as in the AWS SDK. Calls need the permissions <c>sqs:GetQueueUrl</c>,
/// <c>sqs:GetQueueAttributes</c>, <c>sqs:ReceiveMessage</c>, <c>sqs:ChangeMessageVisibility</c> and <c>sqs:DeleteMessage</c>.
/// Every method throws
/// <see cref="AmazonServiceException"/> when SQS returns an error, and <see cref="InvalidOperationException"/> when a queue does
/// not exist.
/// </remarks>
public sealed class SqsFailureQueues : IFailureQueues, IDisposable
{
    // Long polling asks all of SQS's servers; a call without it may find nothing in a queue that has messages.
    private const int WaitSeconds = 1;

    // SQS, StartMessageMoveTask.
    private const int MaxRedriveRate = 500;

    private readonly ConcurrentDictionary<string, string> _urls = new(StringComparer.Ordinal);
    private readonly Lazy<AmazonSQSClient> _client;

    /// <summary>Creates the access to an app's queues.</summary>
    /// <param name="queues">The queues, such as those of <see cref="FailureQueues"/>.</param>
    /// <param name="configure">Changes the client's settings.</param>
    public SqsFailureQueues(IReadOnlyList<FailureQueue> queues, Action<AmazonSQSConfig>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(queues);
        Queues = queues;
        _client = new Lazy<AmazonSQSClient>(() => new AmazonSQSClient(new AmazonSQSConfig().Complete(configure)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<FailureQueue> Queues { get; }

    /// <inheritdoc/>
    public async ValueTask<int> CountAsync(FailureQueue queue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var url = await UrlOfAsync(queue.Name, cancellationToken).ConfigureAwait(false);
        return await _client.Value.CountAsync(url, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FailureMessage>> ReceiveAsync(
        FailureQueue queue, int max, TimeSpan hideFor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var request = new ReceiveMessageRequest(await UrlOfAsync(queue.Name, cancellationToken).ConfigureAwait(false))
        {
            MaxNumberOfMessages = max,
            VisibilityTimeout = Seconds(hideFor),
            WaitTimeSeconds = WaitSeconds,
            MessageSystemAttributeNames =
            [
                MessageSystemAttributeName.SentTimestamp,
                MessageSystemAttributeName.ApproximateReceiveCount,
                MessageSystemAttributeName.SenderId,
                MessageSystemAttributeName.MessageGroupId,
            ],
        };
        var response = await _client.Value.ReceiveMessageAsync(request, cancellationToken).ConfigureAwait(false);
        return [.. (response.Messages ?? []).Select(message => MessageOf(queue, message))];
    }

    /// <inheritdoc/>
    public async ValueTask HideAsync(FailureMessage message, TimeSpan hideFor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var url = await UrlOfAsync(message.Queue.Name, cancellationToken).ConfigureAwait(false);
        try
        {
            await _client.Value.ChangeMessageVisibilityAsync(url, message.ReceiptHandle, Seconds(hideFor), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (AmazonSQSException exception) when (exception is MessageNotInflightException or ReceiptHandleIsInvalidException
            || exception.ErrorCode is "InvalidParameterValue")
        {
            // It is visible already, deleted, or another's.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(FailureMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var url = await UrlOfAsync(message.Queue.Name, cancellationToken).ConfigureAwait(false);
        await _client.Value.DeleteMessageAsync(url, message.ReceiptHandle, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Lets SQS return the messages of a dead-letter queue to the queue of their function (<c>StartMessageMoveTask</c>), which
    /// then handles them as new ones. The
    /// task runs in SQS until the queue is empty.
    /// </summary>
    /// <remarks>
    /// Needs the permissions <c>sqs:StartMessageMoveTask</c>, and <c>sqs:SendMessage</c> to the function's queue.
    /// </remarks>
    /// <param name="queue">The dead-letter queue.</param>
    /// <param name="messagesPerSecond">
    /// The number of messages per second at most: 1 to 500; <see langword="null"/> for SQS's own choice.
    /// </param>
    /// <param name="cancellationToken">Cancels the call, and not the task.</param>
    /// <exception cref="ArgumentException">It is not a dead-letter queue, or the rate is out of range.</exception>
    /// <exception cref="NotSupportedException">The endpoint has no such operation.</exception>
    public async ValueTask RedriveAsync(FailureQueue queue, int? messagesPerSecond = null, CancellationToken cancellationToken = default)
    {
        var source = DemandDeadLetters(queue);
        if (messagesPerSecond is < 1 or > MaxRedriveRate)
        {
            throw new ArgumentOutOfRangeException(
                nameof(messagesPerSecond), messagesPerSecond, $"SQS redrives 1 to {MaxRedriveRate} messages per second.");
        }

        var request = new StartMessageMoveTaskRequest
        {
            SourceArn = await ArnOfAsync(queue.Name, cancellationToken).ConfigureAwait(false),

            // Stated, because messages that the topic could not deliver have no queue of origin.
            DestinationArn = await ArnOfAsync(source, cancellationToken).ConfigureAwait(false),
            MaxNumberOfMessagesPerSecond = messagesPerSecond,
        };
        await CallAsync(client => client.StartMessageMoveTaskAsync(request, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Finds the latest redrive of a dead-letter queue (<c>ListMessageMoveTasks</c>).</summary>
    /// <param name="queue">The dead-letter queue.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The redrive; <see langword="null"/> if there was none.</returns>
    /// <exception cref="ArgumentException">It is not a dead-letter queue.</exception>
    /// <exception cref="NotSupportedException">The endpoint has no such operation.</exception>
    public async ValueTask<RedriveStatus?> FindRedriveAsync(FailureQueue queue, CancellationToken cancellationToken = default)
    {
        DemandDeadLetters(queue);
        var request = new ListMessageMoveTasksRequest { SourceArn = await ArnOfAsync(queue.Name, cancellationToken).ConfigureAwait(false) };
        var response = await CallAsync(client => client.ListMessageMoveTasksAsync(request, cancellationToken)).ConfigureAwait(false);
        return response.Results is [var latest, ..]
            ? new RedriveStatus(
                latest.Status, latest.ApproximateNumberOfMessagesMoved ?? 0, latest.ApproximateNumberOfMessagesToMove, latest.FailureReason)
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static FailureMessage MessageOf(FailureQueue queue, Message message) => new()
    {
        MessageId = message.MessageId,
        Queue = queue,
        Body = Encoding.UTF8.GetBytes(message.Body),
        ReceiptHandle = message.ReceiptHandle,
        SentAt = DateTimeOffset.FromUnixTimeMilliseconds(Number(message, MessageSystemAttributeName.SentTimestamp) ?? 0),
        ReceiveCount = (int)(Number(message, MessageSystemAttributeName.ApproximateReceiveCount) ?? 1),
        SenderId = message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.SenderId),
        GroupId = message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.MessageGroupId),
    };

    private static long? Number(Message message, MessageSystemAttributeName name)
        => long.TryParse(message.Attributes?.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    private static async Task<GetQueueUrlResponse> FindAsync(AmazonSQSClient client, string queue, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetQueueUrlAsync(queue, cancellationToken).ConfigureAwait(false);
        }
        catch (QueueDoesNotExistException exception)
        {
            throw new InvalidOperationException(
                $"There is no queue {queue} in this account and region. Choose those of the app's stack (AWS_PROFILE, AWS_REGION), and its stage.",
                exception);
        }
    }

    private static string DemandDeadLetters(FailureQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return queue.Source ?? throw new ArgumentException(
            $"{queue.Name} is not a dead-letter queue, and SQS redrives no other: replay its messages.", nameof(queue));
    }

    private async Task<T> CallAsync<T>(Func<AmazonSQSClient, Task<T>> call)
    {
        try
        {
            return await call(_client.Value).ConfigureAwait(false);
        }
        catch (AmazonSQSException exception) when (exception.ErrorCode?.Split('.')[^1]
            is "InvalidAction" or "UnsupportedOperation" or "UnknownOperationException")
        {
            throw new NotSupportedException("The endpoint of SQS has no redrives of dead-letter queues: replay the messages.", exception);
        }
    }

    /// <summary>Gets the ARN of a queue.</summary>
    internal async ValueTask<string> ArnOfAsync(string queue, CancellationToken cancellationToken)
    {
        var url = await UrlOfAsync(queue, cancellationToken).ConfigureAwait(false);
        var response = await _client.Value.GetQueueAttributesAsync(url, [QueueAttributeName.QueueArn], cancellationToken)
            .ConfigureAwait(false);
        return response.QueueARN;
    }

    /// <summary>Gets the URL of a queue.</summary>
    internal async ValueTask<string> UrlOfAsync(string queue, CancellationToken cancellationToken)
    {
        if (_urls.TryGetValue(queue, out var known))
        {
            return known;
        }

        var client = _client.Value;
        var found = await FindAsync(client, queue, cancellationToken).ConfigureAwait(false);

        // The host of an emulator's URLs need not be one that can be found.
        var url = client.Config.ServiceURL is { } endpoint
            ? new Uri(new Uri(endpoint), new Uri(found.QueueUrl).AbsolutePath).ToString()
            : found.QueueUrl;
        return _urls.GetOrAdd(queue, url);
    }
}
