using Fw24.Audit.Sinks;

namespace Fw24.Audit.Reading.Stores;

/// <summary>The part of CloudWatch Logs with which audit records are found.</summary>
internal interface ICloudWatchLogSearch
{
    /// <summary>
    /// Reads a page of a log group's events in the order of their timestamps (FilterLogEvents). It may be empty although others follow.
    /// </summary>
    /// <param name="filter">The events.</param>
    /// <param name="nextToken">The token of the page before; <see langword="null"/> for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events, and the token of the next page; <see langword="null"/> after the last one.</returns>
    ValueTask<(IReadOnlyList<LogEvent> Events, string? NextToken)> FilterAsync(
        LogFilter filter, string? nextToken, CancellationToken cancellationToken);

    /// <summary>Starts a query of Logs Insights (StartQuery).</summary>
    /// <param name="logGroup">The log group.</param>
    /// <param name="query">The query.</param>
    /// <param name="from">The earliest time, inclusive, in seconds since 1970.</param>
    /// <param name="to">The latest time, inclusive, in seconds since 1970.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The query's id.</returns>
    ValueTask<string> StartQueryAsync(string logGroup, string query, long from, long to, CancellationToken cancellationToken);

    /// <summary>Reads the results of a query so far (GetQueryResults).</summary>
    /// <param name="id">The query's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state, such as <c>Running</c> or <c>Complete</c>, and the events found.</returns>
    ValueTask<(string Status, IReadOnlyList<LogEvent> Events)> GetQueryResultsAsync(string id, CancellationToken cancellationToken);
}
