using System.Text.Json;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Benchmarks.Tables;

/// <summary>A server of DynamoDB's protocol that answers each operation with fixed bytes.</summary>
internal static class FixedServer
{
    /// <summary>What it prints before its URL.</summary>
    public const string Ready = "serving ";

    /// <summary>Serves until the standard input ends.</summary>
    public static async Task RunAsync()
    {
        // The images of the measured event are the items.
        using var records = JsonDocument.Parse(StreamPayload.Create(TableSides.QueryItems));
        var images = records.RootElement.GetProperty("Records").EnumerateArray()
            .Select(static record => record.GetProperty("dynamodb").GetProperty("NewImage").GetRawText())
            .ToList();
        var query = Answer($$"""{"Count":{{images.Count}},"Items":[{{string.Join(',', images)}}],"ScannedCount":{{images.Count}}}""");
        var get = Answer($$"""{"Item":{{images[0]}}}""");
        var update = Answer($$"""{"Attributes":{{images[0]}}}""");
        var batch = Answer("""{"UnprocessedItems":{}}""");
        var transaction = Answer("{}");
        await using var server = new LoopbackServer(request => request.Header("X-Amz-Target") switch
        {
            "DynamoDB_20120810.Query" => query,
            "DynamoDB_20120810.GetItem" => get,
            "DynamoDB_20120810.BatchWriteItem" => batch,
            "DynamoDB_20120810.TransactWriteItems" => transaction,
            _ => update,
        });
        Console.WriteLine(Ready + server.Url);
        await Console.In.ReadToEndAsync();
    }

    private static LoopbackAnswer Answer(string body) => LoopbackAnswer.Of(200, body, "application/x-amz-json-1.0");
}
