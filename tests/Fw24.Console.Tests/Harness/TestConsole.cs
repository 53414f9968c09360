using Fw24.Console.Driving;
using Fw24.Console.Failures;
using Fw24.Console.Feed;
using Fw24.Local;
using Fw24.Local.Faults;
using Microsoft.Extensions.DependencyInjection;
using Orders;

namespace Fw24.Console.Tests.Harness;

/// <summary>A console of the sample app's cloud.</summary>
public sealed class TestConsole : IAsyncDisposable
{
    private readonly LocalConsole _console;

    private TestConsole(LocalCloud cloud, LocalConsole console, TestMailer mailer) => (Cloud, _console, Mailer) = (cloud, console, mailer);

    public LocalCloud Cloud { get; }

    public TestMailer Mailer { get; }

    /// <summary>The address with the secret.</summary>
    public Uri Url => _console.Url;

    /// <summary>The address without the secret.</summary>
    public Uri Root => new(_console.Url.GetLeftPart(UriPartial.Authority));

    internal CloudFeed Feed => Service<CloudFeed>();

    internal CloudDriver Driver => Service<CloudDriver>();

    internal FailureDesk Desk => Service<FailureDesk>();

    public static async Task<TestConsole> OpenAsync(Action<LocalCloudOptions>? configure = null, LocalConsoleOptions? options = null)
    {
        var mailer = new TestMailer();
        var cloud = LocalCloud.Create(OrdersApp.Model, cloudOptions =>
        {
            cloudOptions.Services = services => services.AddSingleton<IMailer>(mailer);
            configure?.Invoke(cloudOptions);
        });
        return new TestConsole(cloud, await cloud.OpenConsoleAsync(options), mailer);
    }

    /// <summary>Opens a console on a small day of the shop: changes that are done, one that is retried, one that is parked.</summary>
    public static async Task<TestConsole> OpenShopAsync()
    {
        var console = await OpenAsync();
        for (var number = 1; number <= 3; number++)
        {
            await console.PutAsync($"ord-{number}");
        }

        await console.Cloud.Table<Customer>().PutAsync(new Customer { CustomerId = "cus-1", Name = "Åsa Öberg",
            Phone = "+46 70 000 00 00", LoyaltyPoints = 10 });
        await console.Cloud.Table<Product>().PutAsync(new Product(1001, "Lamp") { Price = 24.9m });
        await console.Cloud.RunUntilIdleAsync();
        await console.PutAsync("ord-1", OrderStatus.Shipped);
        console.Cloud.Poison("orders", PoisonKind.BrokenJson);
        await console.Cloud.RunUntilIdleAsync();
        return console;
    }

    public Task RunAsync() => Cloud.RunUntilIdleAsync(TestContext.Current.CancellationToken);

    public Task AdvanceAsync(TimeSpan time) => Cloud.AdvanceAsync(time, TestContext.Current.CancellationToken);

    /// <summary>Writes an order.</summary>
    public async Task<Order> PutAsync(string id, OrderStatus status = OrderStatus.Placed, string customer = "cus-1")
    {
        var table = Cloud.Table<Order>().As("u-7");
        var stored = await table.GetAsync(id, "order");
        return await table.PutAsync((stored ?? new Order
        {
            OrderId = id,
            CustomerId = customer,
            Status = status,
            Total = 12.5m,
            PlacedAt = Cloud.Time.GetUtcNow(),
            Email = "asa@example.org",
        }) with { Status = status, CustomerId = customer });
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await Cloud.DisposeAsync();
    }

    internal T Service<T>()
        where T : notnull
        => _console.Server.Services.GetRequiredService<T>();
}
