using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Streams;

public sealed class StreamProcessorTests
{
    [Fact]
    public async Task Every_record_is_published_once_and_in_order()
    {
        var stream = new TestStream();

        var failed = await stream.InvokeAsync(Changes("a1", "b1", "a2", "c1"));

        Assert.Empty(failed);
        Assert.Equal([["a-1", "b-1", "c-1"], ["a-2"]], stream.Topic.Calls);
        Assert.Equal("Information: orders-stream req-1: 4 records, 4 published, 0 skipped", Assert.Single(stream.Log.Lines));
    }

    [Fact]
    public async Task An_empty_event_succeeds() => Assert.Empty(await new TestStream().InvokeAsync(Array.Empty<TestRecord>()));

    [Fact]
    public async Task H01_failures_are_named_by_sequence_number_never_by_event_id()
    {
        var stream = new TestStream { Topic = { OnEntry = static id => id == "b-1" ? EntryFault.Throttle : EntryFault.None } };

        var failed = await stream.InvokeAsync(Changes("a1", "b1", "c1"));

        Assert.Equal([TestRecord.Sequence(1)], failed);
    }

    [Fact]
    public async Task H01_a_failed_record_that_cannot_be_named_fails_the_whole_batch()
    {
        var nameless = Changes("a1")[0].ToJson().Replace("SequenceNumber", "Sequence", StringComparison.Ordinal);
        var stream = new TestStream { Parking = { IsBroken = true } };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => stream.InvokeAsync(TestRecord.Event([nameless, Changes("b1")[0].ToJson()])));

