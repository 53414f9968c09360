using System.Net;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Fw24.Diagnostics;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Publishing;

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
    public async Task A_write_that_stored_only_its_reason_is_no_change()
    {
        var queue = new TestQueue();
        var plain = TestQueue.Change("plain");
        var because = plain.OldImage![..^1] + ""","fw24:because":{"M":{"nonce":{"S":"1"}}}}""";
        var other = plain.OldImage![..^1] + ""","fw24:because":{"M":{"nonce":{"S":"2"}}},"Extra":{"NULL":true}}""";

        Assert.Empty(await queue.InvokeAsync(
            queue.Message(plain with { EventId = "only", NewImage = because }),
            queue.Message(plain with { EventId = "same", OldImage = because, NewImage = because }),
            queue.Message(plain with { EventId = "more", OldImage = because, NewImage = other }),
            queue.Message(plain with { EventId = "less", OldImage = other, NewImage = because }),
            queue.Message(plain with { EventId = "went", OldImage = because, NewImage = plain.OldImage })));

        Assert.Equal(["same", "more", "less", "went"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task A_secret_that_changed_with_the_reason_is_a_change()
    {
        var queue = new TestQueue(sensitive: [new("Pin", Redaction.Remove)]);
        var plain = TestQueue.Change("plain");
        var because = plain.OldImage![..^1] + ""","fw24:because":{"M":{"nonce":{"S":"1"}}}}""";

        var secret = because[..^1] + ""","Pin":{"S":"1"}}""";

        Assert.Empty(await queue.InvokeAsync(
            queue.Message(plain with { EventId = "only", NewImage = because }),
            queue.Message(plain with { EventId = "secret", NewImage = secret })));

        Assert.Equal(["secret"], queue.Notes.EventIds);
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
            && line.Contains("has no old image", StringComparison.Ordinal)
            && line.Contains("NEW_AND_OLD_IMAGES", StringComparison.Ordinal));
    }

    [Fact]
    public async Task H17_OnChange_without_both_images_is_no_silent_skip()
    {
        var queue = new TestQueue(onChange: "Status");

        Assert.Equal(["m-1"], await queue.InvokeAsync(queue.Message(TestQueue.Change("1") with { OldImage = null })));
    }

    [Fact]
    public async Task W9_a_change_whose_old_item_cannot_be_read_reaches_its_handler()
    {
        var queue = new TestQueue();
        var broken = TestQueue.Change("1");

        Assert.Empty(await queue.InvokeAsync(queue.Message(broken with { OldImage = broken.OldImage!.Replace("Status", "State", StringComparison.Ordinal) })));

        var change = Assert.IsType<OrderChange.Modified>(Assert.Single(queue.Notes.Changes));
        Assert.Equal("Paid", change.New);
        Assert.Equal("Order.Status: expected an attribute, found none.", change.OldFault?.Message);
        Assert.Empty(queue.Parking.Records);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task W9_a_handler_that_asks_for_an_old_item_that_cannot_be_read_has_its_message_parked(bool asks)
    {
        var queue = new TestQueue();
        queue.Notes.OnChange = (change, _) => asks
            ? Task.FromResult(((OrderChange.Modified)change).Old)
            : throw new ItemFormatException("Other", "", "an item", "none");
        var broken = TestQueue.Change("1");

        var failed = await queue.InvokeAsync(queue.Message(broken with { OldImage = broken.OldImage!.Replace("Status", "State", StringComparison.Ordinal) }));

        Assert.Equal(asks ? [] : ["m-1"], failed);
        Assert.Equal(asks ? ["Order.Status: expected an attribute, found none."] : [], queue.Parking.Records.Select(static parked => parked.Reason));
    }

    [Fact]
    public async Task H24_an_image_the_codec_refuses_is_parked_with_place_and_types_and_its_group_goes_on()
    {
        var queue = new TestQueue();
        var wrong = TestQueue.Change("1") with { NewImage = """{"Pk":{"S":"p"},"entityType":{"S":"Order"},"Status":{"N":"4711"}}""" };
        var body = ChangeMessageWriterTests.Write(wrong, queue.Table).Body;

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
    public async Task W8_each_message_is_told_with_its_reason()
    {
        var queue = new TestQueue(onChange: "Status") { Notes = { OnChange = static (change, _) => change.EventId == "2" ? throw new IOException() : Task.CompletedTask } };

        await queue.InvokeAsync(
            queue.Message(TestQueue.Change("1")), queue.Message(TestQueue.Change("2"), "A"), queue.Message(TestQueue.Change("3"), "A"),
            queue.Message(TestQueue.Change("4", "Paid", "Paid")), queue.Message(TestQueue.Change("5", entity: "Note")), TestQueue.Message("m-6", "{}"));

        Assert.Equal(
            [
                ("m-1", RecordResult.Handled, null),
                ("m-2", RecordResult.Failed, "System.IO.IOException (message withheld, since it may quote an item)"),
                ("m-3", RecordResult.Failed, "an earlier message of its group failed"),
                ("m-4", RecordResult.Skipped, "no attribute of the handler's [OnChange] changed"),
                ("m-5", RecordResult.Skipped, "the row is not of the handler's entity"),
                ("m-6", RecordResult.Parked, "Change message.body: expected the members specversion, id, type and data, found fewer."),
            ],
            queue.Outcomes.Select(static outcome => (outcome.Id, outcome.Result, outcome.Reason)));
        Assert.Equal(["1", "2", null, null, null, null], queue.Outcomes.Select(static outcome => outcome.EventId));
        Assert.IsType<IOException>(queue.Outcomes[1].Exception);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task X3_W16_H22_a_handlers_exception_is_logged_with_its_places_and_with_its_message_only_where_that_is_wanted(bool isFull)
    {
        const string Canary = "canary-7f3a@example.org";
        var exceptions = ExceptionLogging.Of(new FunctionEnvironment(_ => isFull ? "full" : null));
        var queue = new TestQueue(exceptions) { Notes = { OnChange = static (_, _) => throw new InvalidOperationException(Canary, new FormatException(Canary)) } };

        await queue.InvokeAsync(queue.Message(TestQueue.Change("1")));

        Assert.Contains(queue.Log.Lines, static line => line.Contains("System.FormatException", StringComparison.Ordinal) && line.Contains("ChangeDispatcherTests", StringComparison.Ordinal));
        Assert.Equal(isFull, queue.Log.Lines.Any(static line => line.Contains(Canary, StringComparison.Ordinal)));
        Assert.Equal(
            "Warning: OrderHandler req-1: 1 messages, 0 handled, 0 skipped, 0 parked, 1 failed; first reason: System.InvalidOperationException (message withheld, since it may quote an item)",
            queue.Log.Lines[^1]);
    }

    [Fact]
    public async Task X3_H22_an_error_of_AWS_is_the_first_reason_by_its_code_and_what_it_quotes_is_withheld()
    {
        const string Canary = "canary-7f3a@example.org";
        var error = new AmazonDynamoDBException(
            $"One or more parameter values were invalid: '{Canary}'", ErrorType.Sender, "ValidationException", "req-9", HttpStatusCode.BadRequest);
        var queue = new TestQueue { Notes = { OnChange = (_, _) => throw error } };

        await queue.InvokeAsync(queue.Message(TestQueue.Change("1")));

        Assert.DoesNotContain(queue.Log.Lines, static line => line.Contains(Canary, StringComparison.Ordinal));
        Assert.Contains(
            "1 failed; first reason: Amazon.DynamoDBv2.AmazonDynamoDBException: ValidationException (HTTP 400, request req-9)",
            queue.Log.Lines[^1],
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/others", "fw24.order.modified.v1", "Change message.source: expected the table shop, found the table others.")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/elsewhere", "fw24.invoice.modified.v1", "Change message.type: expected an entity of the table shop, found an entity of no table of the app.")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/shop", "fw24.invoice.modified.v1", "Change message.type: expected an entity of the table shop, found an entity of no table of the app.")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/shop-prod", "fw24.order.modified.v1", null)]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/shop-prod", "fw24.unmodelled.modified.v1", null)]
    public async Task X2_a_change_of_another_table_is_parked_by_name(string source, string type, string? reason)
    {
        var queue = new TestQueue();
        var body = ChangeMessageWriterTests.Write(TestQueue.Change("1"), queue.Table).Body
            .Replace("arn:aws:dynamodb:eu-central-1:123456789012:table/orders", source, StringComparison.Ordinal)
            .Replace("fw24.order.modified.v1", type, StringComparison.Ordinal);

        Assert.Empty(await queue.InvokeAsync(TestQueue.Message("m-1", body)));

        Assert.Equal(reason, queue.Parking.Records.SingleOrDefault()?.Reason);
        Assert.Equal(reason is null ? 1 : 0, queue.Notes.Changes.Count);
    }

    [Fact]
    public async Task X9_an_envelope_of_SNS_is_parked_with_its_cause()
    {
        var queue = new TestQueue();
        var change = ChangeMessageWriterTests.Write(TestQueue.Change("1"), queue.Table).Body;
        var envelope = JsonSerializer.Serialize(new { Type = "Notification", MessageId = "1", TopicArn = "arn:aws:sns:eu-central-1:123456789012:shop-stream", Message = change, Timestamp = "2026-11-22T10:05:00.000Z" });

        Assert.Empty(await queue.InvokeAsync(TestQueue.Message("m-1", envelope)));

        Assert.Equal(
            "Change message.body: expected the members specversion, id, type and data, found a notification of SNS: raw message delivery is off for the queue's subscription (RawMessageDelivery).",
            Assert.Single(queue.Parking.Records).Reason);
        Assert.Empty(queue.Notes.Changes);
    }

    [Fact]
    public async Task F22_a_broken_frame_is_told_once()
    {
        var queue = new TestQueue();

        Assert.Empty(await queue.InvokeAsync(TestQueue.Message("m-1", "x").Replace("\"body\":\"x\"", "\"body\":5", StringComparison.Ordinal)));

        Assert.Equal("Records[0] body: expected a string, found a number.", Assert.Single(queue.Parking.Records).Reason);
    }

    [Theory]
    [InlineData("\"attributes\":null")]
    [InlineData("\"attributes\":{\"ApproximateReceiveCount\":2,\"MessageGroupId\":null}")]
    [InlineData("\"attributes\":{\"ApproximateReceiveCount\":null}")]
    [InlineData("\"attributes\":{}")]
    public async Task F22_a_message_is_handled_whatever_its_attributes_leave_out(string attributes)
    {
        var queue = new TestQueue();
        var message = queue.Message(TestQueue.Change("1")).Replace("\"attributes\":{\"ApproximateReceiveCount\":\"2\"}", attributes, StringComparison.Ordinal);
        Assert.Contains(attributes, message, StringComparison.Ordinal);

        Assert.Empty(await queue.InvokeAsync(message));

        Assert.Equal(attributes.Contains(":2,", StringComparison.Ordinal) ? 2 : 0, Assert.Single(queue.Notes.Contexts).ReceiveCount);
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
    public async Task H30_when_time_is_nearly_up_the_rest_is_answered_as_failed()
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
    public async Task H30_a_handler_is_told_when_time_is_nearly_up()
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
