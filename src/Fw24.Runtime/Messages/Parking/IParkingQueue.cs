namespace Fw24.Messages;

/// <summary>Stores records and messages that cannot be processed, whole and with the reason, so that they are not lost and do not block others.</summary>
public interface IParkingQueue
{
    /// <summary>Parks a record. If this fails, the record counts as failed.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation times out.</param>
    ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken);
}
