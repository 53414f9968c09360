namespace Fw24.Runtime.Tests.Faults;

/// <summary>
/// Whatever throws, at any of its calls: each record is published, stored or handled unchanged, parked, or reported as failed; no message contains
/// another's bytes; no memory is returned while a call uses it; and the next invocation is not affected.
/// </summary>
/// <remarks>They run alone: listeners and array pool events are process-wide.</remarks>
[Collection(nameof(BorrowedMemoryTests))]
[CollectionDefinition(nameof(BorrowedMemoryTests), DisableParallelization = true)]
public sealed class BorrowedMemoryTests
{
    // Exceptions of these must not affect the outcome of records.
    private static readonly Seam[] s_telemetry =
    [
        Seam.Sample, Seam.SampleByParentId, Seam.ActivityStarted, Seam.ActivityStopped, Seam.CurrentActivity, Seam.Counter, Seam.Histogram, Seam.Log, Seam.LogEnabled, Seam.Outcome, Seam.Timestamp, Seam.TimerEnd,
    ];

    private static readonly Seam[] s_others =
    [
        Seam.UtcNow, Seam.Timer, Seam.Call, Seam.CallBefore, Seam.CallAfter, Seam.Claim, Seam.ClaimLater, Seam.Parking, Seam.ParkingAfter, Seam.Cancellation,
    ];

    public static TheoryData<Seam> StreamSeams => [.. s_telemetry, .. s_others, Seam.AnswerNull, Seam.AnswerList, Seam.AnswerOnce, Seam.Model];

    public static TheoryData<Seam> AuditSeams => [.. s_telemetry, .. s_others, Seam.AnswerNull, Seam.AnswerList, Seam.AnswerOnce];

    // A handler returns nothing, and its messages are counted at the end.
    public static TheoryData<Seam, int> QueueSeams => new([.. s_telemetry.Concat(s_others).SelectMany(static seam => new[] { (seam, 1), (seam, 4) })]);

    [Theory]
    [MemberData(nameof(StreamSeams))]
    public Task S4_a_stream_processor_bears_whatever_throws(Seam seam) => BearsAsync(seam, static fuse => new FaultyStream(fuse));

    [Theory]
    [MemberData(nameof(AuditSeams))]
    public Task S4_an_audit_logger_bears_whatever_throws(Seam seam) => BearsAsync(seam, static fuse => new FaultyAudit(fuse));

    [Theory]
    [MemberData(nameof(QueueSeams))]
    public Task S4_a_handlers_function_bears_whatever_throws(Seam seam, int parallelism) => BearsAsync(seam, fuse => new FaultyQueue(fuse, parallelism));

    private static async Task BearsAsync(Seam seam, Func<Fuse, FaultyWorld> create)
    {
        string free;
        using (var world = create(new Fuse(Seam.None, 0)))
        {
            free = (await world.InvokeAsync()).Tell();
            AssertSound(world, world.Story, free, "without a failure");
            Assert.NotEmpty(world.Story.Done);
            Assert.NotEmpty(world.Story.Parked);
        }

        var call = 1;
        for (var hasBlown = true; hasBlown; call++)
        {
            using var world = create(new Fuse(seam, call));
            var place = $"{seam}, call {call}";
            var story = await world.InvokeAsync();
            hasBlown = world.Fuse.HasBlown;
            AssertSound(world, story, free, place);

            // An invocation fails as a whole only if it could not begin: its deadline comes from the clock.
            Assert.True(story.Failed is not null || (seam is Seam.UtcNow or Seam.Timer && call == 1 && story.Done.Count + story.Parked.Count == 0), $"{place}: failed as a whole");
            if (s_telemetry.Contains(seam) || !hasBlown)
            {
                Assert.True(story.Tell() == free, $"{place}:\n{story.Tell()}\ninstead of\n{free}");
            }

            if (!hasBlown)
            {
                continue;
            }

            // A telemetry failure is reported once, where possible.
            Assert.True(!s_telemetry.Contains(seam) || seam is Seam.Log or Seam.LogEnabled or Seam.TimerEnd || world.Log.Lines.Any(static line => line.Contains("a listener of its traces", StringComparison.Ordinal)), place);

            var next = await world.InvokeAsync();
            AssertSound(world, next, free, $"after {place}");
            Assert.True(next.Tell() == free, $"after {place}:\n{next.Tell()}\ninstead of\n{free}");
            Assert.Equal(world.Records.Count, next.Outcomes.Count);
        }

        Assert.True(call > 2, $"{seam} has no call.");
    }

    private static void AssertSound(FaultyWorld world, FaultyStory story, string free, string place)
    {
        Assert.True(world.Violations.Count == 0 && world.Arrays.Violations.Count == 0, $"{place}: {string.Join(", ", [.. world.Violations, .. world.Arrays.Violations])}");
        Assert.True(world.Arrays.Count <= world.Kept, $"{place}: {world.Arrays.Count} arrays are not returned");
        foreach (var (id, content) in story.Done)
        {
            Assert.True(free.Contains($"done {id} {content}", StringComparison.Ordinal), $"{place}: {id} is not as it is without a failure: {content}");
        }

        foreach (var content in story.Parked)
        {
            Assert.True(world.Records.Any(record => record.Content == content), $"{place}: no record of the batch was parked: {content}");
        }

        // Every record is in one of these places, and no change of an item precedes an earlier one.
        foreach (var record in world.Records)
        {
            Assert.True(
                story.Failed is null || story.Failed.Contains(record.AnswerId) || story.Parked.Contains(record.Content) || story.Done.Any(done => done.Id == record.Id),
                $"{place}: {record.Id} is nowhere");
        }

        foreach (var item in world.Records.GroupBy(static record => record.Group))
        {
            var order = story.Done.Select(static done => done.Id).Where(id => item.Any(record => record.Id == id)).Distinct().ToList();
            Assert.True(order.SequenceEqual(order.Order(StringComparer.Ordinal)), $"{place}: {string.Join(", ", order)}");
        }
    }
}
