using System.Text.Json;
using Fw24.Local.Resources;
using Fw24.Local.Tables;
using Fw24.Local.Tests.Harness;
using Fw24.Model;
using Fw24.Tables;
using AmazonDynamoDBException = Amazon.DynamoDBv2.AmazonDynamoDBException;

namespace Fw24.Local.Tests.Tables;

/// <summary>Global secondary indexes. <c>IndexQueryTests</c> of the integration tests runs the same queries on DynamoDB Local.</summary>
public sealed class TableIndexTests : IAsyncDisposable
{
    private static readonly TableResource s_things = Cloud.Table() with
    {
        Indexes =
        [
            new("by-group", [new("group", KeyType.String)], [new("rank", KeyType.Number)], IndexProjection.All),
            new("by-mark", [new("mark", KeyType.Binary)], [], IndexProjection.KeysOnly),
            new("by-id", [new("group", KeyType.String)], [new("id", KeyType.String)], IndexProjection.All),
        ],
    };

    private readonly LocalCloud _cloud = Cloud.Create(Cloud.Topology([s_things]));

    private LocalTable Table => _cloud.Tables["things"];

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task W20_an_index_has_the_items_of_a_partition_in_the_order_of_its_sort_key()
    {
        foreach (var (id, rank) in new[] { ("a", "10"), ("b", "9"), ("c", "-1"), ("d", "1e2"), ("e", "2.5") })
        {
            Put(id, rank);
        }

        Table.Put("""{"id":{"S":"x"},"group":{"S":"other"},"rank":{"N":"5"}}""");
        var query = Group("by-group");

        Assert.Equal("c e b a d", await IdsAsync(query));
        Assert.Equal("d a b e c", await IdsAsync(query with { Descending = true }));
        Assert.Equal("b a d", await IdsAsync(query with { SortKey = "rank", From = Bytes("""{"N":"9"}""") }));
        Assert.Equal("c e b", await IdsAsync(query with { SortKey = "rank", To = Bytes("""{"N":"9"}""") }));
        Assert.Equal("b a", await IdsAsync(query with { SortKey = "rank", From = Bytes("""{"N":"3"}"""), To = Bytes("""{"N":"99"}""") }));
        Assert.Equal("b", await IdsAsync(Group("by-id") with { SortKey = "id", BeginsWith = Bytes("""{"S":"b"}""") }));
        Assert.Equal("", await IdsAsync(query with { PartitionValue = Bytes("""{"S":"none"}""") }));
    }

    [Fact]
    public async Task W20_an_index_holds_only_the_items_that_have_its_key()
    {
        Put("a", "1");
        Table.Put("""{"id":{"S":"b"},"group":{"S":"g"}}""");
        Table.Put("""{"id":{"S":"c"},"rank":{"N":"1"}}""");

        Assert.Equal("a", await IdsAsync(Group("by-group")));
        Assert.Equal("a b", await IdsAsync(Group("by-id")));
    }

