using System.Text;
using System.Text.Json;
using CsCheck;
using Fw24.Changes.Reading;
using Fw24.Items;
using Fw24.Json;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Streams;

/// <summary>H29: in any payload, valid records are read whole, and invalid ones report the error.</summary>
public sealed class HostileStreamEventTests
{
    [Theory]
    [InlineData("""{"Lines":{"L":[{"S":5}]}}""", "dynamodb.OldImage.Lines[0]: expected a string, found a number.")]
    [InlineData("""{"Lines":{"L":[{"M":{"Qty":{"N":5}}}]}}""", "dynamodb.OldImage.Lines[0].Qty: expected a string, found a number.")]
    [InlineData("""{"a":{"N":"secret"}}""", "dynamodb.OldImage.a: expected a number of at most 38 significant digits between 1E-130 and 9.9E+125, found another text.")]
    [InlineData("""{"a":{"NS":["1","1e999"]}}""", "dynamodb.OldImage.a: expected a number of at most 38 significant digits between 1E-130 and 9.9E+125, found another text.")]
    [InlineData("""{"a":{"B":"s e c r e t"}}""", "dynamodb.OldImage.a: expected base64, found another text.")]
    [InlineData("""{"a":{"BS":["secret!"]}}""", "dynamodb.OldImage.a: expected base64, found another text.")]
    [InlineData("""{"a":{"BOOL":"true"}}""", "dynamodb.OldImage.a: expected a boolean, found a string.")]
    [InlineData("""{"a":{"NULL":null}}""", "dynamodb.OldImage.a: expected a boolean, found null.")]
    [InlineData("""{"a":{"SS":[1]}}""", "dynamodb.OldImage.a: expected a string, found a number.")]
    [InlineData("""{"a":{"SS":"secret"}}""", "dynamodb.OldImage.a: expected a list, found a string.")]
    [InlineData("""{"a":{"X":"secret"}}""", "dynamodb.OldImage.a: expected a typed value such as {\"S\":…}, found a value without a DynamoDB type.")]
    [InlineData("""{"a":{}}""", "dynamodb.OldImage.a: expected a typed value such as {\"S\":…}, found an empty object.")]
    [InlineData("""{"a":{"S":"x","N":"1"}}""", "dynamodb.OldImage.a: expected the end of the object, found a comma.")]
    [InlineData("""{"a":"secret"}""", "dynamodb.OldImage.a: expected a typed value such as {\"S\":…}, found a string.")]
    [InlineData("""{}""", "dynamodb.OldImage: expected an attribute, found an empty object.")]
    [InlineData("""[]""", "dynamodb.OldImage: expected an object, found a list.")]
    [InlineData("""5""", "dynamodb.OldImage: expected an object, found a number.")]
    [InlineData("""{"a":{"S":"1"},"b":{"S":"2"},"a":{"S":"1"}}""", "dynamodb.OldImage.a: expected an attribute's name once, found a second one.")]
    [InlineData("""{"a":{"S":"1"},"\u0061":{"S":"1"}}""", "dynamodb.OldImage.a: expected an attribute's name once, found a second one.")]
    [InlineData("""{"m":{"M":{"x":{"S":"1"},"x":{"S":"1"}}}}""", "dynamodb.OldImage.m.x: expected an attribute's name once, found a second one.")]
    [InlineData("""{"a":{"S":"\ud83d"}}""", "dynamodb.OldImage.a: expected a whole escape sequence, found a byte that does not belong there.")]
    [InlineData("""{"a\nb\u0007":{"S":5}}""", "dynamodb.OldImage.a?b?: expected a string, found a number.")]
    public void H29_a_broken_image_is_told_by_its_path_and_its_neighbours_are_whole(string image, string fault)
    {
        var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("a"), StreamEvents.Modify("b", oldImage: image), StreamEvents.Modify("c")));

        Assert.Equal(3, records.Count);
        Assert.Equal("Records[1] (eventID b) " + fault, records[1].Fault);
        Assert.Equal("4421584500000000017450439091", Text(records[1].SequenceNumber));
        AssertWhole(records[0], "a");
        AssertWhole(records[2], "c");
        Assert.DoesNotContain("secret", records[1].Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"S":"x"}""")]
    [InlineData("""{"a":{"S":"x}}""")]
    public void H29_what_follows_a_record_without_an_end_belongs_to_it(string image)
    {
        var payload = StreamEvents.Event(StreamEvents.Modify("a"), StreamEvents.Modify("b", oldImage: image), StreamEvents.Modify("c"));

        var records = StreamBatch.Read(payload);

        AssertWhole(records[0], "a");
        Assert.NotNull(records[1].Fault);
        Assert.Equal("b", Text(records[1].EventId));
        Assert.Contains("\"c\"", Text(records[1].Json), StringComparison.Ordinal);
        Assert.All(records.Skip(1), static record => Assert.NotNull(record.Fault));
    }

    [Theory]
    [InlineData("\"eventID\":\"b\"", "\"eventID\":5", " eventID: expected a string, found a number.")]
    [InlineData("\"eventID\":\"b\"", "\"eventID\":\"\"", " eventID: expected a string, found nothing.")]
    [InlineData("\"eventID\":\"b\",\"eventName\":\"MODIFY\"", "\"eventID\":\"b\\nERROR\",\"eventName\":\"\"", " eventName: expected INSERT, MODIFY or REMOVE, found another event name.")]
    [InlineData("\"eventID\":\"b\"", "\"x\":1", " eventID: expected a string, found nothing.")]
    [InlineData("\"eventID\":\"b\"", "\"eventID\":\"b\",\"eventID\":\"b\"", " (eventID b) eventID: expected the member once, found a second one.")]
    [InlineData("MODIFY", "UPDATE", " (eventID b) eventName: expected INSERT, MODIFY or REMOVE, found another event name.")]
    [InlineData("aws:dynamodb\"", "aws:kinesis\"", " (eventID b) eventSource: expected aws:dynamodb, found another event source.")]
    [InlineData("\"dynamodb\":", "\"kinesis\":", " (eventID b) dynamodb: expected an object, found nothing.")]
    [InlineData("\"Keys\":", "\"Kez\":", " (eventID b) dynamodb.Keys: expected the item's key, found nothing.")]
    [InlineData("\"Keys\":{\"OrderId\":{\"S\":\"ord-1\"}}", "\"Keys\":null", " (eventID b) dynamodb.Keys: expected the item's key, found nothing.")]
    [InlineData("\"SequenceNumber\":", "\"X\":", " (eventID b) dynamodb.SequenceNumber: expected a sequence number, found nothing.")]
    [InlineData("\"4421584500000000017450439091\"", "\"12a\"", " (eventID b) dynamodb.SequenceNumber: expected a sequence number of 1 to 40 digits, found another text.")]
    [InlineData("\"4421584500000000017450439091\"", "12", " (eventID b) dynamodb.SequenceNumber: expected a string, found a number.")]
    [InlineData("\"OldImage\"", "\"NewImage\"", " (eventID b) dynamodb.NewImage: expected the member once, found a second one.")]
    [InlineData("\"eventVersion\":\"1.1\",", "\"eventVersion\" \"1.1\",", " (eventID b): expected a colon, found a string.")]
    public void H29_a_broken_frame_is_told_by_its_member_and_its_neighbours_are_whole(string sound, string broken, string fault)
    {
        var record = StreamEvents.Modify("b");
        Assert.Contains(sound, record, StringComparison.Ordinal);

        var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("a"), record.Replace(sound, broken, StringComparison.Ordinal), StreamEvents.Modify("c")));

        Assert.Equal(3, records.Count);
        Assert.Equal("Records[1]" + fault, records[1].Fault);
        AssertWhole(records[0], "a");
        AssertWhole(records[2], "c");
    }

    [Theory]
    [InlineData("""{"eventName":"MODIFY","a":[[x}""", """{"z":1]],"eventID":"stolen","dynamodb":{"SequenceNumber":"7"}}""")]
    [InlineData("""{"eventName":"MODIFY","a":{"b":[[x}}""", """{"z":1]]},"eventID":"stolen","dynamodb":{"SequenceNumber":"7"}}""")]
    [InlineData("""{"eventName":"MODIFY","dynamodb":{"Keys":[[x}}""", """{"z":1]],"SequenceNumber":"7"},"eventID":"stolen"}""")]
    [InlineData("""{"eventName":"MODIFY","dynamodb":{"NewImage":{"a":{"L":[[x}}}}""", """{"z":1]]}},"SequenceNumber":"7"},"eventID":"stolen"}""")]
    public void H29_what_a_record_lacks_is_not_sought_in_the_next(string record, string next)
    {
        var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("a"), record, next, StreamEvents.Modify("c")));

        AssertWhole(records[0], "a");
        Assert.NotNull(records[1].Fault);
        Assert.True(records[1].EventId.IsEmpty && records[1].SequenceNumber.IsEmpty);
        Assert.Equal(record, Text(records[1].Json));
        AssertWhole(records[^1], "c");
    }

    [Fact]
    public void H29_an_event_id_has_at_most_128_bytes()
    {
        var (longest, tooLong, escaped) = (new string('a', 128), new string('b', 129), string.Concat(Enumerable.Repeat("\\u0063", 129)));

        var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify(longest), StreamEvents.Modify(tooLong), StreamEvents.Modify(escaped), StreamEvents.Modify("c")));

        AssertWhole(records[0], longest);
        Assert.Equal("Records[1] eventID: expected an event id of at most 128 bytes, found a longer id.", records[1].Fault);
        Assert.Equal("Records[2] eventID: expected an event id of at most 128 bytes, found a longer id.", records[2].Fault);
        Assert.All([records[1], records[2]], static record => Assert.True(record.EventId.IsEmpty));
        AssertWhole(records[3], "c");
    }

    [Theory]
    [InlineData("\"OrderId\":{\"S\":\"ord-1\"}", "\"OrderId\":{\"S\":\"ord-2\"}", "OldImage")]
    [InlineData("\"OrderId\":{\"S\":\"ord-1\"}", "\"OrderId\":{\"N\":\"1\"}", "OldImage")]
    [InlineData("\"OrderId\":{\"S\":\"ord-1\"},", "", "OldImage")]
    [InlineData("\"OrderId\":{\"S\":\"ord-1\"},", "\"orderId\":{\"S\":\"ord-1\"},", "OldImage")]
    [InlineData("\"OrderId\":{\"S\":\"ord-1\"},", "\"Inner\":{\"M\":{\"OrderId\":{\"S\":\"ord-1\"}}},", "OldImage")]
    [InlineData("\"OrderId\":{\"S\":\"ord-1\"},", "", "NewImage")]
    [InlineData("\"OrderId\":{\"S\":\"ord-1\"}", "\"OrderId\":{\"S\":\"ord-10\"}", "NewImage")]
    public void S11_a_record_whose_key_is_not_its_images_is_broken(string own, string other, string image)
    {
        var isOld = image is "OldImage";
        var broken = isOld
            ? StreamEvents.Modify("b", oldImage: StreamEvents.OldImage.Replace(own, other, StringComparison.Ordinal))
            : StreamEvents.Modify("b", newImage: StreamEvents.NewImage.Replace(own, other, StringComparison.Ordinal));

        var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("a"), broken, StreamEvents.Modify("c")));

        AssertWhole(records[0], "a");
        Assert.Equal($"Records[1] (eventID b) dynamodb.Keys: expected the key of {image}, found another one.", records[1].Fault);
        AssertWhole(records[2], "c");
    }

    [Fact]
    public void S11_H29_a_key_has_at_most_two_attributes()
    {
        // Each of them is in the images; finding a hundred thousand would take as many scans.
        var three = StreamEvents.Modify("b").Replace("\"Keys\":{", "\"Keys\":{\"Tags\":{\"SS\":[\"new\",\"web\"]},\"Total\":{\"N\":\"12.50\"},", StringComparison.Ordinal);

        var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("a"), three, StreamEvents.Modify("c")));

        AssertWhole(records[0], "a");
        Assert.Equal("Records[1] (eventID b) dynamodb.Keys: expected the key of NewImage, found another one.", records[1].Fault);
        AssertWhole(records[2], "c");
    }

    [Theory]
    [InlineData("\"Keys\":{\"OrderId\":{\"S\":\"ord-1\"}}", "\"Keys\":{\"OrderId\":{\"S\":\"\\u006frd-1\"}}")]
    [InlineData("\"Keys\":{\"OrderId\":{\"S\":\"ord-1\"}}", "\"Keys\":{ \"\\u004frderId\" : { \"S\" : \"ord-1\" } }")]
    [InlineData("\"Keys\":{\"OrderId\":{\"S\":\"ord-1\"}}", "\"Keys\":{\"Status\":{\"S\":\"Placed\"},\"OrderId\":{\"S\":\"ord-1\"}},\"StreamViewType\":\"x\"")]
    [InlineData("\"Keys\":{\"OrderId\":{\"S\":\"ord-1\"}}", "\"Keys\":{\"Total\":{\"N\":\"12.5\"},\"OrderId\":{\"S\":\"ord-1\"}}")]
    public void S11_a_key_that_is_written_otherwise_is_the_same(string own, string other)
    {
        var record = StreamEvents.Modify("b", newImage: StreamEvents.NewImage.Replace("Paid\"}", "Placed\"}", StringComparison.Ordinal));
        var same = record.Replace(own, other, StringComparison.Ordinal);
        Assert.NotEqual(record, same);

        Assert.Null(Assert.Single(StreamBatch.Read(StreamEvents.Event(same))).Fault);

        // Other producers write the key last.
        var (start, length) = (same.IndexOf("\"Keys\":", StringComparison.Ordinal), same.IndexOf("\"NewImage\":", StringComparison.Ordinal));
        var keys = same[start..length].TrimEnd().TrimEnd(',');
        var last = same.Remove(start, length - start).Replace("\"SequenceNumber\":", $"{keys},\"SequenceNumber\":", StringComparison.Ordinal);
        Assert.Null(Assert.Single(StreamBatch.Read(StreamEvents.Event(last))).Fault);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("\"record\"")]
    [InlineData("[[]]")]
    [InlineData("{}")]
    [InlineData("{{}}")]
    public void H29_what_is_no_record_is_among_the_records(string broken)
    {
        var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("a"), broken, StreamEvents.Modify("c")));

        Assert.Equal(3, records.Count);
        Assert.StartsWith("Records[1]", records[1].Fault, StringComparison.Ordinal);
        Assert.Equal(broken, Text(records[1].Json));
        AssertWhole(records[0], "a");
        AssertWhole(records[2], "c");
    }

    [Theory]
    [InlineData("""{"L":[""")]
    [InlineData("""{"M":{"a":""")]
    [InlineData("""[""")]
    [InlineData("""{"S":""")]
    public void H29_nesting_of_10_000_levels_is_a_fault_of_its_record(string level)
    {
        var opening = string.Concat(Enumerable.Repeat(level, 10_000));
        var closing = string.Concat(opening.Reverse().Where(static c => c is '{' or '[').Select(static c => c == '{' ? '}' : ']'));
        var deep = StreamEvents.Modify("b", newImage: $$$"""{"deep":{{{opening}}}"x"{{{closing}}}}""");

        var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("a"), deep, StreamEvents.Modify("c")));

        Assert.Equal(3, records.Count);
        Assert.StartsWith("Records[1] (eventID b) dynamodb.NewImage.deep", records[1].Fault, StringComparison.Ordinal);
        Assert.InRange(records[1].Fault!.Length, 1, 1000);
        Assert.Equal("4421584500000000017450439091", Text(records[1].SequenceNumber));
        AssertWhole(records[0], "a");
        AssertWhole(records[2], "c");
    }

    [Theory]
    [InlineData("#")]
    [InlineData("#ø")]
    [InlineData("ø#")]
    [InlineData("løvet #t")]
    public void H29_bytes_that_are_no_UTF_8_are_a_fault_of_their_record(string text)
    {
        var payload = StreamEvents.Event(
            StreamEvents.Modify("a"), StreamEvents.Modify("b", newImage: $$$"""{"OrderId":{"S":"ord-1"},"x":{"S":"{{{text}}}"},"y":{"S":"ø"}}"""), StreamEvents.Modify("c"));
        payload[payload.AsSpan().IndexOf((byte)'#')] = 0xC3;

        var records = StreamBatch.Read(payload);

        Assert.Equal("Records[1] (eventID b): expected UTF-8 text, found invalid UTF-8.", records[1].Fault);
        AssertWhole(records[0], "a");
        AssertWhole(records[2], "c");
    }

    [Fact]
    public void H29_a_number_of_a_million_digits_is_a_fault_of_its_record()
    {
        var huge = StreamEvents.Modify("b", newImage: $$$"""{"n":{"N":"{{{new string('7', 1_000_000)}}}"}}""");
        var payload = StreamEvents.Event(StreamEvents.Modify("a"), huge, StreamEvents.Modify("c"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = StreamBatch.Read(payload);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, payload.Length / 2);
        Assert.StartsWith("Records[1] (eventID b) dynamodb.NewImage.n: expected a number", records[1].Fault, StringComparison.Ordinal);
        AssertWhole(records[2], "c");
    }

    [Fact]
    public void H29_a_million_empty_records_do_not_take_a_million_times_the_memory()
    {
        var payload = Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', Enumerable.Repeat("{}", 1_000_000))}}]}""");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = StreamBatch.Read(payload);

        Assert.Equal(10_001, records.Count);
        Assert.All(records, static record => Assert.NotNull(record.Fault));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void H29_a_map_of_50_000_names_is_checked_in_linear_time()
    {
        // Checking each name against each would take 1.25 billion comparisons.
        var names = Enumerable.Range(0, 50_000).Select(static i => $$$"""  "n{{{i}}}":{"S":""}""");
        var image = $$$"""{ {{{string.Join(',', names)}}}, "OrderId":{"S":"ord-1"} }""";

        Assert.Null(Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify(newImage: image)))).Fault);
        var twice = image.Replace("\"n49999\"", "\"n777\"", StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify(newImage: twice)))).Fault);
    }

    [Fact]
    public void H29_a_payload_cut_anywhere_gives_the_records_before_the_cut_whole_and_the_broken_one_with_a_fault()
    {
        string[] records = [StreamEvents.Modify("a"), StreamEvents.Modify("b"), StreamEvents.Modify("c")];
        var payload = StreamEvents.Event(records);
        var starts = "{\"Records\":[".Length;
        for (var cut = 0; cut < payload.Length; cut++)
        {
            var piece = payload.AsMemory(0, cut);
            if (cut < starts)
            {
                Assert.Throws<ItemFormatException>(() => StreamBatch.Read(piece));
                continue;
            }

            var read = StreamBatch.Read(piece);
            var whole = WholeBefore(records, starts, cut);

            Assert.Equal(whole + 1, read.Count);
            Assert.All(read.Take(whole), static record => Assert.Null(record.Fault));
            Assert.NotNull(read[^1].Fault);
            Assert.True(piece.Span.EndsWith(read[^1].Json.Span));
        }
    }

    [Fact]
    public void H29_random_items_are_read_whole_however_they_are_written()
        => Seeded.ForAll(Gen.Select(RandomItems.Change, Gen.Int), 1000, static draw =>
        {
            var ((old, @new), seed) = draw;
            var random = new Random(seed);
            var (oldJson, newJson) = (ModelJson.Write(WithKey(old), random), ModelJson.Write(WithKey(@new), random));

            var record = Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify(oldImage: oldJson, newImage: newJson))));

            Assert.Null(record.Fault);
            Assert.Equal(oldJson.TrimEnd(), Text(record.OldImage.Json));
            Assert.Equal(newJson.TrimEnd(), Text(record.NewImage.Json));
        });

    [Fact]
    public void H29_flipped_bits_and_lost_bytes_never_reach_a_neighbour()
        => Seeded.ForAll(Gen.Select(RandomItems.Item, Gen.Int), 2000, static draw =>
        {
            var (item, seed) = draw;
            var random = new Random(seed);
            string[] records = [StreamEvents.Modify("a"), StreamEvents.Modify("b", newImage: ModelJson.Write(WithKey(item), random)), StreamEvents.Modify("c")];
            var payload = StreamEvents.Event(records);
            var start = Encoding.UTF8.GetByteCount("{\"Records\":[" + records[0] + ",");
            var length = Encoding.UTF8.GetByteCount(records[1]);
            payload = Damage(payload, start, length, random);

            var read = StreamBatch.Read(payload);

            AssertWhole(read[0], "a");
            Assert.True(read.Count is >= 2 and <= 4, string.Join('\n', read.Select(static record => $"{record.Fault}: {Text(record.Json)}")));
            foreach (var record in read)
            {
                Assert.True(record.Fault is not null || IsSound(record), "a record without a fault is sound");
            }

            // Either the third record is intact, or an invalid one contains it, so that it is not lost.
            var third = Encoding.UTF8.GetBytes(records[2]);
            Assert.Contains(read.Skip(1), record => record.Json.Span.IndexOf(third) >= 0 && (record.Fault is not null || record.Json.Length == third.Length));
        });

    private static ModelValue.Members WithKey(ModelValue.Members item)
        => new([.. item.Values, KeyValuePair.Create<string, ModelValue>("OrderId", new ModelValue.Text("ord-1"))]);

    private static byte[] Damage(byte[] payload, int start, int length, Random random)
    {
        var at = start + random.Next(length);
        switch (random.Next(3))
        {
            case 0:
                payload[at] ^= (byte)(1 << random.Next(8));
                return payload;
            case 1:
                return [.. payload[..at], .. payload[(at + 1)..]];
            default:
                return [.. payload[..at], (byte)"{}[]\",:\\u0e-.tfn"[random.Next(16)], .. payload[at..]];
        }
    }

    /// <summary>
    /// Indicates whether a record has the properties that <see cref="StreamBatch.Read"/> guarantees without a fault, according to independent parsers.
    /// </summary>
    private static bool IsSound(StreamRecord record)
    {
        using var json = JsonDocument.Parse(record.Json, new JsonDocumentOptions { MaxDepth = JsonCursor.MaxDepth });
        var data = json.RootElement.GetProperty("dynamodb");
        AttributeMap.FromItem(record.Keys);
        AttributeMap.FromItem(record.OldImage);
        AttributeMap.FromItem(record.NewImage);
        return json.RootElement.GetProperty("eventID").GetString() == Text(record.EventId)
            && data.GetProperty("SequenceNumber").GetString() == Text(record.SequenceNumber)
            && record.Operation is not ChangeOperations.None
            && !record.Keys.IsAbsent
            && (record.NewImage.IsAbsent || data.GetProperty("NewImage").GetRawText() == Text(record.NewImage.Json));
    }

    private static int WholeBefore(string[] records, int start, int cut)
    {
        var end = start;
        for (var i = 0; i < records.Length; i++)
        {
            end += records[i].Length;
            if (cut < end)
            {
                return i;
            }

            end++;
        }

        return records.Length;
    }

    private static void AssertWhole(StreamRecord record, string eventId)
    {
        Assert.Null(record.Fault);
        Assert.Equal(eventId, Text(record.EventId));
        Assert.Equal(StreamEvents.Modify(eventId), Text(record.Json));
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
