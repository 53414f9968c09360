using System.Runtime.CompilerServices;

namespace Fw24.Tables.Scans;

/// <summary>
/// A job that reads all items of a table in segments side by side, at a rate, and that a token continues after an interruption.
/// </summary>
/// <remarks>Work that was done on a page before the token was stored is done again: it must be without effect then.</remarks>
/// <param name="store">DynamoDB.</param>
/// <param name="table">The table's name in AWS.</param>
/// <param name="scan">How items are read; the job chooses segment and page.</param>
/// <param name="time">The clock, for the rate.</param>
internal sealed class SegmentedScan(IItemStore store, string table, ItemScan scan, TimeProvider time)
{
    // Of up to 400 KB each: a page of DynamoDB ends at 1 MB in any case.
    private const int ItemsPerPage = 100;

    /// <summary>What tells the job's tokens from those of others.</summary>
    public required string Job { get; init; }

    /// <summary>The number of counts that a token has.</summary>
    public required int Counts { get; init; }

    /// <summary>The index of the count whose increase in a second is limited.</summary>
    public required int RatedCount { get; init; }

    /// <summary>The message for a text that is not a token of the job.</summary>
    public required string OtherToken { get; init; }

    /// <summary>Reads the table.</summary>
    /// <typeparam name="TProgress">What describes the state.</typeparam>
    /// <param name="perSecond">The limit of the rated count in a second, on average: 1 or more.</param>
    /// <param name="segments">The number of segments of a job without a token: 1 to 1,000.</param>
    /// <param name="token">The token of an earlier run; <see langword="null"/> to begin.</param>
    /// <param name="work">What is done with a page; it returns what is added to each count.</param>
    /// <param name="describe">Describes a state.</param>
    /// <param name="cancellationToken">Ends the job, which the last token continues.</param>
    /// <param name="rate">The caller's name of <paramref name="perSecond"/>.</param>
    /// <returns>The state after a page of each segment. Nothing is done before the next element is asked for.</returns>
    /// <exception cref="ArgumentException">The token is not one of the job.</exception>
    public IAsyncEnumerable<TProgress> RunAsync<TProgress>(
        int perSecond,
        int segments,
        string? token,
        Func<IReadOnlyList<ItemImage>, CancellationToken, ValueTask<IReadOnlyList<long>>> work,
        Func<ScanToken, TProgress> describe,
        CancellationToken cancellationToken,
        [CallerArgumentExpression(nameof(perSecond))] string? rate = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perSecond, 1, rate);
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segments, ScanToken.MaxSegments);
        var start = token is null
            ? ScanToken.Begin(Job, Counts, segments)
            : ScanToken.Parse(token, Job, Counts) ?? throw new ArgumentException(OtherToken, nameof(token));
        return RunAsync(start, perSecond, work, describe, cancellationToken);
    }

    private async IAsyncEnumerable<TProgress> RunAsync<TProgress>(
        ScanToken state,
        int perSecond,
        Func<IReadOnlyList<ItemImage>, CancellationToken, ValueTask<IReadOnlyList<long>>> work,
        Func<ScanToken, TProgress> describe,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(perSecond / state.Segments.Count, 1, ItemsPerPage);
        while (!state.IsComplete)
        {
            var begun = time.GetTimestamp();
            var pages = await Task.WhenAll(state.Segments.Select(
                (_, segment) => WorkOnPageAsync(state, segment, limit, work, cancellationToken))).ConfigureAwait(false);
            state = state.After(pages);
            yield return describe(state);

            var due = TimeSpan.FromSeconds((double)pages.Sum(page => page.Counts[RatedCount]) / perSecond) - time.GetElapsedTime(begun);
            if (due > TimeSpan.Zero && !state.IsComplete)
            {
                await Task.Delay(due, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<ScannedPage> WorkOnPageAsync(
        ScanToken state,
        int segment,
        int limit,
        Func<IReadOnlyList<ItemImage>, CancellationToken, ValueTask<IReadOnlyList<long>>> work,
        CancellationToken cancellationToken)
    {
        if (state.Segments[segment] is { IsDone: true } done)
        {
            return new ScannedPage(done, new long[Counts]);
        }

        var read = scan with
        {
            Segment = segment,
            Segments = state.Segments.Count,
            After = state.Segments[segment].LastKey,
            Limit = limit,
        };
        var page = await store.ScanAsync(table, read, cancellationToken).ConfigureAwait(false);
        var counts = await work(page.Items, cancellationToken).ConfigureAwait(false);
        return new ScannedPage(new SegmentPlace(page.LastKey, page.LastKey.IsAbsent), counts);
    }
}
