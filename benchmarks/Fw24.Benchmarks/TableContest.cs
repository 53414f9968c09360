using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Tables;

namespace Fw24.Benchmarks;

/// <summary>
/// <c>table</c>: operations of a table from the call to the typed result, against <c>DynamoDBContext</c> and the AWS SDK's low-level client, over
/// loopback connections to a server that answers with fixed bytes.
/// </summary>
internal static class TableContest
{
    private const string Bare = "floor: HTTP and a bare token scan", Low = "low-level client", Context = "DynamoDBContext", Ours = "fw24";

    public static async Task<int> RunAsync()
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, TableServer.Argument) { RedirectStandardOutput = true })!;
        try
        {
            return Run((await server.StandardOutput.ReadLineAsync())!);
        }
        finally
        {
            server.Kill();
        }
    }

    private static int Run(string url)
    {
        var credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        using var client = new AmazonDynamoDBClient(credentials, new AmazonDynamoDBConfig { ServiceURL = url });
        using var context = new DynamoDBContextBuilder()
            .WithDynamoDBClient(() => client)
            .ConfigureContext(static config => config.DisableFetchingTableMetadata = true)
            .Build();
        using var store = new DynamoDbItemStore(config => (config.ServiceURL, config.DefaultAWSCredentials) = (url, credentials));
        var table = Fw24BenchmarksApp.Model.Tables.Single(static table => table.Name == "shipments");
        ITable<Shipment> shipments = new Table<Shipment>(table, ShipmentCodec.Model, store);
        var key = new Dictionary<string, AttributeValue> { ["ShipmentId"] = new("shp-00000000"), ["Part"] = new("shipment") };

        Console.WriteLine($"table: items of about {TableAnswers.Page().Length / TableAnswers.Items:N0} bytes");
        Measure(
            "get",
            1,
            () => Scan(http, "GetItem"),
            () => client.GetItemAsync("shipments", key, consistentRead: true).GetAwaiter().GetResult().Item,
            () => context.LoadAsync<Shipment>("shp-00000000", "shipment").GetAwaiter().GetResult(),
            () => shipments.GetAsync("shp-00000000", "shipment").GetAwaiter().GetResult());
        Measure(
            "query",
            TableAnswers.Items,
            () => Scan(http, "Query"),
            () => client.QueryAsync(Query()).GetAwaiter().GetResult().Items,
            () => context.QueryAsync<Shipment>("shp-00000000").GetRemainingAsync().GetAwaiter().GetResult(),
            () => shipments.Query("shp-00000000").Consistent().ToListAsync().AsTask().GetAwaiter().GetResult());
        Measure(
            "update",
            1,
            () => Scan(http, "UpdateItem"),
            () => client.UpdateItemAsync(Update(key)).GetAwaiter().GetResult().Attributes,
            null,
            () => shipments
                .UpdateAsync("shp-00000000", "shipment", static update => update.Set(static x => x.Status, "Shipped").Add(static x => x.Revision, 1))
                .GetAwaiter().GetResult());
        return 0;
    }

    private static void Measure(string name, int items, Func<object?> floor, Func<object?> low, Func<object?>? context, Func<object?> ours)
    {
        Console.WriteLine($"{name}{(items > 1 ? $" of {items} items" : "")}");
        var contest = new Contest(1, "call");
        contest.Add(Bare, floor);
        contest.Add(Low, low);
        if (context is not null)
        {
            contest.Add(Context, context);
        }

        contest.Add(Ours, ours);
        var results = contest.Run();
        var line = $"table {name}{Ratios("floor", results[Bare], results[Ours])}{Ratios("low", results[Low], results[Ours])}";
        Console.WriteLine(context is null ? line : line + Ratios("context", results[Context], results[Ours]));
    }

    private static string Ratios(string peer, Contest.Result theirs, Contest.Result ours) => string.Create(
        CultureInfo.InvariantCulture,
        $" time_vs_{peer}={ours.Microseconds / theirs.Microseconds:0.00} alloc_vs_{peer}={ours.Bytes / theirs.Bytes:0.000}");

    // The same bytes on the same kind of connection, without a signature and without objects.
    private static object? Scan(HttpClient http, string operation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Headers = { { "X-Amz-Target", $"DynamoDB_20120810.{operation}" } } };
        using var response = http.Send(request);
        using var body = response.Content.ReadAsStream();
        return Floor.Scan(((MemoryStream)body).ToArray());
    }

    private static QueryRequest Query() => new()
    {
        TableName = "shipments",
        KeyConditionExpression = "ShipmentId = :id",
        ExpressionAttributeValues = new() { [":id"] = new("shp-00000000") },
        ConsistentRead = true,
    };

    private static UpdateItemRequest Update(Dictionary<string, AttributeValue> key) => new()
    {
        TableName = "shipments",
        Key = key,
        UpdateExpression = "SET #status = :status ADD Revision :one",
        ConditionExpression = "attribute_exists(ShipmentId)",
        ExpressionAttributeNames = new() { ["#status"] = "Status" },
        ExpressionAttributeValues = new() { [":status"] = new("Shipped"), [":one"] = new() { N = "1" } },
        ReturnValues = ReturnValue.ALL_NEW,
    };
}
