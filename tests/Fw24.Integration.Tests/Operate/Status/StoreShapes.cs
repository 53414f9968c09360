using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Fw24.Local;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>Queues as Amazon SQS describes them, and tables as DynamoDB does.</summary>
internal sealed class StoreShapes
{
    private readonly string _account;

    public StoreShapes(JsonNode manifest, string account)
    {
        _account = account;
        foreach (var queue in manifest["queues"]!.AsArray())
        {
            Queues[queue!["name"]!.GetValue<string>()] = AttributesOf(queue);
        }

        foreach (var table in LocalTopology.FromManifest(manifest.ToJsonString()).Tables)
        {
            var request = table.ToCreateTableRequest();
            Tables[table.Name] = new JsonObject
            {
                ["TableName"] = table.Name,
                ["TableStatus"] = "ACTIVE",
                ["ItemCount"] = 7,
                ["KeySchema"] = Keys(request.KeySchema.Select(static key => key.AttributeName)),
                ["StreamSpecification"] = new JsonObject
                {
                    ["StreamEnabled"] = request.StreamSpecification is not null,
                    ["StreamViewType"] = request.StreamSpecification?.StreamViewType?.Value,
                },
                ["GlobalSecondaryIndexes"] = new JsonArray([.. (request.GlobalSecondaryIndexes ?? []).Select(IndexOf)]),
            };
        }
    }

    /// <summary>The response to a caller without the right.</summary>
    public static LoopbackAnswer Denial { get; }
        = LoopbackAnswer.Of(400, """{"__type":"com.amazon.coral.service#AccessDeniedException","message":"told why"}""");

    /// <summary>The queues' attributes, by their names.</summary>
    public Dictionary<string, Dictionary<string, string>> Queues { get; } = new(StringComparer.Ordinal);

    /// <summary>The tables' descriptions, by their names.</summary>
    public Dictionary<string, JsonObject> Tables { get; } = new(StringComparer.Ordinal);

    public LoopbackAnswer Answer(string target, LoopbackRequest request)
    {
        var body = JsonNode.Parse(request.Text)!;
        return target switch
        {
            "AmazonSQS.GetQueueUrl" when Queues.ContainsKey(Text(body, "QueueName")) => Json(new JsonObject
            {
                ["QueueUrl"] = $"https://sqs.eu-central-1.amazonaws.com/{_account}/{Text(body, "QueueName")}",
            }),
            "AmazonSQS.GetQueueAttributes" when Queues.TryGetValue(Text(body, "QueueUrl").Split('/')[^1], out var attributes)
                => Json(new JsonObject { ["Attributes"] = JsonSerializer.SerializeToNode(attributes) }),
            "DynamoDB_20120810.DescribeTable" when Tables.TryGetValue(Text(body, "TableName"), out var table)
                => Json(new JsonObject { ["Table"] = table.DeepClone() }),
            "AmazonSQS.GetQueueUrl" or "AmazonSQS.GetQueueAttributes" => Error("com.amazonaws.sqs#QueueDoesNotExist"),
            _ => Error("com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"),
        };
    }

    private Dictionary<string, string> AttributesOf(JsonNode queue)
    {
        var name = queue["name"]!.GetValue<string>();
        Dictionary<string, string> attributes = new()
        {
            ["QueueArn"] = $"arn:aws:sqs:eu-central-1:{_account}:{name}",
            ["ApproximateNumberOfMessages"] = "0",
            ["ApproximateNumberOfMessagesNotVisible"] = "0",
            ["ApproximateNumberOfMessagesDelayed"] = "0",
            ["VisibilityTimeout"] = Number(queue["visibilityTimeoutSeconds"] ?? 30),
            ["MessageRetentionPeriod"] = Number(queue["retentionSeconds"]!),
            ["DelaySeconds"] = Number(queue["delaySeconds"] ?? 0),
        };
        if (queue["deadLetterQueue"] is { } deadLetters)
        {
            attributes["RedrivePolicy"] = new JsonObject
            {
                ["deadLetterTargetArn"] = $"arn:aws:sqs:eu-central-1:{_account}:{Text(deadLetters, "queue")}",
                ["maxReceiveCount"] = Number(deadLetters["maxReceiveCount"]!),
            }.ToJsonString();
        }

        return attributes;
    }

    private static JsonObject IndexOf(GlobalSecondaryIndex index) => new()
    {
        ["IndexName"] = index.IndexName,
        ["IndexStatus"] = "ACTIVE",
        ["KeySchema"] = Keys(index.KeySchema.Select(static key => key.AttributeName)),
    };

    private static JsonArray Keys(IEnumerable<string> names)
        => [.. names.Select(static name => new JsonObject { ["AttributeName"] = name, ["KeyType"] = "HASH" })];

    private static string Number(JsonNode number) => number.GetValue<int>().ToString(CultureInfo.InvariantCulture);

    private static string Text(JsonNode body, string member) => body[member]?.GetValue<string>() ?? "";

    private static LoopbackAnswer Json(JsonObject body)
        => LoopbackAnswer.Of(200, body.ToJsonString(), "application/x-amz-json-1.0");

    private static LoopbackAnswer Error(string type)
        => LoopbackAnswer.Of(400, $$"""{"__type":"{{type}}","message":"told why"}""", "application/x-amz-json-1.0");
}
