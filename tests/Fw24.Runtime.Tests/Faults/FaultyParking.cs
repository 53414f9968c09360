using System.Text;
using Fw24.Messages;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>A parking queue whose calls may throw.</summary>
internal sealed class FaultyParking(FaultyWorld world) : IParkingQueue
{
    public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        world.Fuse.Pass(Seam.Parking);
        return ParkLaterAsync(record, cancellationToken);
    }

    private async ValueTask ParkLaterAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        await world.DuringAsync([record.Content], cancellationToken);
        world.Story.Parked.Add(Encoding.UTF8.GetString(record.Content.Span));
        world.Fuse.Pass(Seam.ParkingAfter);
    }
}
