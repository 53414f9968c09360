using Fw24.Runtime.Tests.Flow;

namespace Fw24.Runtime.Tests.Handlers;

public sealed class ChangeDispatcherTests
{
    [Fact]
    public async Task Each_change_reaches_a_handler_of_its_own_typed_and_in_order()
    {
        var queue = new TestQueue(actor: "By");

        var failed = await queue.InvokeAsync(
            queue.Message(TestQueue.Change("1", old: null, @new: "Placed")),
            queue.Message(TestQueue.Change("2", "Placed", "Paid")),
            queue.Message(TestQueue.Change("3", "Paid", @new: null)));

        Assert.Empty(failed);
        Assert.Equal(
            [typeof(OrderChange.Inserted), typeof(OrderChange.Modified), typeof(OrderChange.Removed)], queue.Notes.Changes.Select(static change => change.GetType()));
        var modified = Assert.IsType<OrderChange.Modified>(queue.Notes.Changes[1]);
        Assert.Equal(("2", "100", "u-7", "Placed", "Paid"), (modified.EventId, modified.SequenceNumber, modified.Actor, modified.Old, modified.New));
        Assert.Equal(new DateTimeOffset(2016, 11, 18, 20, 9, 0, TimeSpan.Zero), modified.ChangedAt);
        Assert.Equal(3, queue.Notes.Handlers.Distinct().Count());
        Assert.Equal(("m-2", 2, "req-1"), (queue.Notes.Contexts[1].MessageId, queue.Notes.Contexts[1].ReceiveCount, queue.Notes.Contexts[1].Invocation.RequestId));
        Assert.Equal("Information: OrderHandler req-1: 3 messages, 3 handled, 0 skipped, 0 parked, 0 failed", Assert.Single(queue.Log.Lines));
    }

