using Fw24.Operations;

namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>
/// Replays whose process ends at any step: nothing is lost, and nothing is deleted before its success is stored.
/// </summary>
public sealed class FailureReplayKillTests
{
    // Longer than messages are hidden.
    private static readonly TimeSpan s_later = TimeSpan.FromMinutes(16);

    [Fact]
    public async Task A_replay_without_an_accident_has_the_expected_outcomes()
    {
        var scene = new ReplayScene();
        var kill = new KillSwitch(0);

        var summary = await scene.RunAsync(kill);

        AssertOutcomes(scene, summary!);
        Assert.Equal(ReplayScene.Effect.Keys.Order(StringComparer.Ordinal), scene.Effects.Order(StringComparer.Ordinal));
        Assert.Equal(0, scene.Queues.Hidden);
        Assert.Equal((14, false, 0), (summary!.Entries.Count, summary.IsDone, summary.NotDeleted));
    }

    [Fact]
    public async Task A_replay_that_is_killed_at_any_step_is_continued_by_the_next()
    {
        var steps = new KillSwitch(0);
        await new ReplayScene().RunAsync(steps);
        Assert.True(steps.Steps > 100, $"{steps.Steps}");
        Assert.Equal(
            [
                "after deleting", "after flushing", "after hiding", "after receiving", "after the function", "after writing",
                "before deleting", "before flushing", "before hiding", "before receiving", "before the function", "before writing",
            ],
            steps.Names.Distinct().Order(StringComparer.Ordinal));

        for (var at = 1; at <= steps.Steps; at++)
        {
            foreach (var torn in (double[])[0, 0.5, 1])
            {
                var scene = new ReplayScene();
                Assert.Null(await scene.RunAsync(new KillSwitch(at)));
                var handled = scene.Effects.Count;
                var stored = StoredIn(scene, torn);
                scene.Clock.Advance(s_later);
                var summary = await scene.RunAsync(new KillSwitch(0));

                AssertOutcomes(scene, summary!);
                Assert.True(
                    ReplayScene.Effect.Where(one => !stored.Contains(one.Value)).Select(static one => one.Key)
                        .ToHashSet().SetEquals(scene.Effects.Skip(handled)),
                    $"killed at {at} ({steps.Names[at - 1]}), {torn}: {string.Join(' ', scene.Effects.Skip(handled))} after the restart");
            }
        }
    }

    [Fact]
    public async Task A_replay_that_is_killed_again_and_again_ends_as_one_without_an_accident()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var scene = new ReplayScene();
            for (var kills = random.Next(1, 8); kills > 0; kills--)
            {
                await scene.RunAsync(new KillSwitch(random.Next(1, 120)), random.NextDouble());

                // Sometimes while messages are still hidden.
                scene.Clock.Advance(TimeSpan.FromMinutes(random.Next(0, 20)));
            }

            scene.Clock.Advance(s_later);
            var summary = await scene.RunAsync(new KillSwitch(0), random.NextDouble());
            AssertOutcomes(scene, summary!, $"seed {seed}");
        }
    }

    // What the next process knows to be done.
    private static HashSet<string> StoredIn(ReplayScene scene, double torn)
    {
        using var journal = scene.OpenJournal(new KillSwitch(0), torn);
        return [.. journal.Entries.Where(static entry => entry.CanBeDeleted).Select(static entry => entry.MessageId)];
    }

    private static void AssertOutcomes(ReplayScene scene, ReplaySummary summary, string? because = null)
    {
        // Each message once, in however many runs.
        var entries = summary.Entries.ToDictionary(static entry => entry.MessageId);
        foreach (var (id, result) in ReplayScene.Expected)
        {
            Assert.True(entries[id].Result == result, $"{because}: {id} is {entries[id].Result}, not {result}: {entries[id].Reason}");
        }

        // What is not done is in its queue, and what was parked again is in the parking queue.
        var left = scene.Queues.Messages.Select(static message => message.Id).ToHashSet();
        Assert.Equal(
            ReplayScene.Expected.Where(static one => one.Value is FailureResult.Failed or FailureResult.Refused or FailureResult.Pending)
                .Select(static one => one.Key).Order(),
            left.Where(static id => !id.StartsWith("p-again", StringComparison.Ordinal)).Order());
        Assert.Contains(scene.Queues.Messages, static message => message.Body.Contains("parked-x1", StringComparison.Ordinal));

        string[] effects = [.. scene.Effects];
        Assert.Equal(ReplayScene.Effect.Keys.Order(StringComparer.Ordinal), effects.Distinct().Order(StringComparer.Ordinal));
        Assert.True(Array.IndexOf(effects, "a1") < Array.IndexOf(effects, "a2"), because);
    }
}
