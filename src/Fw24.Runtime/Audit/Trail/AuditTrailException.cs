namespace Fw24.Audit;

/// <summary>An audit record does not fit the records before it, or records are missing before or after it. The message holds no values.</summary>
/// <param name="message">Which record, and what is wrong.</param>
/// <param name="eventId">The record's event id.</param>
public sealed class AuditTrailException(string message, string eventId) : InvalidOperationException(message)
{
    /// <summary>The event id of the record that does not fit, or before or after which records are missing.</summary>
    public string EventId { get; } = eventId;
}
