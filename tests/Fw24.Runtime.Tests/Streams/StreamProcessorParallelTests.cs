using Fw24.Functions.Streams;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Streams;

public sealed class StreamProcessorParallelTests
{
    [Fact]
    public async Task Calls_go_side_by_side_up_to_a_bound()
    {
        var stream = new TestStream();
        stream.Topic.During = (_, _) => stream.WaitAsync(100);

        // Six calls, and one more for the groups' second messages.
        var failed = await stream.InvokeAsync([.. Items(60), TestRecord.Change("item-0", 2, 60)]);

        Assert.Empty(failed);
        Assert.Equal(7, stream.Topic.Calls.Count);
        Assert.Equal(StreamProcessor.MaxCallsUnderWay, stream.Topic.MostUnderWay);
        Assert.InRange(stream.Time.GetUtcNow() - stream.Time.Start, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(299));
    }

    [Fact]
    public async Task A_slow_call_holds_back_its_own_groups_and_no_others()
    {
        var stream = new TestStream();
        stream.Topic.During = (call, _) => stream.WaitAsync(call == 0 ? 1000 : 10);
        TestRecord[] records = [.. Items(20), .. Enumerable.Range(0, 20).Select(static i => TestRecord.Change($"item-{i}", 2, 20 + i))];

        Assert.Empty(await stream.InvokeAsync(records));

        string[][] expected = [Ids(0, 1), Ids(10, 1), Ids(10, 2), Ids(0, 2)];
        Assert.Equal(expected, stream.Topic.Calls);
        Assert.Equal([.. expected[1], .. expected[2], .. expected[0], .. expected[3]], stream.Topic.EventIds);
    }

    [Fact]
    public async Task H06_of_calls_side_by_side_a_failed_entry_stops_its_group_and_nothing_else()
    {
        var stream = new TestStream { Topic = { OnEntry = static id => id == "item-13-1" ? EntryFault.Throttle : EntryFault.None } };
        stream.Topic.During = (call, _) => stream.WaitAsync(10 + call);
        TestRecord[] records = [.. Items(40), .. Enumerable.Range(0, 40).Select(static i => TestRecord.Change($"item-{i}", 2, 40 + i))];

        var failed = await stream.InvokeAsync(records);

        Assert.Equal([TestRecord.Sequence(13), TestRecord.Sequence(53)], failed);
        Assert.Equal(records.Select(static record => record.EventId).Where(static id => !id.StartsWith("item-13-", StringComparison.Ordinal)).Order(), stream.Topic.EventIds.Order());
    }

    [Fact]
    public async Task H30_at_the_deadline_what_no_call_under_way_has_brought_home_is_answered_as_failed()
    {
        var stream = new TestStream { Timeout = TimeSpan.FromSeconds(3) };
        stream.Topic.During = (call, token) => call is 1 or 2 ? stream.WaitAsync(100) : Hang(token);

        var failed = await stream.InvokeAsync(Items(80));

        // 0 and 3 to 5 were cut off, 6 and 7 never made.
        Assert.Equal(6, stream.Topic.Calls.Count);
        Assert.Equal([.. Ids(10, 1), .. Ids(20, 1)], stream.Topic.EventIds);
        Assert.Equal([.. Enumerable.Range(0, 80).Where(static i => i is < 10 or >= 30).Select(TestRecord.Sequence)], failed);
        Assert.True(stream.Time.GetUtcNow() - stream.Time.Start <= stream.Timeout);
    }

    [Fact]
    public async Task H31_after_a_throttled_call_no_other_begins_before_the_pause_is_over()
    {
        var stream = new TestStream { Topic = { OnCall = static call => call == 0 ? CallFault.ThrowBefore : CallFault.None } };
        List<TimeSpan> begun = [];
        stream.Topic.During = (_, _) =>
        {
            begun.Add(stream.Time.GetUtcNow() - stream.Time.Start);
            return stream.WaitAsync(20);
        };

        Assert.Empty(await stream.InvokeAsync(Items(50)));

        Assert.Equal(6, begun.Count);
        Assert.All(begun[..4], static time => Assert.Equal(TimeSpan.Zero, time));
        Assert.All(begun[4..], static time => Assert.Equal(TimeSpan.FromMilliseconds(70), time));
    }

    [Fact]
    public async Task The_same_run_makes_the_same_calls()
    {
        Assert.Equal(await CallsAsync(), await CallsAsync());

        static async Task<List<string[]>> CallsAsync()
        {
            var dice = new Random(17);
            var stream = new TestStream { Topic = { OnEntry = _ => dice.Next(5) == 0 ? EntryFault.Throttle : EntryFault.None } };
            stream.Topic.During = (_, _) => stream.WaitAsync(dice.Next(5) * 10);
            await stream.DeliverAsync([.. Enumerable.Range(0, 300).Select(i => TestRecord.Change($"item-{dice.Next(60)}", i, i))]);
            return stream.Topic.Calls;
        }
    }

    [Fact]
    public async Task An_answer_to_another_call_says_nothing_of_this_one()
    {
        var stream = new TestStream { Topic = { Invented = new(7, "InvalidParameter", null, SenderFault: true) } };

        var failed = await stream.InvokeAsync(Items(2));

        Assert.Equal([TestRecord.Sequence(0), TestRecord.Sequence(1)], failed);
        Assert.Empty(stream.Parking.Records);
    }

    private static TestRecord[] Items(int count)
        => [.. Enumerable.Range(0, count).Select(static i => TestRecord.Change($"item-{i}", 1, i))];

    private static string[] Ids(int from, int number) => [.. Enumerable.Range(from, 10).Select(i => $"item-{i}-{number}")];

    // Task.Delay would report its cancellation on another thread, while the fake clock goes on.
    private static async ValueTask Hang(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        await never.Task;
    }
}
