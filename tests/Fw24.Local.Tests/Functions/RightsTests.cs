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
            [
                "GetItem", "PutItem", "PutItem", "UpdateItem", "DeleteItem", "BatchGetItem", "BatchWriteItem", "ConditionCheckItem",
                "GetItem", "Query", "Scan",
            ],
            StoreUser.Denied.Select(static message => message.Split("dynamodb:", 2)[1].Split(' ', 2)[0]));
    }

    [Fact]
    public async Task F23_audit_records_among_items_are_for_the_loggers_that_store_them()
    {
        var app = ShopApp.Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb));
        await using var cloud = LocalCloud.Create(ShopApp.WithHandler<AuditThief>(app, tables: ["orders"]), options =>
            options.Services = services => services.AddSingleton(_seen));
        Put(cloud);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(
            [
                "GetItem", "PutItem", "PutItem", "UpdateItem", "DeleteItem", "BatchGetItem", "BatchWriteItem", "ConditionCheckItem",
                "GetItem", "Query",
            ],
            AuditThief.Denied.Select(static message => message.Split("dynamodb:", 2)[1].Split(' ', 2)[0]));
        Assert.All(
            AuditThief.Denied,
            static message => Assert.EndsWith("for the loggers that store them.", message, StringComparison.Ordinal));

        // The logger itself has stored the record, and the head of its trail.
        Assert.Equal(3, cloud.Tables["orders"].Items.Count);
    }

    [Theory]
    [InlineData("by-status", null)]
    [InlineData(
        "turned",
        "The index also holds the audit records that are kept among the table's items. Query the table or another index, or keep the "
            + "records in a table of their own (AuditTableName).")]
    [InlineData("by-hand", "Declare the index with [GlobalIndex] on an entity of the table, and build the stack again.")]
    public async Task F23_an_index_is_for_handlers_unless_it_holds_audit_records(string index, string? remedy)
    {
        var query = new IndexQuery(index);
        await using var cloud = LocalCloud.Create(ShopApp.WithHandler<IndexReader>(ShopApp.Indexed(), tables: ["orders"]), options =>
            options.Services = services => services.AddSingleton(query));
        Put(cloud);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(
            remedy is null
                ? ["1 found"]
                :
                [
                    $"The function IndexReader is not authorized to perform: dynamodb:Query on the table orders/index/{index}, because its "
                        + $"role does not allow it. {remedy}",
                ],
            query.Results);
    }

    private static void Put(LocalCloud cloud) => cloud.Tables["orders"].Put(ShopApp.Item(new Order("o-1", "Placed", 1)));

    private LocalCloud Create(IReadOnlyList<string>? tables) => LocalCloud.Create(
        ShopApp.WithHandler<Copier>(ShopApp.Model(queue: new ChangeQueueAttribute { MaxReceiveCount = 1 }), tables),
        options => options.Services = services => services.AddSingleton(_seen));

    private sealed record IndexQuery(string Index)
    {
        public List<string> Results { get; } = [];
    }

    private sealed class IndexReader(IItemStore store, IndexQuery query) : ChangeHandler<OrderChange>
    {
        public override async Task HandleAsync(OrderChange change, ChangeContext context, CancellationToken cancellationToken)
        {
            try
            {
                var placed = new ItemQuery("Status", """{"S":"Placed"}"""u8.ToArray()) { Index = query.Index };
                var items = store.EnumerateAsync("orders", placed, cancellationToken);
                query.Results.Add($"{await items.CountAsync(cancellationToken)} found");
            }
            catch (Amazon.DynamoDBv2.AmazonDynamoDBException exception)
            {
                query.Results.Add(exception.Message);
            }
        }
    }

    private sealed class AuditThief(IItemStore store) : ChangeHandler<OrderChange>
    {
        public static List<string> Denied { get; } = [];

        public override async Task HandleAsync(OrderChange change, ChangeContext context, CancellationToken cancellationToken)
        {
            var (key, item) = (ShopApp.Key("AUDIT#Order#o-1"), ShopApp.Item(new Order("AUDIT#Order#o-1", "Placed", 1)));
            await TryAsync(Denied, async () => await store.GetAsync("orders", key, cancellationToken));
            await TryAsync(Denied, async () => await store.PutAsync("orders", item, default, cancellationToken));
            await TryAsync(Denied, async () => await store.PutOrReadAsync("orders", item, default, cancellationToken));
            var update = new ItemUpdate(key, item, []);
            await TryAsync(Denied, async () => await store.UpdateAsync("orders", update, default, cancellationToken));
            await TryAsync(Denied, async () => await store.DeleteAsync("orders", key, default, cancellationToken));
            await TryAsync(Denied, async () => await store.BatchGetAsync("orders", [key], cancellationToken));
            await TryAsync(Denied, async () => await store.BatchWriteAsync("orders", [BatchWrite.Delete(key)], cancellationToken));
            var check = TransactionAction.ToCheck("orders", key, ItemCondition.Exists("OrderId"));
            await TryAsync(Denied, async () => await store.TransactAsync([check], "token", cancellationToken));
            await TryAsync(Denied, async () => await store.TransactGetAsync([new TransactionKey("orders", key)], cancellationToken));
            var trail = new ItemQuery("OrderId", """{"S":"\u0041UDIT#Order#o-1"}"""u8.ToArray());
            await TryAsync(Denied, async () => await ReadAsync(store.EnumerateAsync("orders", trail, cancellationToken)));
        }
    }

    private static async Task TryAsync(List<string> denied, Func<Task> call)
        => denied.Add((await Assert.ThrowsAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(call).ConfigureAwait(false)).Message);

    private static async Task ReadAsync(IAsyncEnumerable<ItemImage> items)
    {
        await foreach (var _ in items.ConfigureAwait(false))
        {
        }
    }

    private sealed class StoreUser(IItemStore store) : ChangeHandler<OrderChange>
    {
        public static List<string> Denied { get; } = [];

        public override async Task HandleAsync(OrderChange change, ChangeContext context, CancellationToken cancellationToken)
        {
            var item = ShopApp.Item(new Order("o-2", "Placed", 1));
            await TryAsync(Denied, async () => await store.GetAsync("orders", ShopApp.Key("o-1"), cancellationToken));
            await TryAsync(Denied, async () => await store.PutAsync("orders", item, default, cancellationToken));
            await TryAsync(Denied, async () => await store.PutOrReadAsync("orders", item, default, cancellationToken));
            var update = new ItemUpdate(ShopApp.Key("o-2"), item, []);
            await TryAsync(Denied, async () => await store.UpdateAsync("orders", update, default, cancellationToken));
            await TryAsync(Denied, async () => await store.DeleteAsync("orders", ShopApp.Key("o-1"), default, cancellationToken));
            await TryAsync(Denied, async () => await store.BatchGetAsync("orders", [ShopApp.Key("o-1")], cancellationToken));
            await TryAsync(
                Denied, async () => await store.BatchWriteAsync("orders", [BatchWrite.Delete(ShopApp.Key("o-1"))], cancellationToken));
            var check = TransactionAction.ToCheck("orders", ShopApp.Key("o-1"), ItemCondition.Exists("OrderId"));
            await TryAsync(Denied, async () => await store.TransactAsync([check], "token", cancellationToken));
            await TryAsync(
                Denied, async () => await store.TransactGetAsync([new TransactionKey("orders", ShopApp.Key("o-1"))], cancellationToken));
            var order = new ItemQuery("OrderId", """{"S":"o-1"}"""u8.ToArray());
            await TryAsync(Denied, async () => await ReadAsync(store.EnumerateAsync("orders", order, cancellationToken)));
            await TryAsync(Denied, async () => await ReadAsync(store.EnumerateAsync("orders", new ItemScan(), cancellationToken)));
        }
    }
}
