namespace Fw24.Audit.Sinks;

/// <summary>The part of CloudWatch Logs that the audit needs.</summary>
internal interface ICloudWatchLogs
{
    /// <summary>Creates a log stream. Succeeds if it already exists.</summary>
    /// <param name="logGroup">The log group.</param>
    /// <param name="logStream">The log stream.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask CreateLogStreamAsync(string logGroup, string logStream, CancellationToken cancellationToken);

    /// <summary>
    /// Stores events: at most 10,000, at most 1,048,576 bytes including 26 extra per event, within 24 hours, in chronological order (PutLogEvents).
    /// </summary>
    /// <param name="logGroup">The log group.</param>
    /// <param name="logStream">The log stream.</param>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events that were rejected although the call succeeded.</returns>
    ValueTask<RejectedLogEvents> PutLogEventsAsync(string logGroup, string logStream, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken);
}
