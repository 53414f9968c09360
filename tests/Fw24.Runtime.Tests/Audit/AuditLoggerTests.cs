using Fw24.Audit;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit;

public sealed class AuditLoggerTests
{
    private readonly TestAudit _audit = new();

    [Fact]
    public async Task Every_change_is_stored_in_one_call()
    {
        Assert.Empty(await _audit.InvokeAsync(TestAudit.Messages(fifo: false, "a1", "b1", "a2")));

        Assert.Equal([["a-1", "b-1", "a-2"]], _audit.Sink.Calls);
        Assert.Equal("Information: orders-audit req-1: 3 messages, 3 stored, 0 skipped", Assert.Single(_audit.Log.Lines));
        Assert.Equal("""{"N":"2"}""", AuditTable.Text(_audit.Sink.Stored["a-2"].Changes[0].New));
    }

    [Fact]
    public async Task An_empty_event_succeeds()
    {
        Assert.Empty(await _audit.InvokeAsync());
        Assert.Empty(_audit.Sink.Calls);
    }

    [Fact]
    public async Task W8_each_message_is_told_with_its_reason()
    {
        _audit.Sink.OnRecord = static (_, id) => id switch { "a-1" => false, "b-1" => true, _ => null };

        await _audit.InvokeAsync([.. TestAudit.Messages(fifo: true, "a1", "b1", "a2", "c1"), TestAudit.Message("m-x", "{}")]);

        Assert.Equal(
            [
                ("m-a1", RecordResult.Failed, "It was throttled."),
                ("m-b1", RecordResult.Parked, "It is too large."),
                ("m-a2", RecordResult.Failed, "an earlier message of its group failed"),
                ("m-c1", RecordResult.Handled, null),
                ("m-x", RecordResult.Parked, "Change message.body: expected the members specversion, id, type and data, found fewer."),
            ],
            _audit.Outcomes.Select(static outcome => (outcome.Id, outcome.Result, outcome.Reason)));
    }

    [Fact]
    public async Task W8_a_sink_that_throws_is_the_reason()
    {
        _audit.Sink.BeforeCall = static _ => new IOException("canary");

        await _audit.InvokeAsync(TestAudit.Messages(fifo: false, "a1"));

        Assert.Equal("System.IO.IOException (message withheld, since it may quote an item)", Assert.Single(_audit.Outcomes).Reason);
    }

    [Fact]
    public async Task X2_a_change_of_another_table_is_parked_and_not_stored()
    {
        var other = TestAudit.Message("m-1", TestAudit.Body("a", 1).Replace(":table/orders", ":table/others", StringComparison.Ordinal));

        Assert.Empty(await _audit.InvokeAsync(other));

        Assert.Equal("Change message.source: expected the table orders, found the table others.", Assert.Single(_audit.Parking.Records).Reason);
        Assert.Empty(_audit.Sink.Calls);
    }

