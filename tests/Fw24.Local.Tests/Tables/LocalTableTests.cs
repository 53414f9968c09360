using System.Text.Json;
using Fw24.Local.Tables;
using Fw24.Local.Tests.Harness;
using Fw24.Model;
using Fw24.Tables;
using AmazonDynamoDBException = Amazon.DynamoDBv2.AmazonDynamoDBException;

namespace Fw24.Local.Tests.Tables;

public sealed class LocalTableTests : IAsyncDisposable
{
    private readonly LocalCloud _cloud = Cloud.Create(Cloud.Topology([Cloud.Table()]));

    private LocalTable Table => _cloud.Tables["things"];

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public void A_change_becomes_the_record_that_Lambda_hands_over()
    {
        Table.Put(Cloud.Thing("a", 1));
        Table.Put(Cloud.Thing("a", 2));
        Table.Delete(Cloud.Key("a"));

        var records = Table.Stream!.Records;
        var modified = JsonElement.Parse(records[1].Json.Span);
        Assert.Equal(
            $$$"""{"eventID":"{{{modified.GetProperty("eventID").GetString()}}}","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":1767225600,"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"value":{"N":"2"}},"OldImage":{"id":{"S":"a"},"value":{"N":"1"}},"SequenceNumber":"{{{records[1].SequenceNumber}}}","SizeBytes":23,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:111122223333:table/things/stream/2026-01-01T00:00:00.000"}""",
            Cloud.Text(records[1].Json));
        Assert.Equal(["INSERT", "MODIFY", "REMOVE"], Cloud.Records(Table).Select(static record => record.GetProperty("eventName").GetString()));
        Assert.Equal(3, Cloud.Records(Table).Select(static record => record.GetProperty("eventID").GetString()).Distinct().Count());
        Assert.False(Cloud.Records(Table)[0].GetProperty("dynamodb").TryGetProperty("OldImage", out _));
        Assert.False(Cloud.Records(Table)[2].GetProperty("dynamodb").TryGetProperty("NewImage", out _));
    }

    [Theory]
    [InlineData("""{"id":{"S":"a"},"n":{"N":"1"},"s":{"SS":["x","y"]}}""")]
    [InlineData("""{"s":{"SS":["y","x"]},"n":{"N":"1.0"},"id":{"S":"\u0061"}}""")]
    public void A_write_that_changes_nothing_has_no_record(string again)
    {
        Table.Put("""{"id":{"S":"a"},"n":{"N":"1"},"s":{"SS":["x","y"]}}""");
        Table.Put(again);
        Table.Delete(Cloud.Key("absent"));

        Assert.Single(Table.Stream!.Records);
        Assert.Equal(3, _cloud.Report().Writes);
        Assert.Equal(1, _cloud.Report().Changes);
    }

    [Theory]
    [InlineData(StreamViewType.NewAndOldImages, true, true)]
    [InlineData(StreamViewType.NewImage, true, false)]
    [InlineData(StreamViewType.OldImage, false, true)]
    [InlineData(StreamViewType.KeysOnly, false, false)]
    public async Task A_stream_carries_the_images_of_its_view_type(StreamViewType view, bool hasNew, bool hasOld)
    {
        await using var cloud = Cloud.Create(Cloud.Topology([Cloud.Table(view: view)]));
        var table = cloud.Tables["things"];
        table.Put(Cloud.Thing("a", 1));
        table.Put(Cloud.Thing("a", 2));

        var data = Cloud.Records(table)[1].GetProperty("dynamodb");
        Assert.Equal(hasNew, data.TryGetProperty("NewImage", out _));
        Assert.Equal(hasOld, data.TryGetProperty("OldImage", out _));
        Assert.Equal("a", data.GetProperty("Keys").GetProperty("id").GetProperty("S").GetString());
    }

