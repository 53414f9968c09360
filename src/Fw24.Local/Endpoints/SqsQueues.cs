using Amazon.SQS;
using Amazon.SQS.Model;
using Fw24.Aws.Client;
using Fw24.Functions.Queues;

namespace Fw24.Local.Endpoints;

/// <summary>SQS at an endpoint. Queues are named by their URLs at that endpoint.</summary>
internal sealed class SqsQueues : IDisposable
{
    // The entries of one call (SQS).
    private const int MaxEntries = 10;

    private readonly Uri _url;
    private readonly AmazonSQSClient _client;

    public SqsQueues(Uri url, string region)
    {
        _url = url;
        _client = new AmazonSQSClient(new AmazonSQSConfig().At(url, region));
    }

    /// <summary>Creates a queue. One that exists keeps its messages, and gets the attributes.</summary>
    /// <returns>Its URL and its ARN.</returns>
    public async Task<(string Url, string Arn)> CreateAsync(
        string name, IReadOnlyDictionary<string, string> attributes, CancellationToken cancellationToken)
    {
        var url = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        if (url is not null)
        {
            await _client.SetQueueAttributesAsync(url, new(attributes), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var request = new CreateQueueRequest(name) { Attributes = new(attributes) };
            if (name.EndsWith(".fifo", StringComparison.Ordinal))
            {
                request.Attributes["FifoQueue"] = "true";
            }

            url = Here((await _client.CreateQueueAsync(request, cancellationToken).ConfigureAwait(false)).QueueUrl);
        }

        var described = await _client.GetQueueAttributesAsync(url, [QueueAttributeName.QueueArn], cancellationToken)
            .ConfigureAwait(false);
        return (url, described.QueueARN);
    }

    /// <summary>Deletes a queue, or finds that it does not exist.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } url)
        {
            await _client.DeleteQueueAsync(url, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the number of messages of a queue, visible or not.</summary>
    public ValueTask<int> CountAsync(string url, CancellationToken cancellationToken) => _client.CountAsync(url, cancellationToken);

    /// <summary>Sends a message.</summary>
    /// <returns>The message's id.</returns>
    public async Task<string> SendAsync(string url, string body, CancellationToken cancellationToken)
        => (await _client.SendMessageAsync(url, body, cancellationToken).ConfigureAwait(false)).MessageId;

    /// <summary>Receives messages, and waits for the first.</summary>
    public async Task<IReadOnlyList<Message>> ReceiveAsync(string url, int max, int waitSeconds)
    {
        var received = await _client.ReceiveMessageAsync(new ReceiveMessageRequest(url)
        {
            MaxNumberOfMessages = Math.Min(max, MaxEntries),
            WaitTimeSeconds = waitSeconds,
            MessageSystemAttributeNames = ["All"],
            MessageAttributeNames = ["All"],
        }).ConfigureAwait(false);
        return received.Messages ?? [];
    }

    /// <summary>Deletes received messages.</summary>
    public async ValueTask DeleteAsync(string url, IEnumerable<string> receiptHandles)
    {
        foreach (var some in receiptHandles.Chunk(MaxEntries))
        {
            await _client.DeleteMessageBatchAsync(
                url, [.. some.Select(static (handle, index) => new DeleteMessageBatchRequestEntry($"m{index}", handle))])
                .ConfigureAwait(false);
        }
    }

    /// <summary>Hides received messages for some time from now.</summary>
    public async ValueTask HideAsync(string url, IEnumerable<HiddenMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var some in messages.Chunk(MaxEntries))
        {
            var entries = some.Select(static (message, index) => new ChangeMessageVisibilityBatchRequestEntry(
                $"m{index}", message.ReceiptHandle) { VisibilityTimeout = message.Seconds });
            await _client.ChangeMessageVisibilityBatchAsync(url, [.. entries], cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Here((await _client.GetQueueUrlAsync(name, cancellationToken).ConfigureAwait(false)).QueueUrl);
        }
        catch (QueueDoesNotExistException)
        {
            return null;
        }
    }

    // The host of an emulator's URLs, such as sqs.eu-central-1.127.0.0.1, need not be one that can be found.
    private string Here(string queueUrl) => new Uri(_url, new Uri(queueUrl).AbsolutePath).ToString();
}
