using Fw24;
using Fw24.Local;
using Fw24.Messages;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Shop.Tests;

public sealed class OrderTests
{
    private static readonly Order s_order = new() { OrderId = "ord-1", Status = "placed" };

    [Fact]
    public async Task A_handler_is_told_of_a_typed_event()
    {
        var seen = new Seen();
        var app = Fw24App.CreateBuilder(ShopApp.Model);
        app.Services.AddSingleton(seen).AddSingleton<IParkingQueue, NothingIsParked>();
        await using var built = app.Build();

        var paid = ChangeEvents.For<Order>(ShopApp.Model).Modified(s_order, s_order with { Status = "paid" });
        var context = new InvocationContext { RequestId = "1", FunctionName = nameof(StatusWatcher) };
        await built.CreateFunction(nameof(StatusWatcher))(paid.ToQueueEvent(), context, TestContext.Current.CancellationToken);

        Assert.Equal(["ord-1: placed → paid"], seen.Lines);
    }

    [Fact]
    public async Task The_whole_app_runs_in_the_process()
    {
        var stop = TestContext.Current.CancellationToken;
        var seen = new Seen();
        await using var cloud = LocalCloud.Create(ShopApp.Model, options => options.Services = services => services.AddSingleton(seen));

        await cloud.Table<Order>().PutAsync(s_order, stop);
        await cloud.Table<Catalog.Product>().PutAsync(new Catalog.Product { Sku = "p-1", Price = 12.50m }, stop);
        await cloud.RunUntilIdleAsync(stop);

        Assert.Equal(["p-1: 12.50"], seen.Lines);
    }

    [Fact]
    public async Task A_console_serves_all_that_its_pages_load_although_this_is_no_web_project()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var cloud = LocalCloud.Create(ShopApp.Model, options => options.Services = services => services.AddSingleton(new Seen()));
        await using var console = await cloud.OpenConsoleAsync(cancellationToken: stop);
        using var browser = new HttpClient();

        var page = await browser.GetStringAsync(console.Url, stop);
        Assert.Contains("Fw24 console", page, StringComparison.Ordinal);
        foreach (var file in page.Split("src=\"", StringSplitOptions.None).Skip(1).Concat(page.Split("rel=\"stylesheet\" href=\"").Skip(1)))
        {
            Assert.NotEmpty(await browser.GetStringAsync(new Uri(console.Url, "/" + file.Split('"')[0]), stop));
        }
    }

    private sealed class NothingIsParked : IParkingQueue
    {
        public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
