using System.Globalization;
using Fw24.Console.Tests.Harness;
using Fw24.Local;
using Fw24.Local.Faults;
using Microsoft.Extensions.DependencyInjection;
using Orders;

namespace Fw24.Console.Tests.Feed;

/// <summary>A console sees a cloud, and changes nothing in it.</summary>
public sealed class ObservationTests
{
    [Fact]
    public async Task A_run_with_a_console_is_the_run_without_one()
    {
        Assert.Equal(await TraceAsync(isObserved: false), await TraceAsync(isObserved: true));
    }

    [Fact]
    public async Task A_cloud_has_one_console_at_a_time()
    {
        await using var cloud = LocalCloud.Create(OrdersApp.Model, static options => options.Services = static services
            => services.AddSingleton<IMailer, TestMailer>());
        var first = await cloud.OpenConsoleAsync(cancellationToken: TestContext.Current.CancellationToken);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(()
            => cloud.OpenConsoleAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("The cloud has a console already: close that one first.", exception.Message);
        await first.DisposeAsync();
        await using var second = await cloud.OpenConsoleAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEqual(first.Url.Query, second.Url.Query);
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_and_leaves_the_cloud_without_a_console()
    {
        await using var console = await TestConsole.OpenAsync();
        await using var cloud = LocalCloud.Create(OrdersApp.Model, static options => options.Services = static services
            => services.AddSingleton<IMailer, TestMailer>());
        await Assert.ThrowsAsync<IOException>(()
            => cloud.OpenConsoleAsync(new LocalConsoleOptions { Port = console.Url.Port }, TestContext.Current.CancellationToken));
        await using var other = await cloud.OpenConsoleAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    private static async Task<string> TraceAsync(bool isObserved)
    {
        using var trace = new StringWriter(CultureInfo.InvariantCulture);
        await using var cloud = LocalCloud.Create(OrdersApp.Model, options =>
        {
            options.Services = static services => services.AddSingleton<IMailer, TestMailer>();
            options.Faults = LocalFaults.Random(seed: 7, LocalFaultRates.Transient with { Poison = 0.05 });
            options.Trace = trace;
        });
        await using var console = isObserved
            ? await cloud.OpenConsoleAsync(cancellationToken: TestContext.Current.CancellationToken) : null;
        for (var number = 0; number < 60; number++)
        {
            await cloud.Table<Order>().As("u-7").PutAsync(
                new Order { OrderId = $"ord-{number % 17}", CustomerId = "cus-1", Status = (OrderStatus)(number % 4),
                    Total = number, PlacedAt = cloud.Time.GetUtcNow(), Version = number / 17 },
                TestContext.Current.CancellationToken);
            await cloud.AdvanceAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }

        await cloud.RunUntilIdleAsync(TestContext.Current.CancellationToken);
        await trace.WriteLineAsync(cloud.Report().ToString());
        return trace.ToString();
    }
}
