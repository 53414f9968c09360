using System.Text;
using Amazon.DynamoDBv2;
using Fw24.Integration.Tests.Harness;
using Fw24.Local;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Orders;
using Orders.Local.Shops;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Queries and scans of typed tables, on DynamoDB Local and on the embedded engine.</summary>
[Trait("Category", "Server")]
public sealed class ReadingTests(DynamoDbLocal dynamoDb)
{
    private static readonly PageTokenKeys s_keys = PageTokenKeys.CreateRandom();

    private string? _name;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_query_says_which_items_and_in_which_order(bool isEmbedded)
    {
        await using var cloud = NewCloud();
        var orders = await FilledAsync(cloud, isEmbedded);
        var all = orders.QueryByCustomer("cus-1");

        Assert.Equal("00 01 02 03 04 05 06 07 08 09", await IdsAsync(all));
        Assert.Equal("09 08 07 06 05 04 03 02 01 00", await IdsAsync(all.Descending()));
        Assert.Equal("03 04", await IdsAsync(orders.QueryByCustomer("cus-1", KeyRange.Between(Day(3), Day(4)))));
        Assert.Equal("05", await IdsAsync(orders.QueryByCustomer("cus-1", Day(5))));
        Assert.Equal("00 02 04 06 08", await IdsAsync(all.Where(static x => x.Status == OrderStatus.Paid)));
        var paid = all.Where(static x => x.Status == OrderStatus.Paid);
        Assert.Equal("08 06", await IdsAsync(paid.Where(static x => x.Total > 4).Take(2).Descending()));
        Assert.Equal("06 08", await IdsAsync(all.Where(static x => x.Status == OrderStatus.Paid & x.Total > 4).PageSize(1)));
        Assert.Equal("00 01 02", await IdsAsync(all.PageSize(2).Take(3)));
        Assert.Equal("", await IdsAsync(all.Take(0)));
        Assert.Equal("01 03", await IdsAsync(all.ToAsyncEnumerable().Where(static order => order.Status is OrderStatus.Placed).Take(2)));
        Assert.Equal("07", (await all.Where(static x => x.Total == 7).FirstOrDefaultAsync(Cancellation))?.OrderId);
        Assert.Equal("09", (await all.Descending().FirstOrDefaultAsync(Cancellation))?.OrderId);
        Assert.Null(await all.Where(static x => x.Total == 100).FirstOrDefaultAsync(Cancellation));
        Assert.Equal("03", await IdsAsync(orders.Query("03").Consistent(false)));
        Assert.Equal("03", await IdsAsync(orders.Query("03", KeyRange.BeginsWith("ord")).Consistent()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Items_are_counted_without_those_of_other_entities(bool isEmbedded)
    {
        await using var cloud = NewCloud();
        var orders = await FilledAsync(cloud, isEmbedded);
        var notes = await TableAsync(cloud, isEmbedded, OrderNoteCodec.Model);
        foreach (var part in (string[])["note#01", "note#02", "note#03"])
        {
            await notes.PutAsync(new OrderNote { OrderId = "03", Part = part, Text = part }, Cancellation);
        }

        Assert.Equal(1, await orders.Query("03").CountAsync(Cancellation));
        Assert.Equal(3, await notes.Query("03").CountAsync(Cancellation));
        Assert.Equal(2, await notes.Query("03").Take(2).CountAsync(Cancellation));
        var later = notes.Query("03", KeyRange.From("note#02"));
        Assert.Equal(1, await later.Where(static x => x.Text > "note#02").PageSize(1).CountAsync(Cancellation));
        Assert.Equal(10, await orders.QueryByCustomer("cus-1").PageSize(3).CountAsync(Cancellation));
        Assert.Equal(4, await orders.QueryByCustomer("cus-1").Where(static x => x.Total >= 6).CountAsync(Cancellation));
        Assert.Equal(0, await orders.QueryByCustomer("nobody").CountAsync(Cancellation));
        Assert.Equal(12, await orders.Scan().CountAsync(Cancellation));
        Assert.Equal(3, await notes.Scan().CountAsync(Cancellation));
        var page = await notes.Query("03").Where(static x => x.Text == "note#02").ToPageAsync(5, null, Cancellation);
        Assert.Equal("note#02", page.Items.Single().Part);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_count_ends_with_the_call_that_reaches_its_limit(bool isEmbedded)
    {
        await using var cloud = NewCloud();
        await FilledAsync(cloud, isEmbedded);
        using var real = dynamoDb.NewStore();
        var store = new CountingStore(isEmbedded ? cloud.Store : real);
        var model = OrdersApp.Model.Tables.Single(static table => table.Name == "orders");
        var orders = new Table<Order>(model, OrderCodec.Model, store, isEmbedded ? "orders" : _name);
        var all = orders.QueryByCustomer("cus-1").PageSize(2);

        Assert.Equal(3, await all.Take(3).CountAsync(Cancellation));
        Assert.Equal(2, store.Queries);
        Assert.Equal(10, await all.CountAsync(Cancellation));
        Assert.InRange(store.Queries, 2 + 5, 2 + 6);
    }

    [Theory]
    [InlineData(false, 1, null)]
    [InlineData(true, 1, null)]
    [InlineData(false, 3, null)]
    [InlineData(true, 3, null)]
    [InlineData(false, 5, null)]
    [InlineData(true, 5, null)]
    [InlineData(false, 10, null)]
    [InlineData(true, 10, null)]
    [InlineData(false, 3, 2)]
    [InlineData(true, 3, 2)]
    [InlineData(false, 2, 7)]
    [InlineData(true, 2, 7)]
    public async Task Pages_have_each_item_once_and_are_full_except_for_the_last(bool isEmbedded, int size, int? pageSize)
    {
        await using var cloud = NewCloud();
        var orders = await FilledAsync(cloud, isEmbedded);
        var twins = orders.QueryByCustomer("twins");
        await orders.PutAsync(NewOrder("twin-1", "twins", 0), Cancellation);
        await orders.PutAsync(NewOrder("twin-2", "twins", 0), Cancellation);
        await orders.PutAsync(NewOrder("twin-3", "twins", 0), Cancellation);
        var all = orders.QueryByCustomer("cus-1");

        await AssertPagesAsync(all, "00 01 02 03 04 05 06 07 08 09");
        await AssertPagesAsync(all.Descending(), "09 08 07 06 05 04 03 02 01 00");
        await AssertPagesAsync(all.Where(static x => x.Status == OrderStatus.Paid), "00 02 04 06 08");
        await AssertPagesAsync(all.Where(static x => x.Total >= 7), "07 08 09");
        await AssertPagesAsync(all.Where(static x => x.Total > 100), "");
        await AssertPagesAsync(orders.QueryByCustomer("cus-1", KeyRange.From(Day(6))), "06 07 08 09");
        await AssertPagesAsync(orders.QueryByCustomer("cus-1", Day(5)), "05");
        await AssertPagesAsync(twins, await IdsAsync(twins));

        async Task AssertPagesAsync(TableQuery<Order, OrderFields> query, string expected)
        {
            query = pageSize is { } items ? query.PageSize(items) : query;
            List<string> found = [];
            string? token = null;
            do
            {
                var page = await query.ToPageAsync(size, token, Cancellation);
                Assert.True(page.NextToken is null || page.Items.Count == size);
                Assert.Matches("^[A-Za-z0-9_-]*$", page.NextToken ?? "");
                found.AddRange(page.Items.Select(static order => order.OrderId));
                token = page.NextToken;
            }
            while (token is not null);

            Assert.Equal(expected, string.Join(' ', found));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_tells_what_it_costs_and_whether_it_is_the_last(bool isEmbedded)
    {
        await using var cloud = NewCloud();
        var orders = await FilledAsync(cloud, isEmbedded);
        await orders.PutAsync(NewOrder("large", "cus-3", 0) with { TrackingCode = new string('x', 9_000) }, Cancellation);

        var page = await orders.Query("large").ToPageAsync(5, null, Cancellation);
        Assert.Equal((1, null, 3d), (page.Items.Count, page.NextToken, page.CapacityUnits));
        Assert.Equal(1.5, (await orders.Query("large").Consistent(false).ToPageAsync(5, null, Cancellation)).CapacityUnits);
        Assert.Equal(1.5, (await orders.QueryByCustomer("cus-3").ToPageAsync(5, null, Cancellation)).CapacityUnits);
        Assert.Equal(0.5, (await orders.QueryByCustomer("cus-1").ToPageAsync(3, null, Cancellation)).CapacityUnits);
        Assert.Null((await orders.QueryByCustomer("cus-1").ToPageAsync(10, null, Cancellation)).NextToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Items_of_other_entities_are_no_next_page_and_have_no_tokens_for_it(bool isEmbedded)
    {
        await using var cloud = NewCloud();
        var orders = await FilledAsync(cloud, isEmbedded);
        var notes = await TableAsync(cloud, isEmbedded, OrderNoteCodec.Model);
        foreach (var part in (string[])["note#01", "note#02"])
        {
            await notes.PutAsync(new OrderNote { OrderId = "03", Part = part, Text = part }, Cancellation);
        }

        // The notes sort before the order.
        var page = await orders.Query("03").Descending().ToPageAsync(1, null, Cancellation);
        Assert.Equal(("03", null), (Assert.Single(page.Items).OrderId, page.NextToken));

        var token = (await notes.Query("03").ToPageAsync(1, null, Cancellation)).NextToken;
        Assert.Equal("note#02", Assert.Single((await notes.Query("03").ToPageAsync(1, token, Cancellation)).Items).Part);
        await Assert.ThrowsAsync<PageTokenException>(() => orders.Query("03").ToPageAsync(1, token, Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_scan_reads_each_item_once_in_segments_and_pages(bool isEmbedded)
    {
        await using var cloud = NewCloud();
        var orders = await FilledAsync(cloud, isEmbedded);
        var expected = (await orders.Scan().Select(static order => order.OrderId).ToListAsync(Cancellation)).Order().ToList();
        Assert.Equal(12, expected.Count);

        List<string> found = [];
        foreach (var segment in orders.Scan().PageSize(2).Split(3))
        {
            string? token = null;
            do
            {
                var page = await segment.ToPageAsync(2, token, Cancellation);
                found.AddRange(page.Items.Select(static order => order.OrderId));
                token = page.NextToken;
            }
            while (token is not null);
        }

        Assert.Equal(expected, found.Order());
        var large = orders.Scan().Where(static x => x.Total.Between(7, 8)).Select(static order => order.OrderId);
        Assert.Equal(["07", "08"], (await large.ToListAsync(Cancellation)).Order());
        Assert.Equal("03", (await orders.Scan().Where(static x => x.OrderId == "03").FirstOrDefaultAsync(Cancellation))?.OrderId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_stores_refuse_what_DynamoDB_refuses(bool isEmbedded)
    {
        await using var cloud = NewCloud();
        await FilledAsync(cloud, isEmbedded);
        using var real = dynamoDb.NewStore();
        var (store, name) = isEmbedded ? (cloud.Store, "orders") : (real, _name!);
        var query = new ItemQuery("OrderId", Json("""{"S":"03"}"""));
        var byCustomer = new ItemQuery("CustomerId", Json("""{"S":"cus-1"}""")) { Index = "by-customer" };

        await AssertRefusedAsync(query with { Limit = 0 });
        await AssertRefusedAsync(query with { Filter = ItemCondition.Equal("OrderId", Json("""{"S":"03"}""")) });
        await AssertRefusedAsync(query with { Filter = ItemCondition.Exists("Total") & ItemCondition.Exists("Part") });
        await AssertRefusedAsync(byCustomer with { Filter = ItemCondition.Exists("PlacedAt") });
        await AssertRefusedAsync(query with { After = Image("""{"OrderId":{"S":"03"}}""") });
        await AssertRefusedAsync(query with { After = Image("""{"OrderId":{"S":"03"},"Part":{"S":"order"},"Total":{"N":"1"}}""") });
        await AssertRefusedAsync(query with { After = Image("""{"OrderId":{"S":"04"},"Part":{"S":"order"}}""") });
        await AssertRefusedAsync(byCustomer with { After = Image("""{"OrderId":{"S":"03"},"Part":{"S":"order"}}""") });
        await AssertScanRefusedAsync(new ItemScan { Segment = 3, Segments = 3 });
        await AssertScanRefusedAsync(new ItemScan { After = Image("""{"OrderId":{"S":"03"}}""") });

        // An index may be filtered by the table's key, and a scan by any attribute.
        var isThird = ItemCondition.Equal("OrderId", Json("""{"S":"03"}"""));
        var found = await store.QueryAsync(name, byCustomer with { Filter = isThird }, Cancellation);
        Assert.Equal((1, 10), (found.Count, found.ScannedCount));
        Assert.Equal(1, (await store.ScanAsync(name, new ItemScan { Filter = isThird }, Cancellation)).Count);

        Task AssertRefusedAsync(ItemQuery refused) => AssertInvalidAsync(() => store.QueryAsync(name, refused, Cancellation));

        Task AssertScanRefusedAsync(ItemScan refused) => AssertInvalidAsync(() => store.ScanAsync(name, refused, Cancellation));
    }

    private static async Task AssertInvalidAsync(Func<ValueTask<ItemPage>> read)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(async () => await read());
        Assert.Equal("ValidationException", error.ErrorCode);
    }

    private async Task<ITable<Order>> FilledAsync(LocalCloud cloud, bool isEmbedded)
    {
        var orders = await TableAsync(cloud, isEmbedded, OrderCodec.Model);
        for (var number = 0; number < 10; number++)
        {
            await orders.PutAsync(NewOrder($"{number:D2}", "cus-1", number), Cancellation);
        }

        await orders.PutAsync(NewOrder("other-1", "cus-2", 1), Cancellation);
        await orders.PutAsync(NewOrder("other-2", "cus-2", 2), Cancellation);
        return orders;
    }

    private static Order NewOrder(string id, string customer, int number) => new()
    {
        OrderId = id,
        CustomerId = customer,
        Status = number % 2 == 0 ? OrderStatus.Paid : OrderStatus.Placed,
        Total = number,
        PlacedAt = Day(number),
    };

    private static DateTimeOffset Day(int number) => DateTimeOffset.UnixEpoch.AddDays(number);

    private static LocalCloud NewCloud() => LocalCloud.Create(
        OrdersApp.Model, static options => options.Services = static services => services.AddSingleton<IMailer>(new CountingMailer()));

    private async Task<ITable<T>> TableAsync<T>(LocalCloud cloud, bool isEmbedded, EntityModel<T> entity)
        where T : class
    {
        if (isEmbedded)
        {
            return cloud.Table<T>();
        }

        _name ??= await OrdersTable.CreateAsync(dynamoDb, Cancellation);
        var model = OrdersApp.Model.Tables.Single(static table => table.Name == "orders");
        return new Table<T>(model, entity, dynamoDb.NewStore(), _name, s_keys);
    }

    private static async Task<string> IdsAsync(IAsyncEnumerable<Order> orders)
        => string.Join(' ', await orders.Select(static order => order.OrderId).ToListAsync(Cancellation));

    private static ReadOnlyMemory<byte> Json(string json) => Encoding.UTF8.GetBytes(json);

    private static ItemImage Image(string json) => new(Json(json));

    private sealed class CountingStore(IItemStore store) : DelegatingItemStore(store)
    {
        public int Queries { get; private set; }

        public override ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
        {
            Queries++;
            return base.QueryAsync(table, query, cancellationToken);
        }
    }
}
