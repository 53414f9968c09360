using System.Globalization;
using Amazon.SQS;

namespace Fw24.Aws.Client;

/// <summary>Counts the messages of a queue.</summary>
internal static class SqsQueueCount
{
    private static readonly List<string> s_counts =
    [
        QueueAttributeName.ApproximateNumberOfMessages,
        QueueAttributeName.ApproximateNumberOfMessagesNotVisible,
        QueueAttributeName.ApproximateNumberOfMessagesDelayed,
    ];

    /// <summary>Returns the approximate number of messages, hidden and delayed ones included.</summary>
    /// <param name="client">SQS.</param>
    /// <param name="url">The queue's URL.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async ValueTask<int> CountAsync(this IAmazonSQS client, string url, CancellationToken cancellationToken)
    {
        var counts = await client.GetQueueAttributesAsync(url, s_counts, cancellationToken).ConfigureAwait(false);
        return counts.Attributes.Values.Sum(static count => int.Parse(count, CultureInfo.InvariantCulture));
    }
}
