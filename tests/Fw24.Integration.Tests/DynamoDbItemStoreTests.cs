using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Fw24.Audit.Records;
using Fw24.Integration.Tests.Harness;
using Fw24.Tables;

namespace Fw24.Integration.Tests;

public abstract class DynamoDbItemStoreTests : IDisposable
{
    private readonly DynamoDbServer _dynamoDb;
    private readonly DynamoDbItemStore _store;

    protected DynamoDbItemStoreTests(DynamoDbServer dynamoDb)
    {
        _dynamoDb = dynamoDb;
        _store = dynamoDb.NewStore();
    }

    /// <summary>Indicates whether the server returns the item that a failed condition met.</summary>
    protected abstract bool ReturnsStored { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_item_of_every_type_comes_back_as_it_was()
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb);
        var item = Item($$$"""
            {
              "p": {"S": "Ünïcödé \u2028 \ud83d\ude00 \"quoted\" \\ \t"},
              "38 digits": {"N": "12345678901234567890123456789012345678"},
              "largest": {"N": "{{{new string('9', 38)}}}{{{new string('0', 88)}}}"},
              "smallest": {"N": "-0.{{{new string('0', 129)}}}1"},
              "zero": {"N": "0"},
              "binary": {"B": "AAEC/w=="},
              "yes": {"BOOL": true}, "no": {"BOOL": false}, "null": {"NULL": true},
              "strings": {"SS": ["b", "a", "ä"]}, "numbers": {"NS": ["-1", "1.5", "38"]}, "binaries": {"BS": ["AQ==", "Ag=="]},
              "list": {"L": [{"L": [{"NULL": true}, {"N": "1"}]}, {"M": {}}, {"L": []}, {"S": "x"}]},
              "map": {"M": {"a.b[0]": {"M": {"$ss": {"BOOL": true} }} }},
              "size": {"S": "a reserved word as a name"}
            }
            """);

        Assert.True(await _store.PutAsync(table.Name, item, null, Cancellation));

