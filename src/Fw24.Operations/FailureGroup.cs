using System.Text.RegularExpressions;

namespace Fw24.Operations;

/// <summary>Messages that one function gave up on for one reason.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Function">The function; <see langword="null"/> if it is not known.</param>
/// <param name="Reason">
/// The reason, without what names one record; <see langword="null"/> if the messages have none.
/// </param>
/// <param name="Messages">The messages, the oldest first.</param>
public sealed partial record FailureGroup(FailureQueue Queue, string? Function, string? Reason, IReadOnlyList<FailureMessage> Messages)
{
    /// <summary>Groups messages by queue, function and reason.</summary>
    /// <param name="messages">The messages.</param>
    /// <returns>The groups, the largest first.</returns>
    public static IReadOnlyList<FailureGroup> Of(IEnumerable<FailureMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return [.. messages
            .GroupBy(static message => (message.Queue, message.Content.Function, Reason: CauseOf(message.Content.Reason)))
            .Select(static group => new FailureGroup(
                group.Key.Queue,
                group.Key.Function,
                group.Key.Reason,
                [.. group.OrderBy(static message => message.SentAt).ThenBy(static message => message.MessageId, StringComparer.Ordinal)]))
            .OrderByDescending(static group => group.Messages.Count)
            .ThenBy(static group => group.Function, StringComparer.Ordinal)
            .ThenBy(static group => group.Reason, StringComparer.Ordinal)
            .ThenBy(static group => group.Queue.Name, StringComparer.Ordinal)];
    }

    /// <summary>Returns a reason without what names one record, so that messages with the same cause are together.</summary>
    internal static string? CauseOf(string? reason) => reason is null ? null : Place().Replace(reason, "");

    // A stream processor names the record of its batch: Records[3] (eventID 4b1f…).
    [GeneratedRegex(@"^Records\[\d+\]( \(eventID [^)]*\))? ?")]
    private static partial Regex Place();
}
