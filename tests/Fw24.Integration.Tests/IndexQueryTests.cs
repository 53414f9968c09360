using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Fw24.Integration.Tests.Harness;
using Fw24.Local;
using Fw24.Local.Resources;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Orders;
using Orders.Local.Shops;
using KeyType = Fw24.Model.KeyType;

namespace Fw24.Integration.Tests;

/// <summary>Compares index queries of DynamoDB Local and the embedded engine.</summary>
[Trait("Category", "Server")]
public sealed class IndexQueryTests(DynamoDbLocal dynamoDb)
{
    private static readonly IndexModel[] s_indexes =
    [
        new("by-group", [new("group", KeyType.String)], [new("rank", KeyType.Number)], IndexProjection.All),
        new("by-mark", [new("mark", KeyType.Binary)], [], IndexProjection.KeysOnly),
        new("by-text", [new("group", KeyType.String)], [new("mark", KeyType.Binary)], IndexProjection.Include)
        {
            Include = ["text", "more"],
        },
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task W20_both_stores_answer_queries_of_an_index_alike(bool isEmbedded)
    {
        var name = dynamoDb.NewTableName();
        await using var cloud = LocalCloud.Create(OrdersApp.Model, options => options.Topology = Topology(name));
        using var real = dynamoDb.NewStore();
        IItemStore store = isEmbedded ? cloud.Store : real;
        await dynamoDb.Client.CreateTableAsync(Table(name), Cancellation);
        async Task PutAsync(string item) => await store.PutAsync(name, new ItemImage(Encoding.UTF8.GetBytes(item)), null, Cancellation);
        async Task<string> IdsAsync(ItemQuery query) => string.Join(' ', (await ItemsAsync(store, name, query)).Select(static item => item.GetProperty("id").GetProperty("S").GetString()));

        foreach (var (id, rank) in new[] { ("a", "10"), ("b", "9"), ("c", "-1"), ("d", "1E2"), ("e", "2.5"), ("moved", "3"), ("deleted", "4") })
        {
            await PutAsync($$$"""{"id":{"S":"{{{id}}}"},"group":{"S":"g"},"rank":{"N":"{{{rank}}}"},"mark":{"B":"AQ=="},"text":{"S":"x"}}""");
        }

        await PutAsync("""{"id":{"S":"no rank"},"group":{"S":"g"}}""");
        await PutAsync("""{"id":{"S":"no group"},"rank":{"N":"1"}}""");
        await PutAsync("""{"id":{"S":"moved"},"group":{"S":"other"},"rank":{"N":"3"}}""");
        await store.DeleteAsync(name, new ItemImage("""{"id":{"S":"deleted"}}"""u8.ToArray()), null, Cancellation);

        var group = new ItemQuery("group", """{"S":"g"}"""u8.ToArray()) { Index = "by-group" };
        Assert.Equal("c e b a d", await IdsAsync(group));
        Assert.Equal("d a b e c", await IdsAsync(group with { Descending = true }));
        Assert.Equal("b a d", await IdsAsync(group with { SortKey = "rank", From = """{"N":"9"}"""u8.ToArray() }));
        Assert.Equal("c e b", await IdsAsync(group with { SortKey = "rank", To = """{"N":"9"}"""u8.ToArray() }));
        Assert.Equal("b a", await IdsAsync(group with { SortKey = "rank", From = """{"N":"3"}"""u8.ToArray(), To = """{"N":"99"}"""u8.ToArray() }));
        Assert.Equal("moved", await IdsAsync(group with { PartitionValue = """{"S":"other"}"""u8.ToArray() }));

        var marked = await ItemsAsync(store, name, new ItemQuery("mark", """{"B":"AQ=="}"""u8.ToArray()) { Index = "by-mark" });
        Assert.Equal(["a", "b", "c", "d", "e"], marked.Select(static item => item.GetProperty("id").GetProperty("S").GetString()).Order());
        Assert.All(marked, static item => Assert.Equal(["id", "mark"], item.EnumerateObject().Select(static attribute => attribute.Name).Order()));

        var texts = await ItemsAsync(store, name, group with { Index = "by-text" });
        Assert.Equal(["a", "b", "c", "d", "e"], texts.Select(static item => item.GetProperty("id").GetProperty("S").GetString()).Order());
        Assert.All(texts, static item => Assert.Equal(
            ["group", "id", "mark", "text"], item.EnumerateObject().Select(static attribute => attribute.Name).Order()));
        await AssertRefusedAsync(() => IdsAsync(group.And("group", group.PartitionValue)));
        await AssertRefusedAsync(() => IdsAsync(group.And("text", group.PartitionValue)));
        Assert.Equal("b", await IdsAsync(group.And("rank", """{"N":"9.0"}"""u8.ToArray())));

        // DynamoDB guarantees no order of items with the same sort key, but returns all of them.
        for (var number = 0; number < 60; number++)
        {
            await PutAsync($$$"""{"id":{"S":"{{{number:D2}}}"},"group":{"S":"many"},"rank":{"N":"{{{number / 50}}}"}}""");
        }

        var many = (await IdsAsync(group with { PartitionValue = """{"S":"many"}"""u8.ToArray() })).Split(' ');
        Assert.Equal(Enumerable.Range(0, 60).Select(static number => $"{number:D2}"), many[..50].Order().Concat(many[50..].Order()));

        await AssertRefusedAsync(() => PutAsync("""{"id":{"S":"x"},"group":{"N":"1"}}"""));
        await AssertRefusedAsync(() => PutAsync("""{"id":{"S":"x"},"rank":{"S":"1"}}"""));
        await AssertRefusedAsync(() => PutAsync("""{"id":{"S":"x"},"group":{"S":""}}"""));
        await AssertRefusedAsync(() => PutAsync("""{"id":{"S":"x"},"mark":{"NULL":true}}"""));
        await AssertRefusedAsync(() => IdsAsync(group with { Index = "by-none" }));
        await AssertRefusedAsync(() => IdsAsync(group with { Index = "by-mark" }));
        await AssertRefusedAsync(() => IdsAsync(group with { Index = null }));
    }

    [Fact]
    public async Task W20_a_handler_s_table_queries_an_index()
    {
        await using var cloud = LocalCloud.Create(OrdersApp.Model, static options => options.Services = static services => services.AddSingleton<IMailer>(new CountingMailer()));
        var orders = cloud.Table<Order>();
        for (var number = 0; number < 5; number++)
        {
            await orders.PutAsync(
                new Order { OrderId = $"ord-{number}", CustomerId = $"cus-{number % 2}", Status = OrderStatus.Placed, Total = number, PlacedAt = DateTimeOffset.UnixEpoch.AddDays(9 - number) }, Cancellation);
        }

        List<string> found = [];
        await foreach (var order in orders.QueryAsync(new ItemQuery("CustomerId", """{"S":"cus-0"}"""u8.ToArray()) { Index = "by-customer" }, Cancellation))
        {
            found.Add(order.OrderId);
        }

        Assert.Equal(["ord-4", "ord-2", "ord-0"], found);
    }

    private static async Task AssertRefusedAsync(Func<Task> call)
        => Assert.Equal("ValidationException", (await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(call)).ErrorCode);

    private static async Task<List<JsonElement>> ItemsAsync(IItemStore store, string table, ItemQuery query)
    {
        List<JsonElement> items = [];
        await foreach (var item in store.EnumerateAsync(table, query, Cancellation))
        {
            items.Add(JsonElement.Parse(item.Json.Span));
        }

        return items;
    }

    private static LocalTopology Topology(string table)
        => TableTopology.Of(new TableResource { Name = table, PartitionKey = new("id", KeyType.String), Indexes = s_indexes });

    private static CreateTableRequest Table(string name) => new()
    {
        TableName = name,
        KeySchema = [new("id", Amazon.DynamoDBv2.KeyType.HASH)],
        AttributeDefinitions = [new("id", ScalarAttributeType.S), new("group", ScalarAttributeType.S), new("rank", ScalarAttributeType.N), new("mark", ScalarAttributeType.B)],
        BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        GlobalSecondaryIndexes = [.. s_indexes.Select(static index => new GlobalSecondaryIndex
        {
            IndexName = index.Name,
            KeySchema =
            [
                .. index.PartitionKeys.Select(static key => new KeySchemaElement(key.Name, Amazon.DynamoDBv2.KeyType.HASH)),
                .. index.SortKeys.Select(static key => new KeySchemaElement(key.Name, Amazon.DynamoDBv2.KeyType.RANGE)),
            ],
            Projection = index.Projection switch
            {
                IndexProjection.All => new() { ProjectionType = ProjectionType.ALL },
                IndexProjection.KeysOnly => new() { ProjectionType = ProjectionType.KEYS_ONLY },
                _ => new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = [.. index.Include] },
            },
        })],
    };
}
