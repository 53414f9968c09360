using Fw24.Items.Values;

namespace Fw24.Operations.Runs;

/// <summary>
/// Messages that are replayed one after another: those of a function about one item, in the order of the item's changes.
/// </summary>
/// <param name="Key">The function and the item.</param>
/// <param name="Messages">The messages, in order.</param>
internal sealed record Lane(string Key, IReadOnlyList<FailureMessage> Messages)
{
    /// <summary>Distributes messages.</summary>
    /// <param name="messages">The messages.</param>
    /// <returns>The lanes, that with the oldest message first.</returns>
    public static List<Lane> Of(IReadOnlyList<FailureMessage> messages)
    {
        // A range or an object may have records of any item.
        var whole = messages
            .Where(static message => message.Content.Kind is FailureContentKind.Range or FailureContentKind.Object)
            .Select(static message => message.Content.Function ?? "")
            .ToHashSet(StringComparer.Ordinal);
        return [.. messages
            .GroupBy(message => KeyOf(message, whole), StringComparer.Ordinal)
            .Select(static lane => new Lane(lane.Key, InOrder([.. lane])))
            .OrderBy(static lane => lane.Messages[0].SentAt)
            .ThenBy(static lane => lane.Key, StringComparer.Ordinal)];
    }

    private static string KeyOf(FailureMessage message, HashSet<string> whole)
    {
        var content = message.Content;
        var function = content.Function ?? "";
        return whole.Contains(function) ? function
            : (content.ItemGroup ?? message.GroupId ?? content.Item) is { } item ? $"{function}\n{item}"
            : $"{function}\n\n{message.MessageId}";
    }

    private static List<FailureMessage> InOrder(List<FailureMessage> messages)
    {
        // The time of sending says less: a message of a later change may have failed first.
        var isNumbered = messages.TrueForAll(
            static message => message.Content.SequenceNumber is { } number && SequenceNumber.IsValid(number));
        return [.. messages
            .Order(Comparer<FailureMessage>.Create((left, right) => isNumbered
                ? SequenceNumber.Compare(left.Content.SequenceNumber!, right.Content.SequenceNumber!)
                : 0))
            .ThenBy(static message => message.SentAt)
            .ThenBy(static message => message.MessageId, StringComparer.Ordinal)];
    }
}
