using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Benchmarks.Tables;

/// <summary>
/// <c>backfill</c>: a baseline of 100 items, with the heads of their trails and without, against the bare updates of the same items: the
/// client's processor time, with a server in another process that answers with fixed bytes.
/// </summary>
internal static class BackfillContest
{
    private const string Serve = "--serve";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [_, Serve])
        {
            await FixedServer.RunAsync(answersUpdates: false);
            return 0;
        }

        using var server = FixedServer.Start("backfill", Serve);
        try
        {
            Compare((await server.StandardOutput.ReadLineAsync())![FixedServer.Ready.Length..]);
        }
        finally
        {
            server.Kill();
        }

        return 0;
    }

    private static void Compare(string url)
    {
        using var client = FixedServerClients.CreateClient(url);
        using var store = FixedServerClients.CreateStore(url);
        if (MarkAll(store, BackfillSnapshots.Missing) != FixedServer.Items)
        {
            throw new InvalidOperationException("The job does not mark the items of the server.");
        }

        Console.WriteLine($"backfill: {FixedServer.Items} items of 0.9 KB, a server of fixed bytes; processor time of the client");
        var contest = new Contest(FixedServer.Items, "item") { CountsAllThreads = true };
        contest.Add("bare updates", () => UpdateAll(client));
        contest.Add("all", () => MarkAll(store, BackfillSnapshots.All));
        contest.Add("missing", () => MarkAll(store, BackfillSnapshots.Missing));
        var results = contest.Run(45);
        var (bare, all, missing) = (results["bare updates"], results["all"], results["missing"]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"backfill items/s/core={1_000_000 / missing.Microseconds:0} vs_updates={bare.Microseconds / missing.Microseconds:0.00} "
            + $"all_vs_updates={bare.Microseconds / all.Microseconds:0.00} alloc_bytes_per_item={missing.Bytes:0}"));
    }

    private static int MarkAll(DynamoDbItemStore store, BackfillSnapshots snapshots)
    {
        var table = ShipmentStream.Table(fifo: true);
        var app = new AppModel
        {
            Name = "shipments",
            Tables =
            [
                new TableModel
                {
                    Name = table.Name,
                    PartitionKey = table.PartitionKey,
                    SortKey = table.SortKey,
                    Entities = table.Entities,
                    Stream = table.Stream,
                    Audit = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "shipments-audit" },
                },
            ],
            Handlers = [],
        };
        return MarkAllAsync(new ItemBackfill(store, app, table.Name, "baseline") { Snapshots = snapshots }).GetAwaiter().GetResult();
    }

    private static async Task<int> MarkAllAsync(ItemBackfill job)
    {
        var marked = 0L;
        await foreach (var progress in job.RunAsync(itemsPerSecond: int.MaxValue, segments: 1).ConfigureAwait(false))
        {
            marked = progress.Marked;
        }

        return (int)marked;
    }

    private static object? UpdateAll(AmazonDynamoDBClient client)
    {
        for (var item = 0; item < FixedServer.Items; item++)
        {
            client.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = "shipments",
                Key = new() { ["ShipmentId"] = new("shp-00000000"), ["Part"] = new("shipment") },
                UpdateExpression = "SET #mark = :mark",
                ConditionExpression = "attribute_exists(ShipmentId) AND attribute_not_exists(#mark)",
                ExpressionAttributeNames = new() { ["#mark"] = "fw24:backfill" },
                ExpressionAttributeValues = new()
                {
                    [":mark"] = new() { M = new() { ["job"] = new("baseline"), ["snapshot"] = new() { BOOL = true } } },
                },
            }).GetAwaiter().GetResult();
        }

        return null;
    }
}
