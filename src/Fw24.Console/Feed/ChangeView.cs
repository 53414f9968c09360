using Fw24.Model;

namespace Fw24.Console.Feed;

/// <summary>A change with its steps, as it was when it was taken.</summary>
internal sealed record ChangeView
{
    private const int MaxOfItem = 50;

    public required ChangeRow Row { get; init; }

    public required string EventId { get; init; }

    public required string SequenceNumber { get; init; }

    public string? TraceParent { get; init; }

    public required IReadOnlyList<ChangeStep> Steps { get; init; }

    public int Dropped { get; init; }

    /// <summary>The places in which it is now, and what it waits for.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>The changes of the same item, in their order.</summary>
    public required IReadOnlyList<ChangeRow> OfItem { get; init; }

    /// <summary>The message as published, a value a line; <see langword="null"/> before.</summary>
    public string? Message { get; init; }

    /// <summary>The page of the item's audit trail; <see langword="null"/> if its table is not audited.</summary>
    public string? TrailLink { get; init; }

    /// <summary>Takes a change.</summary>
    /// <returns>The change; <see langword="null"/> if it is not kept.</returns>
    public static ChangeView? Take(CloudFeed feed, AppModel app, long number)
    {
        lock (feed.Gate)
        {
            return feed.Changes.Find(number) is { } trace
                ? new ChangeView
                {
                    Row = ChangeRow.Of(trace),
                    EventId = trace.Facts.EventId,
                    SequenceNumber = trace.SequenceNumber,
                    TraceParent = trace.TraceParent,
                    Steps = [.. trace.Steps],
                    Dropped = trace.Dropped,
                    Places = Whereabouts.Of(trace, feed),
                    OfItem = [.. feed.Changes.OfItem(trace).TakeLast(MaxOfItem).Select(ChangeRow.Of)],
                    Message = trace.Message.IsEmpty ? null : ItemJson.Indented(trace.Message),
                    TrailLink = LinkOf(trace, app),
                }
                : null;
        }
    }

    private static string? LinkOf(ChangeTrace trace, AppModel app)
        => app.Tables.Any(table => table.Audit is not null && table.Entities.Any(entity => entity.Name == trace.Facts.Entity))
            ? ItemJson.TrailLink(trace.Facts.Entity, trace.Facts.Keys)
            : null;
}
