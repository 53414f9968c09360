using System.Globalization;
using System.Text;

namespace Fw24.Local;

/// <summary>A failure in a function. Failures that a retry resolved are included.</summary>
/// <remarks>Meant for tests: the reason is complete, including the message of a handler's exception, which may quote items.</remarks>
public sealed class LocalFailure
{
    /// <summary>The time at which the function's invocation ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The function.</summary>
    public required string Function { get; init; }

    /// <summary>The result: <see cref="RecordResult.Failed"/>, <see cref="RecordResult.Parked"/> or <see cref="RecordResult.Refused"/>.</summary>
    public required RecordResult Result { get; init; }

    /// <summary>The message's id or the record's sequence number; <see langword="null"/> when the invocation failed as a whole.</summary>
    public string? Record { get; init; }

    /// <summary>The change's event id, if it could be read.</summary>
    public string? EventId { get; init; }

    /// <summary>The reason.</summary>
    public required string Reason { get; init; }

    /// <summary>The exception, if one was thrown.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Formats the failure on one line, plus a second one if an exception was thrown.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{At:yyyy-MM-dd HH:mm:ss.fff} {Function}: {(Record is null ? "the invocation" : Record)}");
        if (EventId is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $" (event {EventId})");
        }

        text.Append(CultureInfo.InvariantCulture, $" {(Result is RecordResult.Parked ? "was parked" : Result is RecordResult.Refused ? "was refused" : "failed")}: {Reason}");
        return Place() is { } place ? text.Append('\n').Append("   ").Append(place).ToString() : text.ToString();
    }

    internal static string ReasonOf(Exception exception) => $"{exception.GetType().FullName}: {exception.Message}";

    // The place where it was thrown.
    private string? Place() => Exception?.StackTrace?.Split('\n', 2)[0].Trim();
}
