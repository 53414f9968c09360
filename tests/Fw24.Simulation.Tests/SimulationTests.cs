using System.Collections.Concurrent;
using System.Globalization;

namespace Fw24.Simulation.Tests;

/// <summary>Whatever is written and whatever goes wrong: nothing is lost, nothing happens twice, nothing overtakes.</summary>
public sealed class SimulationTests
{
    private const int DefaultSeeds = 200;

    [Fact]
    public async Task H03_H06_H09_H12_whatever_goes_wrong_nothing_is_lost_repeated_or_out_of_order()
    {
        var broken = new ConcurrentBag<SimulationResult>();
        await Parallel.ForEachAsync(Seeds(), TestContext.Current.CancellationToken, async (seed, cancellationToken) =>
        {
            var result = await SimulationRun.RunAsync(SimulationPlan.Of(seed), cancellationToken: cancellationToken);
            if (result.Findings.Count > 0)
            {
                broken.Add(result);
            }

            Describe(result);
        });
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

    /// <summary>What to do about a seed that found something.</summary>
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

    // Of a single seed everything is worth knowing.
    private static void Describe(SimulationResult result)
    {
        if (Variable("FW24_SIM_SEED") is not null)
        {
            Console.WriteLine($"{result}\n{result.Faults}");
        }
    }
}
