using Fw24.Messages;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Parks the first half of a record.</summary>
internal sealed class TruncatingParkingQueue(IParkingQueue parking) : IParkingQueue
{
    public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken) => parking.ParkAsync(
        new ParkedRecord { Function = record.Function, Reason = record.Reason, EventId = record.EventId, Content = record.Content[..(record.Content.Length / 2)] },
        cancellationToken);
}
