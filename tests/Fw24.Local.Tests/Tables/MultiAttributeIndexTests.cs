using System.Text.Json;
using Fw24.Local.Resources;
using Fw24.Local.Tables;
using Fw24.Local.Tests.Harness;
using Fw24.Model;
using Fw24.Tables;
using AmazonDynamoDBException = Amazon.DynamoDBv2.AmazonDynamoDBException;

namespace Fw24.Local.Tests.Tables;

/// <summary>Global secondary indexes whose keys have several attributes, and that include some attributes.</summary>
public sealed class MultiAttributeIndexTests : IAsyncDisposable
{
    private static readonly IndexModel s_index = new(
        "by-both",
        [new("shop", KeyType.String), new("year", KeyType.Number)],
        [new("state", KeyType.String), new("rank", KeyType.Number), new("mark", KeyType.Binary)],
        IndexProjection.Include)
    {
        Include = ["note"],
    };

    private static readonly TableResource s_things = Cloud.Table() with { Indexes = [s_index] };

    private readonly LocalCloud _cloud = Cloud.Create(Cloud.Topology([s_things]));

    private LocalTable Table => _cloud.Tables["things"];

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A2_1_items_sort_by_each_attribute_in_its_type_s_order()
    {
        // Text by its bytes, a prefix first, and a zero byte before every other; numbers by their value; bytes as they are.
        Put("1", "", state: "a", rank: "-10.5");
        Put("2", "", state: "a", rank: "-2");
        Put("3", "", state: "a", rank: "9");
        Put("4", "", state: "a", rank: "10", mark: "AA==");
        Put("5", "", state: "a", rank: "10", mark: "AAA=");
        Put("6", "", state: "a", rank: "10", mark: "AQ==");
        Put("7", "", state: "a\\u0000", rank: "-99");
        Put("8", "", state: "a\\u0000b", rank: "-99");
        Put("9", "", state: "aa", rank: "-99");

        Assert.Equal("1 2 3 4 5 6 7 8 9", await IdsAsync(Partition()));
        Assert.Equal("9 8 7 6 5 4 3 2 1", await IdsAsync(Partition() with { Descending = true }));
    }

    [Fact]
    public async Task A2_1_a_query_states_sort_keys_from_the_left_and_a_range_of_the_last()
    {
        Put("1", "", state: "a", rank: "1", mark: "AQ==");
        Put("2", "", state: "a", rank: "1", mark: "Ag==");
        Put("3", "", state: "a", rank: "2", mark: "AQ==");
        Put("4", "", state: "ab", rank: "1", mark: "AQ==");
        Put("5", "", state: "b", rank: "1", mark: "AQ==");
        var (a, one) = (Partition().And("state", Text("a")), Partition().And("state", Text("a")).And("rank", Number("1")));

        Assert.Equal("1 2 3", await IdsAsync(a));
        Assert.Equal("1 2", await IdsAsync(one));
        Assert.Equal("1 2", await IdsAsync(Partition().And("rank", Number("1.0")).And("state", Text("a"))));
        Assert.Equal("2", await IdsAsync(one.And("mark", Binary("Ag=="))));
        Assert.Equal("", await IdsAsync(one.And("mark", Binary("Aw=="))));
        Assert.Equal("4 5", await IdsAsync(Partition() with { SortKey = "state", From = Text("aa") }));
        Assert.Equal("1 2 3", await IdsAsync(Partition() with { SortKey = "state", To = Text("a") }));
        Assert.Equal("1 2 3 4", await IdsAsync(Partition() with { SortKey = "state", From = Text("a"), To = Text("ab") }));
        Assert.Equal("1 2 3 4", await IdsAsync(Partition() with { SortKey = "state", BeginsWith = Text("a") }));
        Assert.Equal("3", await IdsAsync(a with { SortKey = "rank", From = Number("1.5") }));
        Assert.Equal("1 2", await IdsAsync(a with { SortKey = "rank", To = Number("1") }));
        Assert.Equal("2", await IdsAsync(one with { SortKey = "mark", From = Binary("Ag==") }));
        Assert.Equal("1", await IdsAsync(one with { SortKey = "mark", To = Binary("AQ==") }));
        Assert.Equal("2", await IdsAsync(one with { SortKey = "mark", BeginsWith = Binary("Ag==") }));
        Assert.Equal("2 1", await IdsAsync(one with { Descending = true }));
    }

