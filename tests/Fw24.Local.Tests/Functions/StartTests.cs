using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests.Functions;

/// <summary>A service that a handler lacks fails the creation of the cloud.</summary>
public sealed class StartTests
{
    [Fact]
    public void W11_a_missing_service_is_an_error_where_the_cloud_is_made_and_named()
    {
        var error = Assert.Throws<InvalidOperationException>(static () => LocalCloud.Create(ShopApp.Model()));

        Assert.Contains("'Mailer'", error.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Seen).FullName!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void W11_a_handlers_constructor_that_throws_is_an_error_where_the_cloud_is_made()
    {
        var error = Assert.Throws<InvalidOperationException>(static () => LocalCloud.Create(
            ShopApp.Model(), static options => options.Services = static services => services.AddSingleton<Seen>(static _ => throw new IOException("no such file: smtp.json"))));

        Assert.Contains("'Mailer'", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such file: smtp.json", error.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(error.InnerException);
    }

    [Fact]
    public async Task W11_what_is_replaced_is_not_made()
    {
        await using var cloud = LocalCloud.Create(
            ShopApp.Model(), static options => options.Replace("Mailer", static (_, _, _) => new ValueTask<ReadOnlyMemory<byte>>("{\"batchItemFailures\":[]}"u8.ToArray())));

        Assert.Empty(cloud.Failures);
    }

    [Fact]
    public async Task W11_the_instance_that_is_made_first_is_the_one_that_is_invoked_first()
    {
        var made = 0;
        await using var cloud = LocalCloud.Create(ShopApp.Model(), options => options.Services = services => services.AddSingleton(_ =>
        {
            made++;
            return new Seen();
        }));
        Assert.Equal(1, made);

        cloud.Tables["orders"].Put(ShopApp.Item(new Order("o-1", "Placed", 1)));
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal((1, 1), (made, cloud.Report().Functions["Mailer"].Starts));
    }
}
