using System.Text;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Publishing;

public sealed class ChangeEnvelopeReaderTests
{
    private const string Data =
        $$$"""{"ApproximateCreationDateTime":1479499740,"Keys":{"OrderId":{"S":"ord-1"}},"NewImage":{{{StreamEvents.NewImage}}},"OldImage":{{{StreamEvents.OldImage}}},"SequenceNumber":"4421584500000000017450439091","SizeBytes":112,"StreamViewType":"NEW_AND_OLD_IMAGES"}""";

    private const string Body =
        $$"""{"specversion":"1.0","id":"e-1","source":"{{StreamEvents.StreamArn}}","type":"fw24.order.modified.v1","subject":"OrderId=ord-1","time":"2016-11-18T20:09:00Z","datacontenttype":"application/json","sequence":"4421584500000000017450439091","partitionkey":"g","traceparent":"00-1-2-01","data":{{Data}}}""";

    [Fact]
    public void A_message_is_read_back_into_the_record_it_was_made_of()
    {
        var record = Read(Body);

        Assert.Null(record.Fault);
        Assert.Equal("e-1", Text(record.EventId));
        Assert.Equal("4421584500000000017450439091", Text(record.SequenceNumber));
        Assert.Equal(StreamEvents.StreamArn, Text(record.EventSourceArn));
        Assert.Equal(ChangeOperations.Modify, record.Operation);
        Assert.Equal(ChangeOrigin.Application, record.Origin);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1479499740), record.ChangedAt);
        Assert.Equal("""{"OrderId":{"S":"ord-1"}}""", Text(record.Keys.Json));
        Assert.Equal(StreamEvents.OldImage, Text(record.OldImage.Json));
        Assert.Equal(StreamEvents.NewImage, Text(record.NewImage.Json));
        Assert.Equal(Data, Text(record.Data));
        Assert.Equal(Body, Text(record.Json));
    }

    [Theory]
    [InlineData("fw24.order.inserted.v1", ChangeOperations.Insert)]
    [InlineData("fw24.order.removed.v1", ChangeOperations.Remove)]
    [InlineData("fw24.unmodelled.modified.v1", ChangeOperations.Modify)]
    [InlineData("fw24.a.b.modified.v1", ChangeOperations.Modify)]
    public void The_type_tells_the_operation(string type, ChangeOperations expected)
        => Assert.Equal(expected, Read(Body.Replace("fw24.order.modified.v1", type, StringComparison.Ordinal)).Operation);

    [Theory]
    [InlineData("timeToLive", ChangeOrigin.TimeToLive)]
    [InlineData("replication", ChangeOrigin.Replication)]
    public void H23_the_origin_is_kept(string origin, ChangeOrigin expected)
        => Assert.Equal(expected, Read(Body.Replace("\"subject\"", $"\"origin\":\"{origin}\",\"subject\"", StringComparison.Ordinal)).Origin);

    [Fact]
    public void Members_of_later_versions_are_skipped_and_the_time_replaces_a_missing_one()
    {
        var body = Body.Replace("\"subject\"", "\"later\":{\"x\":[1,null]},\"subject\"", StringComparison.Ordinal)
            .Replace("\"ApproximateCreationDateTime\":1479499740,", "", StringComparison.Ordinal);

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1479499740), Read(body).ChangedAt);
    }

    [Fact]
    public void F22_a_message_that_a_library_wrote_again_is_read_without_its_nulls()
    {
        var record = Read(Body.Replace("\"traceparent\":\"00-1-2-01\"", "\"traceparent\":null,\"origin\":null", StringComparison.Ordinal)
            .Replace("{\"S\":\"Paid\"}", "{\"S\":\"Paid\",\"N\":null}", StringComparison.Ordinal));

        Assert.Equal(StreamEvents.NewImage, Text(record.NewImage.Json));
        Assert.True(record.TraceParent.IsEmpty);
    }

    [Theory]
    [InlineData("\"specversion\":\"1.0\"", "\"specversion\":\"2.0\"", "Change message.specversion: expected 1.0, found another version.")]
    [InlineData("\"specversion\":\"1.0\",", "", "Change message.body: expected the members specversion, id, type and data, found fewer.")]
    [InlineData("\"id\":\"e-1\"", "\"id\":\"\"", "Change message.id: expected an id, found an empty one.")]
    [InlineData("\"id\":\"e-1\"", "\"id\":7", "Change message.id: expected a string, found a number.")]
    [InlineData("fw24.order.modified.v1", "fw24.order.modified.v2", "Change message.type: expected fw24.{entity}.{inserted, modified or removed}.v1, found another type.")]
    [InlineData("fw24.order.modified.v1", "com.example.modified.v1", "Change message.type: expected fw24.{entity}.{inserted, modified or removed}.v1, found another type.")]
    [InlineData("2016-11-18T20:09:00Z", "yesterday", "Change message.time: expected a date and time (ISO 8601), found another text.")]
    [InlineData("\"Status\":{\"S\":\"Paid\"}", "\"Status\":{\"S\":5}", "Change message.data.NewImage.Status: expected a string, found a number.")]
    [InlineData("\"Keys\":", "\"Kez\":", "Change message.data.Keys: expected the item's key, found nothing.")]
    [InlineData("\"partitionkey\":\"g\"", "\"partitionkey\":\"g\",\"id\":\"e-2\"", "Change message.id: expected the member once, found a second one.")]
    [InlineData(
        "\"partitionkey\":\"g\"",
        "\"origin\":\"elsewhere\"",
        "Change message.origin: expected timeToLive, replication or backfill, found another origin.")]
    [InlineData("\"data\":", "\"date\":", "Change message.body: expected the members specversion, id, type and data, found fewer.")]
    public void H29_what_is_no_such_message_is_refused_by_its_member(string sound, string broken, string message)
    {
        Assert.Contains(sound, Body, StringComparison.Ordinal);

        var failure = Assert.Throws<ItemFormatException>(() => Read(Body.Replace(sound, broken, StringComparison.Ordinal)));

        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void H29_a_message_cut_anywhere_is_refused()
    {
        for (var cut = 0; cut < Body.Length; cut++)
        {
            Assert.Throws<ItemFormatException>(() => Read(Body[..cut]));
        }

        Assert.Throws<ItemFormatException>(() => Read(Body + "x"));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var body = Encoding.UTF8.GetBytes(Body);

        Assert.Equal(0, Allocated.By(() => ChangeEnvelope.Read(body)));
    }

    private static StreamRecord Read(string body) => ChangeEnvelope.Read(Encoding.UTF8.GetBytes(body));

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
