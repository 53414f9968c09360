using System.Text;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Backfill;

/// <summary>The way of a marked item from the stream to those for whom it is.</summary>
public sealed class BackfillDeliveryTests
{
    private const string Mailer = """{"M":{"job":{"S":"j"},"handler":{"S":"OrderHandler"}}}""";
    private const string Other = """{"M":{"job":{"S":"j"},"handler":{"S":"Mailer"}}}""";
    private const string Snapshot = """{"M":{"job":{"S":"j"},"snapshot":{"BOOL":true}}}""";

    [Fact]
    public async Task The_message_says_for_whom_the_item_is()
    {
        var stream = new TestStream(TestTables.Orders(audit: new AuditAttribute(AuditLoggerType.Console)));
        var plain = TestRecord.Change("a", 1, 1);

        // The last one changed something else as well.
        var changed = Marked(plain with { OldImage = plain.NewImage }, Snapshot) with { OldImage = plain.OldImage };
        Assert.Empty(await stream.InvokeAsync(
            Marked(plain, Snapshot) with { EventId = "1" },
            Marked(plain, Mailer) with { EventId = "2", SequenceNumber = TestRecord.Sequence(2) },
            changed with { EventId = "3", SequenceNumber = TestRecord.Sequence(3) }));

        Assert.Equal(
            [("backfill", """["*"]"""), ("backfill.OrderHandler", """["*"]"""), ("modify", """["Version","fw24:backfill"]""")],
            stream.Topic.Messages.Select(static message => (message.Operation, message.Changed)));
        Assert.All(stream.Topic.Messages, static message => Assert.Equal("fw24.order.modified.v1", message.Type));
        Assert.Equal([true, true, false], stream.Topic.Messages.Select(
            static message => message.Body.Contains(""","origin":"backfill","data":""", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nobody_is_sent_a_snapshot_that_nobody_records()
    {
        var stream = new TestStream(TestTables.Orders());
        var plain = TestRecord.Change("a", 1, 1);

        Assert.Empty(await stream.InvokeAsync(
            Marked(plain, Snapshot), Marked(plain, Mailer) with { SequenceNumber = TestRecord.Sequence(2) }));

        Assert.Equal("backfill.OrderHandler", Assert.Single(stream.Topic.Messages).Operation);
        Assert.Equal([RecordResult.Skipped, RecordResult.Handled], stream.Outcomes.Select(static outcome => outcome.Result));
    }

    [Fact]
    public async Task A_message_names_the_secrets_that_the_item_has_also_when_it_was_parked()
    {
        var table = TestTables.Orders(
            audit: new AuditAttribute(AuditLoggerType.Console),
            sensitive: [new("Pin", Redaction.Remove), new("Mask", Redaction.Mask), new("None", Redaction.Remove)]);
        var plain = TestRecord.Change("a", 1, 1);
        plain = plain with { OldImage = plain.OldImage![..^1] + ""","Pin":{"S":"47"},"Mask":{"S":"11"}}""" };
        var stream = new TestStream(table);
        stream.Topic.OnEntry = static _ => EntryFault.Refuse;
        Assert.Empty(await stream.InvokeAsync(Marked(plain, Snapshot)));
        var parked = Assert.Single(stream.Parking.Records).Content;

        stream.Topic.OnEntry = static _ => EntryFault.None;
        Assert.Empty(await stream.InvokeAsync(Marked(plain, Snapshot)));
        Assert.Empty(await stream.InvokeAsync(TestRecord.Event([Encoding.UTF8.GetString(parked.Span)])));

        Assert.Equal(2, stream.Topic.Messages.Count);
        Assert.All(stream.Topic.Messages, static message =>
        {
            Assert.Contains(""","redacted":"Mask,Pin","data":""", message.Body, StringComparison.Ordinal);
            Assert.Equal("backfill", message.Operation);
            var images = message.Body[message.Body.IndexOf("NewImage", StringComparison.Ordinal)..];
            Assert.DoesNotContain("47", images, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_handler_receives_the_item_as_one_that_was_created()
    {
        var queue = new TestQueue(ChangeOperations.Insert, onChange: "Extra");

        Assert.Empty(await queue.InvokeAsync(await MessageAsync(queue, Mailer)));

        var change = Assert.IsType<OrderChange.Inserted>(Assert.Single(queue.Notes.Changes));
        Assert.Equal(("Placed", ChangeOrigin.Backfill), (change.New, change.Header.Origin));
    }

    [Theory]
    [InlineData(Other)]
    [InlineData(Snapshot)]
    public async Task Another_handler_does_not(string mark)
    {
        var queue = new TestQueue();

        Assert.Empty(await queue.InvokeAsync(await MessageAsync(queue, mark)));

        Assert.Empty(queue.Notes.Changes);
        Assert.Equal(
            (RecordResult.Skipped, "the backfill is not for this handler"),
            (Assert.Single(queue.Outcomes).Result, queue.Outcomes[0].Reason));
    }

    [Fact]
    public async Task A_handler_that_handles_no_created_items_does_not()
    {
        var queue = new TestQueue(ChangeOperations.Modify);

        Assert.Empty(await queue.InvokeAsync(await MessageAsync(queue, Mailer)));

        Assert.Empty(queue.Notes.Changes);
    }

    // As a stream processor of an earlier version publishes it.
    [Fact]
    public async Task A_mark_that_was_taken_for_a_change_is_none_to_a_handler()
    {
        var queue = new TestQueue();
        var plain = TestQueue.Change("plain");

        Assert.Empty(await queue.InvokeAsync(queue.Message(Marked(plain, Mailer)), queue.Message(plain with { EventId = "next" })));

        Assert.Equal(["next"], queue.Notes.EventIds);
    }

    [Theory]
    [InlineData("modified")]
    [InlineData("inserted")]
    public async Task A_message_that_only_claims_to_be_of_a_backfill_is_parked(string type)
    {
        var queue = new TestQueue();
        var message = await MessageAsync(queue, Mailer);
        message = type is "modified"
            ? message.Replace("fw24:backfill", "fw24:backfilm", StringComparison.Ordinal)
            : message.Replace(".modified.v1", ".inserted.v1", StringComparison.Ordinal)
                .Replace("OldImage", "OldImagf", StringComparison.Ordinal);

        Assert.Empty(await queue.InvokeAsync(message));

        Assert.Contains("Change message.origin: expected", Assert.Single(queue.Parking.Records).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_records_it_only_if_it_is_asked_for_a_snapshot()
    {
        var audit = new TestAudit();
        var body = TestAudit.Body(
            "a",
            1,
            "\"OldImage\":" + Image("") + ",",
            "\"NewImage\":" + Image(",\"fw24:backfill\":" + Mailer) + ",",
            ",\"origin\":\"backfill\"");

        Assert.Empty(await audit.InvokeAsync(
            TestAudit.Message("1", body), TestAudit.Message("2", body.Replace(Mailer, Snapshot, StringComparison.Ordinal))));

        Assert.Equal([RecordResult.Skipped, RecordResult.Handled], audit.Outcomes.Select(static outcome => outcome.Result));

        static string Image(string mark) => $$$"""{"Id":{"S":"a"},"Count":{"N":"1"}{{{mark}}}}""";
    }

    private static async Task<string> MessageAsync(TestQueue queue, string mark)
    {
        var stream = new TestStream(new TableModel
        {
            Name = queue.Table.Name,
            PartitionKey = queue.Table.PartitionKey,
            Entities = queue.Table.Entities,
            Discriminator = queue.Table.Discriminator,
            Stream = queue.Table.Stream,
            Audit = new AuditAttribute(AuditLoggerType.Console),
        });
        Assert.Empty(await stream.InvokeAsync(Marked(TestQueue.Change("marked"), mark)));
        return TestQueue.Message("m", Assert.Single(stream.Topic.Messages).Body);
    }

    private static TestRecord Marked(TestRecord record, string mark)
        => record with { NewImage = $"{record.OldImage![..^1]},\"fw24:backfill\":{mark}}}" };
}
