using Fw24.Functions.Queues;
using Fw24.Local.Faults;
using Fw24.Local.Functions;

namespace Fw24.Local.Queues;

/// <summary>A function's access to its queue, to delay failed messages.</summary>
internal sealed class InstanceVisibility(FunctionInstance instance, LocalQueue queue) : IMessageVisibility
{
    public async ValueTask HideAsync(IReadOnlyList<HiddenMessage> messages, CancellationToken cancellationToken)
        => await instance.CallAsync(FaultBoundary.Delay, () => new ValueTask<bool>(Hide(messages))).ConfigureAwait(false);

    private bool Hide(IReadOnlyList<HiddenMessage> messages)
    {
        lock (instance.Context.Loop.Gate)
        {
            foreach (var message in messages)
            {
                queue.ChangeVisibility(message.MessageId, message.ReceiptHandle, message.Seconds);
            }
        }

        return true;
    }
}
