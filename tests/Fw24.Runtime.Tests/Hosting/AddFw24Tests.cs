using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Fw24.Runtime.Tests.Hosting;

public sealed class AddFw24Tests
{
    private static readonly ServiceProviderOptions s_strict = new() { ValidateScopes = true, ValidateOnBuild = true };

    [Fact]
    public void An_app_may_be_registered_twice_and_beside_another()
    {
        var (orders, products) = (App<Order>("orders"), App<Product>("products"));
        var services = Services().AddFw24(orders).AddFw24(products, "prod").AddFw24(orders, "dev");
        using var provider = services.BuildServiceProvider(s_strict);

        Assert.Single(provider.GetServices<ITable<Order>>());
        Assert.Single(provider.GetServices<ITable<Product>>());
        Assert.Equal([orders, products], provider.GetServices<AppModel>());
        Assert.Equal(DeployedName.Table("orders", "dev"), NameOf(provider, orders));
        Assert.Equal(DeployedName.Table("products", "prod"), NameOf(provider, products));
    }

    [Fact]
    public void Names_of_the_options_go_before_those_of_the_variables()
    {
        var orders = App<Order>("orders");
        (string, string)[] variables = [("FW24_STAGE", "dev"), ("FW24_TABLES", "orders=old-orders")];
        using var given = Services(variables)
            .AddFw24(orders, static options => options.TableNames["orders"] = "orders-of-2019")
            .BuildServiceProvider(s_strict);
        using var read = Services(variables).AddFw24(orders).BuildServiceProvider(s_strict);

        Assert.Equal("orders-of-2019", NameOf(given, orders));
        Assert.Equal("old-orders", NameOf(read, orders));
    }

    [Theory]
    [InlineData("not a stage", null, null, "The stage 'not a stage' of the app 'orders' is malformed: it must be 1 to 20 letters")]
    [InlineData(null, "order", "x", "names the table 'order', which the app 'orders' does not have. Its tables are: orders.")]
    [InlineData(null, "orders", "a/b", "The name 'a/b' of the table 'orders' is malformed")]
    public void Invalid_options_stop_the_program_at_start_by_name(string? stage, string? table, string? name, string message)
    {
        using var provider = Services().AddFw24(App<Order>("orders"), options =>
        {
            options.Stage = stage;
            if (table is not null)
            {
                options.TableNames[table] = name!;
            }
        }).BuildServiceProvider(s_strict);

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_of_the_program_serves_the_tables_whether_registered_before_or_after(bool isBefore)
    {
        var store = new MemoryItemStore("Id");
        var services = Services();
        if (isBefore)
        {
            services.AddSingleton<IItemStore>(store);
        }

        services.AddFw24(App<Order>("orders"));
        if (!isBefore)
        {
            services.AddSingleton<IItemStore>(store);
        }

        await using var provider = services.BuildServiceProvider(s_strict);
        var key = new ItemImage("""{"Id":{"S":"o-1"}}"""u8.ToArray());

        Assert.Null(await provider.GetRequiredService<ITable<Order>>().GetAsync(key, TestContext.Current.CancellationToken));
        Assert.Equal(1, store.Gets);
    }

    [Fact]
    public void A_scoped_store_is_refused_with_the_reason()
    {
        var services = Services().AddScoped<IItemStore>(static _ => new MemoryItemStore("Id"));

        var error = Assert.Throws<ArgumentException>(() => services.AddFw24(App<Order>("orders")));

        Assert.Contains("Register it as a singleton.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_that_can_be_read_are_healthy_and_the_others_are_named_with_the_reason()
    {
        var store = new MemoryItemStore("Id");
        Assert.Equal(
            (HealthStatus.Healthy, "Tables that can be read: orders, products."),
            await CheckAsync(services => services
                .AddSingleton<IItemStore>(store)
                .AddFw24(App<Order>("orders"))
                .AddFw24(App<Product>("products"))));
        Assert.Equal(2, store.Gets);

        var (status, description) = await CheckAsync(static services => services
            .AddSingleton<IItemStore>(new DynamoDbItemStore(static _ => throw new InvalidOperationException("canary")))
            .AddFw24(App<Order>("orders"), "dev"));
        Assert.Equal(HealthStatus.Degraded, status);
        Assert.StartsWith(
            $"Tables that cannot be read: {DeployedName.Table("orders", "dev")}: System.InvalidOperationException",
            description,
            StringComparison.Ordinal);
        Assert.DoesNotContain("canary", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_without_an_app_says_what_to_register()
    {
        var (_, description) = await CheckAsync(static services => services);

        Assert.Contains("services.AddFw24(SomeApp.Model)", description, StringComparison.Ordinal);
    }

    private static async Task<(HealthStatus Status, string? Description)> CheckAsync(Func<IServiceCollection, IServiceCollection> configure)
    {
        var services = configure(Services()).AddLogging();
        services.AddHealthChecks().AddFw24Tables(failureStatus: HealthStatus.Degraded);
        await using var provider = services.BuildServiceProvider(s_strict);
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        var entry = report.Entries["fw24-tables"];
        return (entry.Status, entry.Description);
    }

    private static IServiceCollection Services(params (string Name, string Value)[] variables)
        => new ServiceCollection().AddSingleton(new FunctionEnvironment(name => variables.FirstOrDefault(one => one.Name == name).Value));

    private static string NameOf(IServiceProvider provider, AppModel app)
        => provider.GetRequiredKeyedService<Fw24.Configuration.TableNames>(app).Of(app.Tables[0].Name);

    private static AppModel App<T>(string name)
        where T : class => new()
        {
            Name = name,
            Tables =
            [
                new TableModel
                {
                    Name = name,
                    PartitionKey = new KeyAttribute("Id", KeyType.String),
                    Entities =
                    [
                        new EntityModel<T>
                        {
                            Name = typeof(T).Name,
                            Read = static (ref _) => throw new NotSupportedException(),
                            Write = static (_, _) => throw new NotSupportedException(),
                        },
                    ],
                },
            ],
            Handlers = [],
        };

    private sealed record Order;

    private sealed record Product;
}