    [Fact]
    public void H04_sequence_numbers_rise_as_numbers_and_grow_longer_on_the_way()
    {
        for (var value = 0; value < 400; value++)
        {
            Table.Put(Cloud.Thing("a", value));
        }

        var numbers = Table.Stream!.Records.Select(static record => UInt128.Parse(record.SequenceNumber, null)).ToList();
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(400, numbers.Distinct().Count());
        Assert.Equal([21, 22], Table.Stream.Records.Select(static record => record.SequenceNumber.Length).Distinct().Order());
    }

    [Fact]
    public async Task A_partition_key_stays_in_its_shard_and_shards_share_the_keys()
    {
        await using var cloud = Cloud.Create(Cloud.Topology([Cloud.Table(sort: KeyType.Number)]), static options => options.Shards = 4);
        var table = cloud.Tables["things"];
        for (var item = 0; item < 200; item++)
        {
            table.Put($$$"""{"id":{"S":"k{{{item % 40}}}"},"sort":{"N":"{{{item}}}"}}""");
        }

        var stream = table.Stream!;
        Dictionary<string, string> shardOf = [];
        foreach (var shard in await stream.GetShardsAsync(Cloud.Cancelled))
        {
            var read = await stream.ReadAsync(await stream.GetPositionAsync(shard.ShardId, StreamStartingPosition.TrimHorizon, Cloud.Cancelled), 1000, Cloud.Cancelled);
            Assert.InRange(read.Records.Count, 10, 110);
            foreach (var record in read.Records)
            {
                var key = JsonElement.Parse(record.Json.Span).GetProperty("dynamodb").GetProperty("Keys").GetProperty("id").GetProperty("S").GetString()!;
                shardOf.TryAdd(key, shard.ShardId);
                Assert.Equal(shardOf[key], shard.ShardId);
            }
        }

        Assert.Equal(40, shardOf.Count);
    }

    [Fact]
    public async Task W5_A_write_whose_condition_does_not_hold_changes_nothing()
    {
        var store = _cloud.Store;
        Table.Put("""{"id":{"S":"a"},"version":{"N":"3"}}""");
        Table.Put("""{"id":{"S":"old"}}""");
        static ItemCondition Version(long version, bool orNoItem) => ItemCondition.Version("version", version, "id", orNoItem);

        Assert.False(await store.PutAsync("things", Item("a", 9), Version(2, orNoItem: false), Cloud.Cancelled));
        Assert.False(await store.PutAsync("things", Item("a", 9), Version(0, orNoItem: true), Cloud.Cancelled));
        Assert.False(await store.PutAsync("things", Item("b", 9), Version(0, orNoItem: false), Cloud.Cancelled));
        Assert.False(await store.DeleteAsync("things", Cloud.Key("a"), Version(2, orNoItem: true), Cloud.Cancelled));
        Assert.False(await store.DeleteAsync("things", Cloud.Key("a"), ItemCondition.NotExists("id"), Cloud.Cancelled));
        Assert.Equal((2, 2, 2), (Table.Count, _cloud.Report().Writes, Table.Stream!.Records.Count));

        Assert.True(await store.PutAsync("things", Item("a", 4), Version(3, orNoItem: false), Cloud.Cancelled));
        Assert.True(await store.PutAsync("things", Item("old", 1), Version(0, orNoItem: false), Cloud.Cancelled));
        Assert.True(await store.PutAsync("things", Item("b", 1), Version(0, orNoItem: true), Cloud.Cancelled));
        Assert.True(await store.DeleteAsync("things", Cloud.Key("a"), Version(4, orNoItem: true), Cloud.Cancelled));
        Assert.True(await store.DeleteAsync("things", Cloud.Key("a"), Version(4, orNoItem: true), Cloud.Cancelled));
        Assert.False(await store.DeleteAsync("things", Cloud.Key("a"), Version(4, orNoItem: false), Cloud.Cancelled));
        Assert.Equal(2, Table.Count);

        static ItemImage Item(string id, int version) => new(System.Text.Encoding.UTF8.GetBytes($$$"""{"id":{"S":"{{{id}}}"},"version":{"N":"{{{version}}}"}}"""));
    }

