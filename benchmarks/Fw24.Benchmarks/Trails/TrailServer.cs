using System.Text;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Benchmarks.Trails;

/// <summary>A server of DynamoDB's protocol that has the measured trail and its item, as fixed bytes.</summary>
internal static class TrailServer
{
    /// <summary>What it prints before its URL.</summary>
    public const string Ready = "serving ";

    /// <summary>Serves until the standard input ends.</summary>
    public static async Task RunAsync()
    {
        var trail = await ShipmentTrail.CreateAsync();
        var rows = trail.Rows.Select(static row => Encoding.UTF8.GetString(row.Json.Span)).ToList();
        var items = string.Join(',', rows);
        var query = Answer($$"""{"Count":{{rows.Count}},"Items":[{{items}}],"ScannedCount":{{rows.Count}}}""");
        var item = Answer($$"""{"Item":{{Encoding.UTF8.GetString(trail.Item.Json.Span)}}}""");
        var none = Answer("{}");
        await using var server = new LoopbackServer(request => request.Header("X-Amz-Target") is "DynamoDB_20120810.Query" ? query
            : Encoding.UTF8.GetString(request.Body).Contains("shipments-audit", StringComparison.Ordinal) ? none
            : item);
        Console.WriteLine(Ready + server.Url);
        await Console.In.ReadToEndAsync();
    }

    private static LoopbackAnswer Answer(string body) => LoopbackAnswer.Of(200, body, "application/x-amz-json-1.0");
}
