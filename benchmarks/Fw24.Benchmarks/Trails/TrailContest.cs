using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Fw24.Audit;
using Fw24.Audit.Reading;
using Fw24.Benchmarks.Tables;

namespace Fw24.Benchmarks.Trails;

/// <summary>
/// <c>trail</c>: an item's trail of 100 records, read and folded, against the bare query of the same items of a server in another process;
/// then an export of a million records.
/// </summary>
internal static class TrailContest
{
    private const string Serve = "--serve";
    private const int Days = 10;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [_, Serve])
        {
            await TrailServer.RunAsync();
            return 0;
        }

        using (var server = FixedServer.Start("trail", Serve))
        {
            try
            {
                CompareReads((await server.StandardOutput.ReadLineAsync())![TrailServer.Ready.Length..]);
            }
            finally
            {
                server.Kill();
            }
        }

        await ExportAsync(AuditFileFormat.JsonLines, [10_000, 100_000]);
        await ExportAsync(new ParquetFormat(), [10_000, 100_000]);
        return 0;
    }

    private static void CompareReads(string url)
    {
        using var client = FixedServerClients.CreateClient(url);
        using var store = FixedServerClients.CreateStore(url);
        using var reader = new AuditReader(ShipmentTrail.App, store);
        var trail = reader.OfShipment(ShipmentTrail.ShipmentId, ShipmentTrail.Part);
        var state = trail.StateAsync(DateTimeOffset.MaxValue).GetAwaiter().GetResult();
        if (state.Item?.Revision is not ShipmentTrail.Records - 1
            || trail.Changes().ToListAsync().GetAwaiter().GetResult().Count is not ShipmentTrail.Records)
        {
            throw new InvalidOperationException("The trail is not the measured one.");
        }

        Console.WriteLine($"trail: {ShipmentTrail.Records} records of an item, a server of fixed bytes; processor time of the client");
        var contest = new Contest(ShipmentTrail.Records) { CountsAllThreads = true };
        contest.Add("bare query", () => client.QueryAsync(new QueryRequest
        {
            TableName = "shipments-audit",
            KeyConditionExpression = "pk = :id",
            ExpressionAttributeValues = new() { [":id"] = new("AUDIT#Shipment") },
            ConsistentRead = true,
        }).GetAwaiter().GetResult().Items);
        contest.Add("records", () => trail.Changes().ToListAsync().GetAwaiter().GetResult());
        contest.Add("state", () => trail.StateAsync(DateTimeOffset.MaxValue).GetAwaiter().GetResult());
        var results = contest.Run(45);
        var (bare, records, folded) = (results["bare query"], results["records"], results["state"]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"trail records_vs_bare_query={records.Microseconds / bare.Microseconds:0.00} "
            + $"state_vs_bare_query={folded.Microseconds / bare.Microseconds:0.00} "
            + $"records_alloc_vs_bare_query={records.Bytes / bare.Bytes:0.00} state_alloc_vs_bare_query={folded.Bytes / bare.Bytes:0.00}"));
    }

    // The same records a day, ten times as many in the second run: memory must not grow with them.
    private static async Task ExportAsync(AuditFileFormat format, int[] perDay)
    {
        var entries = (await ShipmentTrail.CreateAsync()).Entries;
        var heaps = new List<long>();
        foreach (var records in perDay)
        {
            var folder = Directory.CreateTempSubdirectory("fw24-export-").FullName;
            try
            {
                var store = new RepeatedRecords(entries, records);
                var source = new AuditSource(ShipmentTrail.App.Name, ShipmentTrail.App.Tables[0], store, null, "shipments", null);
                var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
                var query = new AuditQuery([source], new AuditSelection()).Between(start, start.AddDays(Days).AddTicks(-1));
                var (cpu, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
                var export = await new AuditExporter(Path.Combine(folder, "march"), format).ExportAsync(query);
                var (json, seconds) = (store.Bytes / 1e6, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
                heaps.Add(store.Heap);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"trail export={format.Extension} records={export.Records} json_mb={json:0} "
                    + $"files_mb={export.Files.Sum(static file => file.Bytes) / 1e6:0} mb_per_second_and_core={json / seconds:0} "
                    + $"seconds={Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} heap_mb={store.Heap / 1e6:0}"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"trail export={format.Extension} heap_vs_a_tenth_of_the_records={(double)heaps[1] / heaps[0]:0.00}"));
    }
}