    [Fact]
    public async Task W19_An_update_keeps_what_it_does_not_name_and_is_one_change()
    {
        Table.Put("""{"id":{"S":"a"},"version":{"N":"3"},"note":{"S":"x"},"newer":{"L":[]}}""");
        var update = new ItemUpdate(Cloud.Key("a"), new ItemImage("""{"id":{"S":"a"},"version":{"N":"4"}}"""u8.ToArray()), ["note", "none"]);

        Assert.False(await _cloud.Store.UpdateAsync("things", update, ItemCondition.Version("version", 2, "id", orNoItem: true), Cloud.Cancelled));
        Assert.Single(Table.Stream!.Records);
        Assert.True(await _cloud.Store.UpdateAsync("things", update, ItemCondition.Version("version", 3, "id", orNoItem: true), Cloud.Cancelled));
        Assert.True(await _cloud.Store.UpdateAsync("things", new ItemUpdate(Cloud.Key("b"), new ItemImage("""{"id":{"S":"b"}}"""u8.ToArray()), ["note"]), null, Cloud.Cancelled));

        Assert.Equal("""{"id":{"S":"a"},"version":{"N":"4"},"newer":{"L":[]}}""", System.Text.Encoding.UTF8.GetString(Table.Get(Cloud.Key("a")).Json.Span));
        Assert.Equal("""{"id":{"S":"b"}}""", System.Text.Encoding.UTF8.GetString(Table.Get(Cloud.Key("b")).Json.Span));
        Assert.Equal(3, Table.Stream.Records.Count);
    }

    // "Item size": names and values in UTF-8 bytes, 400 KB at most.
    [Fact]
    public void An_item_has_at_most_400_KB()
    {
        var room = (400 * 1024) - "id".Length - "a".Length - "x".Length;
        Table.Put($$$"""{"id":{"S":"a"},"x":{"S":"{{{new string('x', room)}}}"}}""");
        AssertRefused("Item size", () => Table.Put($$$"""{"id":{"S":"a"},"x":{"S":"{{{new string('x', room + 1)}}}"}}"""));
        AssertRefused("Item size", () => Table.Put($$$"""{"id":{"S":"a"},"x":{"S":"{{{new string('ä', (room / 2) + 1)}}}"}}"""));
    }

    [Theory]
    [InlineData("""{"value":{"N":"1"}}""", "Missing the key id")]
    [InlineData("""{"id":{"N":"1"}}""", "Type mismatch for key id")]
    [InlineData("""{"id":{"S":""}}""", "empty string")]
    [InlineData("""{"id":{"S":"a"},"x":{"N":"abc"}}""", "numeric value")]
    [InlineData("""{"id":{"S":"a"},"x":{"N":"123456789012345678901234567890123456789"}}""", "38 significant digits")]
    [InlineData("""{"id":{"S":"a"},"x":{"N":"1e126"}}""", "Number overflow")]
    [InlineData("""{"id":{"S":"a"},"x":{"N":"1e-131"}}""", "Number underflow")]
    [InlineData("""{"id":{"S":"a"},"x":{"SS":[]}}""", "An string set  may not be empty")]
    [InlineData("""{"id":{"S":"a"},"x":{"NS":[]}}""", "An number set  may not be empty")]
    [InlineData("""{"id":{"S":"a"},"x":{"BS":[]}}""", "Binary sets should not be empty")]
    [InlineData("""{"id":{"S":"a"},"x":{"BS":["AQ==","AQ=="]}}""", "duplicates")]
    [InlineData("""{"id":{"S":"a"},"":{"S":"x"}}""", "Empty attribute name")]
    [InlineData("""{"id":{"S":"a"},"x":{"M":{"":{"S":"x"}}}}""", "Empty attribute name")]
    [InlineData("""{"id":{"S":"a"},"x":{"NS":["1","1.0"]}}""", "duplicates")]
    [InlineData("""{"id":{"S":"a"},"x":{"NULL":false}}""", "Null attribute value")]
    [InlineData("""{"id":{"S":"a"},"x":{"S":"1","N":"1"}}""", "more than one")]
    [InlineData("""{"id":{"S":"a"},"x":{}}""", "exactly one")]
    [InlineData("""{"id":{"S":"a"},"x":"plain"}""", "exactly one")]
    [InlineData("""{"id":{"S":"a"}""", "not DynamoDB JSON")]
    public void What_DynamoDB_refuses_is_refused(string item, string why)
    {
        AssertRefused(why, () => Table.Put(item));
        Assert.Empty(Table.Stream!.Records);
    }

