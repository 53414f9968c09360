namespace Fw24.Messages.Parking;

/// <summary>Keeps what cannot be processed, whole and with the reason, so that it neither blocks its neighbours nor is lost.</summary>
public interface IParkingQueue
{
    /// <summary>Parks a record. When this fails, the record counts as failed.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken);
}
