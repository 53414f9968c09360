using System.Collections.Concurrent;
using System.Globalization;
using Fw24.Local.Faults;
using Fw24.Local.Scheduling;
using Fw24.Simulation.Checks;

namespace Fw24.Simulation.Tests;

/// <summary>Under any writes and faults: nothing is lost, nothing happens twice, and no change overtakes another.</summary>
public sealed class SimulationTests
{
    private const int DefaultSeeds = 200;
    private const int MaxCoverageSeeds = 100;

    [Fact]
    public async Task H03_H06_H09_H12_whatever_goes_wrong_nothing_is_lost_repeated_or_out_of_order()
    {
        var broken = new ConcurrentBag<SimulationResult>();
        var (effects, repeated) = (0L, 0L);
        await Parallel.ForEachAsync(Seeds(), TestContext.Current.CancellationToken, async (seed, cancellationToken) =>
        {
            var result = await SimulationRun.RunAsync(SimulationPlan.Of(seed), cancellationToken: cancellationToken);
            if (result.Findings.Count > 0)
            {
                broken.Add(result);
            }

            Interlocked.Add(ref effects, result.Effects);
            Interlocked.Add(ref repeated, result.Repeated);
            Describe(result);
        });
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{effects} effects of idempotent handlers, {repeated} of them again after a function ended between effect and record");
        Assert.True(broken.IsEmpty, string.Join("\n\n", broken.OrderBy(static result => result.Plan.Seed).Take(5).Select(Story)));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_run_to_the_byte()
    {
        var (first, second) = (new StringWriter(), new StringWriter());
        var cancellationToken = TestContext.Current.CancellationToken;

        foreach (var seed in Enumerable.Range(1, 10))
        {
            await SimulationRun.RunAsync(SimulationPlan.Of((ulong)seed), trace: first, cancellationToken: cancellationToken);
            await SimulationRun.RunAsync(SimulationPlan.Of((ulong)seed), trace: second, cancellationToken: cancellationToken);
        }

        Assert.True(first.ToString().Length > 10_000);
        Assert.Equal(first.ToString(), second.ToString());
    }

    // Before and after each call, in part, at high rates, too late, without permission: the causes of the hazards occur in these runs.
    [Fact]
    public async Task Every_fault_strikes_wherever_it_may()
    {
        var missing = FaultCoverage.All.ToHashSet();
        var timedOut = 0L;
        var seed = 0UL;
        while ((missing.Count > 0 || timedOut == 0) && ++seed <= MaxCoverageSeeds)
        {
            // Faults that are rare elsewhere are as likely as any others here.
            var plan = SimulationPlan.Of(seed, FaultProfile.Late, steps: 60, items: 4, SeededRandom.For(seed, "coverage")) with
            {
                HasLargeItems = seed <= 10,
                Faults = LocalFaults.Random(seed, FaultCoverage.Rates, maxPerBatch: 1000),
            };
            var result = await SimulationRun.RunAsync(plan, cancellationToken: TestContext.Current.CancellationToken);
            missing.ExceptWith(result.Faults.Injected.Select(static fault => (fault.Boundary, fault.Kind)));
            timedOut += result.Report.Functions.Values.Sum(static function => function.TimedOut);
            Assert.Empty(result.Findings);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{seed} seeds");
        Assert.Empty(missing);
        Assert.True(timedOut > 0);
    }

    /// <summary>The instructions for a seed with findings.</summary>
    internal static string Story(SimulationResult result)
        => $"FW24_SIM_SEED={result.Plan.Seed.ToString(CultureInfo.InvariantCulture)} dotnet run --project tests/Fw24.Simulation.Tests -- -method '*whatever_goes_wrong*'\n{result}";

    private static IEnumerable<ulong> Seeds()
    {
        if (Variable("FW24_SIM_SEED") is { } seed)
        {
            return [seed];
        }

        return Enumerable.Range(1, (int)(Variable("FW24_SIM_SEEDS") ?? DefaultSeeds)).Select(static seed => (ulong)seed);
    }

    private static ulong? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : null;

    // For a single seed all details are printed.
    private static void Describe(SimulationResult result)
    {
        if (Variable("FW24_SIM_SEED") is not null)
        {
            Console.WriteLine($"{result}\n{result.Faults}");
        }
    }
}
