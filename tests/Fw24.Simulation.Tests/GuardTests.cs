using Fw24.Simulation.Tests.Guards;

namespace Fw24.Simulation.Tests;

/// <summary>Breaks one guard at a time: the simulation must detect each.</summary>
public sealed class GuardTests
{
    private const int MaxSeeds = 2_000;

    public static TheoryData<string> Guards => [.. Guard.All.Select(static guard => guard.Name)];

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task A_broken_guard_is_found(string name)
    {
        var guard = Guard.All.Single(guard => guard.Name == name);
        for (var seed = 1UL; seed <= MaxSeeds; seed++)
        {
            var result = await SimulationRun.RunAsync(SimulationPlan.Of(seed), guard.Break, cancellationToken: TestContext.Current.CancellationToken);
            if (result.Findings.FirstOrDefault(finding => guard.Shows.Contains(finding.Kind)) is { } finding)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{guard.Name}: seed {seed} shows {finding}");
                return;
            }
        }

        Assert.Fail($"{guard.Name}: {MaxSeeds} seeds have not shown it.");
    }
}