    [Fact]
    public async Task W20_an_index_follows_what_becomes_of_an_item()
    {
        Put("a", "1");
        Put("b", "2");
        Put("a", "3");
        Assert.Equal("b a", await IdsAsync(Group("by-group")));

        Table.Put("""{"id":{"S":"b"},"group":{"S":"other"},"rank":{"N":"2"}}""");
        Assert.Equal("a", await IdsAsync(Group("by-group")));

        Table.Put("""{"id":{"S":"a"},"x":{"S":"no group"}}""");
        Assert.Equal("", await IdsAsync(Group("by-group")));

        Put("a", "1");
        Put("c", "1");
        Table.Delete(Cloud.Key("a"));
        Assert.Equal("c", await IdsAsync(Group("by-group")));
        Assert.False(Table.Put(Cloud.Item("""{"id":{"S":"c"},"group":{"S":"moved"},"rank":{"N":"1"}}"""), ItemCondition.NotExists("id")));
        Assert.Equal("c", await IdsAsync(Group("by-group")));

        Table.Put($$$"""{"id":{"S":"c"},"group":{"S":"g"},"rank":{"N":"1"},"ttl":{"N":"{{{_cloud.Time.GetUtcNow().ToUnixTimeSeconds()}}}"}}""");
        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(1), Cloud.Cancelled);
        Assert.Equal("", await IdsAsync(Group("by-group")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task W20_items_of_one_sort_key_all_come_once_over_several_pages(bool descending)
    {
        for (var number = 0; number < 120; number++)
        {
            Put($"{number:D3}", $"{number / 100}");
        }

        var ids = (await IdsAsync(Group("by-group") with { Descending = descending })).Split(' ');
        Assert.Equal(Enumerable.Range(0, 120).Select(static number => $"{number:D3}"), descending ? ids.Reverse() : ids);
    }

    // After the end of a page its last item is moved by a write: the next page is found by position in the index, not by item.
    [Fact]
    public async Task W20_a_page_continues_after_an_item_that_has_left_the_index()
    {
        for (var number = 0; number < 30; number++)
        {
            Put($"{number:D2}", $"{number}");
        }

        List<string> ids = [];
        await foreach (var item in _cloud.Store.EnumerateAsync("things", Group("by-group"), Cloud.Cancelled))
        {
            ids.Add(Id(item));
            if (ids.Count == 25)
            {
                Table.Delete(Cloud.Key(ids[^1]));
            }
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(static number => $"{number:D2}"), ids);
    }

    [Fact]
    public async Task W20_an_index_of_keys_holds_the_table_s_and_its_own()
    {
        Table.Put("""{"x":{"S":"x"},"mark":{"B":"AQ=="},"id":{"S":"a"},"group":{"S":"g"}}""");
        var query = new ItemQuery("mark", Bytes("""{"B":"AQ=="}""")) { Index = "by-mark" };

        await foreach (var item in _cloud.Store.EnumerateAsync("things", query, Cloud.Cancelled))
        {
            Assert.Equal("""{"mark":{"B":"AQ=="},"id":{"S":"a"}}""", Cloud.Text(item.Json));
        }

        Assert.Equal("a", await IdsAsync(query));
    }

    [Theory]
    [InlineData("\"group\":{\"S\":\"\"}", "A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-group, IndexKey: group")]
    [InlineData("\"mark\":{\"B\":\"\"}", "cannot contain an empty binary value. IndexName: by-mark, IndexKey: mark")]
    [InlineData("\"group\":{\"N\":\"1\"}", "Type mismatch for Index Key group Expected: S Actual: N IndexName: by-group")]
    [InlineData("\"rank\":{\"S\":\"1\"}", "Type mismatch for Index Key rank Expected: N Actual: S IndexName: by-group")]
    [InlineData("\"group\":{\"NULL\":true}", "Type mismatch for Index Key group Expected: S Actual: NULL IndexName: by-group")]
    [InlineData("\"mark\":{\"L\":[]}", "Type mismatch for Index Key mark Expected: B Actual: L IndexName: by-mark")]
    public void W20_an_item_with_an_invalid_index_key_is_refused(string attribute, string why)
    {
        AssertRefused(why, () => Table.Put($$"""{"id":{"S":"a"},{{attribute}}}"""));
        Assert.Equal(0, Table.Count);
        Assert.Empty(Table.Stream!.Records);
    }

    [Fact]
    public void W20_an_index_key_is_as_long_as_a_key_may_be()
    {
        Table.Put($$$"""{"id":{"S":"{{{new string('i', 1024)}}}"},"group":{"S":"{{{new string('g', 2048)}}}"}}""");
        AssertRefused("Size limit exceeded", () => Table.Put($$$"""{"id":{"S":"a"},"group":{"S":"{{{new string('g', 2049)}}}"}}"""));

        // As the table's partition key the value could have 2048 bytes; as an index's sort key it may have 1024.
        AssertRefused("Size limit exceeded", () => Table.Put($$$"""{"id":{"S":"{{{new string('i', 1025)}}}"}}"""));
    }

    [Fact]
    public async Task W20_a_query_that_DynamoDB_refuses_is_refused()
    {
        await AssertRefusedAsync("The table does not have the specified index: by-none", Group("by-none"));
        await AssertRefusedAsync("Query condition missed key schema element", Group("by-mark"));
        await AssertRefusedAsync("Query condition missed key schema element", new ItemQuery("group", Bytes("""{"S":"g"}""")));
        await AssertRefusedAsync("Condition parameter type does not match schema type", Group("by-group") with { PartitionValue = Bytes("""{"N":"1"}""") });
        await AssertRefusedAsync("empty string value. IndexName: by-group, IndexKey: group", Group("by-group") with { PartitionValue = Bytes("""{"S":""}""") });
        await AssertRefusedAsync("Query condition missed key schema element", Group("by-group") with { SortKey = "id", From = Bytes("""{"S":"a"}""") });
        await AssertRefusedAsync("begins_with, operand type: N", Group("by-group") with { SortKey = "rank", BeginsWith = Bytes("""{"N":"1"}""") });
        await AssertRefusedAsync("requires upper bound", Group("by-group") with { SortKey = "rank", From = Bytes("""{"N":"3"}"""), To = Bytes("""{"N":"1"}""") });
        await AssertRefusedAsync(
            "Query key condition not supported", new ItemQuery("mark", Bytes("""{"B":"AQ=="}""")) { Index = "by-mark", SortKey = "id", From = Bytes("""{"S":"a"}""") });
        await Assert.ThrowsAsync<ArgumentException>(() => IdsAsync(Group("by-id") with { SortKey = "id", From = Bytes("""{"S":"a"}"""), BeginsWith = Bytes("""{"S":"a"}""") }));
        await Assert.ThrowsAsync<ArgumentException>(() => IdsAsync(Group("by-id") with { From = Bytes("""{"S":"a"}""") }));
    }

    [Fact]
    public void W20_indexes_that_DynamoDB_would_not_make_are_refused()
    {
        var index = s_things.Indexes[0];
        AssertImpossible("two indexes 'by-group'", index, index);
        var other = index with { Name = "other", PartitionKeys = [new("group", KeyType.Number)] };
        AssertImpossible("'group' of table 'things' has two types", index, other);
        AssertImpossible("'id' of table 'things' has two types", index with { SortKeys = [new("id", KeyType.Number)] });
    }

    private static void AssertImpossible(string why, params IndexModel[] indexes)
        => Assert.Contains(why, Assert.Throws<InvalidOperationException>(() => Cloud.Topology([s_things with { Indexes = indexes }]).Validate()).Message, StringComparison.Ordinal);

    private void Put(string id, string rank) => Table.Put($$$"""{"id":{"S":"{{{id}}}"},"group":{"S":"g"},"rank":{"N":"{{{rank}}}"}}""");

    private static ItemQuery Group(string index) => new("group", Bytes("""{"S":"g"}""")) { Index = index };

    private static ReadOnlyMemory<byte> Bytes(string json) => Cloud.Bytes(json);

    private static string Id(ItemImage item) => JsonElement.Parse(item.Json.Span).GetProperty("id").GetProperty("S").GetString()!;

    private async Task<string> IdsAsync(ItemQuery query)
    {
        List<string> ids = [];
        await foreach (var item in _cloud.Store.EnumerateAsync("things", query, Cloud.Cancelled))
        {
            ids.Add(Id(item));
        }

        return string.Join(' ', ids);
    }

    private async Task AssertRefusedAsync(string why, ItemQuery query)
    {
        var error = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => IdsAsync(query));
        Assert.Equal("ValidationException", error.ErrorCode);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string why, Action write)
    {
        var error = Assert.Throws<AmazonDynamoDBException>(write);
        Assert.Equal("ValidationException", error.ErrorCode);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}
