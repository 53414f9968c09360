using Fw24.Local.Faults;
using Fw24.Local.Messaging;
using Fw24.Messages;

namespace Fw24.Local.Functions;

/// <summary>A function's access to the parking queue.</summary>
internal sealed class InstanceParkingQueue(FunctionInstance instance, IMessageQueue queue, IClaimCheck claims) : IParkingQueue
{
    public async ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
        => await instance.CallAsync(FaultBoundary.Park, () => ParkCoreAsync(record, cancellationToken)).ConfigureAwait(false);

    private async ValueTask<bool> ParkCoreAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        var context = instance.Context;
        var message = await ParkedMessage.CreateAsync(record, claims, context.Loop.Now, cancellationToken).ConfigureAwait(false);
        await queue.SendAsync(message, reason: null, cancellationToken).ConfigureAwait(false);
        lock (context.Loop.Gate)
        {
            context.Counters.Parked += context.Cloud.Parked.Add(record) ? 1 : 0;
        }

        return true;
    }
}
