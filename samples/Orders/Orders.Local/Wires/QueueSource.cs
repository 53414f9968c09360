using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Amazon.SQS.Model;
using Fw24.Local.Resources;

namespace Orders.Local.Wires;

/// <summary>
/// An event source mapping from a queue to a function: what the function names as failed stays hidden until its visibility timeout ends.
/// </summary>
/// <param name="mapping">The mapping.</param>
/// <param name="messaging">The endpoint.</param>
/// <param name="queueUrl">The queue's URL.</param>
/// <param name="queueArn">The queue's ARN.</param>
/// <param name="invoke">Invokes the function.</param>
internal sealed class QueueSource(
    QueueMappingResource mapping, MessagingEndpoint messaging, string queueUrl, string queueArn, InvokeFunction invoke) : EventSource
{
    // The maximum of ReceiveMessage and of DeleteMessageBatch.
    private const int MaxMessages = 10;

    public override async Task<bool> IsDrainedAsync(CancellationToken cancellationToken)
        => await messaging.CountAsync(queueUrl, cancellationToken) is 0;

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var batch = await ReceiveAsync(cancellationToken);
            if (batch.Count is 0)
            {
                continue;
            }

            Took(batch.Count);
            var response = await invoke(Event(batch), cancellationToken);
            var failures = response is not null && !mapping.ReportBatchItemFailures ? [] : BatchResponse.Failures(response);
            if (failures is not null)
            {
                await DeleteAsync(batch.Where(message => !failures.Contains(message.MessageId)), cancellationToken);
            }
        }
    }

    // Messages are gathered until the batch is full or its window ends.
    private async Task<List<Message>> ReceiveAsync(CancellationToken cancellationToken)
    {
        List<Message> batch = [];
        var window = TimeSpan.FromSeconds(mapping.MaxBatchingWindowSeconds);
        long? started = null;
        while (batch.Count < mapping.BatchSize)
        {
            var left = started is { } since ? window - Stopwatch.GetElapsedTime(since) : TimeSpan.FromSeconds(1);
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            var received = await messaging.Queues.ReceiveMessageAsync(
                new ReceiveMessageRequest(queueUrl)
                {
                    MaxNumberOfMessages = Math.Min(MaxMessages, mapping.BatchSize - batch.Count),
                    WaitTimeSeconds = (int)Math.Ceiling(left.TotalSeconds),
                    MessageSystemAttributeNames = ["All"],
                    MessageAttributeNames = ["All"],
                },
                cancellationToken);
            batch.AddRange(received.Messages ?? []);
            if (batch.Count is 0)
            {
                break;
            }

            started ??= Stopwatch.GetTimestamp();
        }

        return batch;
    }

    private async Task DeleteAsync(IEnumerable<Message> messages, CancellationToken cancellationToken)
    {
        foreach (var some in messages.Chunk(MaxMessages))
        {
            await messaging.Queues.DeleteMessageBatchAsync(
                queueUrl,
                [.. some.Select(static (message, index) => new DeleteMessageBatchRequestEntry($"m{index}", message.ReceiptHandle))],
                cancellationToken);
        }
    }

    private ReadOnlyMemory<byte> Event(List<Message> batch)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("Records"u8);
        foreach (var message in batch)
        {
            Write(json, message);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private void Write(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteString("messageId"u8, message.MessageId);
        json.WriteString("receiptHandle"u8, message.ReceiptHandle);
        json.WriteString("body"u8, message.Body);
        json.WriteStartObject("attributes"u8);
        foreach (var (name, value) in message.Attributes ?? [])
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartObject("messageAttributes"u8);
        foreach (var (name, attribute) in message.MessageAttributes ?? [])
        {
            json.WriteStartObject(name);
            json.WriteString("stringValue"u8, attribute.StringValue);
            json.WriteString("dataType"u8, attribute.DataType);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteString("md5OfBody"u8, message.MD5OfBody);
        json.WriteString("eventSource"u8, "aws:sqs");
        json.WriteString("eventSourceARN"u8, queueArn);
        json.WriteString("awsRegion"u8, messaging.Region);
        json.WriteEndObject();
    }
}
