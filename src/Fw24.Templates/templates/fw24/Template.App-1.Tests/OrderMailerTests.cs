using Fw24;
using Fw24.Local;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Template.App_1.Tests;

public sealed class OrderMailerTests
{
    [Fact]
    public async Task A_shipped_order_is_mailed()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var mailer = new Mailer();
        await using var cloud = LocalCloud.Create(
            TemplateApp.Model, options => options.Services = services => services.AddSingleton<IMailer>(mailer));
        var orders = cloud.Table<Order>().As("web");

        var order = await orders.PutAsync(new Order { OrderId = "ord-1", Status = OrderStatus.Placed }, cancellation);
        order = await orders.PutAsync(order with { Status = OrderStatus.Paid }, cancellation);
        await orders.PutAsync(order with { Status = OrderStatus.Shipped }, cancellation);
        await cloud.RunUntilIdleAsync(cancellation);

        Assert.Equal(["Order ord-1 is on its way."], mailer.Sent);
    }

    private sealed class Mailer : IMailer
    {
        public List<string> Sent { get; } = [];

        public Task SendAsync(string text, CancellationToken cancellationToken)
        {
            Sent.Add(text);
            return Task.CompletedTask;
        }
    }
}
