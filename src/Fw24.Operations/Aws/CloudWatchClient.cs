using System.Globalization;
using System.Xml.Linq;
using Amazon.Runtime;
using Fw24.Aws.Client;

namespace Fw24.Operations.Aws;

/// <summary>Reads alarms and metrics from Amazon CloudWatch.</summary>
/// <remarks>The service-specific endpoint variable is <c>AWS_ENDPOINT_URL_CLOUDWATCH</c>.</remarks>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class CloudWatchClient(Action<ClientConfig>? configure = null) : IDisposable
{
    // CloudWatch, GetMetricData.
    private const int MaxQueries = 500;

    // An id of a query begins with a lower-case letter.
    private const char IdPrefix = 'm';

    private readonly QueryService _service = new(
        new AwsService("CloudWatch", "monitoring", "monitoring", "2010-08-01"), configure);

    /// <summary>Reads all metric alarms of the account and region (<c>DescribeAlarms</c>).</summary>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<IReadOnlyList<MetricAlarm>> DescribeAlarmsAsync(CancellationToken cancellationToken)
    {
        var pages = await _service.CallPagesAsync(
            "DescribeAlarms", [new("AlarmTypes.member.1", "MetricAlarm"), new("MaxRecords", "100")], cancellationToken)
            .ConfigureAwait(false);
        return [.. pages.SelectMany(static page => page.Members("MetricAlarms")).Select(AlarmOf)];
    }

    /// <summary>Reads values of metrics (<c>GetMetricData</c>).</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="from">The time of the first value.</param>
    /// <param name="to">The end of the time.</param>
    /// <param name="period">The time that a value is of: whole minutes.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The values.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<MetricValues> GetMetricsAsync(
        IReadOnlyList<Metric> metrics,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeSpan period,
        CancellationToken cancellationToken)
    {
        var values = metrics.ToDictionary(static metric => metric, static _ => new List<double>());
        foreach (var some in metrics.Chunk(MaxQueries))
        {
            List<KeyValuePair<string, string>> parameters =
            [
                new("StartTime", Text(from)),
                new("EndTime", Text(to)),
                new("ScanBy", "TimestampDescending"),
            ];
            for (var i = 0; i < some.Length; i++)
            {
                AddQuery(parameters, i, some[i], period);
            }

            var pages = await _service.CallPagesAsync("GetMetricData", parameters, cancellationToken).ConfigureAwait(false);
            foreach (var result in pages.SelectMany(static page => page.Members("MetricDataResults")))
            {
                if (int.TryParse(result.Text("Id").AsSpan().TrimStart(IdPrefix), CultureInfo.InvariantCulture, out var place)
                    && place >= 0 && place < some.Length)
                {
                    values[some[place]].AddRange(result.Members("Values").Select(static value => (double)value));
                }
            }
        }

        return new MetricValues(values);
    }

    /// <inheritdoc/>
    public void Dispose() => _service.Dispose();

    private static void AddQuery(List<KeyValuePair<string, string>> parameters, int place, Metric metric, TimeSpan period)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"MetricDataQueries.member.{place + 1}");
        parameters.Add(new($"{query}.Id", string.Create(CultureInfo.InvariantCulture, $"{IdPrefix}{place}")));
        parameters.Add(new($"{query}.MetricStat.Metric.Namespace", metric.Namespace));
        parameters.Add(new($"{query}.MetricStat.Metric.MetricName", metric.Name));
        for (var i = 0; i < metric.Dimensions.Count; i++)
        {
            var dimension = string.Create(CultureInfo.InvariantCulture, $"{query}.MetricStat.Metric.Dimensions.member.{i + 1}");
            parameters.Add(new($"{dimension}.Name", metric.Dimensions[i].Key));
            parameters.Add(new($"{dimension}.Value", metric.Dimensions[i].Value));
        }

        parameters.Add(new($"{query}.MetricStat.Period", ((int)period.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        parameters.Add(new($"{query}.MetricStat.Stat", metric.Statistic));
    }

    private static MetricAlarm AlarmOf(XElement alarm) => new()
    {
        Name = alarm.Text("AlarmName") ?? "",
        Metric = new Metric(
            alarm.Text("Namespace") ?? "",
            alarm.Text("MetricName") ?? "",
            alarm.Text("Statistic") ?? "",
            [.. alarm.Members("Dimensions").Select(
                static dimension => KeyValuePair.Create(dimension.Text("Name") ?? "", dimension.Text("Value") ?? ""))]),
        State = alarm.Text("StateValue") ?? "",
        Reason = alarm.Text("StateReason"),
        Since = alarm.Time("StateTransitionedTimestamp") ?? alarm.Time("StateUpdatedTimestamp"),
        HasActions = alarm.Text("ActionsEnabled") is not "false",
        Threshold = alarm.Number("Threshold"),
        Period = alarm.Number("Period"),
        EvaluationPeriods = alarm.Number("EvaluationPeriods"),
    };

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
