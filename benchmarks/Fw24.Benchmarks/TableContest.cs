using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Tables;

namespace Fw24.Benchmarks;

/// <summary>
/// <c>table</c>: the client side of calls to DynamoDB, from the call to the object, against a server in another process that answers with
/// fixed bytes.
/// </summary>
internal static class TableContest
{
    private const int Items = 100;
    private const string Serve = "--serve";
    private const string ServerReady = "serving ";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [_, Serve])
        {
            await ServeAsync();
            return 0;
        }

        using var server = Start();
        try
        {
            var line = await server.StandardOutput.ReadLineAsync() ?? "";
            Run(line[ServerReady.Length..]);
        }
        finally
        {
            server.Kill();
        }

        return 0;
    }

    private static void Run(string url)
    {
        var credentials = new BasicAWSCredentials("local", "local");
        var config = new AmazonDynamoDBConfig { ServiceURL = url, AuthenticationRegion = "eu-central-1" };
        using var client = new AmazonDynamoDBClient(credentials, config);
        using var context = new DynamoDBContextBuilder()
            .WithDynamoDBClient(() => client)
            .ConfigureContext(static config => config.DisableFetchingTableMetadata = true)
            .Build();
        using var store = new DynamoDbItemStore(config =>
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = "eu-central-1";
            config.DefaultAWSCredentials = credentials;
        });
        var model = Fw24BenchmarksApp.Model.Tables.Single(static table => table.Name == "shipments");
        var table = new Table<Shipment>(model, ShipmentCodec.Model, store);
        var changed = Wait(table.GetAsync("shp-00000000", "shipment"))!;
        Console.WriteLine($"table: a get, an update and a query of {Items} items of 0.9 KB; processor time of the client");

        Compare(
            "get",
            1,
            "call",
            () => Wait(table.GetAsync("shp-00000000", "shipment")),
            () => Wait(context.LoadAsync<Shipment>("shp-00000000", "shipment")),
            () => Wait(client.GetItemAsync(new GetItemRequest { TableName = "shipments", Key = Key(), ConsistentRead = true })).Item);
        Compare(
            "update",
            1,
            "call",
            () => Wait(table.UpdateAsync(
                "shp-00000000", "shipment", static update => update.Set(x => x.Status, "Shipped").Add(x => x.Revision, 1))),
            () =>
            {
                Wait(SaveAsync());
                return null;
            },
            () => Wait(client.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = "shipments",
                Key = Key(),
                UpdateExpression = "SET #status = :status ADD #revision :one",
                ConditionExpression = "attribute_exists(ShipmentId)",
                ExpressionAttributeNames = new() { ["#status"] = "Status", ["#revision"] = "Revision" },
                ExpressionAttributeValues = new() { [":status"] = new("Shipped"), [":one"] = new() { N = "1" } },
                ReturnValues = ReturnValue.ALL_NEW,
            })).Attributes);

        // Last: the few calls of a round would otherwise pay for compiling what all operations share.
        Compare(
            "query",
            Items,
            "item",
            () => Wait(table.Query("shp-00000000").ToListAsync()),
            () => Wait(context.QueryAsync<Shipment>("shp-00000000").GetRemainingAsync()),
            () => Wait(client.QueryAsync(new QueryRequest
            {
                TableName = "shipments",
                KeyConditionExpression = "ShipmentId = :id",
                ExpressionAttributeValues = new() { [":id"] = new("shp-00000000") },
                ConsistentRead = true,
            })).Items);

        async Task<object?> SaveAsync()
        {
            await context.SaveAsync(changed);
            return null;
        }
    }

    private static void Compare(
        string name, int units, string unit, Func<object?> ours, Func<object?> context, Func<object?> lowLevel)
    {
        var contest = new Contest(units, unit) { CountsAllThreads = true };
        contest.Add($"{name}: fw24", ours);
        contest.Add($"{name}: DynamoDBContext", context);
        contest.Add($"{name}: low-level client", lowLevel);
        var results = contest.Run();
        var (fw24, mapper, client) = (results[$"{name}: fw24"], results[$"{name}: DynamoDBContext"], results[$"{name}: low-level client"]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"table {name} vs_context={mapper.Microseconds / fw24.Microseconds:0.0} "
            + $"vs_low_level={client.Microseconds / fw24.Microseconds:0.00} "
            + $"vs_context_alloc={mapper.Bytes / fw24.Bytes:0.0} vs_low_level_alloc={client.Bytes / fw24.Bytes:0.00}"));
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static Dictionary<string, AttributeValue> Key()
        => new() { ["ShipmentId"] = new("shp-00000000"), ["Part"] = new("shipment") };

    private static Process Start()
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) is "dotnet")
        {
            start.ArgumentList.Add(typeof(TableContest).Assembly.Location);
        }

        start.ArgumentList.Add("table");
        start.ArgumentList.Add(Serve);
        return Process.Start(start)!;
    }

    // The images of the measured event are the items.
    private static async Task ServeAsync()
    {
        using var records = JsonDocument.Parse(StreamPayload.Create(Items));
        var images = records.RootElement.GetProperty("Records").EnumerateArray()
            .Select(static record => record.GetProperty("dynamodb").GetProperty("NewImage").GetRawText())
            .ToList();
        var query = Answer($$"""{"Count":{{Items}},"Items":[{{string.Join(',', images)}}],"ScannedCount":{{Items}}}""");
        var get = Answer($$"""{"Item":{{images[0]}}}""");
        var update = Answer($$"""{"Attributes":{{images[0]}}}""");
        await using var server = new LoopbackServer(request => request.Header("X-Amz-Target") switch
        {
            "DynamoDB_20120810.Query" => query,
            "DynamoDB_20120810.GetItem" => get,
            _ => update,
        });
        Console.WriteLine(ServerReady + server.Url);

        // Until the contest ends.
        await Console.In.ReadToEndAsync();
    }

    private static LoopbackAnswer Answer(string body) => LoopbackAnswer.Of(200, body, "application/x-amz-json-1.0");
}
