using System.Text;
using Fw24.Changes.Reading;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Streams;

public sealed class StreamBatchTests
{
    [Fact]
    public void A_modification_is_read_as_slices_of_the_payload()
    {
        var payload = StreamEvents.Event(StreamEvents.Modify());

        var record = Assert.Single(StreamBatch.Read(payload));

        Assert.Null(record.Fault);
        Assert.Equal("7de3041dd709b024af6f29e4fa13d34c", Text(record.EventId));
        Assert.Equal("4421584500000000017450439091", Text(record.SequenceNumber));
        Assert.Equal(StreamEvents.StreamArn, Text(record.EventSourceArn));
        Assert.Equal(ChangeOperations.Modify, record.Operation);
        Assert.Equal(ChangeOrigin.Application, record.Origin);
        Assert.Equal(new DateTimeOffset(2016, 11, 18, 20, 9, 0, TimeSpan.Zero), record.ChangedAt);
        Assert.Equal("""{"OrderId":{"S":"ord-1"}}""", Text(record.Keys.Json));
        Assert.Equal(StreamEvents.OldImage, Text(record.OldImage.Json));
        Assert.Equal(StreamEvents.NewImage, Text(record.NewImage.Json));
        Assert.Equal(StreamEvents.Modify(), Text(record.Json));
        Assert.StartsWith("""{"ApproximateCreationDateTime":""", Text(record.Data), StringComparison.Ordinal);
        Assert.EndsWith("""NEW_AND_OLD_IMAGES"}""", Text(record.Data), StringComparison.Ordinal);
        Assert.True(payload.AsSpan().Overlaps(record.NewImage.Json.Span));
    }

    [Fact]
    public void A_record_of_the_streams_API_is_read_though_Lambdas_own_members_are_missing()
    {
        const string Minimal =
            """{"eventID":"1","eventName":"INSERT","dynamodb":{"Keys":{"Id":{"N":"101"}},"SequenceNumber":"111","StreamViewType":"KEYS_ONLY"}}""";

        var record = Assert.Single(StreamBatch.Read(StreamEvents.Event(Minimal)));

        Assert.Null(record.Fault);
        Assert.Equal(ChangeOperations.Insert, record.Operation);
        Assert.True(record.NewImage.IsAbsent);
        Assert.True(record.OldImage.IsAbsent);
        Assert.True(record.EventSourceArn.IsEmpty);
        Assert.Equal(default, record.ChangedAt);
    }

    [Fact]
    public void Null_is_an_absent_image()
    {
        const string Removed =
            """{"eventID":"1","eventName":"REMOVE","userIdentity":null,"dynamodb":{"Keys":{"Id":{"N":"101"}},"NewImage":null,"OldImage":{"Id":{"N":"101"}},"SequenceNumber":"111"}}""";

        var record = Assert.Single(StreamBatch.Read(StreamEvents.Event(Removed)));

        Assert.Null(record.Fault);
        Assert.Equal(ChangeOperations.Remove, record.Operation);
        Assert.True(record.NewImage.IsAbsent);
        Assert.False(record.OldImage.IsAbsent);
    }

