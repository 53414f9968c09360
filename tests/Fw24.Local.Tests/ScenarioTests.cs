using Fw24.Local.Scheduling;
using Fw24.Local.Tests.Shop;

namespace Fw24.Local.Tests;

/// <summary>Runs that are repeated, and held between two events.</summary>
public sealed class ScenarioTests
{
    private const int Seed = 5;

    // How long a script that is not ended would be waited for.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("fifo")]
    [InlineData("same-table")]
    public async Task A_script_that_is_held_has_done_what_a_whole_run_does_until_then(string configuration)
    {
        var whole = await RunAsync(configuration);
        using var trace = new StringWriter();
        await using var cloud = Create(configuration, trace);
        var hold = cloud.Parts.Loop.Break = new EventBreak(cloud.Parts.Loop.Gate);
        var held = hold.GoOn(until: 0);
        var script = Task.Run(() => ScriptAsync(cloud, hold), TestContext.Current.CancellationToken);
        foreach (var events in (int[])[0, 1, 100, 101, 250])
        {
            held = hold.GoOn(events);
            await held;
            Assert.Equal((events, false), (cloud.Parts.Loop.Events, script.IsCompleted));
            Assert.StartsWith(trace.ToString(), whole, StringComparison.Ordinal);
        }

        Assert.InRange(trace.ToString().Length, 1_000, whole.Length - 1_000);
        _ = hold.GoOn(long.MaxValue);
        await script;
        Assert.Equal(whole, trace.ToString());
    }

    [Fact]
    public async Task Only_the_script_is_held()
    {
        await using var cloud = Create("fifo");
        var hold = cloud.Parts.Loop.Break = new EventBreak(cloud.Parts.Loop.Gate);
        var held = hold.GoOn(until: 20);
        var script = Task.Run(() => ScriptAsync(cloud, hold), TestContext.Current.CancellationToken);
        await held;
        var step = cloud.StepAsync(TestContext.Current.CancellationToken);
        Assert.True(step.IsCompletedSuccessfully);
        Assert.True(await step);
        await cloud.RunUntilIdleAsync(TestContext.Current.CancellationToken);
        Assert.True(cloud.Parts.Loop.Events > 21);
        Assert.False(script.IsCompleted);
        hold.Close();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(()
            => script.WaitAsync(s_patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_script_that_is_stopped_is_held_before_its_next_event_and_can_go_on()
    {
        await using var cloud = Create("fifo");
        var hold = cloud.Parts.Loop.Break = new EventBreak(cloud.Parts.Loop.Gate);
        var held = hold.GoOn(long.MaxValue);
        hold.Stop();
        var script = Task.Run(() => ScriptAsync(cloud, hold), TestContext.Current.CancellationToken);
        await held;
        Assert.Equal(0, cloud.Parts.Loop.Events);
        _ = hold.GoOn(long.MaxValue);
        await script;
    }

    [Fact]
    public async Task A_script_that_ignores_its_end_meets_it_at_its_next_event()
    {
        await using var cloud = Create("fifo");
        var hold = cloud.Parts.Loop.Break = new EventBreak(cloud.Parts.Loop.Gate);
        _ = hold.GoOn(long.MaxValue);
        hold.Close();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ScriptAsync(cloud, hold));
        Assert.Equal(0, cloud.Parts.Loop.Events);
    }

    [Fact]
    public async Task A_scenario_has_a_new_cloud_for_each_run_and_fails_as_its_script_does()
    {
        List<LocalCloud> clouds = [];
        var scenario = new LocalScenario(() => Create("fifo"), (cloud, _) =>
        {
            clouds.Add(cloud);
            return clouds.Count == 1 ? Task.CompletedTask : throw new InvalidOperationException("the second");
        });
        await scenario.RunAsync(TestContext.Current.CancellationToken);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(()
            => scenario.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal("the second", exception.Message);
        Assert.NotSame(clouds[0], clouds[1]);
    }

    private static LocalCloud Create(string configuration, TextWriter? trace = null)
        => RandomFaultTests.Create(Seed, configuration, new Seen(), trace);

    private static async Task<string> RunAsync(string configuration)
    {
        using var trace = new StringWriter();
        await using var cloud = Create(configuration, trace);
        await WriteAsync(cloud);
        return trace.ToString();
    }

    private static async Task ScriptAsync(LocalCloud cloud, EventBreak hold)
    {
        hold.Enter();
        await WriteAsync(cloud);
    }

    // It passes no token on.
    private static async Task WriteAsync(LocalCloud cloud)
    {
        await RandomFaultTests.WriteAsync(cloud, Seed);
        await cloud.RunUntilIdleAsync(CancellationToken.None);
    }
}
