using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests.Functions;

/// <summary>A function may use the tables in its model, as its role would allow.</summary>
public sealed class RightsTests
{
    private readonly Seen _seen = new();

    [Fact]
    public async Task F23_a_table_that_the_model_does_not_allow_is_refused_by_name()
    {
        await using var cloud = Create(tables: []);
        Put(cloud);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Single(cloud.Tables["orders"].Items);
        Assert.Equal(1, cloud.Report().DeadLettered);
        var denied = Assert.IsType<Amazon.DynamoDBv2.AmazonDynamoDBException>(cloud.Failures[0].Exception);
        Assert.Equal("AccessDeniedException", denied.ErrorCode);
        Assert.Equal(
            "The function Copier is not authorized to perform: dynamodb:PutItem on the table orders, because its role does not allow it. Request ITable<Order> in the constructor of the handler or of a service it depends on, or put [UsesTable(typeof(Order))] on the handler.",
            denied.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task F23_a_table_that_the_model_allows_or_says_nothing_of_is_not_refused(bool isStated)
    {
        await using var cloud = Create(isStated ? ["orders"] : null);
        Put(cloud);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(2, cloud.Tables["orders"].Items.Count);
        Assert.Empty(cloud.Failures);
    }

    [Fact]
    public async Task F23_a_test_may_use_every_table()
    {
        await using var cloud = Create(tables: []);
        await cloud.Table<Order>().PutAsync(new Order("copy-1", "Placed", 1), Cloud.Cancelled);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Empty(cloud.Failures);
        Assert.NotNull(await cloud.Table<Order>().GetAsync(ShopApp.Key("copy-1"), Cloud.Cancelled));
    }

    [Fact]
    public async Task F23_an_item_store_is_held_to_the_same_rights()
    {
        await using var cloud = LocalCloud.Create(ShopApp.WithHandler<StoreUser>(ShopApp.Model(), tables: []), options =>
            options.Services = services => services.AddSingleton(_seen));
        Put(cloud);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(
            ["GetItem", "PutItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"],
            StoreUser.Denied.Select(static message => message.Split("dynamodb:", 2)[1].Split(' ', 2)[0]));
    }

    private static void Put(LocalCloud cloud) => cloud.Tables["orders"].Put(ShopApp.Item(new Order("o-1", "Placed", 1)));

    private LocalCloud Create(IReadOnlyList<string>? tables) => LocalCloud.Create(
        ShopApp.WithHandler<Copier>(ShopApp.Model(queue: new ChangeQueueAttribute { MaxReceiveCount = 1 }), tables),
        options => options.Services = services => services.AddSingleton(_seen));

    private sealed class StoreUser(Fw24.Tables.IItemStore store) : ChangeHandler<OrderChange>
    {
        public static List<string> Denied { get; } = [];

        public override async Task HandleAsync(OrderChange change, ChangeContext context, CancellationToken cancellationToken)
        {
            var item = ShopApp.Item(new Order("o-2", "Placed", 1));
            await TryAsync(async () => await store.GetAsync("orders", ShopApp.Key("o-1"), cancellationToken));
            await TryAsync(async () => await store.PutAsync("orders", item, default, cancellationToken));
            await TryAsync(async () => await store.PutOrReadAsync("orders", item, default, cancellationToken));
            await TryAsync(async () => await store.UpdateAsync("orders", new ItemUpdate(ShopApp.Key("o-2"), item, []), default, cancellationToken));
            await TryAsync(async () => await store.DeleteAsync("orders", ShopApp.Key("o-1"), default, cancellationToken));
            await TryAsync(async () => await ReadAsync(store.EnumerateAsync("orders", new ItemQuery("OrderId", "{}"u8.ToArray()), cancellationToken)));
            await TryAsync(async () => await ReadAsync(store.EnumerateAsync("orders", new ItemScan(), cancellationToken)));
        }

        private static async Task TryAsync(Func<Task> call)
            => Denied.Add((await Assert.ThrowsAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(call).ConfigureAwait(false)).Message);

        private static async Task ReadAsync(IAsyncEnumerable<ItemImage> items)
        {
            await foreach (var _ in items.ConfigureAwait(false))
            {
            }
        }
    }
}