        Assert.Contains("record 0 failed and has no sequence number", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task H02_later_records_of_a_failed_item_are_not_published(bool fifo)
    {
        var stream = new TestStream(TestTables.Orders(fifo)) { Topic = { OnEntry = static id => id == "a-2" ? EntryFault.Throttle : EntryFault.None } };

        var failed = await stream.InvokeAsync(Changes("a1", "b1", "a2", "b2", "a3", "b3"));

        Assert.Equal([TestRecord.Sequence(2), TestRecord.Sequence(4)], failed);
        Assert.Equal(["a-1", "b-1", "b-2", "b-3"], stream.Topic.EventIds.Order());
    }

    [Fact]
    public async Task H03_a_failure_at_every_call_ends_in_the_state_without_failures()
    {
        var records = Changes("a1", "b1", "a2", "c1", "a3", "b2", "c2", "a4");
        foreach (var fault in new[] { CallFault.ThrowBefore, CallFault.ThrowAfter })
        {
            for (var from = 0; from < 8; from++)
            {
                for (var length = 1; length <= 6; length++)
                {
                    var stream = new TestStream { Topic = { OnCall = call => call >= from && call < from + length ? fault : CallFault.None } };

                    await stream.DeliverAsync(records);

                    stream.AssertDeliveredInOrder(records);
                }
            }
        }
    }

    [Fact]
    public async Task H03_a_failure_of_every_entry_ends_in_the_state_without_failures()
    {
        var records = Changes("a1", "b1", "a2", "c1", "a3", "b2", "c2", "a4");
        foreach (var victim in records)
        {
            for (var failures = 1; failures <= 9; failures++)
            {
                var left = failures;
                var stream = new TestStream
                {
                    Topic = { OnEntry = id => id == victim.EventId && left-- > 0 ? EntryFault.Throttle : EntryFault.None },
                };

                await stream.DeliverAsync(records);

                stream.AssertDeliveredInOrder(records);
            }
        }
    }

    [Fact]
    public async Task H04_the_lowest_failed_number_comes_first_where_texts_would_order_otherwise()
    {
        // 9999999… and 10000000…: as texts, the later one sorts first.
        var records = new[] { TestRecord.Change("a", 1, 999), TestRecord.Change("b", 1, 1000) };
        var stream = new TestStream { Topic = { OnCall = static _ => CallFault.ThrowBefore } };

        var failed = await stream.InvokeAsync(records);

        Assert.Equal([records[0].SequenceNumber, records[1].SequenceNumber], failed);
        Assert.True(string.CompareOrdinal(failed[0], failed[1]) > 0);
    }

    [Fact]
    public async Task H06_an_item_waits_for_its_entry_that_is_tried_again()
    {
        var left = 2;
        var stream = new TestStream { Topic = { OnEntry = id => id == "a-1" && left-- > 0 ? EntryFault.Throttle : EntryFault.None } };

        var failed = await stream.InvokeAsync(Changes("a1", "a2", "b1", "b2"));

        Assert.Empty(failed);
        Assert.Equal(["a-1", "a-2"], stream.Topic.EventIds.Where(static id => id[0] == 'a'));
    }

    [Fact]
    public async Task H07_a_call_takes_262144_bytes_and_not_one_more()
    {
        var small = new TestStream();
        await small.InvokeAsync(Padded("a", 0), Padded("b", 0));
        var room = 262_144 - small.Topic.Messages.Sum(static message => message.Size);

        var full = new TestStream();
        await full.InvokeAsync(Padded("a", room - 100_000), Padded("b", 100_000));
        var over = new TestStream();
        await over.InvokeAsync(Padded("a", room - 100_000), Padded("b", 100_001));

        Assert.Equal([["a-1", "b-1"]], full.Topic.Calls);
        Assert.Equal(262_144, full.Topic.Messages.Sum(static message => message.Size));
        Assert.Equal([["a-1"], ["b-1"]], over.Topic.Calls);
    }

    [Fact]
    public async Task H08_a_message_no_call_can_take_is_parked_whole()
    {
        var small = new TestStream();
        await small.InvokeAsync(Padded("a", 0));
        var room = 262_144 - small.Topic.Messages[0].Size;
        var stream = new TestStream();

        var failed = await stream.InvokeAsync(Padded("a", room), Padded("b", room + 1), Padded("c", 0));

        Assert.Empty(failed);
        Assert.Equal(["a-1", "c-1"], stream.Topic.EventIds.Order());
        Assert.Equal([Padded("b", room + 1).ToJson()], stream.Parking.Contents);
        Assert.Equal("The message has 262145 bytes; its topic accepts 262144.", stream.Parking.Records[0].Reason);
    }

    [Fact]
    public async Task H11_a_poison_record_is_parked_and_its_neighbours_go_on()
    {
        var poison = Changes("a2")[0].ToJson().Replace("\"N\":\"2\"", "\"N\":\"two\"", StringComparison.Ordinal);
        var stream = new TestStream();

        var failed = await stream.InvokeAsync(TestRecord.Event([Changes("a1")[0].ToJson(), poison, Changes("b1")[0].ToJson()]));

        Assert.Empty(failed);
        Assert.Equal(["a-1", "b-1"], stream.Topic.EventIds);
        var parked = Assert.Single(stream.Parking.Records);
        Assert.Equal("orders-stream", parked.Function);
        Assert.Equal("a-2", parked.EventId);
        Assert.Contains("dynamodb.NewImage.Version", parked.Reason, StringComparison.Ordinal);
        Assert.Equal([poison], stream.Parking.Contents);
        Assert.Contains("3 records, 2 published, 0 skipped, 1 parked, 0 failed", Assert.Single(stream.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task H11_when_parking_fails_the_record_fails_and_its_item_waits()
    {
        var records = Changes("a1", "a2", "b1");
        var poison = records[0].ToJson().Replace("\"N\":\"1\"", "\"N\":\"one\"", StringComparison.Ordinal);
        var stream = new TestStream { Parking = { IsBroken = true } };

        var failed = await stream.InvokeAsync(TestRecord.Event([poison, records[1].ToJson(), records[2].ToJson()]));

        Assert.Equal([TestRecord.Sequence(0), TestRecord.Sequence(1)], failed);
        Assert.Equal(["b-1"], stream.Topic.EventIds);
    }

    [Fact]
    public async Task H11_an_entry_refused_for_good_is_parked_with_the_reason_and_its_item_goes_on()
    {
        var stream = new TestStream { Topic = { OnEntry = static id => id == "a-1" ? EntryFault.Refuse : EntryFault.None } };
        var records = Changes("a1", "a2", "b1");

        var failed = await stream.InvokeAsync(records);

        Assert.Empty(failed);
        Assert.Equal(["b-1", "a-2"], stream.Topic.EventIds);
        Assert.Equal([records[0].ToJson()], stream.Parking.Contents);
        Assert.Equal("SNS refused the message: InvalidParameter", stream.Parking.Records[0].Reason);
    }

    [Fact]
    public async Task H11_what_follows_a_broken_frame_is_parked_whole()
    {
        var stream = new TestStream();
        var first = Changes("a1")[0].ToJson();

        var failed = await stream.InvokeAsync(System.Text.Encoding.UTF8.GetBytes($$"""{"Records":[{{first}},{"eventID":"b-1","dynamodb":{"Keys":"""));

        Assert.Empty(failed);
        Assert.Equal(["a-1"], stream.Topic.EventIds);
        Assert.Contains("""{"eventID":"b-1","dynamodb":{"Keys":""", string.Concat(stream.Parking.Contents), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AuditLoggerType.DynamoDb, null, true)]
    [InlineData(AuditLoggerType.DynamoDb, "orders", true)]
    [InlineData(AuditLoggerType.DynamoDb, "orders-audit", false)]
    [InlineData(AuditLoggerType.Console, null, false)]
    public async Task H18_audit_rows_of_the_same_table_are_skipped(AuditLoggerType logger, string? auditTable, bool isSkipped)
    {
        var stream = new TestStream(TestTables.Orders(audit: new AuditAttribute(logger) { AuditTableName = auditTable }));

        var failed = await stream.InvokeAsync(Changes("a1")[0], TestRecord.Change("AUDIT#Order#a", 1, 1), TestRecord.Change("AUDITOR", 1, 2));

        Assert.Empty(failed);
        Assert.Equal(isSkipped ? ["a-1", "AUDITOR-1"] : ["a-1", "AUDIT#Order#a-1", "AUDITOR-1"], stream.Topic.EventIds);
        Assert.Contains($"3 records, {(isSkipped ? 2 : 3)} published, {(isSkipped ? 1 : 0)} skipped", Assert.Single(stream.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task H25_a_row_that_is_no_entity_is_published_as_unmodelled()
    {
        var stream = new TestStream(TestTables.Shop());
        var row = new TestRecord
        {
            EventId = "x",
            SequenceNumber = "1",
            EventName = "INSERT",
            Keys = """{"Pk":{"S":"p"},"Sk":{"N":"1"}}""",
            NewImage = """{"Pk":{"S":"p"},"Sk":{"N":"1"},"entityType":{"S":"Stranger"}}""",
        };

        var failed = await stream.InvokeAsync(row, row with { EventId = "y", NewImage = row.NewImage.Replace("Stranger", "Note", StringComparison.Ordinal) });

        Assert.Empty(failed);
        Assert.Equal([("-", "fw24.unmodelled.inserted.v1"), ("Note", "fw24.note.inserted.v1")], stream.Topic.Messages.Select(static m => (m.Entity, m.Type)));
    }

    // The items of an entity that was alone in its table, which the discriminator of a second one leaves without an owner.
    [Theory]
    [InlineData("", null, 1)]
    [InlineData("", "", 1)]
    [InlineData(null, "", 1)]
    [InlineData(",\"entityType\":{\"S\":\"Stranger\"}", null, 0)]
    [InlineData(",\"entityType\":{\"S\":\"Note\"}", null, 0)]
    [InlineData(null, null, 0)]
    public async Task W3_an_item_without_owner_is_told_of_once(string? newImage, string? oldImage, int warnings)
    {
        var stream = new TestStream(TestTables.Shop());
        var record = new TestRecord
        {
            EventId = "x",
            SequenceNumber = "1",
            EventName = newImage is null ? "REMOVE" : oldImage is null ? "INSERT" : "MODIFY",
            Keys = """{"Pk":{"S":"p"},"Sk":{"N":"1"}}""",
            NewImage = Image(newImage),
            OldImage = Image(oldImage),
        };

        Assert.Empty(await stream.InvokeAsync(record, record with { EventId = "y" }));
        Assert.Empty(await stream.InvokeAsync(record with { EventId = "z" }));

        Assert.Equal(3, stream.Topic.Messages.Count);
        var told = stream.Log.Lines.Where(static line => line.StartsWith("Warning", StringComparison.Ordinal)).ToList();
        Assert.Equal(warnings, told.Count);
        Assert.All(told, static line => Assert.Contains("items of shop without the attribute entityType belong to no entity", line, StringComparison.Ordinal));

        static string? Image(string? rest) => rest is null ? null : $$$"""{"Pk":{"S":"p"},"Sk":{"N":"1"}{{{rest}}}}""";
    }

    [Fact]
    public async Task H27_invocations_on_one_instance_do_not_meet()
    {
        var stream = new TestStream();
        var gate = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        stream.Topic.During = (_, _) =>
        {
            // The first call waits until the second invocation has ended.
            if (stream.Topic.Calls.Count > 1)
            {
                return ValueTask.CompletedTask;
            }

            entered.SetResult();
            return new ValueTask(gate.Task);
        };
        stream.Topic.OnEntry = static id => id[0] == 'a' ? EntryFault.Throttle : EntryFault.None;

        var first = stream.InvokeAsync(Changes("a1", "b1"));
        await entered.Task;
        var second = await stream.InvokeAsync(Changes("c1", "d1"));
        gate.SetResult();

        Assert.Empty(second);
        Assert.Equal([TestRecord.Sequence(0)], await first);
        Assert.Equal(["b-1", "c-1", "d-1"], stream.Topic.EventIds.Order());
        Assert.Empty(await stream.InvokeAsync(Changes("e1")));
    }

    [Fact]
    public async Task H30_when_time_is_nearly_up_the_rest_is_answered_as_failed()
    {
        var stream = new TestStream { Timeout = TimeSpan.FromSeconds(3) };
        stream.Topic.During = (_, _) =>
        {
            stream.Time.Advance(TimeSpan.FromSeconds(1));
            return ValueTask.CompletedTask;
        };

        var failed = await stream.InvokeAsync(Changes("a1", "a2", "a3", "a4", "a5"));

        Assert.Equal(["a-1", "a-2", "a-3"], stream.Topic.EventIds);
        Assert.Equal([TestRecord.Sequence(3), TestRecord.Sequence(4)], failed);
        Assert.True(stream.Time.GetUtcNow() - stream.Time.Start <= stream.Timeout);
    }

    [Fact]
    public async Task H30_a_call_that_is_cut_off_counts_as_failed()
    {
        using var host = new CancellationTokenSource();
        var stream = new TestStream { Host = host.Token };
        stream.Topic.During = async (_, token) =>
        {
            await host.CancelAsync();
            token.ThrowIfCancellationRequested();
        };

        var failed = await stream.InvokeAsync(Changes("a1", "b1", "a2"));

        Assert.Equal([TestRecord.Sequence(0), TestRecord.Sequence(1), TestRecord.Sequence(2)], failed);
        Assert.Single(stream.Topic.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H31_a_call_that_fails_for_a_moment_is_made_again_with_growing_pauses(bool tookEffect)
    {
        var fault = tookEffect ? CallFault.ThrowAfter : CallFault.ThrowBefore;
        var stream = new TestStream { Topic = { OnCall = call => call < 3 ? fault : CallFault.None } };

        var failed = await stream.InvokeAsync(Changes("a1", "b1"));

        Assert.Empty(failed);
        Assert.Equal(4, stream.Topic.Calls.Count);
        Assert.InRange((stream.Time.GetUtcNow() - stream.Time.Start).TotalMilliseconds, 50 + 200 + 800, 50 + 200 + 800 + 1000);
    }

    [Fact]
    public async Task H31_what_keeps_failing_is_answered_as_failed()
    {
        var stream = new TestStream { Topic = { OnCall = static _ => CallFault.ThrowBefore } };

        var failed = await stream.InvokeAsync(Changes("a1", "b1"));

        Assert.Equal([TestRecord.Sequence(0), TestRecord.Sequence(1)], failed);
        Assert.Equal(4, stream.Topic.Calls.Count);
        Assert.Contains("2 failed from sequence number " + TestRecord.Sequence(0), Assert.Single(stream.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task X5_what_was_parked_is_not_told_as_failed()
    {
        var records = Changes("a1", "b1");
        var poison = records[0].ToJson().Replace("\"N\":\"1\"", "\"N\":\"one\"", StringComparison.Ordinal);
        var stream = new TestStream();

        Assert.Empty(await stream.InvokeAsync(TestRecord.Event([poison, records[1].ToJson()])));

        var line = Assert.Single(stream.Log.Lines);
        Assert.StartsWith("Warning: orders-stream req-1: 2 records, 1 published, 0 skipped, 1 parked, 0 failed; first reason: Records[0] (eventID a-1) dynamodb.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("sequence number", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W8_each_record_is_told_with_its_reason()
    {
        var records = Changes("a1", "b1", "b2", "c1");
        var poison = records[0].ToJson().Replace("\"N\":\"1\"", "\"N\":\"one\"", StringComparison.Ordinal);
        var stream = new TestStream { Topic = { OnEntry = static id => id == "b-1" ? EntryFault.Throttle : EntryFault.None } };

        await stream.InvokeAsync(TestRecord.Event([poison, .. records[1..].Select(static record => record.ToJson())]));

        Assert.Equal([RecordResult.Parked, RecordResult.Failed, RecordResult.Failed, RecordResult.Handled], stream.Outcomes.Select(static outcome => outcome.Result));
        Assert.Equal(records.Select(static record => record.SequenceNumber), stream.Outcomes.Select(static outcome => outcome.Id));
        Assert.Equal(["a-1", "b-1", "b-2", "c-1"], stream.Outcomes.Select(static outcome => outcome.EventId));
        Assert.Contains("dynamodb.", stream.Outcomes[0].Reason, StringComparison.Ordinal);
        Assert.NotNull(stream.Outcomes[1].Reason);
        Assert.Equal(["an earlier record of its group failed", null], stream.Outcomes.Skip(2).Select(static outcome => outcome.Reason));
    }

    [Fact]
    public async Task W8_what_was_published_at_a_later_try_has_no_reason()
    {
        var tries = 0;
        var stream = new TestStream { Topic = { OnEntry = _ => tries++ == 0 ? EntryFault.Throttle : EntryFault.None } };

        Assert.Empty(await stream.InvokeAsync(Changes("a1")));

        Assert.Equal((RecordResult.Handled, null), (Assert.Single(stream.Outcomes).Result, stream.Outcomes[0].Reason));
    }

    [Fact]
    public async Task W8_what_was_not_tried_in_time_says_so()
    {
        var stream = new TestStream { Timeout = TimeSpan.Zero };

        Assert.Single(await stream.InvokeAsync(Changes("a1")));

        Assert.Equal("the invocation's time ran out", Assert.Single(stream.Outcomes).Reason);
    }

    [Fact]
    public async Task X2_records_of_another_tables_stream_are_refused_and_go_nowhere()
    {
        var stream = new TestStream();
        var record = Changes("a1")[0].ToJson().Replace(":table/orders/", ":table/others/", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<ItemFormatException>(() => stream.InvokeAsync(TestRecord.Event([record])));

        Assert.Equal("Stream event.eventSourceARN: expected the table orders, found the table others.", error.Message);
        Assert.Empty(stream.Topic.Calls);
        Assert.Empty(stream.Parking.Records);
    }

    [Fact]
    public async Task X2_records_of_a_table_of_another_name_than_the_models_are_published()
    {
        var stream = new TestStream();

        Assert.Empty(await stream.InvokeAsync(TestRecord.Event([Changes("a1")[0].ToJson().Replace(":table/orders/", ":table/orders-prod/", StringComparison.Ordinal)])));

        Assert.Equal(["a-1"], stream.Topic.EventIds);
    }

    [Fact]
    public async Task Ten_thousand_records_of_one_item_keep_their_order()
    {
        var records = Enumerable.Range(0, 10_000).Select(static i => TestRecord.Change("a", i, i)).ToArray();
        var stream = new TestStream();

        Assert.Empty(await stream.InvokeAsync(records));

        Assert.Equal(records.Select(static record => record.EventId), stream.Topic.EventIds);
    }

    /// <summary>Records by item and number: "a1", "a2".</summary>
    internal static TestRecord[] Changes(params string[] names)
        => [.. names.Select(static (name, i) => TestRecord.Change(name[..1], int.Parse(name[1..], System.Globalization.CultureInfo.InvariantCulture), i))];

    private static TestRecord Padded(string orderId, int length)
    {
        var image = $$$"""{"OrderId":{"S":"{{{orderId}}}"},"Pad":{"S":"{{{new string('x', length)}}}"}}""";
        return new TestRecord { EventId = $"{orderId}-1", SequenceNumber = "1", EventName = "INSERT", Keys = $$$"""{"OrderId":{"S":"{{{orderId}}}"}}""", NewImage = image };
    }
}