    [Theory]
    [InlineData("true", "found a boolean")]
    [InlineData("{}", "found an object")]
    [InlineData("[1479499740]", "found a list")]
    [InlineData("-1.5", "found something else")]
    [InlineData("\"yesterday\"", "found something else")]
    public void F22_what_is_no_time_is_told_with_what_is_expected(string time, string found)
    {
        var record = Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify().Replace("1479499740", time, StringComparison.Ordinal))));

        Assert.EndsWith($"dynamodb.ApproximateCreationDateTime: expected seconds or milliseconds since 1970, or a date and time (ISO 8601), {found}.", record.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"EventSource":"aws:sns","EventVersion":"1.0","Sns":{"Type":"Notification","Message":"x"}}""", ": expected a record of a stream, found a notification of SNS: the function is subscribed to a topic")]
    [InlineData("""{"Type":"Notification","TopicArn":"arn:aws:sns:eu-central-1:123456789012:orders","Message":"x"}""", ": expected a record of a stream, found a notification of SNS: the function is subscribed to a topic")]
    [InlineData("""{"messageId":"m-1","body":"x"}""", ": expected a record of a stream, found a message of SQS: the function is mapped to a queue")]
    [InlineData("""{"messageId":"m-1","body":"x","eventSource":"aws:sqs"}""", " eventSource: expected aws:dynamodb, found aws:sqs.")]
    public void F22_an_event_of_another_source_is_told_by_its_name(string record, string cause)
        => Assert.StartsWith($"Records[0]{cause}", Assert.Single(StreamBatch.Read(StreamEvents.Event(record))).Fault, StringComparison.Ordinal);

    [Fact]
    public void E7_an_event_that_begins_with_a_byte_order_mark_is_read()
    {
        var payload = TestRecord.Event(TestRecord.Change("a", 1, 1), TestRecord.Change("ü", 1, 2));

        var records = StreamBatch.Read((byte[])[.. "\uFEFF"u8, .. payload]);

        Assert.Equal(["a-1", "ü-1"], records.Select(static record => Encoding.UTF8.GetString(record.EventId.Span)));
        Assert.All(records, static record => Assert.Null(record.Fault));
        Assert.Throws<ItemFormatException>(() => StreamBatch.Read((byte[])[.. "\uFEFF\uFEFF"u8, .. payload]));
    }

    [Fact]
    public void An_event_without_records_is_an_empty_batch() => Assert.Empty(StreamBatch.Read("""{"Records":[]}"""u8.ToArray()));

    [Theory]
    [InlineData("1479499740", "2016-11-18T20:09:00.0000000Z")]
    [InlineData("1.47949974E9", "2016-11-18T20:09:00.0000000Z")]
    [InlineData("1479499740.0", "2016-11-18T20:09:00.0000000Z")]
    [InlineData("1479499740.25", "2016-11-18T20:09:00.2500000Z")]
    [InlineData("14794997400e-1", "2016-11-18T20:09:00.0000000Z")]
    [InlineData("0", "1970-01-01T00:00:00.0000000Z")]
    [InlineData("253402300799", "9999-12-31T23:59:59.0000000Z")]
    public void The_time_is_read_in_every_way_a_number_is_written(string seconds, string expected)
    {
        var record = Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify().Replace("1479499740", seconds, StringComparison.Ordinal))));

        Assert.Null(record.Fault);
        Assert.Equal(expected, record.ChangedAt.UtcDateTime.ToString("O"));
    }

    [Theory]
    [InlineData("1479499740123", "2016-11-18T20:09:00.1230000Z")]
    [InlineData("1.479499740123E12", "2016-11-18T20:09:00.1230000Z")]
    [InlineData("1479499740123456", "2016-11-18T20:09:00.1234560Z")]
    [InlineData("1479499740123456789", "2016-11-18T20:09:00.1234567Z")]
    [InlineData("\"1479499740\"", "2016-11-18T20:09:00.0000000Z")]
    [InlineData("\"1479499740123\"", "2016-11-18T20:09:00.1230000Z")]
    [InlineData("\"2016-11-18T20:09:00Z\"", "2016-11-18T20:09:00.0000000Z")]
    [InlineData("\"2016-11-18T21:09:00.25+01:00\"", "2016-11-18T20:09:00.2500000Z")]
    [InlineData("null", "0001-01-01T00:00:00.0000000Z")]
    public void X8_F22_the_time_is_read_in_the_units_and_forms_that_others_write(string time, string expected)
    {
        var record = Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify().Replace("1479499740", time, StringComparison.Ordinal))));

        Assert.Null(record.Fault);
        Assert.Equal(expected, record.ChangedAt.UtcDateTime.ToString("O"));
    }

    [Fact]
    public void F22_typed_values_are_read_without_the_nulls_of_the_other_types()
    {
        const string Nulls = "\"B\":null,\"BOOL\":null,\"NULL\":null";
        var padded = StreamEvents.Modify(
            oldImage: $$$"""{"OrderId":{"S":"ord-1","N":null,{{{Nulls}}}},"n\u0075ll":{"M":{"a":{"N": null ,"L":[{"S":null,"N":"1.0"},{"SS":["null"],{{{Nulls}}}}]}},{{{Nulls}}}}}""",
            newImage: $$$"""{"OrderId":{{{{Nulls}}},"S":"ord-1"}}""").Replace("{\"OrderId\":{\"S\":\"ord-1\"}}", $$$"""{"OrderId":{"S":"ord-1",{{{Nulls}}}}}""", StringComparison.Ordinal);

        var records = StreamBatch.Read(StreamEvents.Event(padded, StreamEvents.Modify()));

        Assert.Equal([null, null], records.Select(static record => record.Fault));
        Assert.Equal("""{"OrderId":{"S":"ord-1"}}""", Text(records[0].Keys.Json));
        Assert.Equal("""{"OrderId":{"S":"ord-1"},"n\u0075ll":{"M":{"a":{"L":[{"N":"1.0"},{"SS":["null"]}]}}}}""", Text(records[0].OldImage.Json));
        Assert.Equal("""{"OrderId":{"S":"ord-1"}}""", Text(records[0].NewImage.Json));
        Assert.True(records[0].Json.Span.Overlaps(records[0].Data.Span) && records[0].Data.Span.Overlaps(records[0].OldImage.Json.Span));
    }

    [Theory]
    [InlineData("{\"OrderId\":{\"S\":\"ord-1\",\"N\":\"1\",\"B\":null}}")]
    [InlineData("{\"OrderId\":{\"S\":null}}")]
    [InlineData("{\"OrderId\":null}")]
    [InlineData("{\"OrderId\":{\"S\":\"ord-1\",\"N\":null}")]
    public void H29_F22_a_value_of_no_or_of_several_types_is_a_fault(string image)
        => Assert.NotNull(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify(newImage: image)))[0].Fault);

    [Theory]
    [InlineData("\"userIdentity\":{\"type\":null,\"principalId\":null},")]
    [InlineData("\"userIdentity\":{\"type\":\"Service\",\"principalId\":null},")]
    [InlineData("\"userIdentity\":null,")]
    public void F22_a_user_that_is_null_is_absent(string member)
    {
        var record = Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify().Replace("\"eventVersion\"", member + "\"eventVersion\"", StringComparison.Ordinal))));

        Assert.Equal((null, ChangeOrigin.Application), (record.Fault, record.Origin));
    }

    [Theory]
    [InlineData("\"eventSource\":\"aws:dynamodb\"", "\"eventSource\":null")]
    [InlineData("\"awsRegion\":\"eu-central-1\"", "\"awsRegion\":null")]
    [InlineData("\"eventVersion\":\"1.1\"", "\"eventVersion\":null")]
    public void F22_members_that_may_be_missing_may_be_null(string member, string isNull)
        => Assert.Null(Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify().Replace(member, isNull, StringComparison.Ordinal)))).Fault);

    [Theory]
    [InlineData("-1")]
    [InlineData("253402300800")]
    [InlineData("1e300")]
    [InlineData("\"2016-11-18\"")]
    [InlineData("true")]
    public void An_invalid_time_is_a_fault(string seconds)
    {
        var record = Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify().Replace("1479499740", seconds, StringComparison.Ordinal))));

        Assert.StartsWith("Records[0] (eventID 7de3041dd709b024af6f29e4fa13d34c) dynamodb.ApproximateCreationDateTime: expected ", record.Fault, StringComparison.Ordinal);
        Assert.Equal(StreamEvents.NewImage, Text(record.NewImage.Json));
    }

    [Theory]
    [InlineData("""{"type":"Service","principalId":"dynamodb.amazonaws.com"}""", ChangeOrigin.TimeToLive)]
    [InlineData("""{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}""", ChangeOrigin.TimeToLive)]
    [InlineData("""{"type":"Service","principalId":"other.amazonaws.com"}""", ChangeOrigin.Application)]
    [InlineData("""{"type":"User","principalId":"dynamodb.amazonaws.com"}""", ChangeOrigin.Application)]
    [InlineData("""{}""", ChangeOrigin.Application)]
    [InlineData("""null""", ChangeOrigin.Application)]
    public void H23_the_user_identity_tells_a_deletion_by_the_time_to_live(string identity, ChangeOrigin expected)
    {
        var record = StreamEvents.Modify().Replace("\"eventName\"", $"\"userIdentity\":{identity},\"eventName\"", StringComparison.Ordinal);

        var read = Assert.Single(StreamBatch.Read(StreamEvents.Event(record)));

        Assert.Null(read.Fault);
        Assert.Equal(expected, read.Origin);
    }

    [Theory]
    [InlineData("us-east-1", "eu-central-1", "MODIFY", ChangeOrigin.Replication)]
    [InlineData("eu-central-1", "us-east-1", "MODIFY", ChangeOrigin.Application)]
    [InlineData("eu-central-1", "eu-central-1", "MODIFY", ChangeOrigin.Application)]
    public void H23_the_region_of_the_new_image_tells_a_replicated_write(string newRegion, string oldRegion, string eventName, ChangeOrigin expected)
    {
        var record = StreamEvents.Modify(
            oldImage: $$$"""{"OrderId":{"S":"ord-1"},"aws:rep:updateregion":{"S":"{{{oldRegion}}}"}}""",
            newImage: $$$"""{"aws:rep:updateregion":{"S":"{{{newRegion}}}"},"OrderId":{"S":"ord-1"}}""").Replace("MODIFY", eventName, StringComparison.Ordinal);

        Assert.Equal(expected, Assert.Single(StreamBatch.Read(StreamEvents.Event(record))).Origin);

        // Without awsRegion the region comes from the stream's ARN.
        var withoutRegion = record.Replace("\"awsRegion\":\"eu-central-1\",", "", StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Single(StreamBatch.Read(StreamEvents.Event(withoutRegion))).Origin);
    }

    [Theory]
    [InlineData(""" "aws:rep:updateregion" : {"S":"us-east-1"}""")]
    [InlineData(""" "aws:rep:updateregion": { "S" : "us-east-1" }""")]
    [InlineData(""" "aws\u003arep:updateregion":{"S":"us-east-1"}""")]
    [InlineData(""" "aws:rep:updateregion":{"S":"us\u002deast-1"}""")]
    public void H23_a_replicated_write_is_told_however_its_region_is_written(string region)
    {
        var image = $$$"""{"OrderId":{"S":"ord-1"},{{{region}}},"Total":{"N":"1"}}""";
        var record = StreamEvents.Modify(oldImage: """{"OrderId":{"S":"ord-1"}}""", newImage: image);

        Assert.Equal(ChangeOrigin.Replication, Assert.Single(StreamBatch.Read(StreamEvents.Event(record))).Origin);
    }

    [Fact]
    public void H23_a_removal_is_replicated_when_its_old_image_says_so()
    {
        const string Removed =
            """{"eventID":"1","eventName":"REMOVE","awsRegion":"eu-central-1","dynamodb":{"Keys":{"Id":{"N":"1"}},"OldImage":{"aws:rep:updateregion":{"S":"us-east-1"}},"SequenceNumber":"1"}}""";

        Assert.Equal(ChangeOrigin.Replication, Assert.Single(StreamBatch.Read(StreamEvents.Event(Removed))).Origin);
    }

    [Fact]
    public void Names_and_ids_are_read_however_they_are_written()
    {
        var payload = Encoding.UTF8.GetBytes(
            """ { "other" : [ 1 , { } ] , "\u0052ecords" : [ { "event\u0049D" : "a\/b" , "eventName":"\u004dODIFY","dynamod\u0062": { "Key\u0073" : { "I\u0064":{"\u0053":"1"}}, "SequenceNumber":"1" } } ] , "more":null } """);

        var record = Assert.Single(StreamBatch.Read(payload));

        Assert.Null(record.Fault);
        Assert.Equal("a/b", Text(record.EventId));
        Assert.Equal(ChangeOperations.Modify, record.Operation);
        Assert.True(record.Keys.TryGetAttribute("Id"u8, out _));
    }

    [Fact]
    public void Items_of_32_levels_are_read()
    {
        var value = """{"S":"x"}""";
        for (var level = 0; level < 32; level++)
        {
            value = level % 2 == 0 ? $$$"""{"L":[{{{value}}}]}""" : $$$"""{"M":{"a":{{{value}}}}}""";
        }

        var record = Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify(newImage: $$$"""{"OrderId":{"S":"ord-1"},"deep":{{{value}}}}"""))));

        Assert.Null(record.Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"records":[]}""")]
    [InlineData("""{"Records":null}""")]
    [InlineData("""{"Records":{}}""")]
    [InlineData("""{"x":tru,"Records":[]}""")]
    public void H29_what_is_no_stream_event_is_refused(string payload)
        => Assert.Throws<ItemFormatException>(() => StreamBatch.Read(Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void Reading_allocates_the_records_and_nothing_else()
    {
        const int Count = 100;
        var payload = StreamEvents.Event([.. Enumerable.Range(0, Count).Select(static i => StreamEvents.Modify(eventId: $"{i:x32}"))]);

        Assert.Equal(Count, StreamBatch.Read(payload).Count);
        Assert.InRange(Allocated.By(() => StreamBatch.Read(payload)), 0, (Count + 2) * 200);
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
