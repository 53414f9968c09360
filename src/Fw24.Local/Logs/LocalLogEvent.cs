using System.Text;

namespace Fw24.Local.Logs;

/// <summary>An event of a log group.</summary>
/// <param name="LogStream">The log stream.</param>
/// <param name="Timestamp">The time of the event, as its writer gave it.</param>
/// <param name="IngestedAt">The time at which it was stored.</param>
/// <param name="Message">Its text in UTF-8.</param>
public sealed record LocalLogEvent(string LogStream, DateTimeOffset Timestamp, DateTimeOffset IngestedAt, ReadOnlyMemory<byte> Message)
{
    /// <summary>Its text.</summary>
    public string Text => Encoding.UTF8.GetString(Message.Span);
}
