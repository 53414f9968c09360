using Fw24.Messages;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Tries to park, and leaves it at that.</summary>
internal sealed class ForgettingParkingQueue(IParkingQueue parking) : IParkingQueue
{
    public async ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await parking.ParkAsync(record, cancellationToken);
        }
        catch (Amazon.Runtime.AmazonServiceException)
        {
        }
    }
}
