using Fw24.Local.Functions;

namespace Fw24.Console.Feed;

/// <summary>The outcome of a record or message, with its change if that is kept.</summary>
internal sealed record OutcomeView(string Id, RecordResult Result, string? Reason, long? Change, string Item)
{
    /// <summary>Takes an outcome. Called within the cloud's gate.</summary>
    public static OutcomeView Of(RecordOutcome outcome, CloudFeed feed)
    {
        var trace = feed.Changes.OfMessage(outcome.Id) ?? (outcome.EventId is { } eventId ? feed.Changes.OfEvent(eventId) : null);
        var reason = outcome.Result is RecordResult.Handled ? null : InvocationResult.ReasonOf(outcome);
        return new OutcomeView(outcome.Id, outcome.Result, reason, trace?.Number, trace?.Facts.KeyText ?? "");
    }
}
