using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Orders.Local.Wires;

/// <summary>An emulator's endpoint for SNS, SQS and S3, such as fauxqs, and the clients for it.</summary>
internal sealed class MessagingEndpoint : IDisposable
{
    private static readonly BasicAWSCredentials s_credentials = new("local", "local");

    public MessagingEndpoint(Uri url, string region)
    {
        (Url, Region) = (url, region);
        Queues = new AmazonSQSClient(s_credentials, new AmazonSQSConfig { ServiceURL = url.ToString(), AuthenticationRegion = region });
        Objects = new AmazonS3Client(
            s_credentials, new AmazonS3Config { ServiceURL = url.ToString(), AuthenticationRegion = region, ForcePathStyle = true });
        Topics = new SnsEndpoint(url, region);
    }

    public Uri Url { get; }

    public string Region { get; }

    public AmazonSQSClient Queues { get; }

    public AmazonS3Client Objects { get; }

    public SnsEndpoint Topics { get; }

    /// <summary>Creates an empty queue, in place of one of the same name.</summary>
    /// <returns>Its URL at this endpoint, and its ARN.</returns>
    public async Task<(string Url, string Arn)> CreateQueueAsync(
        string name, IReadOnlyDictionary<string, string> attributes, CancellationToken cancellationToken)
    {
        try
        {
            var existing = await Queues.GetQueueUrlAsync(name, cancellationToken);
            await Queues.DeleteQueueAsync(Here(existing.QueueUrl), cancellationToken);
        }
        catch (QueueDoesNotExistException)
        {
        }

        var request = new CreateQueueRequest(name) { Attributes = new Dictionary<string, string>(attributes) };
        var created = await Queues.CreateQueueAsync(request, cancellationToken);
        var url = Here(created.QueueUrl);
        var described = await Queues.GetQueueAttributesAsync(url, [QueueAttributeName.QueueArn], cancellationToken);
        return (url, described.QueueARN);
    }

    /// <summary>Creates a topic without subscriptions, in place of one of the same name.</summary>
    /// <returns>Its ARN.</returns>
    public async Task<string> CreateTopicAsync(string name, CancellationToken cancellationToken)
    {
        await Topics.DeleteTopicAsync(await Topics.CreateTopicAsync(name, cancellationToken), cancellationToken);
        return await Topics.CreateTopicAsync(name, cancellationToken);
    }

    /// <summary>Returns the number of messages of a queue, visible or not.</summary>
    public async Task<int> CountAsync(string queueUrl, CancellationToken cancellationToken)
    {
        var counts = await Queues.GetQueueAttributesAsync(
            queueUrl,
            [
                QueueAttributeName.ApproximateNumberOfMessages,
                QueueAttributeName.ApproximateNumberOfMessagesNotVisible,
                QueueAttributeName.ApproximateNumberOfMessagesDelayed,
            ],
            cancellationToken);
        return counts.Attributes.Values.Sum(static count => int.Parse(count, CultureInfo.InvariantCulture));
    }

    /// <summary>Receives and deletes all messages of a queue, in order.</summary>
    public async Task<List<Message>> DrainAsync(string queueUrl, CancellationToken cancellationToken)
    {
        var request = new ReceiveMessageRequest(queueUrl)
        {
            MaxNumberOfMessages = 10, MessageSystemAttributeNames = ["All"], MessageAttributeNames = ["All"],
        };
        List<Message> drained = [];
        while (true)
        {
            var received = await Queues.ReceiveMessageAsync(request, cancellationToken);
            if (received.Messages is not { Count: > 0 } messages)
            {
                return drained;
            }

            drained.AddRange(messages);
            await Queues.DeleteMessageBatchAsync(
                queueUrl,
                [.. messages.Select(static (message, index) => new DeleteMessageBatchRequestEntry($"m{index}", message.ReceiptHandle))],
                cancellationToken);
        }
    }

    public void Dispose()
    {
        Queues.Dispose();
        Objects.Dispose();
        Topics.Dispose();
    }

    // The host of a queue's URL, such as sqs.eu-central-1.127.0.0.1, need not be one that can be found.
    private string Here(string queueUrl) => new Uri(Url, new Uri(queueUrl).AbsolutePath).ToString();
}