    [Fact]
    public async Task Operations_the_handler_does_not_override_are_skipped()
    {
        var queue = new TestQueue(ChangeOperations.Insert | ChangeOperations.Remove);

        Assert.Empty(await queue.InvokeAsync(
            queue.Message(TestQueue.Change("1", old: null)), queue.Message(TestQueue.Change("2")), queue.Message(TestQueue.Change("3", @new: null))));

        Assert.Equal(["1", "3"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task OnChange_is_decided_on_the_record_itself()
    {
        var queue = new TestQueue(onChange: "Status");

        Assert.Empty(await queue.InvokeAsync(
            queue.Message(TestQueue.Change("same", "Paid", "Paid")),
            queue.Message(TestQueue.Change("other", "Placed", "Paid")),
            queue.Message(TestQueue.Change("insert", old: null)),
            queue.Message(TestQueue.Change("remove", @new: null))));

        Assert.Equal(["other", "insert", "remove"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task OnChange_sees_an_attribute_come_and_go()
    {
        var queue = new TestQueue(onChange: "Extra");
        var plain = TestQueue.Change("plain");
        var with = plain.NewImage![..^1] + ""","Extra":{"NULL":true}}""";

        Assert.Empty(await queue.InvokeAsync(
            queue.Message(plain),
            queue.Message(plain with { EventId = "came", NewImage = with }),
            queue.Message(plain with { EventId = "went", OldImage = with })));

        Assert.Equal(["came", "went"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task H13_only_the_failed_message_and_the_rest_of_its_group_return()
    {
        var queue = new TestQueue { Notes = { OnChange = static (change, _) => change.EventId == "a2" ? throw new IOException() : Task.CompletedTask } };

        var failed = await queue.InvokeAsync(
            queue.Message(TestQueue.Change("a1"), "A"), queue.Message(TestQueue.Change("b1"), "B"), queue.Message(TestQueue.Change("a2"), "A"),
            queue.Message(TestQueue.Change("b2"), "B"), queue.Message(TestQueue.Change("a3"), "A"), queue.Message(TestQueue.Change("c1"), "C"));

        Assert.Equal(["m-a2", "m-a3"], failed);
        Assert.Equal(["a1", "b1", "b2", "c1"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task H13_on_a_standard_queue_only_the_failed_message_returns()
    {
        var queue = new TestQueue { Notes = { OnChange = static (change, _) => change.EventId == "1" ? throw new IOException() : Task.CompletedTask } };

        Assert.Equal(["m-1"], await queue.InvokeAsync(queue.Message(TestQueue.Change("1")), queue.Message(TestQueue.Change("2"))));

        Assert.Equal(["2"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task H17_a_change_without_the_image_its_handler_needs_fails_and_is_not_parked()
    {
        var queue = new TestQueue();

        var failed = await queue.InvokeAsync(queue.Message(TestQueue.Change("1") with { OldImage = null }, "A"), queue.Message(TestQueue.Change("2"), "B"));

        Assert.Equal(["m-1"], failed);
        Assert.Empty(queue.Parking.Records);
        Assert.Contains(queue.Log.Lines, static line => line.StartsWith("Error: OrderHandler: message m-1 failed:", StringComparison.Ordinal)
            && line.Contains("came without its old image", StringComparison.Ordinal)
            && line.Contains("NEW_AND_OLD_IMAGES", StringComparison.Ordinal));
    }

    [Fact]
    public async Task H17_OnChange_without_both_images_is_no_silent_skip()
    {
        var queue = new TestQueue(onChange: "Status");

        Assert.Equal(["m-1"], await queue.InvokeAsync(queue.Message(TestQueue.Change("1") with { OldImage = null })));
    }

    [Fact]
    public async Task H24_an_image_the_codec_refuses_is_parked_with_place_and_types_and_its_group_goes_on()
    {
        var queue = new TestQueue();
        var wrong = TestQueue.Change("1") with { NewImage = """{"Pk":{"S":"p"},"entityType":{"S":"Order"},"Status":{"N":"4711"}}""" };
        var body = Publishing.ChangeMessageWriterTests.Write(wrong, queue.Table).Body;

        var failed = await queue.InvokeAsync(queue.Message(wrong, "A"), queue.Message(TestQueue.Change("2"), "A"));

        Assert.Empty(failed);
        Assert.Equal(["2"], queue.Notes.EventIds);
        var parked = Assert.Single(queue.Parking.Records);
        Assert.Equal(("OrderHandler", "1"), (parked.Function, parked.EventId));
        Assert.Equal("Order.Status: expected a string (S), found a number (N).", parked.Reason);
        Assert.Equal([body], queue.Parking.Contents);
        Assert.DoesNotContain(queue.Log.Lines, static line => line.Contains("4711", StringComparison.Ordinal));
    }

    [Fact]
    public async Task H24_unknown_attributes_do_not_disturb()
    {
        var queue = new TestQueue();
        var record = TestQueue.Change("1");

        Assert.Empty(await queue.InvokeAsync(queue.Message(record with { NewImage = record.NewImage![..^1] + ""","Future":{"M":{"x":{"L":[]}}}}""" })));

        Assert.Equal(["1"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task H25_rows_of_no_entity_and_of_other_entities_are_skipped_and_counted()
    {
        var queue = new TestQueue();

        var failed = await queue.InvokeAsync(
            queue.Message(TestQueue.Change("1", entity: "Stranger")), queue.Message(TestQueue.Change("2", entity: "Note")), queue.Message(TestQueue.Change("3")));

        Assert.Empty(failed);
        Assert.Equal(["3"], queue.Notes.EventIds);
        Assert.Contains("3 messages, 1 handled, 2 skipped", Assert.Single(queue.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task H11_a_message_that_is_no_change_is_parked_whole()
    {
        var queue = new TestQueue();
        var brokenFrame = TestQueue.Message("m-2", "x").Replace("\"body\":\"x\"", "\"body\":5", StringComparison.Ordinal);

        var failed = await queue.InvokeAsync(TestQueue.Message("m-1", "no JSON"), brokenFrame, queue.Message(TestQueue.Change("3")));

        Assert.Empty(failed);
        Assert.Equal(["3"], queue.Notes.EventIds);
        Assert.Equal(["no JSON", brokenFrame], queue.Parking.Contents);
    }

    [Fact]
    public async Task H11_when_parking_fails_the_message_fails_and_its_group_waits()
    {
        var queue = new TestQueue { Parking = { IsBroken = true } };

        var failed = await queue.InvokeAsync(
            TestQueue.Message("m-1", "no JSON", "A"), queue.Message(TestQueue.Change("2"), "A"), queue.Message(TestQueue.Change("3"), "B"));

        Assert.Equal(["m-1", "m-2"], failed);
        Assert.Equal(["3"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task A_handlers_own_exception_is_no_poison_whatever_its_type()
    {
        var queue = new TestQueue { Notes = { OnChange = static (_, _) => throw new ItemFormatException("Customer", "Name", "a string (S)", "a number (N)") } };

        Assert.Equal(["m-1"], await queue.InvokeAsync(queue.Message(TestQueue.Change("1"))));

        Assert.Empty(queue.Parking.Records);
        Assert.Contains(queue.Log.Lines, static line => line.Contains("message m-1 failed: Fw24.ItemFormatException: Customer.Name", StringComparison.Ordinal));
    }

    [Fact]
    public async Task H27_invocations_on_one_instance_do_not_meet()
    {
        var queue = new TestQueue();
        var gate = new TaskCompletionSource();
        queue.Notes.OnChange = (change, _) => change.EventId switch
        {
            "1" => FailLater(),
            _ => Task.CompletedTask,
        };

        var first = queue.InvokeAsync(queue.Message(TestQueue.Change("1"), "A"), queue.Message(TestQueue.Change("2"), "A"));
        var second = await queue.InvokeAsync(queue.Message(TestQueue.Change("3"), "A"));
        gate.SetResult();

        Assert.Empty(second);
        Assert.Equal(["m-1", "m-2"], await first);
        Assert.Equal(["3"], queue.Notes.EventIds);

        async Task FailLater()
        {
            await gate.Task;
            throw new IOException();
        }
    }

    [Fact]
    public async Task H30_when_time_is_nearly_over_the_rest_is_answered_as_failed()
    {
        var queue = new TestQueue();
        queue.Deadline = queue.Time.GetUtcNow() + TimeSpan.FromSeconds(3);
        queue.Notes.OnChange = (_, _) =>
        {
            queue.Time.Advance(TimeSpan.FromSeconds(2));
            return Task.CompletedTask;
        };

        var failed = await queue.InvokeAsync(Enumerable.Range(1, 4).Select(i => queue.Message(TestQueue.Change($"{i}"))));

        Assert.Equal(["m-3", "m-4"], failed);
        Assert.Equal(["1", "2"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task H30_a_handler_is_told_when_time_is_nearly_over()
    {
        var queue = new TestQueue();
        queue.Deadline = queue.Time.GetUtcNow() + TimeSpan.FromSeconds(3);
        queue.Notes.OnChange = (_, token) =>
        {
            queue.Time.Advance(TimeSpan.FromSeconds(2.8));
            token.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        };

        Assert.Equal(["m-1"], await queue.InvokeAsync(queue.Message(TestQueue.Change("1"))));
    }
}
