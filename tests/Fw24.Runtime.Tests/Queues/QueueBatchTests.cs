using System.Text;
using CsCheck;
using Fw24.Functions.Queues;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Queues;

public sealed class QueueBatchTests
{
    [Fact]
    public void Messages_are_read_with_their_unescaped_bodies()
    {
        var messages = QueueBatch.Read(QueueEvents.Event(
            QueueEvents.Message("m-1", """{"a":"\"x\"\n😀"}"""),
            QueueEvents.Message("m-2", "plain", groupId: null, receiveCount: "12"),
            QueueEvents.Message("m-3", """{"b":{"S":"ü"}}""", groupId: "g-2")));

        Assert.Equal(["m-1", "m-2", "m-3"], messages.Select(static m => m.MessageId));
        Assert.Equal(["""{"a":"\"x\"\n😀"}""", "plain", """{"b":{"S":"ü"}}"""], messages.Select(static m => Encoding.UTF8.GetString(m.Body.Span)));
        Assert.Equal(["g-1", null, "g-2"], messages.Select(static m => m.GroupId));
        Assert.Equal([1, 12, 1], messages.Select(static m => m.ReceiveCount));
        Assert.All(messages, static m => Assert.Null(m.Fault));
    }

    [Theory]
    [InlineData("queue.fifo", "g-1")]
    [InlineData("queue", null)]
    [InlineData("fifo", null)]
    public void A2_3_a_message_group_is_one_of_order_in_a_fifo_queue_only(string queue, string? group)
        => Assert.Equal(group, Assert.Single(QueueBatch.Read(QueueEvents.Event(QueueEvents.Message("m-1", "x", queue: queue)))).GroupId);

    [Theory]
    [InlineData("\"eventSourceARN\":\"arn:aws:sqs:eu-central-1:123456789012:queue.fifo\",", "")]
    [InlineData("\"arn:aws:sqs:eu-central-1:123456789012:queue.fifo\"", "null")]
    public void A2_3_where_the_queue_is_not_told_the_groups_order_is_kept(string told, string instead)
    {
        var message = QueueEvents.Message("m-1", "x");
        Assert.Contains(told, message, StringComparison.Ordinal);

        var read = Assert.Single(QueueBatch.Read(QueueEvents.Event(message.Replace(told, instead, StringComparison.Ordinal))));

        Assert.Equal(("g-1", null), (read.GroupId, read.Fault));
    }

    [Fact]
    public void E7_an_event_that_begins_with_a_byte_order_mark_is_read()
    {
        var payload = QueueEvents.Event(QueueEvents.Message("m-1", "plain"), QueueEvents.Message("m-2", "\uFEFFmarked"));

        var messages = QueueBatch.Read((byte[])[.. "\uFEFF"u8, .. payload]);

        Assert.Equal(["m-1", "m-2"], messages.Select(static message => message.MessageId));
        Assert.Equal(["plain", "\uFEFFmarked"], messages.Select(static message => Encoding.UTF8.GetString(message.Body.Span)));
    }

    [Fact]
    public void Bodies_of_random_text_come_out_as_they_went_in()
        => Seeded.ForAll(Gen.Select(RandomItems.Text, RandomItems.Text), 1000, static bodies =>
        {
            var messages = QueueBatch.Read(QueueEvents.Event(QueueEvents.Message("m-1", bodies.Item1), QueueEvents.Message("m-2", bodies.Item2)));

            Assert.Equal([bodies.Item1, bodies.Item2], messages.Select(static m => Encoding.UTF8.GetString(m.Body.Span)));
        });

    [Theory]
    [InlineData("\"body\":\"x\"", "\"body\":5", "Records[1] body: expected a string, found a number.")]
    [InlineData("\"body\":\"x\"", "\"bodie\":\"x\"", "Records[1] body: expected a string, found nothing.")]
    [InlineData("\"body\":\"x\"", "\"body\":\"x\",\"body\":\"y\"", "Records[1] body: expected the member once, found a second one.")]
    [InlineData("\"body\":\"x\"", "\"body\":\"\\ud800\"", "Records[1] body: expected a whole escape sequence, found a byte that does not belong there.")]
    [InlineData("\"ApproximateReceiveCount\":\"1\"", "\"ApproximateReceiveCount\":\"-1\"", "Records[1] attributes: expected a count, found another text.")]
    [InlineData("\"attributes\":{", "\"attributes\":[],\"x\":{", "Records[1] attributes: expected an object, found a list.")]
    [InlineData("\"messageAttributes\":{", "\"messageAttributes\":{,", "Records[1] messageAttributes: expected a string, found a comma.")]
    public void H29_a_message_with_a_broken_frame_is_among_the_messages(string sound, string broken, string fault)
    {
        var message = QueueEvents.Message("m-2", "x");
        Assert.Contains(sound, message, StringComparison.Ordinal);

        var messages = QueueBatch.Read(QueueEvents.Event(QueueEvents.Message("m-1", "x"), message.Replace(sound, broken, StringComparison.Ordinal), QueueEvents.Message("m-3", "x")));

        Assert.Equal(["m-1", "m-2", "m-3"], messages.Select(static m => m.MessageId));
        Assert.Equal([null, fault, null], messages.Select(static m => m.Fault));
    }