    [Fact]
    public async Task X9_an_envelope_of_SNS_is_parked_with_its_cause()
    {
        Assert.Empty(await _audit.InvokeAsync(TestAudit.Message("m-1", """{"Type":"Notification","MessageId":"1","TopicArn":"arn","Message":"{}"}""")));

        Assert.Contains("raw message delivery is off", Assert.Single(_audit.Parking.Records).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_of_a_change_is_recorded()
    {
        await _audit.InvokeAsync(TestAudit.Message("m-1", TestAudit.Body("a", 1, extra: ""","traceparent":"00-1-2-01","origin":"replication" """)));

        Assert.Equal(("00-1-2-01", ChangeOrigin.Replication), (_audit.Sink.Stored["a-1"].Trace, _audit.Sink.Stored["a-1"].Origin));
    }

    [Fact]
    public async Task H13_only_the_failed_message_and_the_rest_of_its_group_return()
    {
        _audit.Sink.OnRecord = static (_, id) => id == "a-2" ? false : null;

        var failed = await _audit.InvokeAsync(TestAudit.Messages(fifo: true, "a1", "b1", "a2", "b2", "a3", "c1", "a4"));

        Assert.Equal(["m-a2", "m-a3", "m-a4"], failed);
    }

    [Fact]
    public async Task H13_without_groups_only_the_failed_message_returns()
    {
        _audit.Sink.OnRecord = static (_, id) => id == "a-2" ? false : null;

        Assert.Equal(["m-a2"], await _audit.InvokeAsync(TestAudit.Messages(fifo: false, "a1", "b1", "a2", "b2", "a3")));
    }

    [Fact]
    public async Task H13_a_parked_message_does_not_hold_up_its_group()
    {
        _audit.Sink.OnRecord = static (_, id) => id == "a-1" ? true : null;

        Assert.Empty(await _audit.InvokeAsync(TestAudit.Messages(fifo: true, "a1", "a2")));
        Assert.Equal(["a-2"], _audit.Sink.Stored.Keys);
        Assert.Equal("a-1", Assert.Single(_audit.Parking.EventIds));
    }

    [Fact]
    public async Task H31_what_fails_for_the_moment_is_tried_again_and_nothing_else()
    {
        _audit.Sink.OnRecord = static (call, id) => id == "b-1" && call < 2 ? false : null;

        Assert.Empty(await _audit.InvokeAsync(TestAudit.Messages(fifo: false, "a1", "b1", "c1")));

        Assert.Equal([["a-1", "b-1", "c-1"], ["b-1"], ["b-1"]], _audit.Sink.Calls);
    }

    [Fact]
    public async Task H31_a_sink_that_keeps_throwing_fails_exactly_the_messages_it_was_given()
    {
        _audit.Sink.BeforeCall = static _ => new IOException("canary");

        var failed = await _audit.InvokeAsync([TestAudit.Message("m-broken", "canary"), .. TestAudit.Messages(fifo: false, "a1", "b1")]);

        Assert.Equal(["m-a1", "m-b1"], failed);
        Assert.Equal(3, _audit.Sink.Calls.Count);
        Assert.Equal("canary", Assert.Single(_audit.Parking.Contents));
        Assert.All(_audit.Log.Lines, static line => Assert.DoesNotContain("canary", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task H31_a_sink_that_answers_nonsense_has_stored_nothing()
    {
        var audit = new TestAudit(sink: new InvalidIndexSink());

        Assert.Equal(["m-a1", "m-b1"], await audit.InvokeAsync(TestAudit.Messages(fifo: false, "a1", "b1")));
    }

    [Fact]
    public async Task H03_a_failure_at_every_call_ends_in_the_state_without_failures()
    {
        var messages = TestAudit.Messages(fifo: true, "a1", "b1", "a2", "c1", "a3", "b2");
        foreach (var isLost in new[] { false, true })
        {
            for (var from = 0; from < 5; from++)
            {
                for (var length = 1; length < 8; length++)
                {
                    var audit = new TestAudit();
                    var (first, last) = (from, from + length);
                    Func<int, Exception?> fault = call => call >= first && call < last ? new IOException() : null;
                    _ = isLost ? audit.Sink.AfterCall = fault : audit.Sink.BeforeCall = fault;
                    var pending = messages;
                    while (pending.Length > 0)
                    {
                        var failed = await audit.InvokeAsync(pending);
                        pending = [.. pending.Where(message => failed.Any(id => message.Contains($"\"{id}\"", StringComparison.Ordinal)))];
                    }

                    Assert.Equal(["a-1", "a-2", "a-3", "b-1", "b-2", "c-1"], audit.Sink.Stored.Keys.Order());
                }
            }
        }
    }

    [Theory]
    [InlineData("canary")]
    [InlineData("{}")]
    [InlineData("""{"specversion":"1.0","id":"e-1","type":"fw24.order.modified.v1","data":{"Keys":{"Id":{"S":"canary"}},"NewImage":{"Id":{"X":"canary"}},"SequenceNumber":"1"}}""")]
    [InlineData("""{"specversion":"1.0","id":"e-1","type":"fw24.order.inserted.v1","data":{"Keys":{"Other":{"S":"canary"}},"NewImage":{"Other":{"S":"canary"}},"SequenceNumber":"1"}}""")]
    public async Task H11_poison_is_parked_whole_and_its_neighbours_go_on(string body)
    {
        var messages = TestAudit.Messages(fifo: true, "a1", "a2");

        Assert.Empty(await _audit.InvokeAsync(messages[0], TestAudit.Message("m-poison", body, "a"), messages[1]));

        Assert.Equal(["a-1", "a-2"], _audit.Sink.Stored.Keys);
        var parked = Assert.Single(_audit.Parking.Records);
        Assert.Equal((body, "orders-audit"), (AuditTable.Text(parked.Content), parked.Function));
        Assert.DoesNotContain("canary", parked.Reason, StringComparison.Ordinal);
        Assert.All(_audit.Log.Lines, static line => Assert.DoesNotContain("canary", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task H11_poison_that_cannot_be_parked_fails()
    {
        _audit.Parking.IsBroken = true;

        Assert.Equal(["m-poison", "m-a2"], await _audit.InvokeAsync([TestAudit.Message("m-poison", "nonsense", "a"), .. TestAudit.Messages(fifo: true, "a2", "b1")]));
    }

    [Fact]
    public async Task H11_a_message_whose_frame_is_broken_stays_in_its_queue()
    {
        Assert.Equal(["m-1"], await _audit.InvokeAsync(["""{"messageId":"m-1","body":17}""", .. TestAudit.Messages(fifo: false, "a1")]));
        Assert.Empty(_audit.Parking.Records);
        Assert.Equal(["a-1"], _audit.Sink.Stored.Keys);
    }

    [Fact]
    public async Task H20_a_record_its_sink_can_never_hold_is_parked_whole()
    {
        _audit.Sink.OnRecord = static (_, id) => id == "a-1" ? true : null;
        var messages = TestAudit.Messages(fifo: false, "a1", "b1");

        Assert.Empty(await _audit.InvokeAsync(messages));

        var parked = Assert.Single(_audit.Parking.Records);
        Assert.Equal(("a-1", "It is too large.", TestAudit.Body("a", 1)), (parked.EventId, parked.Reason, AuditTable.Text(parked.Content)));
        Assert.Contains("2 messages, 1 stored, 0 skipped, 1 parked, 0 failed", _audit.Log.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task H17_a_change_without_its_image_fails_and_names_the_view_type()
    {
        var audit = new TestAudit(AuditTable.Model(viewType: StreamViewType.NewImage));

        var failed = await audit.InvokeAsync([TestAudit.Message("m-1", TestAudit.Body("a", 1, oldImage: ""), "a"), .. TestAudit.Messages(fifo: true, "a2", "b1")]);

        Assert.Equal(["m-1", "m-a2"], failed);
        Assert.Empty(audit.Parking.Records);
        Assert.Contains("view type NewAndOldImages; the table's model has NewImage", Assert.Single(audit.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task H18_rows_of_the_audit_itself_are_never_audited()
    {
        var audit = new TestAudit(AuditTable.Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb)));

        Assert.Empty(await audit.InvokeAsync([TestAudit.Message("m-1", TestAudit.Body("AUDIT#Order#a", 1)), .. TestAudit.Messages(fifo: false, "a1")]));

        Assert.Equal([["a-1"]], audit.Sink.Calls);
        Assert.Contains("2 messages, 1 stored, 1 skipped", Assert.Single(audit.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task H18_in_a_table_of_its_own_the_audit_leaves_no_key_out()
    {
        var audit = new TestAudit(AuditTable.Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "orders-audit" }));

        Assert.Empty(await audit.InvokeAsync(TestAudit.Message("m-1", TestAudit.Body("AUDIT#Order#a", 1))));

        Assert.Single(audit.Sink.Stored);
    }

    [Fact]
    public async Task H25_rows_that_are_no_entity_are_audited()
    {
        var audit = new TestAudit(AuditTable.Model(discriminator: "kind"));

        Assert.Empty(await audit.InvokeAsync(TestAudit.Messages(fifo: false, "a1")));

        Assert.Equal("-", audit.Sink.Stored["a-1"].Entity);
    }

    [Fact]
    public async Task H27_invocations_at_the_same_time_do_not_meet()
    {
        var failing = _audit.Sink;
        failing.OnRecord = static (_, id) => id.StartsWith('a') ? false : null;

        var answers = await Task.WhenAll(
            _audit.InvokeAsync(TestAudit.Messages(fifo: true, "a1", "a2")),
            _audit.InvokeAsync(TestAudit.Messages(fifo: true, "b1", "b2")),
            _audit.InvokeAsync(TestAudit.Messages(fifo: true, "a3", "c1")));

        Assert.Equal([["m-a1", "m-a2"], [], ["m-a3"]], answers);
        Assert.Equal(["b-1", "b-2", "c-1"], failing.Stored.Keys.Order());
    }

    [Fact]
    public async Task H30_near_the_deadline_the_rest_is_answered_as_failed()
    {
        _audit.Timeout = TimeSpan.FromMilliseconds(100);
        _audit.Sink.OnRecord = static (_, id) => id == "b-1" ? false : null;

        Assert.Equal(["m-b1"], await _audit.InvokeAsync(TestAudit.Messages(fifo: false, "a1", "b1")));
        Assert.Single(_audit.Sink.Calls);
    }

    [Fact]
    public async Task H30_after_the_deadline_nothing_is_begun()
    {
        _audit.Timeout = TimeSpan.Zero;

        Assert.Equal(["m-a1"], await _audit.InvokeAsync(TestAudit.Messages(fifo: false, "a1")));
        Assert.Empty(_audit.Sink.Calls);
    }

    private sealed class InvalidIndexSink : IAuditSink
    {
        public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
            => ValueTask.FromResult<IReadOnlyList<AuditFailure>>([new AuditFailure(7, "There is no such record.", Permanent: false)]);
    }

    [Fact]
    public async Task S4_a_record_whose_failure_can_be_read_once_is_answered_as_failed()
    {
        var audit = new TestAudit(sink: new OnceFailingSink());

        Assert.Equal(["m-a1"], await audit.InvokeAsync(TestAudit.Messages(fifo: true, "a1")));
    }

    /// <summary>Stores nothing, and reports so once.</summary>
    private sealed class OnceFailingSink : IAuditSink
    {
        public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
            => new(new Faults.FaultyList<AuditFailure>([new AuditFailure(0, "It was throttled.", Permanent: false)], isReadable: true));
    }
}
