using System.Text;
using Fw24.Integration.Tests.Harness;
using Orders;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Reads of a partition with items of several entities, on DynamoDB Local and on the embedded engine.</summary>
[Trait("Category", "Server")]
public sealed class CollectionTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_partition_is_read_once_into_its_entities(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var orders = await FilledAsync(tables);

        List<string> found = [];
        await foreach (var item in orders.QueryCollection("ord-1").WithCancellation(Stop))
        {
            found.Add(item.Value switch
            {
                Order order => $"order {order.Total}",
                OrderNote note => $"note {note.Text}",
                _ => $"row {Encoding.UTF8.GetString(item.Image.Json.Span).Length > 0}",
            });
        }

        Assert.Equal(["note one", "note two", "order 5", "row True"], found);
        Assert.Equal(4, await orders.QueryCollection("ord-1").CountAsync(Stop));
        Assert.Equal(
            ["two", "one"],
            (await orders.QueryCollection("ord-1", KeyRange.BeginsWith("note#")).Descending().ToListAsync(Stop))
                .Select(static item => item.Value).OfType<OrderNote>().Select(static note => note.Text));
        Assert.Null((await orders.QueryCollection("ord-1").Descending().FirstOrDefaultAsync(Stop))!.Value);
    }

    [Fact]
    public async Task Pages_have_tokens_of_their_own()
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded: true);
        var orders = await FilledAsync(tables);
        var query = orders.QueryCollection("ord-1");

        var first = await query.ToPageAsync(3, null, Stop);
        var second = await query.ToPageAsync(3, first.NextToken, Stop);

        Assert.Equal((3, 1, null), (first.Items.Count, second.Items.Count, second.NextToken));
        await Assert.ThrowsAsync<PageTokenException>(() => orders.Query("ord-1").ToPageAsync(3, first.NextToken, Stop));
    }

    private static async Task<ITable<Order>> FilledAsync(SampleTables tables)
    {
        var (orders, notes) = (await tables.OfAsync(OrderCodec.Model), await tables.OfAsync(OrderNoteCodec.Model));
        await orders.CreateAsync(
            new Order { OrderId = "ord-1", CustomerId = "cus-1", Status = OrderStatus.Placed, Total = 5, PlacedAt = DateTimeOffset.UnixEpoch },
            Stop);
        await notes.CreateAsync(new OrderNote { OrderId = "ord-1", Part = "note#2", Text = "two" }, Stop);
        await notes.CreateAsync(new OrderNote { OrderId = "ord-1", Part = "note#1", Text = "one" }, Stop);
        var stranger = """{"OrderId":{"S":"ord-1"},"Part":{"S":"z"},"entityType":{"S":"Stranger"}}"""u8.ToArray();
        await tables.Store.PutAsync(await tables.NameOfAsync("orders"), new ItemImage(stranger), null, Stop);
        return orders;
    }
}
