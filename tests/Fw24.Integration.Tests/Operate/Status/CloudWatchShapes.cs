using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>Alarms and metrics as Amazon CloudWatch describes them.</summary>
internal sealed class CloudWatchShapes
{
    private static readonly XNamespace s_space = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    public CloudWatchShapes(JsonNode manifest, LambdaShapes lambda)
    {
        foreach (var alarm in manifest["alarms"]!.AsArray())
        {
            Alarms.Add(AlarmOf(alarm!, lambda));
        }
    }

    /// <summary>The alarms: members of <c>MetricAlarm</c>, and its one dimension.</summary>
    public List<Dictionary<string, string>> Alarms { get; } = [];

    /// <summary>The values of metrics, the latest first, by the metric and the value of a dimension.</summary>
    public Dictionary<(string Metric, string Dimension), double[]> Values { get; } = [];

    /// <summary>Finds the alarm on a resource's metric.</summary>
    public Dictionary<string, string> On(string resource, string metric)
        => Alarms.Single(alarm => alarm["MetricName"] == metric && alarm["Value"] == resource);

    public LoopbackAnswer Answer(string action, LoopbackRequest request) => QueryShapes.Result(
        action, s_space, action is "DescribeAlarms" ? Describe(request.Parameter("NextToken")) : Read(request));

    // Pages of 20.
    private object?[] Describe(string? token)
    {
        var place = int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 0;
        return
        [
            QueryShapes.List("MetricAlarms", Alarms.Skip(place).Take(20).Select(static alarm => new object?[]
            {
                alarm.Where(static one => one.Key is not ("Name" or "Value"))
                    .Select(static one => new XElement(one.Key, one.Value)),
                QueryShapes.List(
                    "Dimensions", [[new XElement("Name", alarm["Name"]), new XElement("Value", alarm["Value"])]]),
            })),
            place + 20 < Alarms.Count ? new XElement("NextToken", place + 20) : null,
        ];
    }

    private object?[] Read(LoopbackRequest request)
    {
        var form = request.Form.ToDictionary();
        List<object?[]> results = [];
        for (var i = 1; form.TryGetValue($"MetricDataQueries.member.{i}.Id", out var id); i++)
        {
            var metric = $"MetricDataQueries.member.{i}.MetricStat.Metric";
            var dimensions = form.Where(one => one.Key.StartsWith($"{metric}.Dimensions", StringComparison.Ordinal))
                .Select(static one => one.Value).ToList();
            var name = form[$"{metric}.MetricName"];
            var values = Values.Where(one => one.Key.Metric == name && dimensions.Contains(one.Key.Dimension))
                .SelectMany(static one => one.Value);
            results.Add(
            [
                new XElement("Id", id),
                new XElement("StatusCode", "Complete"),
                new XElement("Values", values.Select(static value => new XElement("member", value))),
            ]);
        }

        return [QueryShapes.List("MetricDataResults", results)];
    }

    private static Dictionary<string, string> AlarmOf(JsonNode alarm, LambdaShapes lambda)
    {
        var (service, dimension, value) = alarm switch
        {
            _ when Text(alarm, "queue") is { } queue => ("AWS/SQS", "QueueName", queue),
            _ when Text(alarm, "topic") is { } topic => ("AWS/SNS", "TopicName", topic),
            _ when Text(alarm, "function") is { } function => ("AWS/Lambda", "FunctionName", function),
            _ => ("AWS/Lambda", "EventSourceMappingUUID", MappingOf(Text(alarm, "stream")!, lambda)),
        };
        return new()
        {
            ["AlarmName"] = $"orders-{value}-{Text(alarm, "metric")}-1X2Y3Z",
            ["ActionsEnabled"] = "true",
            ["StateValue"] = "OK",
            ["StateReason"] = "Threshold Crossed",
            ["StateUpdatedTimestamp"] = "2026-11-22T10:00:00.000Z",
            ["Namespace"] = service,
            ["MetricName"] = Text(alarm, "metric")!,
            ["Statistic"] = Text(alarm, "statistic")!,
            ["Period"] = alarm["periodSeconds"]!.ToJsonString(),
            ["EvaluationPeriods"] = alarm["evaluationPeriods"]!.ToJsonString(),
            ["Threshold"] = $"{alarm["threshold"]!.ToJsonString()}.0",
            ["Name"] = dimension,
            ["Value"] = value,
        };
    }

    private static string MappingOf(string table, LambdaShapes lambda) => lambda.Mappings
        .Single(mapping => Text(mapping, "EventSourceArn")!.Contains($"/{table}/", StringComparison.Ordinal))["UUID"]!
        .GetValue<string>();

    private static string? Text(JsonNode resource, string member) => resource[member]?.GetValue<string>();
}
