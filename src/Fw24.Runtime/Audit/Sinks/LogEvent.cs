namespace Fw24.Audit;

/// <summary>An event of a log stream.</summary>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Message">Its text in UTF-8: at most 1,048,550 bytes.</param>
public readonly record struct LogEvent(DateTimeOffset Timestamp, ReadOnlyMemory<byte> Message);
