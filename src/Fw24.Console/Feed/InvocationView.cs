using Fw24.Local.Functions;

namespace Fw24.Console.Feed;

/// <summary>An invocation, as it was when it was taken.</summary>
internal sealed record InvocationView(
    long Number,
    DateTimeOffset StartedAt,
    TimeSpan? Duration,
    InvocationEnd? End,
    string? Reason,
    int BatchSize,
    int PayloadBytes,
    IReadOnlyList<OutcomeView> Outcomes,
    IReadOnlyList<string> Lines)
{
    public int Failed => Outcomes.Count(static outcome => outcome.Result is not (RecordResult.Handled or RecordResult.Skipped));

    /// <summary>Takes an invocation. Called within the cloud's gate.</summary>
    public static InvocationView Of(InvocationEntry entry, CloudFeed feed) => new(
        entry.Number,
        entry.StartedAt,
        entry.Duration,
        entry.End,
        entry.Reason,
        entry.BatchSize,
        entry.PayloadBytes,
        [.. entry.Outcomes.Select(outcome => OutcomeView.Of(outcome, feed))],
        [.. entry.Lines]);
}
