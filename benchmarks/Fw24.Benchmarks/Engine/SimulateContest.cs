using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Fw24.Local.Scheduling;
using Fw24.Simulation;

namespace Fw24.Benchmarks.Engine;

/// <summary>Runs a number of changes through simulated clouds, slice by slice, and counts the results.</summary>
internal static class SimulateContest
{
    // Large enough that batches fill, small enough that a slice's history is soon released.
    private const int StepsPerSlice = 2_000;
    private const int Items = 100;

    /// <summary>Runs the contest.</summary>
    /// <param name="args">The options.</param>
    /// <returns>The exit code: 1 if a guarantee was violated.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var records = 100_000L;
        if (Array.IndexOf(args, "--records") is >= 0 and var at
            && (at + 1 == args.Length || !long.TryParse(args[at + 1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out records)))
        {
            await Console.Error.WriteLineAsync("--records takes a number.");
            return 2;
        }

        var weather = args.Contains("--faults") ? FaultProfile.Mild : FaultProfile.Calm;
        var (done, seed) = (0L, 0L);
        var findings = new ConcurrentBag<(ulong Seed, Finding Finding)>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Read(ref done) < records)
            {
                var slice = (ulong)Interlocked.Increment(ref seed);
                var result = await SimulationRun.RunAsync(SimulationPlan.Of(slice, weather, StepsPerSlice, Items, SeededRandom.For(slice, "benchmark")));
                Interlocked.Add(ref done, result.Changes);
                foreach (var finding in result.Findings)
                {
                    findings.Add((slice, finding));
                }
            }
        })));

        foreach (var (slice, finding) in findings.Take(20))
        {
            Console.WriteLine($"  seed {slice}: {finding}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"records={done} lost={Count(FindingKind.Lost, FindingKind.Fold, FindingKind.NotWhole)} duplicated_effects={Count(FindingKind.Duplicated)} out_of_order={Count(FindingKind.OutOfOrder)} other={Count(FindingKind.Leftovers, FindingKind.Contract, FindingKind.Gap)} records/s={done / watch.Elapsed.TotalSeconds:F0}"));
        return findings.IsEmpty ? 0 : 1;

        int Count(params FindingKind[] kinds) => findings.Count(found => kinds.Contains(found.Finding.Kind));
    }
}
