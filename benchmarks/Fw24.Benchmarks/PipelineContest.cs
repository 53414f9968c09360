using System.Globalization;
using System.Text;
using Fw24.Local;
using Fw24.Model;

namespace Fw24.Benchmarks;

/// <summary>
/// <c>pipeline</c>: changes from the table to the handler and the audit log through <c>Fw24.Local</c>, on one core, and how the cost grows with
/// the number of changes and of tables.
/// </summary>
internal static class PipelineContest
{
    private const int Items = 100;

    // Each table's changes arrive as many at a time as its stream function takes, so that batches are no smaller with many tables than with one.
    private const int BatchSize = 100;

    private const int Rounds = 3;

    // The number of writes per burst; completed work is then released.
    private const int Burst = 2_000;

    /// <summary>Runs the contest.</summary>
    /// <param name="args">The options.</param>
    /// <returns>The exit code: 1 if a change was lost.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        int[] records = args.Contains("--million") ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 10_000, 100_000];
        int[] tables = [1, 10, 100];
        Console.WriteLine("pipeline: table, stream, stream function, topic, queues, handler and audit logger, log group");

        // Runs until tiered compilation is complete: a cold start would slow down the small runs and understate growth.
        for (var i = 0; i < 5; i++)
        {
            await MeasureAsync(tables: 10, records: 20_000);
        }

        var runs = Array.ConvertAll(records, static size => new Run(1, size)).Concat(tables.Select(static count => new Run(count, count * 1_000))).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var run in runs)
            {
                if (round == 0 || run.Records <= 100_000)
                {
                    run.Seconds.Add(await MeasureAsync(run.Tables, run.Records));
                }
            }
        }

        foreach (var run in runs)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {run.Records,9:N0} changes of {run.Tables,3} tables   {run.Records / run.Median,9:N0} records/s"));
        }

        var (byRecords, byTables) = (runs[..records.Length], runs[records.Length..]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"pipeline records/s={byRecords[^1].Records / byRecords[^1].Median:0} exponent_records={Exponent(byRecords):0.00} exponent_tables={Exponent(byTables):0.00}"));
        return 0;
    }

    private static async Task<double> MeasureAsync(int tables, int records)
    {
        var app = App(tables);
        GC.Collect();
        var started = Environment.CpuUsage.TotalTime;
        await using var cloud = LocalCloud.Create(app, static options => options.KeepHistory = false);
        for (var written = 0; written < records;)
        {
            for (var end = Math.Min(written + Burst, records); written < end; written++)
            {
                cloud.Tables[app.Tables[written / BatchSize % tables].Name].Put(Item(written));
            }

            await cloud.RunUntilIdleAsync();
        }

        var seconds = (Environment.CpuUsage.TotalTime - started).TotalSeconds;
        var report = cloud.Report();
        return report.Handled == records && report.Audited == records
            ? seconds
            : throw new InvalidOperationException($"Of {records} changes not each was handled and audited once:\n{report}");
    }

    private static ItemImage Item(int number) => new(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $$$"""{"ShipmentId":{"S":"shp-{{{number % Items:D4}}}"},"Part":{"S":"shipment"},"Status":{"S":"Packed"},"Revision":{"N":"{{{number}}}"}}""")));

    /// <summary>The app with this number of tables like the one of <see cref="Shipment"/>, each with its handler.</summary>
    private static AppModel App(int count)
    {
        var table = ShipmentStream.Table(fifo: true);
        var handler = (HandlerModel<ShipmentCounter, ShipmentChange>)Fw24BenchmarksApp.Model.Handlers.Single(static handler => handler.Name == nameof(ShipmentCounter));
        var (tables, handlers) = (new TableModel[count], new HandlerModel[count]);
        for (var i = 0; i < count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"shipments-{i:D3}");
            tables[i] = new TableModel
            {
                Name = name,
                PartitionKey = table.PartitionKey,
                SortKey = table.SortKey,
                Entities = table.Entities,
                Stream = new StreamEnabledAttribute { Fifo = true, BatchSize = BatchSize },
                Audit = new AuditAttribute(AuditLoggerType.Cloudwatch) { BatchSize = 10 },
            };
            handlers[i] = new HandlerModel<ShipmentCounter, ShipmentChange>
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"{nameof(ShipmentCounter)}{i:D3}"),
                TableName = name,
                Entity = handler.Entity,
                Operations = handler.Operations,
                Read = handler.Read,
            };
        }

        return new AppModel { Name = "benchmark", Tables = tables, Handlers = handlers };
    }

    /// <summary>The slope of time over size, both as logarithms: 1 if twice the size takes twice as long.</summary>
    private static double Exponent(Run[] runs)
    {
        var x = Array.ConvertAll(runs, static run => Math.Log(run.Records));
        var y = Array.ConvertAll(runs, static run => Math.Log(run.Median));
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y).Sum(pair => (pair.First - meanX) * (pair.Second - meanY)) / x.Sum(value => (value - meanX) * (value - meanX));
    }

    private sealed record Run(int Tables, int Records)
    {
        public List<double> Seconds { get; } = [];

        public double Median
        {
            get
            {
                Seconds.Sort();
                return Seconds[Seconds.Count / 2];
            }
        }
    }
}