    [Fact]
    public void An_attribute_name_has_at_most_65535_bytes()
    {
        Table.Put($$$"""{"id":{"S":"a"},"{{{new string('n', 65_535)}}}":{"S":"x"}}""");
        AssertRefused("Attribute name is too large", () => Table.Put($$$"""{"id":{"S":"a"},"{{{new string('n', 65_536)}}}":{"S":"x"}}"""));
        AssertRefused("Attribute name is too large", () => Table.Put($$$"""{"id":{"S":"a"},"x":{"M":{"{{{new string('ä', 32_768)}}}":{"S":"x"} } } }"""));
    }

    // The first three are AWS's published sample event (dynamodb-event.json); DynamoDB Local 1.25.1 has the same sizes.
    [Theory]
    [InlineData(StreamViewType.NewAndOldImages, 26, 59, 38)]
    [InlineData(StreamViewType.NewImage, 26, 38, 5)]
    [InlineData(StreamViewType.OldImage, 5, 26, 38)]
    [InlineData(StreamViewType.KeysOnly, 5, 5, 5)]
    public async Task P3_a_record_s_size_is_that_of_its_keys_and_of_the_images_that_it_carries(StreamViewType view, int inserted, int modified, int removed)
    {
        await using var cloud = Cloud.Create(Cloud.Topology([Cloud.Table(KeyType.Number, view: view) with { PartitionKey = new KeyAttribute("Id", KeyType.Number) }]));
        var table = cloud.Tables["things"];
        table.Put("""{"Id":{"N":"101"},"Message":{"S":"New item!"}}""");
        table.Put("""{"Id":{"N":"101"},"Message":{"S":"This item has changed"}}""");
        table.Delete(Cloud.Item("""{"Id":{"N":"101"}}"""));

        Assert.Equal([inserted, modified, removed], Cloud.Records(table).Select(static record => record.GetProperty("dynamodb").GetProperty("SizeBytes").GetInt32()));
    }

    [Fact]
    public async Task P3_the_key_s_size_is_that_of_both_its_attributes()
    {
        await using var cloud = Cloud.Create(Cloud.Topology([Cloud.Table(sort: KeyType.Number, view: StreamViewType.KeysOnly)]));
        cloud.Tables["things"].Put("""{"value":{"S":"x"},"sort":{"N":"1.5"},"id":{"S":"ab"}}""");

        Assert.Equal("id".Length + 2 + "sort".Length + 3, Cloud.Records(cloud.Tables["things"])[0].GetProperty("dynamodb").GetProperty("SizeBytes").GetInt32());
    }

    // Measured with DynamoDB Local 1.25.1: SizeBytes of a NEW_IMAGE record, minus the rest. Integration tests compare more numbers.
    [Theory]
    [InlineData("0", 1)]
    [InlineData("-0", 1)]
    [InlineData("1", 2)]
    [InlineData("-1", 3)]
    [InlineData("10", 2)]
    [InlineData("1000", 2)]
    [InlineData("0.1", 2)]
    [InlineData("0.01", 2)]
    [InlineData("0.001", 2)]
    [InlineData("1.5", 3)]
    [InlineData("1.50", 3)]
    [InlineData("-1.5", 4)]
    [InlineData("12", 2)]
    [InlineData("123", 3)]
    [InlineData("1234", 3)]
    [InlineData("12.3", 3)]
    [InlineData("12.34", 3)]
    [InlineData("1.23", 3)]
    [InlineData("0.12", 2)]
    [InlineData("0.012", 3)]
    [InlineData("-100", 3)]
    [InlineData("1E125", 2)]
    [InlineData("1E-130", 2)]
    [InlineData("9.9999999999999999999999999999999999999E+125", 20)]
    [InlineData("12345678901234567890123456789012345678", 20)]
    [InlineData("1234567890123456789012345678901234567.8", 21)]
    [InlineData("-12345678901234567890123456789012345678", 21)]
    [InlineData("-9.6571528278544379464832247561470441117E-4", 21)]
    public async Task P8_a_number_s_digits_are_paired_from_the_decimal_point(string number, int size)
    {
        await using var cloud = Cloud.Create(Cloud.Topology([Cloud.Table(view: StreamViewType.NewImage)]));
        cloud.Tables["things"].Put($$$"""{"id":{"S":"a"},"x":{"N":"{{{number}}}"}}""");

        Assert.Equal(3 + 3 + 1 + size, Cloud.Records(cloud.Tables["things"])[0].GetProperty("dynamodb").GetProperty("SizeBytes").GetInt32());
    }

