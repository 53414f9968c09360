using Amazon.DynamoDBv2;
using Fw24.Integration.Tests.Harness;
using Fw24.Tables;
using Orders;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Transactions over several tables, on DynamoDB Local and on the embedded engine.</summary>
[Trait("Category", "Server")]
public sealed class TransactionTests(DynamoDbLocal dynamoDb)
{
    private static readonly Order s_order = new()
    {
        OrderId = "ord-1",
        CustomerId = "cus-1",
        Status = OrderStatus.Placed,
        Total = 10.5m,
        PlacedAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly Customer s_customer = new() { CustomerId = "cus-1", Name = "Ada", LoyaltyPoints = 3 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_actions_are_performed_in_all_tables(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var (orders, customers, notes) = await OfAsync(tables);
        await customers.CreateAsync(s_customer, Cancellation);
        var old = await orders.CreateAsync(s_order with { OrderId = "ord-0" }, Cancellation);
        await notes.CreateAsync(new OrderNote { OrderId = "ord-0", Part = "note#1", Text = "Ring twice." }, Cancellation);

        await new ItemTransaction()
            .Create(orders.As("u-1"), s_order, out var created)
            .Put(orders.As("u-1"), old with { Status = OrderStatus.Paid }, out var put)
            .Update(customers.As("u-2"), "cus-1", static update => update.Add(x => x.LoyaltyPoints, 10).When(x => x.LoyaltyPoints < 5))
            .Delete(notes, "ord-0", "note#1")
            .CheckMissing(orders, new OrderKey("ord-2", "order").ToItemKey())
            .CommitAsync(Cancellation);

        Assert.Equal((1, "u-1", 2), (created.Version, created.UpdatedBy, put.Version));
        var stored = await orders.GetManyAsync([("ord-1", "order"), ("ord-0", "order")], Cancellation);
        Assert.Equal(
            new[] { created, put }.Select(static order => order with { Lines = [] }),
            stored.Select(static order => order! with { Lines = [] }));
        var customer = await customers.GetAsync("cus-1", Cancellation);
        Assert.Equal((13, "u-2"), (customer!.LoyaltyPoints, customer.ChangedBy));
        Assert.Null(await notes.GetAsync("ord-0", "note#1", Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_action_that_is_refused_cancels_all_and_is_accounted_for(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var (orders, customers, notes) = await OfAsync(tables);
        await customers.CreateAsync(s_customer, Cancellation);
        var old = await orders.CreateAsync(s_order, Cancellation);
        var stale = old;
        old = await orders.PutAsync(old with { Total = 11 }, Cancellation);
        await notes.CreateAsync(new OrderNote { OrderId = "ord-1", Part = "note#1", Text = "Ring twice." }, Cancellation);

        var error = await Assert.ThrowsAsync<TransactionConditionException>(() => new ItemTransaction()
            .Put(orders, stale with { Total = 12 })
            .Update(customers, "cus-1", static update => update.Add(x => x.LoyaltyPoints, 10))
            .Create(customers, s_customer with { CustomerId = "cus-2" })
            .Check(notes, "ord-1", "note#1", static x => x.Text == "Ring once.")
            .Check(orders, "ord-1", "note#2")
            .Delete(customers, "cus-3")
            .CommitAsync(Cancellation));

        Assert.Equal(
            [
                (0, "Order", "orders", TransactionFailureKind.Version), (3, "OrderNote", "orders", TransactionFailureKind.Condition),
                (4, "Order", "orders", TransactionFailureKind.Condition),
            ],
            error.Failures.Select(static failure => (failure.Position, failure.Entity, failure.Table, failure.Kind)));
        Assert.Contains(
            "Action 3: OrderNote did not pass its check in orders: the stored item does not satisfy the condition.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Action 4: Order did not pass its check in orders: no item with its key exists.", error.Message, StringComparison.Ordinal);
        Assert.Equal((old.Version, 3), (
            (await orders.GetAsync("ord-1", "order", Cancellation))!.Version,
            (await customers.GetAsync("cus-1", Cancellation))!.LoyaltyPoints));
        Assert.Null(await customers.GetAsync("cus-2", Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_performs_its_transaction_once(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var (_, customers, _) = await OfAsync(tables);
        await customers.CreateAsync(s_customer, Cancellation);
        const string Token = "points-of-cus-1";

        // One that was canceled has not used its token.
        await Assert.ThrowsAsync<TransactionConditionException>(() => Add(100, whenBelow: 1).CommitAsync(Token, Cancellation));
        await Add(10, whenBelow: 5).CommitAsync(Token, Cancellation);
        await Add(10, whenBelow: 5).CommitAsync(Token, Cancellation);

        var error = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => Add(20, whenBelow: 50).CommitAsync(Token, Cancellation));
        Assert.Equal("IdempotentParameterMismatchException", error.ErrorCode);
        Assert.Equal(13, (await customers.GetAsync("cus-1", Cancellation))!.LoyaltyPoints);

        ItemTransaction Add(int points, int whenBelow) => new ItemTransaction().Update(
            customers, "cus-1", update => update.Add(x => x.LoyaltyPoints, points).When(x => x.LoyaltyPoints < whenBelow));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_is_refused_as_DynamoDB_refuses_it(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        await OfAsync(tables);
        var name = await tables.NameOfAsync("customers");
        var (store, key) = (tables.Store, new CustomerKey("cus-1").ToItemKey());
        TransactionAction delete = TransactionAction.ToDelete(name, key, null);

        await AssertErrorAsync("ValidationException", () => store.TransactAsync([], "t", Cancellation).AsTask());
        await AssertErrorAsync("ValidationException", () => store.TransactAsync([delete], new string('t', 37), Cancellation).AsTask());
        var deletes = Keys(101).Select(key => TransactionAction.ToDelete(name, key, null)).ToList();
        await AssertErrorAsync("ValidationException", () => store.TransactAsync(deletes, "t", Cancellation).AsTask());

        // If the check does not hold, DynamoDB Local says so first.
        var check = TransactionAction.ToCheck(name, key, ItemCondition.NotExists("Name"));
        await AssertErrorAsync("ValidationException", () => store.TransactAsync([delete, check], "t", Cancellation).AsTask());
        await AssertErrorAsync(
            "ResourceNotFoundException",
            () => store.TransactAsync([TransactionAction.ToDelete("none", key, null)], "t", Cancellation).AsTask());
        await AssertErrorAsync("ValidationException", () => store.TransactGetAsync([], Cancellation).AsTask());
        await AssertErrorAsync(
            "ValidationException",
            () => store.TransactGetAsync([.. Keys(101).Select(key => new TransactionKey(name, key))], Cancellation).AsTask());
        await AssertErrorAsync(
            "ValidationException", () => store.TransactGetAsync([new(name, key), new(name, key)], Cancellation).AsTask());

        static IEnumerable<ItemImage> Keys(int count) => Enumerable.Range(0, count).Select(
            static number => new CustomerKey($"cus-{number}").ToItemKey());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_without_a_change_creates_the_item_of_its_key(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        await OfAsync(tables);
        var (name, key) = (await tables.NameOfAsync("customers"), new CustomerKey("cus-1").ToItemKey());

        var result = await tables.Store.TransactAsync(
            [TransactionAction.ToUpdate(name, new ItemUpdate(key, []), null)], "t-" + name, Cancellation);

        Assert.True(result.IsCommitted);
        var items = await tables.Store.TransactGetAsync([new(name, new CustomerKey("cus-2").ToItemKey()), new(name, key)], Cancellation);
        Assert.Equal(
            ["", """{"CustomerId":{"S":"cus-1"}}"""], items.Select(static item => System.Text.Encoding.UTF8.GetString(item.Json.Span)));
    }

    private static async Task AssertErrorAsync(string code, Func<Task> call)
        => Assert.Equal(code, (await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(call)).ErrorCode);

    private static async Task<(ITable<Order> Orders, ITable<Customer> Customers, ITable<OrderNote> Notes)> OfAsync(SampleTables tables)
        => (await tables.OfAsync(OrderCodec.Model), await tables.OfAsync(CustomerCodec.Model), await tables.OfAsync(OrderNoteCodec.Model));
}
