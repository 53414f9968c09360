using System.Globalization;
using Fw24.Operations;
using Fw24.Replay;

namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>Selections, order, rate and deletion of replays, on queues with the semantics of SQS.</summary>
public sealed class FailureReplayTests
{
    private readonly ReplayScene _scene = new();

    // The rule of the scene is about the journal on its disk.
    public FailureReplayTests() => _scene.Queues.OnDelete = null;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("p-a1 p-a2", null, null, "OrderId=a,Part=order", null)]
    [InlineData("p-a1 p-a2", null, null, "Part=order,OrderId=a", null)]
    [InlineData("p-b1 p-x1", null, "expected a NUMBER", null, null)]
    [InlineData("p-b1 p-c1 p-x1", "OrderBoard", null, null, null)]
    [InlineData("p-b1 q-n1", null, null, null, "p-b1 q-n1 nobody")]
    [InlineData("p-b1", "OrderBoard", "number", "OrderId=b", "p-b1 p-x1")]
    [InlineData("", "OrderBoard", null, "OrderId=a,Part=order", null)]
    public async Task A_run_takes_what_is_selected_and_releases_the_rest(
        string expected, string? function, string? reason, string? item, string? ids)
    {
        var filter = new FailureFilter { Function = function, Reason = reason, Item = item, MessageIds = ids?.Split(' ') };
        using var journal = ReplayJournal.InMemory(_scene.Clock);

        var summary = await Replay(journal).ReplayAsync(_scene.Queues.Queues, filter, cancellationToken: Cancellation);

        Assert.Equal(expected, string.Join(' ', summary.Entries.Select(static entry => entry.MessageId).Order(StringComparer.Ordinal)));
        Assert.Equal(0, _scene.Queues.Hidden);
    }

    [Fact]
    public async Task A_run_for_some_ids_receives_no_more_than_it_needs()
    {
        using var journal = ReplayJournal.InMemory(_scene.Clock);

        await Replay(journal).ReplayAsync(
            _scene.Queues.Queues, new FailureFilter { MessageIds = ["p-broken"] }, cancellationToken: Cancellation);

        Assert.Equal(0, _scene.Queues.ReceivesOf("q-n1"));
    }

    [Fact]
    public async Task A_group_of_a_FIFO_queue_is_replayed_to_its_end_in_order()
    {
        for (var number = 3; number <= 40; number++)
        {
            _scene.Queues.Send(ReplayScene.Mails, $"m-e{number}", ReplayScene.Change("order", "e", number * 100, $"e{number}"), "g-e");
        }

        using var journal = ReplayJournal.InMemory(_scene.Clock);
        var outcomes = new List<string>();
        await Replay(journal).ReplayAsync(
            [_scene.Queues.Named(ReplayScene.Mails)], FailureFilter.All, outcome => outcomes.Add(outcome.MessageId), Cancellation);

        Assert.Equal(
            Enumerable.Range(1, 40).Select(static number => $"m-e{number}"),
            outcomes.Where(static id => id.StartsWith("m-e", StringComparison.Ordinal)));
        Assert.Equal(
            ["m-d1", "m-d2"],
            _scene.Queues.Messages.Where(static one => one.Queue == ReplayScene.Mails).Select(static one => one.Id));
    }

    [Fact]
    public async Task A_range_may_have_any_item_and_takes_its_turn_among_the_records_of_its_function()
    {
        Park("p-k3", "customers-stream", 300, "fails-k3");
        Park("p-k0", "customers-stream", 50, "k0");
        Park("p-k4", "customers-stream", 400, "k4");
        using var journal = ReplayJournal.InMemory(_scene.Clock);
        var outcomes = new List<(string, FailureResult)>();

        await Replay(journal).ReplayAsync(
            [_scene.Queues.Named(ReplayScene.Parking), _scene.Queues.Named(ReplayScene.CustomerFailures)],
            new FailureFilter { Function = "customers-stream" },
            outcome => outcomes.Add((outcome.MessageId, outcome.Result)),
            Cancellation);

        Assert.Equal(
            [
                ("p-k0", FailureResult.Handled), ("f-range", FailureResult.Handled), ("p-k3", FailureResult.Failed),
                ("p-k4", FailureResult.Pending),
            ],
            outcomes);

        void Park(string id, string function, int sequence, string eventId) => _scene.Queues.Send(
            ReplayScene.Parking,
            id,
            ReplayScene.Parked(function, "off", ReplayScene.Record("customers", $"item-{id}", sequence, eventId)));
    }

    [Fact]
    public async Task A_message_that_is_parked_again_is_not_replayed_in_the_same_run()
    {
        using var journal = ReplayJournal.InMemory(_scene.Clock);

        var summary = await Replay(journal).ReplayAsync(_scene.Queues.Queues, FailureFilter.All, cancellationToken: Cancellation);

        Assert.Equal(1, summary.Count(FailureResult.Parked));
        Assert.Single(_scene.Queues.Messages, static one => one.Id.StartsWith("p-again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Items_are_replayed_side_by_side_and_an_item_in_order()
    {
        for (var number = 1; number <= 200; number++)
        {
            Send($"q-{number}", $"i{number % 7}", 1_000 - number);
        }

        var meetings = 0;
        var running = 0;
        var handled = new System.Collections.Concurrent.ConcurrentQueue<(string Item, int Sequence)>();
        var both = new TaskCompletionSource();
        using var journal = ReplayJournal.InMemory(_scene.Clock);
        var replay = new FailureReplay(
            _scene.Queues.OpenFor(new KillSwitch(0)),
            async (message, _) =>
            {
                if (Interlocked.Increment(ref running) > 1 && Interlocked.Increment(ref meetings) > 0)
                {
                    both.TrySetResult();
                }

                // The first one waits for another item's.
                await both.Task;
                handled.Enqueue((message.Content.Item!, int.Parse(message.Content.SequenceNumber!, CultureInfo.InvariantCulture)));
                Interlocked.Decrement(ref running);
                return new ReplayOutcome([new RecordOutcome("replay", RecordResult.Handled)]);
            },
            journal,
            _scene.Clock)
        {
            Parallelism = 3,
        };

        var summary = await replay.ReplayAsync(
            [_scene.Queues.Named(ReplayScene.Audits)], FailureFilter.All, cancellationToken: Cancellation);

        Assert.Equal(201, summary.Count(FailureResult.Handled));
        Assert.All(handled.GroupBy(static one => one.Item, static one => one.Sequence), static item => Assert.Equal(item.Order(), item));
    }

    [Fact]
    public async Task A_rate_is_kept_and_messages_stay_hidden_meanwhile()
    {
        for (var number = 1; number <= 100; number++)
        {
            Send($"q-{number}", $"i{number}", 100);
        }

        using var journal = ReplayJournal.InMemory(_scene.Clock);
        var begin = _scene.Clock.GetUtcNow();
        var hidden = new List<int>();
        var never = new KillSwitch(0);
        var replay = new FailureReplay(_scene.Queues.OpenFor(never), _scene.Replayer(never), journal, _scene.Clock)
        {
            MessagesPerSecond = 0.1,
            HideFor = TimeSpan.FromMinutes(5),
        };

        await replay.ReplayAsync(
            [_scene.Queues.Named(ReplayScene.Audits)], FailureFilter.All, _ => hidden.Add(_scene.Queues.Hidden), Cancellation);

        // 101 messages, one in ten seconds.
        Assert.Equal(TimeSpan.FromSeconds(1_000), _scene.Clock.GetUtcNow() - begin);
        Assert.Equal(Enumerable.Range(0, 101).Reverse(), hidden);
    }

    [Fact]
    public async Task Messages_are_dropped_with_a_reason_that_the_journal_keeps()
    {
        using var journal = ReplayJournal.InMemory(_scene.Clock);
        var replay = new FailureReplay(_scene.Queues.OpenFor(new KillSwitch(0)), journal, _scene.Clock);
        await Assert.ThrowsAsync<ArgumentException>(
            () => replay.DropAsync(_scene.Queues.Queues, FailureFilter.All, " ", cancellationToken: Cancellation));
        var summary = await replay.DropAsync(
            _scene.Queues.Queues,
            new FailureFilter { MessageIds = ["p-broken", "m-d1"] },
            "a forged message",
            cancellationToken: Cancellation);

        Assert.True(summary.IsDone);
        Assert.All(summary.Entries, static entry => Assert.Equal(
            (FailureResult.Dropped, "a forged message", true), (entry.Result, entry.Reason, entry.IsDeleted)));
        Assert.Equal(12, _scene.Queues.Messages.Count);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => replay.ReplayAsync(_scene.Queues.Queues, FailureFilter.All, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_releases_its_messages()
    {
        using var journal = ReplayJournal.InMemory(_scene.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Replay(journal).ReplayAsync(
            _scene.Queues.Queues, FailureFilter.All, _ => stop.Cancel(), stop.Token));

        Assert.Equal(0, _scene.Queues.Hidden);
        Assert.Contains(journal.Entries, static entry => entry.Result is FailureResult.Pending);
    }

    [Fact]
    public async Task A_run_takes_no_more_than_its_limit()
    {
        using var journal = ReplayJournal.InMemory(_scene.Clock);
        var never = new KillSwitch(0);
        var replay = new FailureReplay(_scene.Queues.OpenFor(never), _scene.Replayer(never), journal, _scene.Clock) { MaxMessages = 3 };

        var summary = await replay.ReplayAsync(
            [_scene.Queues.Named(ReplayScene.Parking)], FailureFilter.All, cancellationToken: Cancellation);

        Assert.Equal(3, summary.Entries.Count);
        Assert.Equal(0, _scene.Queues.Hidden);
    }

    [Fact]
    public async Task An_object_is_replayed_once_for_a_journal()
    {
        using var journal = ReplayJournal.InMemory(_scene.Clock);
        var content = System.Text.Encoding.UTF8.GetBytes(_scene.Queues.Messages.Single(static one => one.Id is "f-range").Body);

        var first = await Replay(journal).ReplayObjectAsync("s3://failed/aws/lambda/1", content, Cancellation);
        var second = await Replay(journal).ReplayObjectAsync("s3://failed/aws/lambda/1", content, Cancellation);

        Assert.Equal((FailureResult.Handled, first), (first.Result, second));
        Assert.Equal(["k1", "l1"], _scene.Effects);
        Assert.Equal((true, 0), (journal.Summarize().IsDone, journal.Summarize().NotDeleted));
    }

    private void Send(string id, string customer, int sequence)
        => _scene.Queues.Send(ReplayScene.Audits, id, ReplayScene.Change("customer", customer, sequence, $"event-{id}", "customers"));

    private FailureReplay Replay(ReplayJournal journal) => _scene.Replay(new KillSwitch(0), journal);
}
