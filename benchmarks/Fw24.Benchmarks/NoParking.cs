using Fw24.Messages.Parking;

namespace Fw24.Benchmarks;

/// <summary>Where nothing may end: every measured record is a sound one.</summary>
internal sealed class NoParking : IParkingQueue
{
    public static readonly NoParking Instance = new();

    public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken) => throw new InvalidOperationException(record.Reason);
}
