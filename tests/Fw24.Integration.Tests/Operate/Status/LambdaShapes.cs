using System.Collections.Specialized;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Web;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>Functions and event source mappings as AWS Lambda's API describes them.</summary>
internal sealed class LambdaShapes
{
    private readonly string _account;

    public LambdaShapes(JsonNode manifest, string account)
    {
        _account = account;
        foreach (var function in manifest["functions"]!.AsArray())
        {
            Functions[Name(function!)] = FunctionOf(function!);
        }

        foreach (var source in manifest["eventSources"]!.AsArray())
        {
            Mappings.Add(MappingOf(source!));
        }
    }

    /// <summary>The response to a caller without the right.</summary>
    public static LoopbackAnswer Denial { get; } = LoopbackAnswer.Of(
        403, """{"Message":"User: u is not authorized"}""", headers: [("x-amzn-ErrorType", "AccessDeniedException")]);

    /// <summary>The configurations, by the functions' names.</summary>
    public Dictionary<string, JsonObject> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>The event source mappings.</summary>
    public List<JsonObject> Mappings { get; } = [];

    /// <summary>The reserved concurrency, by the functions' names.</summary>
    public Dictionary<string, int> Reserved { get; } = new(StringComparer.Ordinal);

    /// <summary>Returns the event source mapping of a function.</summary>
    public JsonObject MappingTo(string function) => Mappings.Single(mapping => IsOf(mapping, function));

    public static string OperationOf(LoopbackRequest request) => request.Target switch
    {
        { } target when target.EndsWith("/configuration", StringComparison.Ordinal) => "GetFunctionConfiguration",
        { } target when target.EndsWith("/concurrency", StringComparison.Ordinal) => "GetFunctionConcurrency",
        _ => "ListEventSourceMappings",
    };

    public LoopbackAnswer Answer(LoopbackRequest request)
    {
        if (OperationOf(request) is "ListEventSourceMappings")
        {
            return List(HttpUtility.ParseQueryString(request.Target.Split('?')[1]));
        }

        var name = Uri.UnescapeDataString(request.Target.Split('/')[3]);
        if (!Functions.TryGetValue(name, out var function))
        {
            return LoopbackAnswer.Of(
                404,
                """{"Type":"User","Message":"Function not found"}""",
                headers: [("x-amzn-ErrorType", "ResourceNotFoundException")]);
        }

        return request.Target.EndsWith("/configuration", StringComparison.Ordinal) ? Json(function)
            : Reserved.TryGetValue(name, out var reserved) ? Json(new JsonObject { ["ReservedConcurrentExecutions"] = reserved })
            : Json([]);
    }

    // Pages of one mapping.
    private LoopbackAnswer List(NameValueCollection query)
    {
        var found = Mappings.Where(mapping => IsOf(mapping, query["FunctionName"]!)).ToList();
        var place = int.TryParse(query["Marker"], NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 0;
        var page = new JsonObject
        {
            ["EventSourceMappings"] = new JsonArray([.. found.Skip(place).Take(1).Select(static one => one.DeepClone())]),
        };
        if (place + 1 < found.Count)
        {
            page["NextMarker"] = (place + 1).ToString(CultureInfo.InvariantCulture);
        }

        return Json(page);
    }

    private JsonObject FunctionOf(JsonNode function) => new()
    {
        ["FunctionName"] = Name(function),
        ["FunctionArn"] = FunctionArn(Name(function)),
        ["Runtime"] = function["runtime"]!.DeepClone(),
        ["Handler"] = function["handler"]!.DeepClone(),
        ["Timeout"] = function["timeoutSeconds"]!.DeepClone(),
        ["MemorySize"] = function["memoryMegabytes"]!.DeepClone(),
        ["Architectures"] = new JsonArray(function["architecture"]!.DeepClone()),
        ["State"] = "Active",
        ["LastUpdateStatus"] = "Successful",
        ["Environment"] = new JsonObject
        {
            ["Variables"] = new JsonObject(function["environment"]!.AsObject().Select(
                one => KeyValuePair.Create(one.Key, (JsonNode?)ValueOf(one.Value!)))),
        },
    };

    private string ValueOf(JsonNode value)
    {
        if (value is JsonValue)
        {
            return value.GetValue<string>();
        }

        var (kind, name) = value.AsObject().Single().Value!.AsObject().Single();
        return kind switch
        {
            "queue" => $"https://sqs.eu-central-1.amazonaws.com/{_account}/{name}",
            "topic" => $"arn:aws:sns:eu-central-1:{_account}:{name}",
            "table" => $"arn:aws:dynamodb:eu-central-1:{_account}:table/{name}",
            _ => $"orders-{name}-1x2y3z",
        };
    }

    private JsonObject MappingOf(JsonNode source)
    {
        var mapping = new JsonObject
        {
            ["UUID"] = $"mapping-of-{Text(source, "function")}",
            ["FunctionArn"] = FunctionArn(Text(source, "function")!),
            ["EventSourceArn"] = Text(source, "queue") is { } queue
                ? $"arn:aws:sqs:eu-central-1:{_account}:{queue}"
                : $"arn:aws:dynamodb:eu-central-1:{_account}:table/{Text(source, "stream")}/stream/2026-01-01T00:00:00.000",
            ["State"] = "Enabled",
            ["StateTransitionReason"] = "USER_INITIATED",
            ["LastProcessingResult"] = "OK",
            ["BatchSize"] = source["batchSize"]!.DeepClone(),
            ["MaximumBatchingWindowInSeconds"] = source["maxBatchingWindowSeconds"]?.DeepClone() ?? 0,
            ["FunctionResponseTypes"] = new JsonArray("ReportBatchItemFailures"),
        };
        if (source["stream"] is not null)
        {
            mapping["ParallelizationFactor"] = source["parallelizationFactor"]!.DeepClone();
            mapping["MaximumRetryAttempts"] = source["retryAttempts"]?.DeepClone() ?? -1;
            mapping["MaximumRecordAgeInSeconds"] = source["maxRecordAgeSeconds"]!.DeepClone();
            mapping["BisectBatchOnFunctionError"] = source["bisectBatchOnError"]!.DeepClone();
            mapping["DestinationConfig"] = new JsonObject
            {
                ["OnFailure"] = new JsonObject
                {
                    ["Destination"] = source["failedRecords"] is null
                        ? $"arn:aws:sqs:eu-central-1:{_account}:{Text(source, "onFailure")}"
                        : "arn:aws:s3:::orders-failed-records-1x2y3z",
                },
            };
        }

        return mapping;
    }

    private string FunctionArn(string name) => $"arn:aws:lambda:eu-central-1:{_account}:function:{name}";

    private static bool IsOf(JsonObject mapping, string function)
        => Text(mapping, "FunctionArn")!.EndsWith($":{function}", StringComparison.Ordinal);

    private static string Name(JsonNode resource) => Text(resource, "name")!;

    private static string? Text(JsonNode resource, string member) => resource[member]?.GetValue<string>();

    private static LoopbackAnswer Json(JsonObject body) => LoopbackAnswer.Of(200, body.ToJsonString());
}
