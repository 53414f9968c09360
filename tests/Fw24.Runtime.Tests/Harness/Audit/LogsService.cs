using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>FilterLogEvents, StartQuery and GetQueryResults of CloudWatch Logs, as its API reference describes them.</summary>
/// <remarks>
/// It refuses every pattern and query that is not of the form that it expects: a value that broke out of its place would be one.
/// </remarks>
/// <param name="events">The events of the log group.</param>
/// <param name="pageSize">The number of events of a page of FilterLogEvents. Every third page is empty.</param>
internal sealed partial class LogsService(IReadOnlyList<(DateTimeOffset Time, string Message)> events, int pageSize = 100)
{
    private const int MaxRows = 10_000;
    private static readonly long s_firstFromTail = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly List<string> _results = [];
    private readonly HashSet<int> _polled = [];
    private int _calls;

    /// <summary>The number of calls after which one is throttled; 0 for none.</summary>
    public int ThrottlesEach { get; init; }

    /// <summary>The number of queries.</summary>
    public int Queries => _results.Count;

    /// <summary>The patterns and queries.</summary>
    public List<string> Filters { get; } = [];

    public LoopbackAnswer Answer(LoopbackRequest request)
    {
        var operation = request.Header("X-Amz-Target")!.Split('.')[1];
        if (ThrottlesEach > 0 && ++_calls % ThrottlesEach != 0)
        {
            return Error(operation is "StartQuery" ? "LimitExceededException" : "ThrottlingException");
        }

        using var body = JsonDocument.Parse(request.Body);
        return operation switch
        {
            "FilterLogEvents" => Filter(body.RootElement),
            "StartQuery" => Start(body.RootElement),
            _ => Results(body.RootElement),
        };
    }

    private LoopbackAnswer Filter(JsonElement request)
    {
        var pattern = request.GetProperty("filterPattern").GetString()!;
        Filters.Add(pattern);
        var isDescending = request.TryGetProperty("startFromHead", out var head) && !head.GetBoolean();
        var from = request.GetProperty("startTime").GetInt64();
        if (!Pattern().IsMatch(pattern) || pattern.Length > 1024 || (isDescending && from < s_firstFromTail))
        {
            return Error("InvalidParameterException");
        }

        var to = request.TryGetProperty("endTime", out var end) ? end.GetInt64() : long.MaxValue;
        var found = InOrder(isDescending).Where(one => one.Time.ToUnixTimeMilliseconds() >= from && one.Time.ToUnixTimeMilliseconds() <= to)
            .Where(one => Matches(pattern, one.Message)).ToList();
        var page = request.TryGetProperty("nextToken", out var token) ? int.Parse(token.GetString()!, CultureInfo.InvariantCulture) : 0;
        var (start, count) = (page / 3 * 2 * pageSize + (page % 3 is 2 ? pageSize : 0), page % 3 is 1 ? 0 : pageSize);
        return Ok(new
        {
            events = found.Skip(start).Take(count).Select(static (one, index) => new
            {
                eventId = $"{index}",
                ingestionTime = 0,
                logStreamName = "s",
                message = one.Message,
                timestamp = one.Time.ToUnixTimeMilliseconds(),
            }),
            nextToken = start + count < found.Count ? $"{page + 1}" : null,
        });
    }

    private LoopbackAnswer Start(JsonElement request)
    {
        var query = request.GetProperty("queryString").GetString()!;
        Filters.Add(query);
        var form = Query().Match(query);
        var limit = form.Success ? int.Parse(form.Groups["limit"].Value, CultureInfo.InvariantCulture) : 0;
        if (limit is 0 or > MaxRows)
        {
            return Error("MalformedQueryException");
        }

        var (from, to) = (request.GetProperty("startTime").GetInt64(), request.GetProperty("endTime").GetInt64());
        var texts = form.Groups["text"].Captures.Select(static capture => capture.Value).ToList();
        var rows = InOrder(form.Groups["order"].Value is "desc")
            .Where(one => one.Time.ToUnixTimeSeconds() >= from && one.Time.ToUnixTimeSeconds() <= to)
            .Where(one => texts.All(text => one.Message.Contains(text, StringComparison.Ordinal)))
            .Take(limit)
            .Select(static one => new[]
            {
                new { field = "@timestamp", value = one.Time.UtcDateTime.ToString(
                    "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) },
                new { field = "@message", value = one.Message },
                new { field = "@ptr", value = "p" },
            });
        _results.Add(JsonSerializer.Serialize(new { results = rows, statistics = new { recordsMatched = 1.0 }, status = "Complete" }));
        return Ok(new { queryId = $"{_results.Count - 1}" });
    }

    // Running at first.
    private LoopbackAnswer Results(JsonElement request)
    {
        var id = int.Parse(request.GetProperty("queryId").GetString()!, CultureInfo.InvariantCulture);
        return _polled.Add(id)
            ? Ok(new { results = Array.Empty<object>(), status = "Running" })
            : LoopbackAnswer.Of(200, _results[id], "application/x-amz-json-1.1");
    }

    private IEnumerable<(DateTimeOffset Time, string Message)> InOrder(bool isDescending)
        => isDescending ? events.OrderByDescending(static one => one.Time) : events.OrderBy(static one => one.Time);

    private static bool Matches(string pattern, string message)
    {
        if (!message.StartsWith('{'))
        {
            return false;
        }

        using var json = JsonDocument.Parse(message);
        return Comparison().Matches(pattern).All(comparison =>
        {
            var value = json.RootElement;
            foreach (var name in comparison.Groups["selector"].Value.Split('.'))
            {
                if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty(name, out value))
                {
                    return false;
                }
            }

            var text = comparison.Groups["text"].Value;
            return value.ValueKind is JsonValueKind.String && (text.EndsWith('*')
                ? value.GetString()!.StartsWith(text[..^1], StringComparison.Ordinal)
                : value.GetString() == text);
        });
    }

    private static LoopbackAnswer Ok(object answer)
        => LoopbackAnswer.Of(200, JsonSerializer.Serialize(answer), "application/x-amz-json-1.1");

    private static LoopbackAnswer Error(string code)
        => LoopbackAnswer.Of(400, $$"""{"__type":"{{code}}","message":"no"}""", "application/x-amz-json-1.1");

    [GeneratedRegex("""^\{ \(\$\.[A-Za-z0-9_.-]+ = "[A-Za-z0-9_\-.:@# ]*\*?"\)( && \(\$\.[A-Za-z0-9_.-]+ = "[A-Za-z0-9_\-.:@# ]*\*?"\))* \}$""")]
    private static partial Regex Pattern();

    [GeneratedRegex("""\(\$\.(?<selector>[^ ]+) = "(?<text>[^"]*)"\)""")]
    private static partial Regex Comparison();

    [GeneratedRegex("""^fields @timestamp, @message \| filter @message like '(?<text>[^'\\]*)'( and @message like '(?<text>[^'\\]*)')* \| sort @timestamp (?<order>asc|desc) \| limit (?<limit>\d+)$""")]
    private static partial Regex Query();
}