    [Theory]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("-9.9999999999999999999999999999999999999E+125")]
    [InlineData("1E-130")]
    [InlineData("0.00000000000000000000000000000000000000000000000000012345678901234567890123456789012345678")]
    [InlineData("100000000000000000000000000000000000000000000000000")]
    public void Numbers_of_38_digits_are_kept_as_they_are(string number)
    {
        Table.Put($$$"""{"id":{"S":"a"},"x":{"N":"{{{number}}}"}}""");
        Assert.Contains(number, Cloud.Text(Table.Get(Cloud.Key("a")).Json), StringComparison.Ordinal);
    }

    [Fact]
    public void P5_31_lists_and_maps_are_nested_and_no_more()
    {
        // DynamoDB Local 1.25.1 treats a scalar, a set and nothing in the innermost the same.
        foreach (var (opening, closing) in new[] { ("""{"M":{"y":""", "}}"), ("""{"L":[""", "]}") })
        {
            foreach (var leaf in new[] { """{"NULL":true}""", """{"SS":["a"]}""" })
            {
                Table.Put(Nested(31, opening, leaf, closing));
                AssertRefused("Nesting Levels", () => Table.Put(Nested(32, opening, leaf, closing)));
                AssertRefused("Nesting Levels", () => Table.Put(Nested(40, opening, leaf, closing)));
            }

            foreach (var leaf in new[] { """{"L":[]}""", """{"M":{}}""" })
            {
                Table.Put(Nested(30, opening, leaf, closing));
                AssertRefused("Nesting Levels", () => Table.Put(Nested(31, opening, leaf, closing)));
            }
        }
    }

    [Fact]
    public async Task A_number_key_is_one_item_however_it_is_written()
    {
        await using var cloud = Cloud.Create(Cloud.Topology([Cloud.Table(KeyType.Number)]));
        var table = cloud.Tables["things"];
        table.Put("""{"id":{"N":"100"},"x":{"S":"1"}}""");
        table.Put("""{"id":{"N":"1e2"},"x":{"S":"2"}}""");
        table.Put("""{"id":{"N":"100.00"},"x":{"S":"3"}}""");

        Assert.Equal(1, table.Count);
        Assert.Contains("\"3\"", Cloud.Text(table.Get(Cloud.Item("""{"id":{"N":"+0100"}}""")).Json), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_has_its_attributes_and_no_others()
        => AssertRefused("does not match the schema", () => Table.Get(Cloud.Item("""{"id":{"S":"a"},"value":{"N":"1"}}""")));

    [Fact]
    public void Conditions_decide_whether_a_put_happens()
    {
        Assert.False(Table.Put(Cloud.Thing("a", 1), ItemCondition.Exists("id")));
        Assert.True(Table.Put(Cloud.Thing("a", 1), ItemCondition.NotExists("id")));
        Assert.False(Table.Put(Cloud.Thing("a", 2), ItemCondition.NotExists("id")));
        Assert.False(Table.Put(Cloud.Thing("a", 2), ItemCondition.Equal("value", Cloud.Bytes("""{"N":"2"}"""))));
        Assert.True(Table.Put(Cloud.Thing("a", 2), ItemCondition.Equal("value", Cloud.Bytes("""{"N":"1.0"}"""))));
        Assert.True(Table.Put(Cloud.Thing("a", 3), ItemCondition.Exists("id")));
        Assert.Equal(3, Table.Stream!.Records.Count);
    }

    [Fact]
    public async Task Queries_walk_a_partition_in_the_order_of_its_numbers()
    {
        await using var cloud = Cloud.Create(Cloud.Topology([Cloud.Table(sort: KeyType.Number)]));
        string[] numbers = ["-1e10", "-20", "-3", "-2.5", "0", "0.001", "2", "10", "11.5", "1e30", .. Enumerable.Range(100, 60).Select(static n => $"{n}")];
        foreach (var number in numbers.Reverse())
        {
            cloud.Tables["things"].Put($$$"""{"id":{"S":"p"},"sort":{"N":"{{{number}}}"}}""");
            cloud.Tables["things"].Put($$$"""{"id":{"S":"other"},"sort":{"N":"{{{number}}}"}}""");
        }

        var query = new ItemQuery("id", Cloud.Bytes("""{"S":"p"}"""));
        Assert.Equal(numbers.OrderBy(static n => double.Parse(n, null)), await SortKeysAsync(cloud, query));
        Assert.Equal(numbers.OrderByDescending(static n => double.Parse(n, null)), await SortKeysAsync(cloud, query with { Descending = true }));
        Assert.Equal(
            ["-2.5", "0", "0.001", "2"],
            await SortKeysAsync(cloud, query with { SortKey = "sort", From = Cloud.Bytes("""{"N":"-2.5"}"""), To = Cloud.Bytes("""{"N":"2.0"}""") }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Queries_find_what_begins_with_a_prefix(bool descending)
    {
        await using var cloud = Cloud.Create(Cloud.Topology([Cloud.Table(sort: KeyType.String)]));
        foreach (var sort in (string[])["note", "note#", "note#1", "note#2", "noted", "order"])
        {
            cloud.Tables["things"].Put($$$"""{"id":{"S":"p"},"sort":{"S":"{{{sort}}}"}}""");
        }

        var query = new ItemQuery("id", Cloud.Bytes("""{"S":"p"}""")) { SortKey = "sort", BeginsWith = Cloud.Bytes("""{"S":"note#"}"""), Descending = descending };
        var found = await SortKeysAsync(cloud, query);
        Assert.Equal(["note#", "note#1", "note#2"], descending ? Enumerable.Reverse(found) : found);
    }

    [Fact]
    public async Task H23_an_expired_item_is_deleted_by_the_service()
    {
        var due = _cloud.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        Table.Put($$$"""{"id":{"S":"a"},"ttl":{"N":"{{{due}}}"}}""");
        Table.Put($$$"""{"id":{"S":"kept"},"ttl":{"N":"{{{due}}}"}}""");
        Table.Put($$$"""{"id":{"S":"kept"},"ttl":{"N":"{{{due + 86_400}}}"}}""");
        Table.Put($$$"""{"id":{"S":"long ago"},"ttl":{"N":"{{{due - (6L * 366 * 86_400)}}}"}}""");
        Table.Put($$$"""{"id":{"S":"no number"},"ttl":{"S":"{{{due}}}"}}""");

        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(59), Cloud.Cancelled);
        Assert.Equal(4, Table.Count);
        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(2), Cloud.Cancelled);

        Assert.Equal(3, Table.Count);
        var removed = Cloud.Records(Table)[^1];
        Assert.Equal("REMOVE", removed.GetProperty("eventName").GetString());
        Assert.Equal("""{"type":"Service","principalId":"dynamodb.amazonaws.com"}""", removed.GetProperty("userIdentity").GetRawText());
        Assert.Equal(1, _cloud.Report().Expired);
    }

    // DynamoDB Local 1.25.1 deletes the first six of these.
    [Theory]
    [InlineData("1767225590", true)]
    [InlineData("1767225590.0", true)]
    [InlineData("1767225590.7", true)]
    [InlineData("1.76722559E9", true)]
    [InlineData("+0.0176722559e11", true)]
    [InlineData("17672255900E-1", true)]
    [InlineData("1767311990.5", false)]
    [InlineData("0", false)]
    [InlineData("1E-5", false)]
    [InlineData("-1767225590", false)]
    [InlineData("1E100", false)]
    [InlineData("9E17", false)]
    public async Task P4_the_time_to_live_is_a_number_in_any_notation(string number, bool isOver)
    {
        Table.Put($$$"""{"id":{"S":"a"},"ttl":{"N":"{{{number}}}"}}""");
        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(1), Cloud.Cancelled);

        Assert.Equal(isOver ? 0 : 1, Table.Count);
    }

    [Fact]
    public void H23_a_replicated_write_carries_the_attributes_of_global_tables()
    {
        Table.Replicate(Cloud.Thing("a", 1), "us-east-1");
        Table.ReplicateDelete(Cloud.Key("a"), "us-east-1");

        var records = Cloud.Records(Table);
        Assert.Equal(["INSERT", "MODIFY", "REMOVE"], records.Select(static record => record.GetProperty("eventName").GetString()));
        var image = records[1].GetProperty("dynamodb").GetProperty("NewImage");
        Assert.Equal("us-east-1", image.GetProperty("aws:rep:updateregion").GetProperty("S").GetString());
        Assert.True(image.GetProperty("aws:rep:deleting").GetProperty("BOOL").GetBoolean());
    }

    [Fact]
    public async Task F1_ranges_of_sort_keys_are_queried()
    {
        await using var cloud = Cloud.Create(Cloud.Topology([Cloud.Table(sort: KeyType.String)]));
        foreach (var sort in (string[])["a", "b", "ba", "c"])
        {
            cloud.Tables["things"].Put($$$"""{"id":{"S":"p"},"sort":{"S":"{{{sort}}}"}}""");
        }

        Assert.Equal(["b", "ba", "c"], await SortKeysAsync(cloud, Of(KeyRange.From("b"))));
        Assert.Equal(["a", "b"], await SortKeysAsync(cloud, Of(KeyRange.To("b"))));
        Assert.Equal(["b", "ba"], await SortKeysAsync(cloud, Of(KeyRange.Between("b", "bb"))));
        Assert.Equal(["b", "ba"], await SortKeysAsync(cloud, Of(KeyRange.BeginsWith("b"))));
        Assert.Equal(["a", "b", "ba", "c"], await SortKeysAsync(cloud, Of(default)));

        static ItemQuery Of(KeyRange<string> range) => range.Of(new ItemQuery("id", Cloud.Bytes("""{"S":"p"}""")), "sort", ItemValue.WriteString);
    }

    [Fact]
    public void A_table_keeps_its_own_copy()
    {
        var bytes = """{"id":{"S":"a"}}"""u8.ToArray();
        Table.Put(new ItemImage(bytes));
        bytes.AsSpan().Clear();
        Assert.Equal("""{"id":{"S":"a"}}""", Cloud.Text(Table.Get(Cloud.Key("a")).Json));
    }

    private static string Nested(int levels, string opening, string leaf, string closing)
        => $$"""{"id":{"S":"a"},"x":{{string.Concat(Enumerable.Repeat(opening, levels))}}{{leaf}}{{string.Concat(Enumerable.Repeat(closing, levels))}}}""";

    private static async Task<List<string>> SortKeysAsync(LocalCloud cloud, ItemQuery query)
    {
        List<string> keys = [];
        await foreach (var item in cloud.Store.EnumerateAsync("things", query, Cloud.Cancelled))
        {
            var sort = JsonElement.Parse(item.Json.Span).GetProperty("sort");
            keys.Add(sort.EnumerateObject().Single().Value.GetString()!);
        }

        return keys;
    }

    private static void AssertRefused(string why, Action write)
    {
        var error = Assert.Throws<AmazonDynamoDBException>(write);
        Assert.Equal("ValidationException", error.ErrorCode);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}
