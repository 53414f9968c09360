using Fw24.Functions.Queues;
using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Local.Messaging;

namespace Fw24.Local.Queues;

/// <summary>A function's access to its queue, to delay failed messages.</summary>
internal sealed class InstanceVisibility(FunctionInstance instance, IMessageQueue queue) : IMessageVisibility
{
    public async ValueTask HideAsync(IReadOnlyList<HiddenMessage> messages, CancellationToken cancellationToken)
        => await instance.CallAsync(FaultBoundary.Delay, async () =>
        {
            await queue.HideAsync(messages, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
}