    [Theory]
    [InlineData("""{"messageId":"m-2","a":[[x}""", """{"messageId":"m-3","z":1]],"body":"stolen"}""")]
    [InlineData("""{"messageId":"m-2","attributes":{"a":[[x}}""", """{"messageId":"m-3","z":1]]},"body":"stolen"}""")]
    public void H29_what_a_message_lacks_is_not_sought_in_the_next(string message, string next)
    {
        var messages = QueueBatch.Read(QueueEvents.Event(QueueEvents.Message("m-1", "x"), message, next, QueueEvents.Message("m-4", "x")));

        Assert.Equal(["m-1", "m-2", "m-3", "m-4"], messages.Select(static m => m.MessageId));
        Assert.Equal([false, true, true, false], messages.Select(static m => m.Fault is not null));
        Assert.True(messages[1].Body.IsEmpty);
        Assert.Equal(message, Encoding.UTF8.GetString(messages[1].Json.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"Records":5}""")]
    [InlineData("""{"Records":[{}]}""")]
    [InlineData("""{"Records":[{"messageId":"","body":"x"}]}""")]
    [InlineData("""{"Records":[{"messageId":5,"body":"x"}]}""")]
    [InlineData("""{"Records":[{"messageId":"m","body":"x"} {"messageId":"n","body":"x"}]}""")]
    public void H29_an_event_whose_messages_cannot_be_named_is_refused(string payload)
        => Assert.Throws<ItemFormatException>(() => QueueBatch.Read(Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void H29_a_payload_cut_anywhere_is_refused_or_its_broken_message_is_named()
    {
        var payload = QueueEvents.Event(QueueEvents.Message("m-1", "x"), QueueEvents.Message("m-2", "x"));
        for (var cut = 0; cut < payload.Length; cut++)
        {
            // A message that is not reported as failed would be deleted, so none may be silently missing.
            Assert.Throws<ItemFormatException>(() => QueueBatch.Read(payload.AsMemory(0, cut)));
        }
    }

    [Fact]
    public void H29_bytes_that_are_no_UTF_8_are_a_fault_of_their_message()
    {
        var payload = QueueEvents.Event(QueueEvents.Message("m-1", "x"), QueueEvents.Message("m-2", "#"), QueueEvents.Message("m-3", "x"));
        payload[payload.AsSpan().IndexOf((byte)'#')] = 0xFF;

        var messages = QueueBatch.Read(payload);

        Assert.Equal([null, "Records[1]: expected UTF-8 text, found invalid UTF-8.", null], messages.Select(static m => m.Fault));
    }

    [Theory]
    [InlineData("""{"EventSource":"aws:sns","EventVersion":"1.0","Sns":{"Type":"Notification","Message":"x"}}""", "subscribed to a topic instead of a queue")]
    [InlineData("""{"eventID":"1","eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{}}""", "mapped to a stream instead of a queue")]
    public void F22_an_event_of_another_source_is_told_by_its_name(string record, string cause)
        => Assert.Contains(cause, Assert.Throws<ItemFormatException>(() => QueueBatch.Read(QueueEvents.Event(record))).Message, StringComparison.Ordinal);

    [Fact]
    public void Reading_allocates_one_buffer_and_what_the_messages_hold()
    {
        var body = string.Concat(Enumerable.Repeat("\"quoted\" ", 100));
        var payload = QueueEvents.Event([.. Enumerable.Range(0, 10).Select(i => QueueEvents.Message($"m-{i}", body))]);

        Assert.InRange(Allocated.By(() => QueueBatch.Read(payload)), 0, payload.Length + 3000);
    }
}
