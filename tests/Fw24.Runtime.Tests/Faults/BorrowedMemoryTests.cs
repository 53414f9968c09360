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
    public Task S4_a_handlers_function_bears_whatever_throws(Seam seam, int parallelism)
        => BearsAsync(seam, fuse => new FaultyQueue(fuse, parallelism));

    private static async Task BearsAsync(Seam seam, Func<Fuse, FaultyFunction> create)
    {
        string free;
        using (var function = create(new Fuse(Seam.None, 0)))
        {
            free = (await function.InvokeAsync()).ToText();
            AssertSound(function, function.Result, free, "without a failure");
            Assert.NotEmpty(function.Result.Done);
            Assert.NotEmpty(function.Result.Parked);
        }

        var call = 1;
        for (var hasBlown = true; hasBlown; call++)
        {
            using var function = create(new Fuse(seam, call));
            var place = $"{seam}, call {call}";
            var result = await function.InvokeAsync();
            hasBlown = function.Fuse.HasBlown;
            AssertSound(function, result, free, place);

            // An invocation fails as a whole only if it could not begin: its deadline comes from the clock.
            Assert.True(result.Failed is not null || (seam is Seam.UtcNow or Seam.Timer && call == 1 && result.Done.Count + result.Parked.Count == 0), $"{place}: failed as a whole");
            if (s_telemetry.Contains(seam) || !hasBlown)
            {
                Assert.True(result.ToText() == free, $"{place}:\n{result.ToText()}\ninstead of\n{free}");
            }

            if (!hasBlown)
            {
                continue;
            }

            // A telemetry failure is reported once, where possible.
            Assert.True(!s_telemetry.Contains(seam) || seam is Seam.Log or Seam.LogEnabled or Seam.TimerEnd || function.Log.Lines.Any(static line => line.Contains("a listener of its traces", StringComparison.Ordinal)), place);

            var next = await function.InvokeAsync();
            AssertSound(function, next, free, $"after {place}");
            Assert.True(next.ToText() == free, $"after {place}:\n{next.ToText()}\ninstead of\n{free}");
            Assert.Equal(function.Records.Count, next.Outcomes.Count);
        }

        Assert.True(call > 2, $"{seam} has no call.");
    }

    private static void AssertSound(FaultyFunction function, BatchResult result, string free, string place)
    {
        Assert.True(function.Violations.Count == 0 && function.Arrays.Violations.Count == 0, $"{place}: {string.Join(", ", [.. function.Violations, .. function.Arrays.Violations])}");
        Assert.True(function.Arrays.Count <= function.Kept, $"{place}: {function.Arrays.Count} arrays are not returned");
        foreach (var (id, content) in result.Done)
        {
            Assert.True(free.Contains($"done {id} {content}", StringComparison.Ordinal), $"{place}: {id} is not as it is without a failure: {content}");
        }

        foreach (var content in result.Parked)
        {
            Assert.True(function.Records.Any(record => record.Content == content), $"{place}: the batch has no record {content}");
        }

        // Every record is in one of these places, and no change of an item precedes an earlier one.
        foreach (var record in function.Records)
        {
            Assert.True(
                result.Failed is null || result.Failed.Contains(record.AnswerId) || result.Parked.Contains(record.Content) || result.Done.Any(done => done.Id == record.Id),
                $"{place}: {record.Id} is nowhere");
        }

        foreach (var item in function.Records.GroupBy(static record => record.Group))
        {
            var order = result.Done.Select(static done => done.Id).Where(id => item.Any(record => record.Id == id)).Distinct().ToList();
            Assert.True(order.SequenceEqual(order.Order(StringComparer.Ordinal)), $"{place}: {string.Join(", ", order)}");
        }
    }
}
