using Fw24.Local;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;
using Orders;
using Orders.Local.Shops;

namespace Fw24.Integration.Tests;

/// <summary>A handler writes an item back.</summary>
public sealed class WriteBackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task W2_A_handler_that_writes_its_item_back_leaves_the_secret_in_the_table()
    {
        await using var cloud = LocalCloud.Create(App(new HandlerModel<Greeter, CustomerChange>
        {
            Name = nameof(Greeter),
            TableName = "customers",
            Entity = CustomerCodec.Model,
            Operations = ChangeOperations.Insert,
            Read = CustomerChange.Read,
        }));
        var customer = new Customer { CustomerId = "cus-1", Name = "Ana", Phone = "+351 1", ChangedBy = "u-1" };

        await cloud.Table<Customer>().PutAsync(customer, Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);

        var stored = await cloud.Table<Customer>().GetAsync("cus-1", Cancellation);
        Assert.Equal(("+351 1", "Ana"), (stored?.Phone, stored?.Name));
        Assert.Equal(1, cloud.Report().DeadLettered);
    }

    [Fact]
    public async Task W2_A_handler_that_puts_the_very_item_of_its_change_leaves_the_secret_in_the_table()
    {
        await using var cloud = LocalCloud.Create(App(new HandlerModel<Restorer, OrderChange>
        {
            Name = nameof(Restorer),
            TableName = "orders",
            Entity = OrderCodec.Model,
            Operations = ChangeOperations.Insert,
            Read = OrderChange.Read,
        }));

        await cloud.Table<Order>().PutAsync(NewOrder(), Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);

        Assert.Equal("a@b.example", (await cloud.Table<Order>().GetAsync("ord-1", "order", Cancellation))?.Email);
        Assert.Equal(1, cloud.Report().DeadLettered);
    }

    [Fact]
    public async Task W2_A_handler_that_reads_the_item_first_writes_it()
    {
        await using var cloud = LocalCloud.Create(App(new HandlerModel<CarefulGreeter, CustomerChange>
        {
            Name = nameof(CarefulGreeter),
            TableName = "customers",
            Entity = CustomerCodec.Model,
            Operations = ChangeOperations.Insert,
            Read = CustomerChange.Read,
        }));

        await cloud.Table<Customer>().PutAsync(new Customer { CustomerId = "cus-1", Name = "Ana", Phone = "+351 1" }, Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);

        var stored = await cloud.Table<Customer>().GetAsync("cus-1", Cancellation);
        Assert.Equal(("+351 1", 1), (stored?.Phone, stored?.LoyaltyPoints));
    }

    [Fact]
    public async Task W5_An_order_is_written_again_and_again_and_a_stale_one_never()
    {
        await using var cloud = LocalCloud.Create(OrdersApp.Model, static options => options.Services = static services => services.AddSingleton<IMailer>(new CountingMailer()));
        var orders = cloud.Table<Order>();

        var order = await orders.As("u-1").CreateAsync(NewOrder(), Cancellation);
        var paid = await orders.As("u-2").PutAsync(order with { Status = OrderStatus.Paid }, Cancellation);
        var shipped = await orders.ReplaceAsync(paid with { Status = OrderStatus.Shipped }, Cancellation);

        Assert.Equal((1, 2, 3), (order.Version, paid.Version, shipped.Version));
        Assert.Equal(("u-1", "u-2"), (order.UpdatedBy, paid.UpdatedBy));
        await Assert.ThrowsAsync<ItemConditionException>(() => orders.PutAsync(paid with { Status = OrderStatus.Cancelled }, Cancellation));
        await Assert.ThrowsAsync<ItemConditionException>(() => orders.PutAsync(NewOrder(), Cancellation));
        await Assert.ThrowsAsync<ItemConditionException>(() => orders.DeleteAsync(paid, Cancellation));
        Assert.Equal(3, (await orders.GetAsync("ord-1", "order", Cancellation))?.Version);
        await orders.DeleteAsync(shipped, Cancellation);
        Assert.Empty(cloud.Tables["orders"].Items);
    }

    [Fact]
    public async Task W5_An_event_is_made_of_the_versions_that_it_is_given()
    {
        var order = NewOrder() with { Version = 7 };
        var change = ChangeEvents.For<Order>(OrdersApp.Model).Modified(order, order with { Status = OrderStatus.Paid, Version = 7 });

        var record = Assert.Single(Changes.Reading.StreamBatch.Read(change.ToStreamEvent()));
        Assert.Equal((7, 7), (OrderCodec.Model.ReadOldImage(record).Version, OrderCodec.Model.ReadNewImage(record).Version));
    }

    private static AppModel App(HandlerModel handler)
        => new() { Name = "orders", Settings = OrdersApp.Model.Settings, Tables = OrdersApp.Model.Tables, Handlers = [handler] };

    private static Order NewOrder() => new()
    {
        OrderId = "ord-1",
        CustomerId = "cus-1",
        Status = OrderStatus.Placed,
        Total = 12.50m,
        PlacedAt = DateTimeOffset.UnixEpoch,
        Email = "a@b.example",
    };

    // The writes that the compiler warns of, and a table refuses.
#pragma warning disable FW24315
    public sealed class Greeter(ITable<Customer> customers) : CustomerChangeHandler
    {
        protected override Task OnInsertedAsync(CustomerChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
            => customers.PutAsync(change.New with { LoyaltyPoints = 1 }, cancellationToken);
    }

    public sealed class CarefulGreeter(ITable<Customer> customers) : CustomerChangeHandler
    {
        protected override async Task OnInsertedAsync(CustomerChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        {
            var customer = await customers.GetAsync(change.Key.CustomerId, cancellationToken);
            await customers.PutAsync(customer! with { LoyaltyPoints = 1 }, cancellationToken);
        }
    }

    public sealed class Restorer(ITable<Order> orders) : OrderChangeHandler
    {
        protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
            => orders.PutAsync(change.New, cancellationToken);
    }
#pragma warning restore FW24315
}