    [Fact]
    public async Task A2_1_an_item_without_one_of_the_key_attributes_is_not_in_the_index()
    {
        Put("all", "");
        foreach (var missing in new[] { "shop", "year", "state", "rank", "mark" })
        {
            Put("no " + missing, missing);
        }

        Assert.Equal("all", await IdsAsync(Partition()));

        Put("all", "rank");
        Assert.Equal("", await IdsAsync(Partition()));
    }

    [Fact]
    public async Task A2_1_partitions_are_told_apart_by_each_attribute()
    {
        Put("1", "", shop: "ab", year: "1");
        Put("2", "", shop: "a", year: "1");
        Put("3", "", shop: "a\\u0000", year: "1");
        Put("4", "", shop: "a", year: "11");

        Assert.Equal("2", await IdsAsync(Query("a", "1")));
        Assert.Equal("1", await IdsAsync(Query("ab", "1")));
        Assert.Equal("3", await IdsAsync(Query("a\\u0000", "1")));
        Assert.Equal("4", await IdsAsync(Query("a", "11")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A2_1_items_with_equal_prefixes_all_come_once_over_several_pages(bool descending)
    {
        for (var number = 0; number < 120; number++)
        {
            Put($"{number:D3}", "", state: number < 60 ? "a" : "b", rank: $"{number / 40}");
        }

        var ids = (await IdsAsync(Partition() with { Descending = descending })).Split(' ');
        Assert.Equal(Enumerable.Range(0, 120).Select(static number => $"{number:D3}"), descending ? ids.Reverse() : ids);

        var query = Partition().And("state", Text("b")) with { SortKey = "rank", From = Number("2"), Descending = descending };
        var some = (await IdsAsync(query)).Split(' ');
        Assert.Equal(Enumerable.Range(80, 40).Select(static number => $"{number:D3}"), descending ? some.Reverse() : some);
    }

    // Seeded, so that a failure can be repeated.
    [Fact]
    public async Task A2_1_ranges_are_those_of_sorting_the_values()
    {
        var random = new Random(21);
        var states = new[] { "a", "a\u0000", "a\u0000a", "aa", "b", "\u00ff", "\uffff" };
        List<(string Id, string State, int Rank)> items = [];
        for (var number = 0; number < 200; number++)
        {
            var (state, rank) = (states[random.Next(states.Length)], random.Next(-20, 20));
            items.Add(($"{number:D3}", state, rank));
            Put($"{number:D3}", "", state: JsonEncodedText.Encode(state).ToString(), rank: $"{rank}");
        }

        foreach (var state in states)
        {
            var (from, to) = (random.Next(-20, 0), random.Next(0, 20));
            var query = Partition().And("state", Text(JsonEncodedText.Encode(state).ToString())) with
            {
                SortKey = "rank",
                From = Number($"{from}"),
                To = Number($"{to}"),
            };

            var expected = items.Where(item => item.State == state && item.Rank >= from && item.Rank <= to)
                .OrderBy(static item => item.Rank)
                .ThenBy(static item => item.Id, StringComparer.Ordinal);
            Assert.Equal(string.Join(' ', expected.Select(static item => item.Id)), await IdsAsync(query));
        }
    }

    [Fact]
    public async Task A2_1_an_including_index_holds_the_keys_and_what_it_includes()
    {
        Put("1", "");

        await foreach (var item in _cloud.Store.EnumerateAsync("things", Partition(), Cloud.Cancelled))
        {
            Assert.Equal(
                ["id", "mark", "note", "rank", "shop", "state", "year"],
                JsonElement.Parse(item.Json.Span).EnumerateObject().Select(static attribute => attribute.Name).Order());
        }

        Assert.Equal("1", await IdsAsync(Partition()));
    }

    [Fact]
    public async Task A2_1_a_query_that_DynamoDB_refuses_is_refused()
    {
        const string Missed = "Query condition missed key schema element";
        await AssertRefusedAsync(Missed, new ItemQuery("shop", Text("s")) { Index = "by-both" });
        await AssertRefusedAsync(Missed, new ItemQuery("year", Number("1")) { Index = "by-both" });
        await AssertRefusedAsync(Missed, Partition().And("rank", Number("1")));
        await AssertRefusedAsync(Missed, Partition().And("other", Number("1")));
        await AssertRefusedAsync(Missed, Partition() with { SortKey = "rank", From = Number("1") });
        await AssertRefusedAsync(Missed, Partition().And("state", Text("a")) with { SortKey = "state", From = Text("a") });
        await AssertRefusedAsync(Missed, Partition().And("state", Text("a")) with { SortKey = "mark", From = Binary("AQ==") });
        await AssertRefusedAsync("only contain one condition per key", Partition().And("year", Number("1")));
        await AssertRefusedAsync("Condition parameter type does not match schema type", Partition().And("state", Number("1")));
        var number = Partition().And("state", Text("a")) with { SortKey = "rank", BeginsWith = Number("1") };
        await AssertRefusedAsync("begins_with, operand type: N", number);
    }

    [Fact]
    public void A2_1_the_attributes_of_a_key_share_its_size()
    {
        Put("1", "", shop: new string('s', 2000), state: new string('a', 1000));
        AssertRefused(() => Put("2", "", shop: new string('s', 2048)));
        AssertRefused(() => Put("2", "", state: new string('a', 1024)));
    }

    [Fact]
    public void A2_1_an_index_with_five_attributes_in_a_key_is_refused()
    {
        var five = Enumerable.Range(0, 5).Select(static number => new KeyAttribute($"k{number}", KeyType.String)).ToList();
        AssertImpossible(s_index with { PartitionKeys = five });
        AssertImpossible(s_index with { SortKeys = five });
        AssertImpossible(s_index with { PartitionKeys = [] });
        Cloud.Topology([s_things with { Indexes = [s_index with { PartitionKeys = five[..4], SortKeys = s_index.SortKeys }] }]).Validate();
    }

    private static void AssertImpossible(IndexModel index) => Assert.Contains(
        "one to four partition key attributes",
        Assert.Throws<InvalidOperationException>(() => Cloud.Topology([s_things with { Indexes = [index] }]).Validate()).Message,
        StringComparison.Ordinal);

    private void Put(
        string id, string missing, string shop = "s", string year = "1", string state = "a", string rank = "1", string mark = "AQ==")
    {
        (string Name, string Type, string Value)[] attributes
            = [("shop", "S", shop), ("year", "N", year), ("state", "S", state), ("rank", "N", rank), ("mark", "B", mark)];
        var keys = string.Concat(attributes
            .Where(attribute => attribute.Name != missing)
            .Select(static attribute => $",\"{attribute.Name}\":{{\"{attribute.Type}\":\"{attribute.Value}\"}}"));
        Table.Put($$$"""{"id":{"S":"{{{id}}}"},"note":{"S":"n"},"other":{"S":"o"}{{{keys}}}}""");
    }

    private static ItemQuery Partition() => Query("s", "1");

    private static ItemQuery Query(string shop, string year)
        => new ItemQuery("shop", Text(shop)) { Index = "by-both" }.And("year", Number(year));

    private static ReadOnlyMemory<byte> Text(string value) => Cloud.Bytes($$"""{"S":"{{value}}"}""");

    private static ReadOnlyMemory<byte> Number(string value) => Cloud.Bytes($$"""{"N":"{{value}}"}""");

    private static ReadOnlyMemory<byte> Binary(string value) => Cloud.Bytes($$"""{"B":"{{value}}"}""");

    private async Task<string> IdsAsync(ItemQuery query)
    {
        List<string> ids = [];
        await foreach (var item in _cloud.Store.EnumerateAsync("things", query, Cloud.Cancelled))
        {
            ids.Add(JsonElement.Parse(item.Json.Span).GetProperty("id").GetProperty("S").GetString()!);
        }

        return string.Join(' ', ids);
    }

    private async Task AssertRefusedAsync(string why, ItemQuery query)
    {
        var error = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => IdsAsync(query));
        Assert.Equal("ValidationException", error.ErrorCode);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(Action write)
        => Assert.Contains("Size limit exceeded", Assert.Throws<AmazonDynamoDBException>(write).Message, StringComparison.Ordinal);
}
