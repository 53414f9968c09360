using Fw24.Functions.Handlers.Idempotency;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Handlers;

/// <summary>Handlers that receive the changes of an invocation in one call.</summary>
public sealed class BatchHandlingTests
{
    private readonly TestQueue _queue = TestQueue.OfBatches();

    [Fact]
    public async Task A_batch_reaches_one_handler_in_one_call_and_in_order()
    {
        _queue.Notes.OnBatch = static (changes, batch, _) =>
        {
            Assert.Equal(changes, batch.Changes);
            var second = batch.Of(changes[1]);
            Assert.Equal(("m-2", 2, "req-1"), (second.MessageId, second.ReceiveCount, batch.Invocation.RequestId));
            return Task.CompletedTask;
        };

        Assert.Empty(await _queue.InvokeAsync(
            _queue.Message(TestQueue.Change("1", old: null), "A"),
            _queue.Message(TestQueue.Change("2"), "A"),
            _queue.Message(TestQueue.Change("3"), "B")));

        Assert.Equal(["1", "2", "3"], Assert.Single(_queue.Notes.Batches));
        Assert.Equal(["1", "2", "3"], _queue.Outcomes.Select(static outcome => outcome.EventId));
        Assert.All(_queue.Outcomes, static outcome => Assert.Equal(RecordResult.Handled, outcome.Result));
        Assert.Equal(
            "Information: OrderHandler req-1: 3 messages, 3 handled, 0 skipped, 0 parked, 0 failed", Assert.Single(_queue.Log.Lines));
    }

    [Fact]
    public async Task H13_a_change_that_is_reported_as_failed_returns_with_the_rest_of_its_group()
    {
        _queue.Notes.OnBatch = Fails("a2");

        var failed = await _queue.InvokeAsync(
            _queue.Message(TestQueue.Change("a1"), "A"),
            _queue.Message(TestQueue.Change("b1"), "B"),
            _queue.Message(TestQueue.Change("a2"), "A"),
            _queue.Message(TestQueue.Change("b2"), "B"), _queue.Message(TestQueue.Change("a3"), "A"));

        Assert.Equal(["m-a2", "m-a3"], failed);
        var outcome = _queue.Outcomes.Single(static outcome => outcome.EventId == "a2");
        Assert.IsType<IOException>(outcome.Exception);
        Assert.Equal("an earlier message of its group failed", _queue.Outcomes.Single(static outcome => outcome.EventId == "a3").Reason);
    }

