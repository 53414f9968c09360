using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Fw24.Aws.Client;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Status.Inspections;

/// <summary>Compares queues with those of the manifest, and counts their messages.</summary>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class QueueInspection(Action<ClientConfig>? configure) : IDisposable
{
    private readonly AmazonSQSClient _client = new(new AmazonSQSConfig().Complete<AmazonSQSConfig>(configure));

    /// <summary>Reads a queue.</summary>
    /// <param name="queue">The queue as the manifest has it.</param>
    /// <param name="keeps">Indicates whether no function receives its messages.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<QueueState> ReadAsync(ManifestQueue queue, bool keeps, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        var (isKnown, attributes) = await findings.AskAsync(
            "its messages and attributes",
            "sqs:GetQueueUrl, sqs:GetQueueAttributes",
            () => AttributesAsync(queue.Name, cancellationToken)).ConfigureAwait(false);
        if (attributes is null)
        {
            if (isKnown)
            {
                findings.Drift.Add("does not exist");
            }

            return findings.Complete(new QueueState { Name = queue.Name, Keeps = keeps });
        }

        var state = new QueueState
        {
            Name = queue.Name,
            Arn = attributes.GetValueOrDefault(QueueAttributeName.QueueArn),
            Keeps = keeps,
        };
        findings.Read("its messages", () => state = Count(findings, state, attributes));
        findings.Read("its attributes", () => Compare(findings, queue, attributes));
        return findings.Complete(state);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<Dictionary<string, string>?> AttributesAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            var url = (await _client.GetQueueUrlAsync(queue, cancellationToken).ConfigureAwait(false)).QueueUrl;
            var response = await _client.GetQueueAttributesAsync(url, [QueueAttributeName.All], cancellationToken)
                .ConfigureAwait(false);
            return response.Attributes is { Count: > 0 } attributes
                ? attributes
                : throw new JsonException("The response has no attributes.");
        }
        catch (QueueDoesNotExistException)
        {
            return null;
        }
    }

    private static QueueState Count(Findings findings, QueueState state, Dictionary<string, string> attributes)
    {
        var (visible, inFlight) = (
            Number(attributes, QueueAttributeName.ApproximateNumberOfMessages),
            Number(attributes, QueueAttributeName.ApproximateNumberOfMessagesNotVisible));
        if (state.Keeps && visible + inFlight > 0)
        {
            findings.Problems.Add(string.Create(
                CultureInfo.InvariantCulture, $"messages wait for an operator: {visible + inFlight}"));
        }

        return state with
        {
            Visible = visible,
            InFlight = inFlight,
            Delayed = Number(attributes, QueueAttributeName.ApproximateNumberOfMessagesDelayed),
        };
    }

    private static void Compare(Findings findings, ManifestQueue queue, Dictionary<string, string> attributes)
    {
        (string Name, int Stated)[] numbers =
        [
            (QueueAttributeName.VisibilityTimeout, queue.VisibilityTimeoutSeconds),
            (QueueAttributeName.MessageRetentionPeriod, queue.RetentionSeconds),
            (QueueAttributeName.DelaySeconds, queue.DelaySeconds),
        ];
        foreach (var (name, stated) in numbers)
        {
            findings.Compare(name, Number(attributes, name), stated);
        }

        var (deadLetters, receives) = RedriveOf(attributes);
        findings.Compare("its dead-letter queue", deadLetters, queue.DeadLetterQueue?.Queue);
        if (deadLetters is not null && deadLetters == queue.DeadLetterQueue?.Queue)
        {
            findings.Compare("maxReceiveCount", receives, queue.DeadLetterQueue.MaxReceiveCount);
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
