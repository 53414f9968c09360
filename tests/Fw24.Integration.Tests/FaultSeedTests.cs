using System.Collections.Concurrent;
using Fw24.Integration.Tests.Harness;
using Orders.Local;

namespace Fw24.Integration.Tests;

/// <summary>Duplicates, throttles, crashes between any two steps, and poison must not affect the audit trail.</summary>
public sealed class FaultSeedTests
{
    private const int SeedCount = 50;

    private static readonly ConcurrentDictionary<int, Task<SampleRun>> s_runs = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, SeedCount)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task H03_after_faults_of_any_kind_the_fold_is_right(int seed)
    {
        var run = await StartAsync(seed);

        Assert.True(run.ExitCode is 0, $"dotnet run --project samples/Orders/Orders.Local -- --faults {seed}\n{run.Output}");
        Assert.EndsWith(" fold=ok", run.LastLine);
        Assert.Equal((2_000, run.Count("changes"), run.Count("changes")), (run.Count("writes"), run.Count("published"), run.Count("audited")));
    }

    // Test cases run one after another: the next runs are started ahead, as many as there are processors.
    private static Task<SampleRun> StartAsync(int seed)
    {
        for (var ahead = 1; ahead < Environment.ProcessorCount && seed + ahead <= SeedCount; ahead++)
        {
            _ = Start(seed + ahead);
        }

        return Start(seed);
    }

    private static Task<SampleRun> Start(int seed)
        => s_runs.GetOrAdd(seed, static seed => Task.Run(() => SampleRun.StartAsync(new RunOptions { FaultSeed = (ulong)seed })));
}
