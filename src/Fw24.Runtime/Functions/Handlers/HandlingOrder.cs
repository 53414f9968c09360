using System.Text;
using Fw24.Functions.Queues;

namespace Fw24.Functions.Handlers;

/// <summary>The order in which the messages of a batch are handled.</summary>
/// <remarks>
/// The messages received most often come first, because they are closest to the dead-letter queue: if time runs out before the batch is complete, every
/// message still gets its turn eventually. A message group moves as a whole and keeps its order.
/// </remarks>
internal static class HandlingOrder
{
    /// <summary>Sorts the messages for sequential handling.</summary>
    /// <param name="messages">The messages as received.</param>
    public static IReadOnlyList<QueueMessage> Of(IReadOnlyList<QueueMessage> messages)
    {
        if (AreReceivedAlike(messages))
        {
            return messages;
        }

        // A group's first message was received at least as often as the later ones that wait for it.
        var receives = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            if (message.GroupId is { } group)
            {
                receives.TryAdd(group, message.ReceiveCount);
            }
        }

        return [.. messages.OrderByDescending(message => message.GroupId is { } group ? receives[group] : message.ReceiveCount)];
    }

    /// <summary>Groups the messages by item: the messages of a lane are handled sequentially, lanes concurrently.</summary>
    /// <param name="messages">The messages as received.</param>
    public static IReadOnlyList<IReadOnlyList<QueueMessage>> LanesOf(IReadOnlyList<QueueMessage> messages)
    {
        var lanes = new List<List<QueueMessage>>();
        var byItem = new Dictionary<string, List<QueueMessage>>(StringComparer.Ordinal);
        foreach (var message in Of(messages))
        {
            if (ItemOf(message) is not { } item)
            {
                lanes.Add([message]);
                continue;
            }

            if (!byItem.TryGetValue(item, out var lane))
            {
                byItem.Add(item, lane = []);
                lanes.Add(lane);
            }

            lane.Add(message);
        }

        return lanes;
    }

    private static bool AreReceivedAlike(IReadOnlyList<QueueMessage> messages)
    {
        for (var i = 1; i < messages.Count; i++)
        {
            if (messages[i].ReceiveCount != messages[0].ReceiveCount)
            {
                return false;
            }
        }

        return true;
    }

    // A message of a standard queue names its item in the envelope. Quotes in the text before the data are escaped, so the match is
    // the member itself.
    private static string? ItemOf(in QueueMessage message)
    {
        if (message.GroupId is not null)
        {
            return message.GroupId;
        }

        var member = "\"partitionkey\":\""u8;
        var body = message.Body.Span;
        if (body.IndexOf(member) is not (>= 0 and var start))
        {
            return null;
        }

        var value = body[(start + member.Length)..];
        return value.IndexOf((byte)'"') is >= 0 and var length ? Encoding.UTF8.GetString(value[..length]) : null;
    }
}
