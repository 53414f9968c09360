using System.Diagnostics;
using System.Text.Json;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Benchmarks.Tables;

/// <summary>A server of DynamoDB's protocol that answers each operation with fixed bytes.</summary>
internal static class FixedServer
{
    /// <summary>What it prints before its URL.</summary>
    public const string Ready = "serving ";

    /// <summary>The number of items that a query and a scan return.</summary>
    public const int Items = 100;

    /// <summary>Starts this program as a server, in another process.</summary>
    /// <param name="args">The contest, and what makes it serve.</param>
    public static Process Start(params string[] args)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) is "dotnet")
        {
            start.ArgumentList.Add(typeof(FixedServer).Assembly.Location);
        }

        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start)!;
    }

    /// <summary>Serves until the standard input ends.</summary>
    /// <param name="answersUpdates">Indicates whether updates return the item.</param>
    public static async Task RunAsync(bool answersUpdates = true)
    {
        // The images of the measured event are the items.
        using var records = JsonDocument.Parse(StreamPayload.Create(Items));
        var images = records.RootElement.GetProperty("Records").EnumerateArray()
            .Select(static record => record.GetProperty("dynamodb").GetProperty("NewImage").GetRawText())
            .ToList();
        var query = Answer($$"""{"Count":{{images.Count}},"Items":[{{string.Join(',', images)}}],"ScannedCount":{{images.Count}}}""");
        var get = Answer($$"""{"Item":{{images[0]}}}""");
        var update = Answer(answersUpdates ? $$"""{"Attributes":{{images[0]}}}""" : "{}");
        var heads = Answer("""{"Responses":{},"UnprocessedKeys":{}}""");
        var batch = Answer("""{"UnprocessedItems":{}}""");
        var transaction = Answer("{}");
        await using var server = new LoopbackServer(request => request.Header("X-Amz-Target") switch
        {
            "DynamoDB_20120810.Query" or "DynamoDB_20120810.Scan" => query,
            "DynamoDB_20120810.BatchGetItem" => heads,
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
