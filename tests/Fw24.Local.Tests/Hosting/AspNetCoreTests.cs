using System.Net;
using Fw24.Local.Tests.Shop;
using Fw24.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Fw24.Local.Tests.Hosting;

/// <summary>An ASP.NET Core program on a loopback port, with the tables of an app.</summary>
public sealed class AspNetCoreTests
{
    [Fact]
    public async Task An_endpoint_reads_and_writes_a_table_and_the_health_endpoint_reports_it()
    {
        var model = ShopApp.Model(isHandled: false);
        await using var cloud = LocalCloud.Create(model);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseDefaultServiceProvider(static options => (options.ValidateScopes, options.ValidateOnBuild) = (true, true));
        builder.Services.AddFw24(model).AddSingleton<IItemStore>(cloud.Store);
        builder.Services.AddHealthChecks().AddFw24Tables(tags: ["ready"]);
        await using var app = builder.Build();
        app.MapPut("/orders/{id}/{status}", (RequestDelegate)PutAsync);
        app.MapGet("/orders/{id}", (RequestDelegate)GetAsync);
        app.MapHealthChecks("/health");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var cancellation = TestContext.Current.CancellationToken;

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/orders/o-1", cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.PutAsync("/orders/o-1/Paid", null, cancellation)).StatusCode);
        Assert.Equal("Paid", await http.GetStringAsync("/orders/o-1", cancellation));
        Assert.Equal("Healthy", await http.GetStringAsync("/health", cancellation));
        await app.StopAsync(cancellation);
    }

    [Fact]
    public async Task A_program_with_an_invalid_stage_does_not_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddFw24(ShopApp.Model(), static options => options.Stage = "de v");
        await using var app = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith("The stage 'de v' of the app 'shop' is malformed", error.Message, StringComparison.Ordinal);
    }

    private static async Task PutAsync(HttpContext http)
    {
        var order = new Order((string)http.Request.RouteValues["id"]!, (string)http.Request.RouteValues["status"]!, 1, null);
        await Orders(http).PutAsync(order, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task GetAsync(HttpContext http)
    {
        if (await Orders(http).GetAsync(ShopApp.Key((string)http.Request.RouteValues["id"]!), http.RequestAborted) is { } order)
        {
            await http.Response.WriteAsync(order.Status, http.RequestAborted);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static ITable<Order> Orders(HttpContext http) => http.RequestServices.GetRequiredService<ITable<Order>>();
}
