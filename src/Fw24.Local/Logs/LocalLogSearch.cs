using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Sinks;

namespace Fw24.Local.Logs;

/// <summary>Finds the events of log groups. Patterns are not evaluated: a reader compares each record itself.</summary>
/// <param name="groups">The log groups.</param>
internal sealed class LocalLogSearch(LogGroupStore groups) : ICloudWatchLogSearch
{
    private const string Limit = "| limit ";

    private readonly List<IReadOnlyList<LogEvent>> _results = [];

    public ValueTask<(IReadOnlyList<LogEvent> Events, string? NextToken)> FilterAsync(
        LogFilter filter, string? nextToken, CancellationToken cancellationToken)
    {
        var events = Find(filter.LogGroup, filter.Descending, one => one >= filter.From && (filter.To is not { } to || one <= to));
        return new((events.ToList(), null));
    }

    public ValueTask<string> StartQueryAsync(string logGroup, string query, long from, long to, CancellationToken cancellationToken)
    {
        var limit = int.Parse(query.AsSpan(query.LastIndexOf(Limit, StringComparison.Ordinal) + Limit.Length), provider: null);
        var events = Find(logGroup, query.Contains(" desc |", StringComparison.Ordinal), one => one / 1000 >= from && one / 1000 <= to);
        lock (_results)
        {
            _results.Add(events.Take(limit).ToList());
            return new($"{_results.Count - 1}");
        }
    }

    public ValueTask<(string Status, IReadOnlyList<LogEvent> Events)> GetQueryResultsAsync(string id, CancellationToken cancellationToken)
    {
        lock (_results)
        {
            return new(("Complete", _results[int.Parse(id, provider: null)]));
        }
    }

    private IEnumerable<LogEvent> Find(string logGroup, bool isDescending, Func<long, bool> isWanted)
    {
        var events = groups.Find(logGroup).Events
            .Select(static one => new LogEvent(one.Timestamp, one.Message))
            .Where(one => isWanted(one.Timestamp.ToUnixTimeMilliseconds()));
        return isDescending ? events.OrderByDescending(static one => one.Timestamp) : events.OrderBy(static one => one.Timestamp);
    }
}
