using System.Text.Json;
using Fw24.Local.Tables;
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
            $$$"""{"eventID":"{{{modified.GetProperty("eventID").GetString()}}}","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":1767225600,"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"value":{"N":"2"}},"OldImage":{"id":{"S":"a"},"value":{"N":"1"}},"SequenceNumber":"{{{records[1].SequenceNumber}}}","SizeBytes":20,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:111122223333:table/things/stream/2026-01-01T00:00:00.000"}""",
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
    [InlineData("""{"id":{"S":"a"},"x":{"SS":[]}}""", "may not be empty")]
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
    public void Values_nest_32_levels_deep_and_no_deeper()
    {
        Table.Put(Nested(32));
        AssertRefused("Nesting Levels", () => Table.Put(Nested(33)));
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
        Assert.False(Table.Put(Cloud.Thing("a", 1), PutCondition.Exists("id")));
        Assert.True(Table.Put(Cloud.Thing("a", 1), PutCondition.NotExists("id")));
        Assert.False(Table.Put(Cloud.Thing("a", 2), PutCondition.NotExists("id")));
        Assert.False(Table.Put(Cloud.Thing("a", 2), PutCondition.Equal("value", Cloud.Bytes("""{"N":"2"}"""))));
        Assert.True(Table.Put(Cloud.Thing("a", 2), PutCondition.Equal("value", Cloud.Bytes("""{"N":"1.0"}"""))));
        Assert.True(Table.Put(Cloud.Thing("a", 3), PutCondition.Exists("id")));
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

    private static string Nested(int levels)
        => $$"""{"id":{"S":"a"},"x":{{string.Concat(Enumerable.Repeat("{\"M\":{\"y\":", levels))}}{"NULL":true}{{new string('}', 2 * levels)}}}""";

    private static async Task<List<string>> SortKeysAsync(LocalCloud cloud, ItemQuery query)
    {
        List<string> keys = [];
        await foreach (var item in cloud.Store.QueryAsync("things", query, Cloud.Cancelled))
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
