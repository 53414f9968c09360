using System.Globalization;
using Fw24.Local;

namespace Fw24.Benchmarks.Engine;

/// <summary>
/// <c>pipeline</c>: changes from the table to the handler and the audit log through <c>Fw24.Local</c>, on one core, and how the cost grows with
/// the number of changes and of tables.
/// </summary>
internal static class PipelineContest
{
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
        var app = ShipmentsApp.Of(tables);
        GC.Collect();
        var started = Environment.CpuUsage.TotalTime;
        await using var cloud = LocalCloud.Create(app, static options => options.KeepHistory = false);
        for (var written = 0; written < records;)
        {
            for (var end = Math.Min(written + Burst, records); written < end; written++)
            {
                // As many at a time as a function takes: batches are no smaller with many tables than with one.
                cloud.Tables[app.Tables[written / ShipmentsApp.BatchSize % tables].Name].Put(ShipmentsApp.Item(written));
            }

            await cloud.RunUntilIdleAsync();
        }

        var seconds = (Environment.CpuUsage.TotalTime - started).TotalSeconds;
        var report = cloud.Report();
        return report.Handled == records && report.Audited == records
            ? seconds
            : throw new InvalidOperationException($"Of {records} changes not each was handled and audited once:\n{report}");
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
