using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3.Model;
using Fw24.Local.Resources;

namespace Fw24.Local.Endpoints;

/// <content>The creation of the resources.</content>
public sealed partial class MessagingEndpoint
{
    /// <summary>
    /// Creates the resources that are missing: topics, queues with their dead-letter queues, subscriptions and a bucket. Those that exist
    /// keep their messages, and get the topology's settings and filter policies.
    /// </summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>A task that completes when all are created.</returns>
    /// <exception cref="AmazonServiceException">The endpoint returned an error.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken = default)
    {
        MatchesArrays = await ArrayFilterCheck.RunAsync(Topics, Queues, PublisherOf, cancellationToken).ConfigureAwait(false);

        // Dead-letter queues first: the others name them.
        foreach (var queue in Topology.Queues.OrderBy(static queue => queue.DeadLetterQueue is not null))
        {
            _queues[queue.Name] = await Queues.CreateAsync(queue.Name, AttributesOf(queue), cancellationToken).ConfigureAwait(false);
        }

        foreach (var topic in Topology.Topics)
        {
            _topicArns[topic.Name] = await Topics.CreateAsync(topic.Name, cancellationToken).ConfigureAwait(false);
        }

        foreach (var subscription in Topology.Subscriptions)
        {
            var policy = subscription.FilterPolicy
                .Where(condition => MatchesArrays || condition.Key is not ArrayFilterCheck.Attribute)
                .ToDictionary();
            await Topics.SubscribeAsync(TopicArn(subscription.Topic), QueueArn(subscription.Queue), policy, cancellationToken)
                .ConfigureAwait(false);
        }

        await CreateBucketAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the topics and queues with their messages, as far as they exist. The bucket stays.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>A task that completes when all are deleted.</returns>
    /// <exception cref="AmazonServiceException">The endpoint returned an error.</exception>
    public async Task DeleteAsync(CancellationToken cancellationToken = default)
    {
        foreach (var topic in Topology.Topics)
        {
            // The call that creates a topic is also the one that finds its ARN.
            var arn = await Topics.CreateAsync(topic.Name, cancellationToken).ConfigureAwait(false);
            await Topics.DeleteAsync(arn, cancellationToken).ConfigureAwait(false);
        }

        foreach (var queue in Topology.Queues)
        {
            await Queues.DeleteAsync(queue.Name, cancellationToken).ConfigureAwait(false);
        }

        _topicArns.Clear();
        _queues.Clear();
    }

    private Dictionary<string, string> AttributesOf(QueueResource queue)
    {
        var attributes = new Dictionary<string, string>
        {
            ["VisibilityTimeout"] = Text(queue.VisibilityTimeoutSeconds),
            ["MessageRetentionPeriod"] = Text(queue.RetentionSeconds),
            ["DelaySeconds"] = Text(queue.DelaySeconds),
        };
        if (queue.DeadLetterQueue is { } deadLetters)
        {
            attributes["RedrivePolicy"] = JsonSerializer.Serialize(
                new { deadLetterTargetArn = QueueArn(deadLetters), maxReceiveCount = queue.MaxReceiveCount });
        }

        return attributes;

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private async Task CreateBucketAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _objects.PutBucketAsync(ClaimBucket, cancellationToken).ConfigureAwait(false);
        }
        catch (BucketAlreadyOwnedByYouException)
        {
            // An earlier run's.
        }
    }
}
