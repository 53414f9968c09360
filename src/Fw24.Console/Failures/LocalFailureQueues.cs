using Fw24.Local;
using Fw24.Local.Queues;
using Fw24.Operations;

namespace Fw24.Console.Failures;

/// <summary>The queues of failures of a local cloud.</summary>
internal sealed class LocalFailureQueues(LocalCloud cloud) : IFailureQueues
{
    public IReadOnlyList<FailureQueue> Queues { get; } = [.. cloud.Topology.FailureQueues()];

    public ValueTask<int> CountAsync(FailureQueue queue, CancellationToken cancellationToken = default)
        => new(cloud.Queues[queue.Name].Count);

    public ValueTask<IReadOnlyList<FailureMessage>> ReceiveAsync(
        FailureQueue queue, int max, TimeSpan hideFor, CancellationToken cancellationToken = default)
    {
        var local = cloud.Queues[queue.Name];
        lock (cloud.Parts.Loop.Gate)
        {
            var received = local.Receive(max);
            foreach (var message in received)
            {
                local.ChangeVisibility(message.MessageId, message.Receipt!.Handle, (int)hideFor.TotalSeconds);
            }

            return new ValueTask<IReadOnlyList<FailureMessage>>([.. received.Select(message => Describe(queue, message))]);
        }
    }

    public ValueTask HideAsync(FailureMessage message, TimeSpan hideFor, CancellationToken cancellationToken = default)
    {
        lock (cloud.Parts.Loop.Gate)
        {
            cloud.Queues[message.Queue.Name].ChangeVisibility(message.MessageId, message.ReceiptHandle, (int)hideFor.TotalSeconds);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(FailureMessage message, CancellationToken cancellationToken = default)
    {
        var local = cloud.Queues[message.Queue.Name];
        lock (cloud.Parts.Loop.Gate)
        {
            if (local.Messages.FirstOrDefault(stored => stored.MessageId == message.MessageId) is { } found
                && found.Receipt?.Handle == message.ReceiptHandle)
            {
                local.Delete(found);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Returns the messages of a queue without receiving them, which SQS cannot: the oldest first.</summary>
    public IReadOnlyList<(FailureMessage Message, string? Reason)> Peek(FailureQueue queue)
    {
        lock (cloud.Parts.Loop.Gate)
        {
            return [.. cloud.Queues[queue.Name].Messages.Select(message => (Describe(queue, message), message.Reason))];
        }
    }

    private static FailureMessage Describe(FailureQueue queue, LocalMessage message) => new()
    {
        MessageId = message.MessageId,
        Queue = queue,
        Body = message.Body,
        ReceiptHandle = message.Receipt?.Handle ?? "",
        SentAt = message.SentAt,
        ReceiveCount = message.ReceiveCount,
        GroupId = message.GroupId,
    };
}
