namespace Fw24.Audit;

/// <summary>An audit record does not fit the previous records, or records are missing before or after it. The message contains no item values.</summary>
/// <param name="message">The record and the error.</param>
/// <param name="eventId">The record's event id.</param>
public sealed class AuditTrailException(string message, string eventId) : InvalidOperationException(message)
{
    /// <summary>The event id of the record that does not fit, or that has missing records before or after it.</summary>
    public string EventId { get; } = eventId;
}
