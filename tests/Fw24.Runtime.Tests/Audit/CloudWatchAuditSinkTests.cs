using CsCheck;
using Fw24.Audit;
using Fw24.Audit.Sinks;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Audit;

public sealed class CloudWatchAuditSinkTests
{
    private const int MaxMessage = 1_048_576 - 26;

    private readonly FakeTimeProvider _time = new(AuditTable.Start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_become_events_at_the_time_of_the_change()
    {
        var logs = new FakeLogs();
        var records = new[] { Record(3), Record(1), Record(2) };

        Assert.Empty(await Sink(logs).StoreAsync(records, Cancellation));

        var call = Assert.Single(logs.Calls);
        Assert.Equal([records[1].Json, records[2].Json, records[0].Json], call.Select(static log => log.Message));
        Assert.Equal([1, 2, 3], call.Select(static log => (int)(log.Timestamp - AuditTable.Start).TotalSeconds));
    }

    [Fact]
    public async Task Each_instance_has_a_log_stream_for_each_day()
    {
        var logs = new FakeLogs();
        var sink = Sink(logs);

        await sink.StoreAsync([Record(1)], Cancellation);
        await sink.StoreAsync([Record(2)], Cancellation);
        _time.Advance(TimeSpan.FromDays(1));
        await sink.StoreAsync([Record(3)], Cancellation);

        Assert.Equal(["2026/11/22/orders-audit/i-1", "2026/11/23/orders-audit/i-1"], logs.CreatedStreams);
    }

    [Fact]
    public void H19_Chunks_keep_every_limit_and_every_record()
    {
        var size = Gen.Frequency((6, Gen.Int[1, 2000]), (2, Gen.Int[200_000, 600_000]), (1, Gen.Int[MaxMessage - 1, MaxMessage + 1]));
        var seconds = Gen.Frequency((4, Gen.Int[0, 100]), (2, Gen.Int[0, 200_000]), (1, Gen.OneOf(0, 86_400, 86_401)));
        Seeded.ForAll(Gen.Select(size, seconds).Array[0, 60], 1000, static draws =>
        {
            var records = Array.ConvertAll(draws, static draw => Record(draw.Item2, draw.Item1));
            var oversized = new List<int>();

            var chunks = LogEventChunks.Of(records, oversized);

            Assert.Equal(Enumerable.Range(0, records.Length), chunks.SelectMany(static chunk => chunk).Concat(oversized).Order());
            Assert.All(oversized, index => Assert.True(records[index].Json.Length > MaxMessage));
            foreach (var chunk in chunks)
            {
                Assert.InRange(chunk.Length, 1, 10_000);
                Assert.True(chunk.Sum(index => records[index].Json.Length + 26L) <= 1_048_576);
                Assert.True(records[chunk[^1]].Time - records[chunk[0]].Time <= TimeSpan.FromHours(24));
                Assert.Equal(chunk.OrderBy(index => records[index].Time).ThenBy(static index => index), chunk);
            }

            // No two calls could have been one.
            Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.True(
                pair.First.Append(pair.Second[0]).Sum(index => records[index].Json.Length + 26L) > 1_048_576
                || records[pair.Second[0]].Time - records[pair.First[0]].Time > TimeSpan.FromHours(24)));
        });
    }

    [Theory]
    [InlineData(10_000, 1)]
    [InlineData(10_001, 2)]
    public async Task H19_A_call_has_at_most_10_000_events(int count, int calls)
    {
        var logs = new FakeLogs();

        Assert.Empty(await Sink(logs).StoreAsync([.. Enumerable.Repeat(Record(1), count)], Cancellation));

        Assert.Equal(calls, logs.Calls.Count);
    }

    [Theory]
    [InlineData(524_262, 1)]
    [InlineData(524_263, 2)]
    public async Task H19_A_call_has_at_most_1_048_576_bytes_with_26_for_each_event(int size, int calls)
    {
        var logs = new FakeLogs();

        Assert.Empty(await Sink(logs).StoreAsync([Record(1, 524_262), Record(1, size)], Cancellation));

        Assert.Equal(calls, logs.Calls.Count);
    }

    [Fact]
    public async Task H20_A_record_that_no_event_can_hold_is_a_permanent_failure()
    {
        var logs = new FakeLogs();

        var failures = await Sink(logs).StoreAsync([Record(1), Record(1, MaxMessage), Record(1, MaxMessage + 1)], Cancellation);

        Assert.Equal((2, true), (Assert.Single(failures).Index, failures[0].Permanent));
        Assert.Equal(2, logs.Calls.Sum(static call => call.Count));
    }

    [Fact]
    public async Task H19_Refused_events_are_mapped_back_to_their_records()
    {
        // In order of time: 4, 2, 0, 1, 3. Events before index 1 are expired, those before 2 too old, those from 4 on too new.
        var logs = new FakeLogs { Reject = static _ => new RejectedLogEvents(TooOldEnd: 2, ExpiredEnd: 1, TooNewStart: 4) };

        var failures = await Sink(logs).StoreAsync([Record(3), Record(4), Record(2), Record(5), Record(1)], Cancellation);

        Assert.Equal([(2, true), (3, false), (4, true)], failures.Select(static failure => (failure.Index, failure.Permanent)).Order());
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(null, 0)]
    public async Task E2_an_end_of_0_means_the_first_event(int? tooOld, int? expired)
    {
        // "Exclusive" according to AWS, which never returns 0; moto returns the last event that is too old. An event that it rejected must not count as stored.
        var logs = new FakeLogs { Reject = _ => new RejectedLogEvents(tooOld, expired, null) };

        var failures = await Sink(logs).StoreAsync([Record(2), Record(1)], Cancellation);

        Assert.Equal((1, true), (Assert.Single(failures).Index, failures[0].Permanent));
    }

    [Fact]
    public async Task H31_After_a_call_that_fails_nothing_more_is_sent_and_what_was_stored_is_not_failed()
    {
        var logs = new FakeLogs { OnPut = static call => call == 1 ? new IOException("canary") : null };
        var sink = Sink(logs);
        AuditRecord[] records = [Record(0), Record(100_000), Record(200_000), Record(1)];

        var failures = await sink.StoreAsync(records, Cancellation);

        Assert.Equal([1, 2], failures.Select(static failure => failure.Index).Order());
        Assert.All(failures, static failure => Assert.False(failure.Permanent));
        Assert.All(failures, static failure => Assert.DoesNotContain("canary", failure.Reason, StringComparison.Ordinal));
        Assert.Equal(2, logs.Calls.Count);

        // The stream may be gone, so it is created again.
        Assert.Empty(await sink.StoreAsync([records[1], records[2]], Cancellation));
        Assert.Equal(2, logs.CreatedStreams.Count);
    }

    private CloudWatchAuditSink Sink(FakeLogs logs) => new(logs, "/audit/logs/shop", "orders-audit", "i-1", _time);

    private static AuditRecord Record(int second, int size = 10) => new()
    {
        EventId = "event-1",
        Entity = "Order",
        SequenceNumber = "1",
        Time = AuditTable.Start.AddSeconds(second),
        Json = new byte[size],
        OldImage = default,
        NewImage = default,
    };
}
