using System.Text;
using Fw24.Integration.Tests.Wires;
using Fw24.Operations;
using Orders;

namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>The content of messages, read for people, and the queues that have them.</summary>
public sealed class FailureContentTests
{
    private static readonly FailureQueue s_parking = new("orders-parked-records", FailureQueueKind.Parking, null);
    private static readonly FailureQueue s_mails = new("orders-ShipmentMailer-dlq.fifo", FailureQueueKind.DeadLetter, "ShipmentMailer");

    [Fact]
    public void A_parked_record_tells_its_function_reason_item_and_images()
    {
        var record = ReplayScene.Record("orders", "a", 200, "a2");

        var content = Read(s_parking, ReplayScene.Parked("orders-stream", "the topic was gone", record));

        Assert.Equal(
            (FailureContentKind.Record, "orders-stream", "the topic was gone", "orders", "OrderId=a,Part=order", "a2", "200"),
            (content.Kind, content.Function, content.Reason, content.Table, content.Item, content.EventId, content.SequenceNumber));
        Assert.Equal(ChangeOperations.Modify, content.Operation);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 9, 30, 0, TimeSpan.Zero), content.ParkedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_772_617_000), content.ChangedAt);
        Assert.Equal("""{"OrderId":{"S":"a"},"Part":{"S":"order"}}""", Encoding.UTF8.GetString(content.NewImage.Json.Span));
    }

    [Fact]
    public void A_dead_letter_tells_the_change_and_its_queue_the_function()
    {
        var content = Read(s_mails, ReplayScene.Change("order", "d", 100, "d1"));

        Assert.Equal(
            (FailureContentKind.Change, "ShipmentMailer", null, "order", "OrderId=d", "d1"),
            (content.Kind, content.Function, content.Reason, content.Entity, content.Item, content.EventId));
        Assert.True(content.IsOf("OrderId=d") && content.IsOf("OrderId=d,Part=order") && content.IsOf("Part=order,OrderId=d"));
        Assert.False(content.IsOf("OrderId=e"));
    }

    [Fact]
    public void A_base64_content_is_read_like_any_other()
    {
        var change = Convert.ToBase64String(Encoding.UTF8.GetBytes(ReplayScene.Change("order", "d", 100, "d1")));

        var content = Read(s_parking, $$"""{"schema":"fw24.parked/1","function":"OrderBoard","reason":"r","contentBase64":"{{change}}"}""");

        Assert.Equal((FailureContentKind.Change, "OrderBoard", "OrderId=d"), (content.Kind, content.Function, content.Item));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\":\"fw24.parked/1\"}")]
    [InlineData("{\"schema\":\"fw24.parked/1\",\"function\":7,\"reason\":[],\"content\":\"x\"}")]
    [InlineData("{\"specversion\":\"1.0\",\"specversion\":\"1.0\"}")]
    [InlineData("{\"DDBStreamBatchInfo\":{}}")]
    [InlineData("{\"detail-type\":\"Object Created\",\"detail\":1}")]
    [InlineData("{\"dynamodb\":{\"Keys\":{\"a\":1}}}")]
    [InlineData("{\"dynamodb\":{\"Keys\":{\"a\":{\"S\":1}},\"ApproximateCreationDateTime\":1e300}}")]
    public void Strange_content_is_read_as_far_as_it_can_be(string body)
    {
        var content = Read(s_parking, body);

        Assert.True(content.Kind is FailureContentKind.Unknown or FailureContentKind.Record, $"{content}");
        Assert.Null(content.Function);
    }

    [Fact]
    public void A_parked_message_tells_its_reason_also_if_its_content_is_unknown()
    {
        var content = Read(s_parking, ReplayScene.Parked("OrderBoard", "no change", "{\"hello\":1}"));

        Assert.Equal((FailureContentKind.Unknown, "OrderBoard", "no change"), (content.Kind, content.Function, content.Reason));
    }

    [Fact]
    public void Messages_are_grouped_by_function_and_reason()
    {
        FailureMessage[] messages =
        [
            Message(s_parking, ReplayScene.Parked("OrderBoard", "Records[0] (eventID 1f) b", "{}"), "1"),
            Message(s_parking, ReplayScene.Parked("OrderBoard", "a", "{}"), "2"),
            Message(s_parking, ReplayScene.Parked("OrderBoard", "Records[4] (eventID 2f) b", "{}"), "3"),
            Message(s_mails, ReplayScene.Change("order", "d", 100, "d1"), "4"),
        ];

        Assert.Equal(
            [("OrderBoard", "b", "1 3"), ("OrderBoard", "a", "2"), ("ShipmentMailer", null, "4")],
            FailureGroup.Of(messages).Select(
                static group => (group.Function, group.Reason, string.Join(' ', group.Messages.Select(static one => one.MessageId)))));
    }

    [Fact]
    public void The_queues_of_the_manifest_are_those_of_the_model()
    {
        var manifest = File.ReadAllText(OrdersWires.Manifest);

        var queues = FailureQueues.FromManifest(manifest);

        Assert.Equal(
            queues.OrderBy(NameOf, StringComparer.Ordinal),
            FailureQueues.Of(OrdersApp.Model).OrderBy(NameOf, StringComparer.Ordinal));
        Assert.Equal(FailureQueueKind.Parking, queues[0].Kind);
        Assert.Equal("orders-ShipmentMailer.fifo", queues.Single(static queue => queue.Function is "ShipmentMailer").Source);
        Assert.Equal(
            "orders-ShipmentMailer-dlq-dev.fifo",
            FailureQueues.Of(OrdersApp.Model, "dev").Single(static queue => queue.Function is "ShipmentMailer").Name);
    }

    [Theory]
    [InlineData("{", null, "not a manifest")]
    [InlineData("{\"schema\":\"fw24.manifest/9\"}", null, "has the schema 'fw24.manifest/9'")]
    [InlineData("{\"schema\":\"fw24.manifest/1\",\"stage\":\"${Stage}\"}", null, "name the stage")]
    [InlineData("{\"schema\":\"fw24.manifest/1\",\"stage\":\"${Stage}\"}", "-", "'-' is not a stage")]
    [InlineData("{\"schema\":\"fw24.manifest/1\",\"stage\":\"dev\"}", "prod", "of the stage 'dev', and not of 'prod'")]
    [InlineData("{\"schema\":\"fw24.manifest/1\"}", "prod", "of no stage, and not of 'prod'")]
    public void Another_text_is_no_manifest(string text, string? stage, string expected)
    {
        var exception = Assert.Throws<InvalidDataException>(() => FailureQueues.FromManifest(text, stage));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private static string NameOf(FailureQueue queue) => queue.Name;

    private static FailureContent Read(FailureQueue queue, string body) => Message(queue, body, "1").Content;

    private static FailureMessage Message(FailureQueue queue, string body, string id) => new()
    {
        MessageId = id, Queue = queue, Body = Encoding.UTF8.GetBytes(body), ReceiptHandle = "r", SentAt = DateTimeOffset.UnixEpoch,
    };
}
