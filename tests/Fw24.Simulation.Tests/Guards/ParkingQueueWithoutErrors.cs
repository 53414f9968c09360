using Fw24.Messages;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Ignores a failure to park.</summary>
internal sealed class ParkingQueueWithoutErrors(IParkingQueue parking) : IParkingQueue
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
