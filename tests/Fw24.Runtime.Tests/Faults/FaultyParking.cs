using System.Text;
using Fw24.Messages;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>A parking queue whose calls may throw.</summary>
internal sealed class FaultyParking(FaultyFunction function) : IParkingQueue
{
    public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        function.Fuse.Pass(Seam.Parking);
        return ParkLaterAsync(record, cancellationToken);
    }

    private async ValueTask ParkLaterAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        await function.DuringAsync([record.Content], cancellationToken);
        function.Result.Parked.Add(Encoding.UTF8.GetString(record.Content.Span));
        function.Fuse.Pass(Seam.ParkingAfter);
    }
}
