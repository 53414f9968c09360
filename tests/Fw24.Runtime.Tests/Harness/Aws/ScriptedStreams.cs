using System.Text.Json.Nodes;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Harness.Aws;

/// <summary>DynamoDB Streams on a loopback server: shards with records, and scripted responses that take precedence.</summary>
internal sealed class ScriptedStreams : IAsyncDisposable
{
    public const string Arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000";

    private readonly LoopbackServer _server;

    public ScriptedStreams() => _server = new LoopbackServer(Answer);

    public string Status { get; set; } = "ENABLED";

    /// <summary>The shards in the order DescribeStream lists them.</summary>
    public List<ScriptedShard> Shards { get; } = [];

    /// <summary>The page size: of shards for DescribeStream, of records for GetRecords.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Called first for each call; a returned response is sent.</summary>
    public Func<LoopbackRequest, string, LoopbackAnswer?> Before { get; set; } = static (_, _) => null;

    public IReadOnlyList<LoopbackRequest> Requests => _server.Requests;

    public int Calls(string operation) => Requests.Count(request => Operation(request) == operation);

    public DynamoDbStreamsClient Client(Action<ClientConfig>? configure = null) => new(config =>
    {
        config.ServiceURL = _server.Url;
        config.AuthenticationRegion = "eu-central-1";
        config.DefaultAWSCredentials = new SessionAWSCredentials("AKIDEXAMPLE", "secret", "token");
        configure?.Invoke(config);
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static LoopbackAnswer Error(int status, string code) => LoopbackAnswer.Of(
        status, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"said so"}""", "application/x-amz-json-1.0",
        ("x-amzn-RequestId", "REQUEST-1"));

    public static string Operation(LoopbackRequest request) => request.Header("X-Amz-Target")!.Split('.')[1];

    private LoopbackAnswer Answer(LoopbackRequest request)
    {
        var operation = Operation(request);
        if (Before(request, operation) is { } answer)
        {
            return answer;
        }

        var body = JsonNode.Parse(request.Text)!;
        return LoopbackAnswer.Of(200, operation switch
        {
            "DescribeStream" => Describe((string?)body["ExclusiveStartShardId"]),
            "GetShardIterator" => Position(body),
            _ => Read((string)body["ShardIterator"]!, (int)body["Limit"]!),
        }, "application/x-amz-json-1.0");
    }

    private string Describe(string? after)
    {
        var rest = Shards.Skip(after is null ? 0 : Shards.FindIndex(shard => shard.Id == after) + 1).ToList();
        var page = rest.Take(PageSize).Select(static shard =>
            $$$"""{"ShardId":"{{{shard.Id}}}"{{{(shard.Parent is null ? "" : $",\"ParentShardId\":\"{shard.Parent}\"")}}},"SequenceNumberRange":{"StartingSequenceNumber":"1"{{{(shard.IsClosed ? ",\"EndingSequenceNumber\":\"99\"" : "")}}}}}""");
        var last = rest.Count > PageSize ? $",\"LastEvaluatedShardId\":\"{rest[PageSize - 1].Id}\"" : "";
        return $$$"""{"StreamDescription":{"StreamArn":"{{{Arn}}}","StreamStatus":"{{{Status}}}","Shards":[{{{string.Join(',', page)}}}]{{{last}}},"KeySchema":[{"AttributeName":"p"}]}}""";
    }

    private string Position(JsonNode request)
    {
        var shard = Shards.Single(shard => shard.Id == (string)request["ShardId"]!);
        var index = (string)request["ShardIteratorType"]! switch
        {
            "TRIM_HORIZON" => 0,
            "LATEST" => shard.Records.Count,
            "AT_SEQUENCE_NUMBER" => shard.Records.IndexOf((string)request["SequenceNumber"]!),
            _ => shard.Records.IndexOf((string)request["SequenceNumber"]!) + 1,
        };
        return $$"""{"ShardIterator":"{{shard.Id}}|{{index}}"}""";
    }

    private string Read(string iterator, int limit)
    {
        var parts = iterator.Split('|');
        var shard = Shards.Single(shard => shard.Id == parts[0]);
        var start = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        var page = shard.Records.Skip(start).Take(Math.Min(limit, PageSize)).ToList();
        var end = start + page.Count;
        var next = shard.IsClosed && end == shard.Records.Count ? "" : $",\"NextShardIterator\":\"{shard.Id}|{end}\"";
        var records = page.Select(static number => $$$"""{"eventID":"e-{{{number}}}","eventName":"INSERT","dynamodb":{"Keys":{"p":{"S":"a"}},"SequenceNumber":"{{{number}}}"}}""");
        return $$"""{"Records":[{{string.Join(',', records)}}]{{next}}}""";
    }
}
