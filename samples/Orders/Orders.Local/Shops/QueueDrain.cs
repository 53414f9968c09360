using Amazon.SQS;
using Amazon.SQS.Model;

namespace Orders.Local.Shops;

/// <summary>Empties a queue.</summary>
internal static class QueueDrain
{
    /// <summary>Receives and deletes all messages of a queue, in order.</summary>
    public static async Task<List<Message>> RunAsync(AmazonSQSClient client, string queueUrl, CancellationToken cancellationToken)
    {
        var request = new ReceiveMessageRequest(queueUrl) { MaxNumberOfMessages = 10 };
        List<Message> drained = [];
        while (true)
        {
            var received = await client.ReceiveMessageAsync(request, cancellationToken);
            if (received.Messages is not { Count: > 0 } messages)
            {
                return drained;
            }

            drained.AddRange(messages);
            await client.DeleteMessageBatchAsync(
                queueUrl,
                [.. messages.Select(static (message, index) => new DeleteMessageBatchRequestEntry($"m{index}", message.ReceiptHandle))],
                cancellationToken);
        }
    }
}
