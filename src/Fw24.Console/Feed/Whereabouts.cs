using System.Globalization;
using Fw24.Local.Queues;

namespace Fw24.Console.Feed;

/// <summary>Says where a change is now, and what it waits for. Called within the cloud's gate.</summary>
internal static class Whereabouts
{
    /// <summary>Returns a line for each place in which the change is; none if everything is done.</summary>
    public static IReadOnlyList<string> Of(ChangeTrace trace, CloudFeed feed)
    {
        List<string> places = [];
        if (trace.InStream is ChangeState.UnderWay or ChangeState.Retrying)
        {
            places.Add(trace.NextAttempt is { } due
                ? $"In the stream of {trace.Table}: the next attempt is at {Time(due)}."
                : EarlierInStream(trace, feed) is { } earlier
                    ? $"In the stream of {trace.Table}: it waits for change {earlier.Number} of the same item."
                    : $"In the stream of {trace.Table}: it waits for its batch.");
        }

        foreach (var (queue, message) in trace.Deliveries)
        {
            if (message.State is not MessageState.Gone)
            {
                places.Add(Place(queue, message, feed));
            }
        }

        return places;
    }

    private static string Place(string queue, LocalMessage message, CloudFeed feed)
    {
        if (feed.ConsumerOf(queue) is not { } consumer)
        {
            return $"Kept in {queue}, until somebody replays or drops it.";
        }

        return message.State switch
        {
            MessageState.Delayed => $"In {queue}, which delays its messages.",
            MessageState.InFlight when message.Receipt?.Timeout is { } timeout
                => $"In {queue}: {consumer} has received it, and it is hidden until {Time(timeout.Due)}.",
            _ when message.Group is { } group && Blocker(group, message, feed) is { } blocker
                => $"In {queue}: it waits for {blocker}.",
            _ => $"In {queue}: it waits for {consumer}.",
        };
    }

    // A FIFO queue passes nothing of a group on while an earlier message of it is in flight.
    private static string? Blocker(MessageGroup group, LocalMessage message, CloudFeed feed)
    {
        if (group.InFlight > 0)
        {
            return "an earlier change of its group, which a function has or which is retried later";
        }

        return group.First is { } first && !ReferenceEquals(first, message)
            ? feed.Changes.OfMessage(first.MessageId) is { } trace ? $"change {trace.Number} of its group" : "an earlier one of its group"
            : null;
    }

    private static ChangeTrace? EarlierInStream(ChangeTrace trace, CloudFeed feed)
        => feed.Changes.OfItem(trace).TakeWhile(other => other.Number < trace.Number)
            .LastOrDefault(static other => other.InStream is ChangeState.UnderWay or ChangeState.Retrying);

    private static string Time(long ticks) => Time(new DateTimeOffset(ticks, TimeSpan.Zero));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM HH:mm:ss", CultureInfo.InvariantCulture);
}
