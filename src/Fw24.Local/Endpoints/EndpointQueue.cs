using System.Text;
using Fw24.Functions.Queues;
using Fw24.Local.Messaging;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Topics;

namespace Fw24.Local.Endpoints;

/// <summary>A queue of an endpoint.</summary>
/// <param name="resource">The queue.</param>
/// <param name="endpoint">The endpoint.</param>
/// <param name="context">The cloud that uses it.</param>
internal sealed class EndpointQueue(QueueResource resource, MessagingEndpoint endpoint, LocalMessaging context) : IMessageQueue
{
    private volatile int _count;

    public QueueResource Resource => resource;

    public string Arn { get; } = endpoint.QueueArn(resource.Name);

    public string Url { get; } = endpoint.QueueUrl(resource.Name);

    public int Count => _count;

    /// <summary>Called when a function has hidden a message, within the gate.</summary>
    public Action<HiddenMessage>? Hidden { get; set; }

    public SqsQueues Client => endpoint.Queues;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> body, string? reason, CancellationToken cancellationToken)
    {
        var id = await Client.SendAsync(Url, Encoding.UTF8.GetString(body.Span), cancellationToken).ConfigureAwait(false);
        lock (context.Loop.Gate)
        {
            context.Observation.Observer?.OnSent(resource.Name, new LocalMessage
            {
                MessageId = id,
                Body = body,
                Attributes = new Dictionary<string, MessageAttribute>(),
                SentAt = context.Loop.Now,
                Reason = reason,
            });
        }
    }

    public async ValueTask HideAsync(IReadOnlyList<HiddenMessage> messages, CancellationToken cancellationToken)
    {
        await Client.HideAsync(Url, messages, cancellationToken).ConfigureAwait(false);
        lock (context.Loop.Gate)
        {
            foreach (var message in messages)
            {
                Hidden?.Invoke(message);
            }
        }
    }

    /// <summary>Counts the messages in the queue.</summary>
    public async ValueTask<int> CountAsync(CancellationToken cancellationToken)
        => _count = await Client.CountAsync(Url, cancellationToken).ConfigureAwait(false);
}