        AssertSame(item, await _store.GetAsync(table.Name, Key(item, "p"), Cancellation));
        AssertSame(item, Assert.Single(await ToListAsync(_store.EnumerateAsync(table.Name, new ItemScan(), Cancellation))));
    }

    [Fact]
    public async Task What_is_not_there_is_absent_and_deleting_it_succeeds()
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb);

        Assert.True((await _store.GetAsync(table.Name, Item("""{"p":{"S":"none"}}"""), Cancellation)).IsAbsent);
        Assert.True(await _store.DeleteAsync(table.Name, Item("""{"p":{"S":"none"}}"""), null, Cancellation));
    }

    [Fact]
    public async Task A_deleted_item_is_gone()
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb);
        await _store.PutAsync(table.Name, Item("""{"p":{"S":"a"},"x":{"N":"1"}}"""), null, Cancellation);

        Assert.True(await _store.DeleteAsync(table.Name, Item("""{"p":{"S":"a"}}"""), null, Cancellation));

        Assert.True((await _store.GetAsync(table.Name, Item("""{"p":{"S":"a"}}"""), Cancellation)).IsAbsent);
    }

    [Fact]
    public async Task A_put_happens_when_its_condition_holds_and_only_then()
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb);
        ItemImage Version(int version) => Item($$$"""{"p":{"S":"a"},"Status":{"N":"{{{version}}}"}}""");
        ValueTask<bool> Put(int version, ItemCondition? condition) => _store.PutAsync(table.Name, Version(version), condition, Cancellation);

        Assert.False(await Put(1, ItemCondition.Exists("p")));
        Assert.True(await Put(1, ItemCondition.NotExists("p")));
        Assert.False(await Put(2, ItemCondition.NotExists("p")));
        Assert.True(await Put(2, ItemCondition.Exists("p")));
        Assert.False(await Put(3, ItemCondition.Equal("Status", """{"N":"1"}"""u8.ToArray())));
        Assert.True(await Put(3, ItemCondition.Equal("Status", """{"N":"2.0"}"""u8.ToArray())));
        Assert.False(await Put(4, ItemCondition.Equal("Status", """{"S":"3"}"""u8.ToArray())));
        Assert.False(await Put(4, ItemCondition.Equal("absent", """{"N":"3"}"""u8.ToArray())));
        AssertSame(Version(3), await _store.GetAsync(table.Name, Item("""{"p":{"S":"a"}}"""), Cancellation));
    }

    [Theory]
    [InlineData("", """{"p":{"S":"a"},"Status":{"N":"1"},"size":{"S":"s"}}""")]
    [InlineData("""{"p":{"S":"a"}}""", """{"p":{"S":"a"},"Status":{"N":"1"},"size":{"S":"s"}}""")]
    [InlineData("""{"p":{"S":"a"},"old":{"S":"x"},"newer":{"M":{"a":{"L":[]}}},"size":{"N":"1"}}""", """{"p":{"S":"a"},"Status":{"N":"1"},"size":{"S":"s"},"newer":{"M":{"a":{"L":[]}}}}""")]
    public async Task W19_An_update_does_in_DynamoDB_what_it_says_that_it_does(string stored, string expected)
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb);
        var key = Item("""{"p":{"S":"a"}}""");
        var update = new ItemUpdate(key, Item("""{"p":{"S":"a"},"Status":{"N":"1"},"size":{"S":"s"}}"""), ["old", "none"]);
        if (stored.Length > 0)
        {
            Assert.True(await _store.PutAsync(table.Name, Item(stored), null, Cancellation));
        }

        Assert.False(await _store.UpdateAsync(table.Name, update, stored.Length > 0 ? ItemCondition.NotExists("p") : ItemCondition.Exists("p"), Cancellation));
        Assert.True(await _store.UpdateAsync(table.Name, update, stored.Length > 0 ? ItemCondition.Exists("p") : ItemCondition.NotExists("p"), Cancellation));

        AssertSame(Item(expected), await _store.GetAsync(table.Name, key, Cancellation));
        AssertSame(Item(expected), stored.Length > 0 ? update.ApplyTo(Item(stored)) : update.ApplyTo(default));
    }

    [Fact]
    public async Task W19_An_update_of_nothing_but_the_key_creates_the_item()
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb);
        var key = Item("""{"p":{"S":"a"}}""");

        Assert.True(await _store.UpdateAsync(table.Name, new ItemUpdate(key, key, []), null, Cancellation));

        AssertSame(key, await _store.GetAsync(table.Name, key, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"p":{"S":"a"}}""")]
    [InlineData("""{"p":{"S":"a"},"Value":{"N":"0"}}""")]
    [InlineData("""{"p":{"S":"a"},"Value":{"N":"3"}}""")]
    [InlineData("""{"p":{"S":"a"},"Value":{"S":"3"}}""")]
    public async Task W5_A_condition_holds_in_DynamoDB_where_it_says_that_it_holds(string stored)
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb);
        var key = Item("""{"p":{"S":"a"}}""");
        ItemCondition[] conditions =
        [
            ItemCondition.NotExists("p"), ItemCondition.Exists("p"), ItemCondition.Equal("Value", """{"N":"3"}"""u8.ToArray()),
            .. Enumerable.Range(0, 4).Select(static version => ItemCondition.Version("Value", version, "p", orNoItem: false)),
            .. Enumerable.Range(0, 4).Select(static version => ItemCondition.Version("Value", version, "p", orNoItem: true)),
        ];

        foreach (var condition in conditions)
        {
            var holds = condition.Holds(Item(stored));
            await StoreAsync();
            Assert.Equal(holds, await _store.PutAsync(table.Name, Item("""{"p":{"S":"a"},"x":{"N":"1"}}"""), condition, Cancellation));
            await StoreAsync();
            Assert.Equal(holds, await _store.DeleteAsync(table.Name, key, condition, Cancellation));
            Assert.Equal(holds || stored.Length == 0, (await _store.GetAsync(table.Name, key, Cancellation)).IsAbsent);
        }

        async Task StoreAsync() => Assert.True(stored.Length == 0
            ? await _store.DeleteAsync(table.Name, key, null, Cancellation)
            : await _store.PutAsync(table.Name, Item(stored), null, Cancellation));
    }

    [Fact]
    public async Task H32_A_refused_put_tells_what_is_stored_if_the_server_does()
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb);
        var stored = Item("""{"p":{"S":"a"},"n":{"N":"1"}}""");
        await _store.PutAsync(table.Name, stored, null, Cancellation);

        var refused = await _store.PutOrReadAsync(table.Name, Item("""{"p":{"S":"a"}}"""), ItemCondition.NotExists("p"), Cancellation);

        Assert.False(refused.IsPut);
        Assert.Equal(!ReturnsStored, refused.Stored.IsAbsent);
        if (ReturnsStored)
        {
            AssertSame(stored, refused.Stored);
        }
    }

    [Fact]
    public async Task H32_A_put_may_demand_that_a_whole_list_is_as_it_was()
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb);
        var item = Item("""{"p":{"S":"a"},"list":{"L":[{"S":"x"},{"S":"y"}]}}""");
        async Task<bool> PutAsync(ItemCondition? condition) => (await _store.PutOrReadAsync(table.Name, item, condition, Cancellation)).IsPut;

        Assert.False(await PutAsync(ItemCondition.Exists("p")));
        Assert.True(await PutAsync(ItemCondition.NotExists("p")));
        Assert.False(await PutAsync(ItemCondition.Equal("list", """{"L":[{"S":"y"},{"S":"x"}]}"""u8.ToArray())));
        Assert.True(await PutAsync(ItemCondition.Equal("list", """{"L":[{"S":"x"},{"S":"y"}]}"""u8.ToArray())));
    }

    [Fact]
    public async Task A_query_finds_ranges_in_order()
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb, hasSortKey: true);
        foreach (var number in new[] { 10, 9, -1, 100, 2 })
        {
            await _store.PutAsync(table.Name, Item($$$"""{"p":{"S":"a"},"s":{"N":"{{{number}}}"}}"""), null, Cancellation);
        }

        await _store.PutAsync(table.Name, Item("""{"p":{"S":"b"},"s":{"N":"5"}}"""), null, Cancellation);
        var all = new ItemQuery("p", """{"S":"a"}"""u8.ToArray());

        Assert.Equal([-1, 2, 9, 10, 100], await SortKeysAsync(table, all));
        Assert.Equal([100, 10, 9, 2, -1], await SortKeysAsync(table, all with { Descending = true }));
        Assert.Equal([9, 10, 100], await SortKeysAsync(table, all with { SortKey = "s", From = """{"N":"9"}"""u8.ToArray() }));
        Assert.Equal([-1, 2, 9], await SortKeysAsync(table, all with { SortKey = "s", To = """{"N":"9"}"""u8.ToArray() }));
        Assert.Equal([9, 10], await SortKeysAsync(table, all with { SortKey = "s", From = """{"N":"3"}"""u8.ToArray(), To = """{"N":"99"}"""u8.ToArray() }));
        Assert.Empty(await SortKeysAsync(table, new ItemQuery("p", """{"S":"none"}"""u8.ToArray())));
    }

    [Fact]
    public async Task A_query_finds_what_begins_alike()
    {
        var table = await _dynamoDb.Client.CreateTableAsync(new()
        {
            TableName = _dynamoDb.NewTableName(),
            KeySchema = [new("p", KeyType.HASH), new("s", KeyType.RANGE)],
            AttributeDefinitions = [new("p", ScalarAttributeType.S), new("s", ScalarAttributeType.S)],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        }, Cancellation);
        foreach (var part in new[] { "order", "note#02", "note#01", "notes", "nota" })
        {
            await _store.PutAsync(table.TableDescription.TableName, Item($$$"""{"p":{"S":"a"},"s":{"S":"{{{part}}}"}}"""), null, Cancellation);
        }

        var found = await ToListAsync(_store.EnumerateAsync(table.TableDescription.TableName, new ItemQuery("p", """{"S":"a"}"""u8.ToArray()) { SortKey = "s", BeginsWith = """{"S":"note#"}"""u8.ToArray() }, Cancellation));

        Assert.Equal(["""{"S":"note#01"}""", """{"S":"note#02"}"""], found.Select(static item => Attribute(item, "s")));
    }

    [Fact]
    public async Task F1_ranges_of_sort_keys_are_queried()
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb, hasSortKey: true);
        foreach (var number in new[] { 10, 9, -1, 100, 2 })
        {
            await _store.PutAsync(table.Name, Item($$$"""{"p":{"S":"a"},"s":{"N":"{{{number}}}"}}"""), null, Cancellation);
        }

        Assert.Equal([9, 10, 100], await SortKeysAsync(table, Range(KeyRange.From(9))));
        Assert.Equal([-1, 2, 9], await SortKeysAsync(table, Range(KeyRange.To(9))));
        Assert.Equal([10, 9], await SortKeysAsync(table, Range(KeyRange.Between(3, 99)) with { Descending = true }));
        Assert.Equal([-1, 2, 9, 10, 100], await SortKeysAsync(table, Range(default)));

        static ItemQuery Range(KeyRange<int> range) => range.Of(new ItemQuery("p", """{"S":"a"}"""u8.ToArray()), "s", ItemValue.WriteNumber);
    }

    [Fact]
    public async Task F1_sort_keys_that_begin_alike_are_queried()
    {
        var table = await _dynamoDb.Client.CreateTableAsync(new()
        {
            TableName = _dynamoDb.NewTableName(),
            KeySchema = [new("p", KeyType.HASH), new("s", KeyType.RANGE)],
            AttributeDefinitions = [new("p", ScalarAttributeType.S), new("s", ScalarAttributeType.B)],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        }, Cancellation);
        foreach (var part in new[] { "AQI=", "AQID", "Ag==" })
        {
            await _store.PutAsync(table.TableDescription.TableName, Item($$$"""{"p":{"S":"a"},"s":{"B":"{{{part}}}"}}"""), null, Cancellation);
        }

        var query = KeyRange.BeginsWith((byte[])[1, 2]).Of(new ItemQuery("p", """{"S":"a"}"""u8.ToArray()), "s", ItemValue.WriteBytes);

        Assert.Equal(2, (await ToListAsync(_store.EnumerateAsync(table.TableDescription.TableName, query, Cancellation))).Count);
    }

    // A DynamoDB page ends at 1 MB.
    [Fact]
    public async Task Queries_and_scans_continue_after_a_page()
    {
        var table = await StreamedTable.CreateAsync(_dynamoDb, hasSortKey: true);
        var text = new string('x', 90_000);
        for (var i = 0; i < 30; i++)
        {
            await _store.PutAsync(table.Name, Item($$$"""{"p":{"S":"a"},"s":{"N":"{{{i}}}"},"text":{"S":"{{{text}}}"}}"""), null, Cancellation);
        }

        Assert.Equal(Enumerable.Range(0, 30), await SortKeysAsync(table, new ItemQuery("p", """{"S":"a"}"""u8.ToArray())));
        Assert.Equal(30, (await ToListAsync(_store.EnumerateAsync(table.Name, new ItemScan(), Cancellation))).Count);
    }

    private async Task<IEnumerable<int>> SortKeysAsync(StreamedTable table, ItemQuery query)
        => (await ToListAsync(_store.EnumerateAsync(table.Name, query, Cancellation)))
            .Select(static item => int.Parse(Attribute(item, "s")[6..^2], CultureInfo.InvariantCulture));

    private static ItemImage Item(string json) => new(Encoding.UTF8.GetBytes(json));

    private static ItemImage Key(ItemImage item, string name) => Item($$"""{"{{name}}":{{Attribute(item, name)}}}""");

    private static string Attribute(ItemImage item, string name)
    {
        using var document = JsonDocument.Parse(item.Json);
        return document.RootElement.GetProperty(name).GetRawText();
    }

    private static void AssertSame(ItemImage expected, ItemImage actual)
    {
        var diff = new ImageDiff();
        diff.Compare(expected, actual);
        Assert.Empty(Enumerable.Range(0, diff.Count).Select(index => Encoding.UTF8.GetString(diff[index].Path)));
    }

    private static async Task<List<ItemImage>> ToListAsync(IAsyncEnumerable<ItemImage> items)
    {
        List<ItemImage> list = [];
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
