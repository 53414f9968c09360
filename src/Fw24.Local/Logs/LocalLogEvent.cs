using System.Text;

namespace Fw24.Local.Logs;

/// <summary>An event of a log group.</summary>
/// <param name="LogStream">The log stream.</param>
/// <param name="Timestamp">When it happened, by its writer.</param>
/// <param name="IngestedAt">When it was stored.</param>
/// <param name="Message">Its text in UTF-8.</param>
public sealed record LocalLogEvent(string LogStream, DateTimeOffset Timestamp, DateTimeOffset IngestedAt, ReadOnlyMemory<byte> Message)
{
    /// <summary>Its text.</summary>
    public string Text => Encoding.UTF8.GetString(Message.Span);
}
