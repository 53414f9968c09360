using Fw24.Aws;
using Fw24.Messages;

namespace Fw24.Local.Endpoints;

/// <summary>
/// Checks that an endpoint's SNS matches elements of a <c>String.Array</c> attribute, as subscriptions of handlers with <c>[OnChange]</c>
/// require. fauxqs 2.4.1 does not, and reports nothing.
/// </summary>
internal static class ArrayFilterCheck
{
    /// <summary>The attribute of messages that has the names of what has changed.</summary>
    public const string Attribute = "changed";

    private const string Name = "fw24-array-filter-check";
    private const int WaitSeconds = 20;

    private static readonly Dictionary<string, IReadOnlyList<string>> s_filter = new() { [Attribute] = ["Status", "*"] };

    /// <summary>Publishes a message past two subscriptions, of which one has the condition.</summary>
    public static async Task<bool> RunAsync(
        SnsTopics topics, SqsQueues queues, Func<string, SnsChangePublisher> publisherOf, CancellationToken cancellationToken)
    {
        var topic = await topics.CreateAsync(Name, cancellationToken).ConfigureAwait(false);
        var filtered = await queues.CreateAsync(Name, new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false);
        var all = await queues.CreateAsync($"{Name}-all", new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false);
        try
        {
            await topics.SubscribeAsync(topic, filtered.Arn, s_filter, cancellationToken).ConfigureAwait(false);
            await topics.SubscribeAsync(topic, all.Arn, new Dictionary<string, IReadOnlyList<string>>(), cancellationToken)
                .ConfigureAwait(false);
            using var publisher = publisherOf(topic);
            var message = new ChangeMessage
            {
                Body = "{}"u8.ToArray(), Entity = "-", Operation = "modify", Changed = """["Status","Total"]"""u8.ToArray(),
            };
            await publisher.PublishAsync([message], cancellationToken).ConfigureAwait(false);

            // What the unfiltered queue has, the filtered one has too, or never will.
            await queues.ReceiveAsync(all.Url, max: 1, WaitSeconds).ConfigureAwait(false);
            return await queues.CountAsync(filtered.Url, cancellationToken).ConfigureAwait(false) > 0;
        }
        finally
        {
            await topics.DeleteAsync(topic, CancellationToken.None).ConfigureAwait(false);
            await queues.DeleteAsync(Name, CancellationToken.None).ConfigureAwait(false);
            await queues.DeleteAsync($"{Name}-all", CancellationToken.None).ConfigureAwait(false);
        }
    }
}
