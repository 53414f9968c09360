using Fw24.Messages;

namespace Fw24.Benchmarks;

/// <summary>A parking queue that must stay empty: every measured record is valid.</summary>
internal sealed class NoParking : IParkingQueue
{
    public static readonly NoParking Instance = new();

    public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken) => throw new InvalidOperationException(record.Reason);
}
