using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fw24.Json;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Publishing;

public sealed class ChangeMessageWriterTests
{
    [Fact]
    public void The_body_is_the_documented_event_byte_for_byte()
    {
        var record = TestRecord.Change("ord-1", 2, 7);

        var message = Write(record, traceParent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        Assert.Equal(
            $$"""
            {"specversion":"1.0","id":"ord-1-2","source":"arn:aws:dynamodb:eu-central-1:123456789012:table/orders","type":"fw24.order.modified.v1","subject":"OrderId=ord-1","time":"2016-11-18T20:09:00Z","datacontenttype":"application/json","sequence":"{{record.SequenceNumber}}","partitionkey":"{{message.GroupId}}","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","data":{{record.Data()}}}
            """,
            message.Body);
        Assert.Equal(("Order", "modify", """["Version"]"""), (message.Entity, message.Operation, message.Changed));
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", message.TraceParent);
    }

    [Theory]
    [InlineData("INSERT", "insert", "inserted")]
    [InlineData("MODIFY", "modify", "modified")]
    [InlineData("REMOVE", "remove", "removed")]
    public void Operations_are_named(string eventName, string operation, string type)
    {
        var message = Write(TestRecord.Change("a", 1, 1) with { EventName = eventName });

        Assert.Equal((operation, $"fw24.order.{type}.v1"), (message.Operation, message.Type));
    }

    [Fact]
    public void The_subject_names_every_part_of_the_key_as_it_is_written()
    {
        var record = new TestRecord
        {
            EventId = "e",
            SequenceNumber = "1",
            EventName = "REMOVE",
            Keys = """{"Sk":{"N":"1.50"},"Pk":{"S":"a\"\u00e9ß"}}""",
            OldImage = """{"Sk":{"N":"1.50"},"Pk":{"S":"a\"\u00e9ß"}}""",
        };

        var message = Write(record, TestTables.Shop());

        Assert.Contains("""
            "subject":"Pk=a\"\u00e9ß,Sk=1.50","time"
            """.Trim(), message.Body, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(message.Body);
        Assert.Equal("Pk=a\"éß,Sk=1.50", json.RootElement.GetProperty("subject").GetString());
    }

    [Fact]
    public void H23_a_removal_by_time_to_live_says_so()
    {
        var message = Write(TestRecord.Change("a", 1, 1) with
        {
            EventName = "REMOVE",
            Extra = ""","userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"}""",
        });

        Assert.Contains(""","origin":"timeToLive","data":""", message.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_is_read_back_as_the_record_it_was_made_of()
    {
        var original = TestRecord.Change("ord-1", 3, 7).Read();

        var read = ChangeEnvelope.Read(Encoding.UTF8.GetBytes(Write(TestRecord.Change("ord-1", 3, 7)).Body));

        Assert.Equal(original.EventId.ToArray(), read.EventId.ToArray());
        Assert.Equal(original.SequenceNumber.ToArray(), read.SequenceNumber.ToArray());
        Assert.Equal(original.Data.ToArray(), read.Data.ToArray());
        Assert.Equal(original.OldImage.Json.ToArray(), read.OldImage.Json.ToArray());
        Assert.Equal((original.Operation, original.Origin, original.ChangedAt), (read.Operation, read.Origin, read.ChangedAt));
    }

    [Fact]
    public void An_event_id_is_text_however_it_is_written()
    {
        using var json = JsonDocument.Parse(Write(TestRecord.Change("a", 1, 1) with { EventId = """a\"b\\c\u0001\u00e9""" }).Body);

        Assert.Equal("a\"b\\c\u0001é", json.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public void White_space_and_escapes_of_the_record_stay_as_they_are()
    {
        var record = TestRecord.Change("a", 1, 1) with { NewImage = """{ "OrderId" : {"S":"\u0061"}, "T":{"S":"\/ \ud83d\ude00 😀"}, "Big":{"N":"12345678901234567890123456789012345678"} }""" };

        Assert.EndsWith($"\"data\":{record.Data()}}}", Write(record).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void H10_going_back_and_forth_gives_four_deduplication_ids()
    {
        const string A = """{"OrderId":{"S":"a"},"Status":{"S":"A"}}""";
        const string B = """{"OrderId":{"S":"a"},"Status":{"S":"B"}}""";
        TestRecord[] records =
        [
            TestRecord.Change("a", 1, 1) with { OldImage = B, NewImage = A },
            TestRecord.Change("a", 2, 2) with { OldImage = A, NewImage = B },
            TestRecord.Change("a", 3, 3) with { OldImage = B, NewImage = A },
            TestRecord.Change("a", 4, 4) with { OldImage = A, NewImage = B },
        ];

        var ids = records.Select(static record => Write(record).DeduplicationId).ToArray();

        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, (id, at) => Assert.Matches($"^{Regex.Escape(records[at].EventId)}-[0-9a-f]{{32}}$", id));
        Assert.Equal(ids, records.Select(static record => Write(record).DeduplicationId));
    }

    [Fact]
    public void H10_event_id_and_sequence_number_tell_equal_data_apart()
    {
        var record = TestRecord.Change("a", 1, 1);

        Assert.NotEqual(Write(record).DeduplicationId, Write(record with { EventId = "other" }).DeduplicationId);
        Assert.NotEqual(Write(record).DeduplicationId, Write(record with { SequenceNumber = "2" }).DeduplicationId);
    }

    [Fact]
    public void H10_the_hash_is_the_documented_one()
    {
        var record = TestRecord.Change("a", 1, 1);

        var hash = XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(record.Data()));

        Assert.Equal($"{record.EventId}-{hash:x32}", Write(record).DeduplicationId);
    }

    // SNS and SQS take 128 characters: letters, digits and ASCII's punctuation.
    [Theory]
    [InlineData(95, 'e', true)]
    [InlineData(96, 'e', false)]
    [InlineData(128, 'e', false)]
    [InlineData(3, 'é', false)]
    [InlineData(3, ' ', false)]
    public void H10_an_event_id_that_SNS_would_not_take_is_hashed(int length, char character, bool isPlain)
    {
        var record = TestRecord.Change("a", 1, 1) with { EventId = new string(character, length) };

        var id = Write(record).DeduplicationId;

        Assert.Equal(isPlain, id.StartsWith(record.EventId, StringComparison.Ordinal));
        Assert.Matches("^[!-~]{34,128}$", id);
        Assert.NotEqual(id, Write(record with { EventId = new string(character, length - 1) }).DeduplicationId);
    }

    [Fact]
    public void A_standard_topic_gets_no_fifo_ids_but_the_same_partition_key()
    {
        var record = TestRecord.Change("a", 1, 1);

        var standard = Write(record, TestTables.Orders(fifo: false));

        Assert.Equal(("", ""), (standard.GroupId, standard.DeduplicationId));
        Assert.Equal(Write(record).PartitionKey, standard.PartitionKey);
    }

    [Fact]
    public void A2_3_for_fair_queues_a_standard_topic_gets_the_items_group_and_no_deduplication_id()
    {
        var record = TestRecord.Change("a", 1, 1);
        var table = TestTables.Orders(fifo: false);
        table.Stream!.FairQueues = true;

        var fair = Write(record, table);

        Assert.Equal((Write(record).GroupId, ""), (fair.GroupId, fair.DeduplicationId));
        Assert.Equal(fair.PartitionKey, fair.GroupId);
        Assert.Equal(Write(record, TestTables.Orders(fifo: false)).Size, fair.Size);
    }

    [Fact]
    public void H07_a_messages_size_counts_names_types_and_values_of_its_attributes()
    {
        var message = Write(TestRecord.Change("a", 1, 1), traceParent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        (string Name, string Type, string Value)[] attributes =
        [
            ("entity", "String", message.Entity),
            ("operation", "String", message.Operation),
            ("changed", "String.Array", message.Changed),
            ("schema", "String", "fw24.change/1"),
            ("traceparent", "String", message.TraceParent!),
        ];
        Assert.Equal(
            Encoding.UTF8.GetByteCount(message.Body) + attributes.Sum(static a => Encoding.UTF8.GetByteCount(a.Name + a.Type + a.Value)),
            message.Size);
    }

    internal static Published Write(TestRecord test, TableModel? table = null, string? traceParent = null, FunctionEnvironment? environment = null)
    {
        table ??= TestTables.Orders();
        var record = test.Read();
        using var buffer = new MessageBuffer(16);
        var redactor = Redactor.Create(table, environment ?? new FunctionEnvironment(static _ => null));
        var draft = new ChangeMessageWriter(table, redactor).Write(record, new MessageGroups(table).Of(record.Keys), traceParent, buffer);
        return new Published(draft.ToMessage(buffer, traceParent, new byte[draft.ComposedLength]));
    }
}
