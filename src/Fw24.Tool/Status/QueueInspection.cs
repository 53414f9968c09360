using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Fw24.Aws.Client;
using Fw24.Local.Resources;

namespace Fw24.Tool.Status;

/// <summary>Compares queues with those of the manifest, and counts their messages.</summary>
internal sealed class QueueInspection : IDisposable
{
    private readonly AmazonSQSClient _client = new(new AmazonSQSConfig().Complete(null));

    /// <summary>Reads a queue.</summary>
    /// <param name="queue">The queue as the manifest has it.</param>
    /// <param name="keeps">Indicates whether no function receives its messages.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<QueueState> ReadAsync(QueueResource queue, bool keeps, CancellationToken cancellationToken)
    {
        Dictionary<string, string> attributes;
        try
        {
            var url = (await _client.GetQueueUrlAsync(queue.Name, cancellationToken).ConfigureAwait(false)).QueueUrl;
            var described = await _client.GetQueueAttributesAsync(url, [QueueAttributeName.All], cancellationToken).ConfigureAwait(false);
            attributes = described.Attributes;
        }
        catch (QueueDoesNotExistException)
        {
            return new QueueState(queue.Name, keeps, 0, 0, 0, ["does not exist"]);
        }

        return new QueueState(
            queue.Name,
            keeps,
            Number(attributes, QueueAttributeName.ApproximateNumberOfMessages),
            Number(attributes, QueueAttributeName.ApproximateNumberOfMessagesNotVisible),
            Number(attributes, QueueAttributeName.ApproximateNumberOfMessagesDelayed),
            [.. DriftOf(queue, attributes)]);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static IEnumerable<string> DriftOf(QueueResource queue, Dictionary<string, string> attributes)
    {
        (string Name, int Expected)[] numbers =
        [
            (QueueAttributeName.VisibilityTimeout, queue.VisibilityTimeoutSeconds),
            (QueueAttributeName.MessageRetentionPeriod, queue.RetentionSeconds),
            (QueueAttributeName.DelaySeconds, queue.DelaySeconds),
        ];
        foreach (var (name, expected) in numbers)
        {
            if (Number(attributes, name) is var found && found != expected)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name} is {found}, and {expected} in the manifest");
            }
        }

        var (deadLetters, receives) = RedriveOf(attributes);
        if (deadLetters != queue.DeadLetterQueue)
        {
            yield return $"its dead-letter queue is {deadLetters ?? "none"}, and {queue.DeadLetterQueue ?? "none"} in the manifest";
        }
        else if (deadLetters is not null && receives != queue.MaxReceiveCount)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"maxReceiveCount is {receives}, and {queue.MaxReceiveCount} in the manifest");
        }
    }

    // {"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:123456789012:orders-audit-dlq","maxReceiveCount":"10"}
    private static (string? DeadLetters, int Receives) RedriveOf(Dictionary<string, string> attributes)
    {
        if (!attributes.TryGetValue(QueueAttributeName.RedrivePolicy, out var policy))
        {
            return (null, 0);
        }

        using var document = JsonDocument.Parse(policy);
        var arn = document.RootElement.GetProperty("deadLetterTargetArn").GetString()!;
        var receives = int.Parse(document.RootElement.GetProperty("maxReceiveCount").ToString(), CultureInfo.InvariantCulture);
        return (arn[(arn.LastIndexOf(':') + 1)..], receives);
    }

    private static int Number(Dictionary<string, string> attributes, string name)
        => attributes.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
}