    [Fact]
    public async Task H13_on_a_standard_queue_only_the_failed_change_returns()
    {
        _queue.Notes.OnBatch = Fails("1");

        Assert.Equal(["m-1"], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1")), _queue.Message(TestQueue.Change("2"))));
    }

    [Fact]
    public async Task H31_an_exception_fails_all_changes_and_is_logged_once()
    {
        _queue.Notes.OnBatch = static (_, _, _) => throw new IOException("secret");

        var failed = await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1")), _queue.Message(TestQueue.Change("2")));

        Assert.Equal(["m-1", "m-2"], failed);

        Assert.All(_queue.Outcomes, static outcome => Assert.IsType<IOException>(outcome.Exception));
        Assert.Single(_queue.Log.Lines, static line => line.StartsWith(
            "Error: OrderHandler req-1: the handler failed on a batch of 2 changes", StringComparison.Ordinal));
        Assert.DoesNotContain(_queue.Log.Lines, static line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_change_for_the_handler_is_not_in_the_batch()
    {
        Assert.Empty(await _queue.InvokeAsync(
            _queue.Message(TestQueue.Change("1")), _queue.Message(TestQueue.Change("2", entity: "Note")), TestQueue.Message("m-3", "{}")));

        Assert.Equal(["1"], Assert.Single(_queue.Notes.Batches));
        Assert.Equal(
            [("m-1", RecordResult.Handled), ("m-2", RecordResult.Skipped), ("m-3", RecordResult.Parked)],
            _queue.Outcomes.Select(static outcome => (outcome.Id, outcome.Result)).Order());
    }

    [Fact]
    public async Task Other_operations_than_the_handlers_are_not_in_the_batch_although_they_arrive()
    {
        var queue = TestQueue.OfBatches(operations: ChangeOperations.Insert);

        Assert.Empty(await queue.InvokeAsync(
            queue.Message(TestQueue.Change("1")), queue.Message(TestQueue.Change("2", old: null)), queue.Message(TestQueue.Change("3"))));

        Assert.Equal(["2"], Assert.Single(queue.Notes.Batches));
        Assert.Equal(2, queue.Outcomes.Count(static outcome => outcome.Reason is "the handler does not handle this operation"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task W9_only_the_change_whose_old_item_cannot_be_read_is_parked(bool reports)
    {
        _queue.Notes.OnBatch = (changes, batch, stop) =>
        {
            foreach (var change in changes.Cast<OrderChange.Modified>())
            {
                try
                {
                    Assert.NotNull(change.Old);
                }
                catch (ItemFormatException exception) when (reports)
                {
                    batch.Fail(change, exception);
                }
            }

            return Task.CompletedTask;
        };
        var broken = TestQueue.Change("2");
        broken = broken with { OldImage = broken.OldImage!.Replace("Status", "State", StringComparison.Ordinal) };

        var failed = await _queue.InvokeAsync(
            _queue.Message(TestQueue.Change("1")), _queue.Message(broken), _queue.Message(TestQueue.Change("3")));

        // What the handler does not catch fails the rest, which returns without the change that is parked.
        Assert.Equal(reports ? [] : ["m-1", "m-3"], failed);
        Assert.Equal("2", _queue.Outcomes.Single(static outcome => outcome.Result is RecordResult.Parked).EventId);
    }

    [Fact]
    public async Task H13_a_group_does_not_pass_a_message_that_could_not_be_parked()
    {
        _queue.Parking.IsBroken = true;

        var failed = await _queue.InvokeAsync(
            TestQueue.Message("m-1", "{}", "A"), _queue.Message(TestQueue.Change("2"), "A"), _queue.Message(TestQueue.Change("3"), "B"));

        Assert.Equal(["m-1", "m-2"], failed);
        Assert.Equal(["3"], Assert.Single(_queue.Notes.Batches));
    }

    [Fact]
    public async Task Without_a_change_the_handler_is_not_called()
    {
        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1", entity: "Note"))));

        Assert.Empty(_queue.Notes.Handlers);
    }

    [Fact]
    public async Task W9_an_old_item_that_cannot_be_read_parks_its_message_and_the_others_return()
    {
        _queue.Notes.OnBatch = static (changes, _, _)
            => Task.FromResult(changes.Select(static change => ((OrderChange.Modified)change).Old).ToList());
        var broken = TestQueue.Change("2");
        broken = broken with { OldImage = broken.OldImage!.Replace("Status", "State", StringComparison.Ordinal) };

        Assert.Equal(["m-1"], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1")), _queue.Message(broken)));

        Assert.Single(_queue.Parking.Records);
    }

    [Fact]
    public async Task H30_a_batch_whose_time_is_over_is_not_tried()
    {
        _queue.Deadline = _queue.Time.GetUtcNow();

        var failed = await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1")), _queue.Message(TestQueue.Change("2")));

        Assert.Equal(["m-1", "m-2"], failed);

        Assert.Empty(_queue.Notes.Batches);
    }

    [Fact]
    public async Task H30_a_batch_whose_time_ends_while_its_changes_are_claimed_is_not_tried()
    {
        var rows = new MemoryItemStore(IdempotencyRow.IdAttribute);
        var queue = TestQueue.OfBatches(rows);
        queue.Deadline = queue.Time.GetUtcNow().AddSeconds(20);
        rows.AfterPut = put =>
        {
            queue.Time.Advance(TimeSpan.FromSeconds(put == 0 ? 30 : 0));
            return null;
        };

        Assert.Equal(["m-1"], await queue.InvokeAsync(queue.Message(TestQueue.Change("1"))));

        Assert.Empty(queue.Notes.Batches);
    }

    [Fact]
    public async Task H33_the_changes_of_a_batch_are_claimed_and_recorded_one_by_one()
    {
        var rows = new MemoryItemStore(IdempotencyRow.IdAttribute);
        var queue = TestQueue.OfBatches(rows);
        queue.Notes.OnBatch = Fails("a1");
        string[] messages =
        [
            queue.Message(TestQueue.Change("a1"), "A"),
            queue.Message(TestQueue.Change("a2"), "A"),
            queue.Message(TestQueue.Change("b1"), "B"),
        ];

        Assert.Equal(["m-a1", "m-a2"], await queue.InvokeAsync(messages));
        queue.Notes.OnBatch = static (_, _, _) => Task.CompletedTask;
        Assert.Empty(await queue.InvokeAsync(messages));

        Assert.Equal([["a1", "a2", "b1"], ["a1", "a2"]], queue.Notes.Batches);
        Assert.All(rows.Items, static row => Assert.Equal("handled", IdempotencyRow.FromItem(row).State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H33_a_message_that_is_twice_in_one_batch_is_handled_once(bool fails)
    {
        var rows = new MemoryItemStore(IdempotencyRow.IdAttribute);
        var queue = TestQueue.OfBatches(rows);
        queue.Notes.OnBatch = fails ? Fails("1") : static (_, _, _) => Task.CompletedTask;

        string[] failed = await queue.InvokeAsync(queue.Message(TestQueue.Change("1")), queue.Message(TestQueue.Change("1")));

        Assert.Equal(fails ? ["m-1"] : [], failed);
        Assert.Equal([["1"]], queue.Notes.Batches);
        Assert.Equal(fails ? "failed" : "handled", IdempotencyRow.FromItem(Assert.Single(rows.Items)).State);
    }

    [Fact]
    public async Task H33_two_deliveries_of_a_change_in_one_batch_are_one_effect()
    {
        var queue = TestQueue.OfBatches(new MemoryItemStore(IdempotencyRow.IdAttribute));
        var again = queue.Message(TestQueue.Change("1")).Replace("\"m-1\"", "\"m-again\"", StringComparison.Ordinal);

        Assert.Equal(["m-again"], await queue.InvokeAsync(queue.Message(TestQueue.Change("1")), again));
        Assert.Empty(await queue.InvokeAsync(again));

        Assert.Equal(["1"], Assert.Single(queue.Notes.Batches));
    }

    [Fact]
    public async Task A_change_of_another_batch_cannot_be_reported()
    {
        OrderChange? earlier = null;
        _queue.Notes.OnBatch = (changes, batch, _) =>
        {
            if (earlier is not null)
            {
                batch.Fail(earlier, new IOException());
            }

            earlier = changes[0];
            return Task.CompletedTask;
        };

        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));
        Assert.Equal(["m-1"], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.StartsWith("The change 1 is not of this batch.", _queue.Outcomes[^1].Exception!.Message, StringComparison.Ordinal);
    }

    private static Func<IReadOnlyList<OrderChange>, ChangeBatchContext, CancellationToken, Task> Fails(string eventId)
        => (changes, batch, _) =>
        {
            batch.Fail(changes.Single(change => change.EventId == eventId), new IOException());
            return Task.CompletedTask;
        };
}
