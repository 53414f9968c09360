namespace Fw24.Audit.Sinks;

/// <summary>An event of a log stream.</summary>
/// <param name="Timestamp">The time of the event.</param>
/// <param name="Message">The text in UTF-8: at most 1,048,550 bytes.</param>
internal readonly record struct LogEvent(DateTimeOffset Timestamp, ReadOnlyMemory<byte> Message);
