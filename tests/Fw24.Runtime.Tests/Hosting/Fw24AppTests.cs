using Fw24.Functions;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Hosting;

public sealed class Fw24AppTests
{
    private static readonly TableModel s_orders = TestTables.Orders(audit: new AuditAttribute(AuditLoggerType.Console));

    private static readonly AppModel s_model = new()
    {
        Name = "shop",
        Tables = [s_orders, TestTables.Shop()],
        Handlers =
        [
            new HandlerModel<OrderHandler, OrderChange>
            {
                Name = "OrderHandler",
                TableName = "orders",
                Entity = s_orders.Entities[0],
                Operations = ChangeOperations.Insert,
                Read = OrderChange.Read,
            },
        ],
    };

    [Fact]
    public void Without_entities_the_error_says_what_to_do()
        => Assert.Contains("no entity with [DynamoTable]", Assert.Throws<InvalidOperationException>(static () => Fw24App.CreateBuilder([], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void With_several_apps_the_error_names_them()
        => Assert.Contains("several apps: shop, other", Assert.Throws<InvalidOperationException>(static () => Fw24App.CreateBuilder([s_model, Model("other")], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_registered_app_is_built_with_the_command_lines_variables_first()
    {
        var builder = Fw24App.CreateBuilder([s_model], ["FW24_TEST_ONLY=a=b", "--verbose", "OTHER=x"]);

        Assert.Same(s_model, builder.Model);
        Assert.Equal("a=b", builder.Environment.Optional("FW24_TEST_ONLY"));
        Assert.Null(builder.Environment.Optional("OTHER"));
    }

    [Fact]
    public async Task Every_function_can_be_made_by_its_name()
    {
        await using var app = Build();

        Assert.All(["orders-stream", "orders-audit", "shop-stream", "OrderHandler"], name => Assert.NotNull(app.CreateFunction(name)));
    }

    // A replay's process: several tables, but the variables of one.
    private static Fw24App BuildSeveral(Dictionary<string, string> variables)
    {
        var builder = Fw24App.CreateBuilder(new AppModel
        {
            Name = "shop",
            Tables =
            [
                Audited(TestTables.Keyed("clients"), new AuditAttribute(AuditLoggerType.DynamoDb)),
                TestTables.Orders(audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "trail" }),
                Audited(TestTables.Keyed("places"), new AuditAttribute(AuditLoggerType.Cloudwatch)),
                Audited(TestTables.Shop(), new AuditAttribute(AuditLoggerType.Cloudwatch) { LogGroupName = "/shop" }),
            ],
            Handlers = [],
        });
        builder.Environment = new FunctionEnvironment(name => variables.GetValueOrDefault(name) ?? name switch
        {
            Fw24Variables.TopicArn => "arn:aws:sns:eu-central-1:123456789012:orders-stream.fifo",
            Fw24Variables.ParkingQueueUrl => "https://sqs.eu-central-1.amazonaws.com/123456789012/parking",
            Fw24Variables.AuditTable => "trail",
            Fw24Variables.AuditLogGroup => "/shop",
            _ => null,
        });
        return builder.Build();
    }

    private static TableModel Audited(TableModel table, AuditAttribute audit) => new()
    {
        Name = table.Name, PartitionKey = table.PartitionKey, SortKey = table.SortKey, Entities = table.Entities, Discriminator = table.Discriminator, Stream = table.Stream, Audit = audit,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task W11_a_missing_service_stops_the_function_at_start_by_name(bool isDeep)
    {
        await using var app = Build(services =>
        {
            if (isDeep)
            {
                services.AddSingleton<OrderHandler.Notes>(static provider => provider.GetRequiredService<NeedsSms>().Notes).AddSingleton<NeedsSms>();
            }
        }, isComplete: false);

        var error = Assert.Throws<InvalidOperationException>(() => app.CreateFunction("OrderHandler"));

        Assert.StartsWith("The handler 'OrderHandler' cannot be created: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(isDeep ? nameof(ISmsGateway) : nameof(OrderHandler.Notes), error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Register the services it needs with the app before it is built.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W11_a_table_of_no_entity_stops_the_function_at_start_by_name()
    {
        await using var app = Build(static services => services.AddSingleton<OrderHandler.Notes>(static provider => provider.GetRequiredService<NeedsTable>().Notes).AddSingleton<NeedsTable>(), isComplete: false);

        var error = Assert.Throws<InvalidOperationException>(() => app.CreateFunction("OrderHandler"));

        Assert.Contains("'OrderHandler'", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(NoEntity), error.Message, StringComparison.Ordinal);
        Assert.Contains("put [DynamoTable] on the class", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W11_a_handler_is_made_once_at_start_and_thrown_away_with_its_scope()
    {
        var scoped = new List<Scoped>();
        await using var app = Build(
            services => services.AddScoped(_ =>
            {
                scoped.Add(new Scoped());
                return scoped[^1];
            }).AddScoped<OrderHandler.Notes>(static provider => provider.GetRequiredService<Scoped>().Notes),
            isComplete: false);

        app.CreateFunction("shop-stream");
        Assert.Empty(scoped);
        app.CreateFunction("OrderHandler");

        Assert.True(Assert.Single(scoped).IsDisposed);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("shop-audit")]
    [InlineData("orderhandler")]
    public async Task An_unknown_function_is_refused_with_those_that_exist(string name)
    {
        await using var app = Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.CreateFunction(name));

        Assert.Equal($"The app 'shop' has no function '{name}'. Its functions are: orders-stream, orders-audit, shop-stream, OrderHandler.", error.Message);
    }

    [Theory]
    [InlineData("orders-stream", Fw24Variables.TopicArn, null, "FW24_TOPIC_ARN is not set")]
    [InlineData("orders-stream", Fw24Variables.TopicArn, "orders", "FW24_TOPIC_ARN is malformed")]
    [InlineData("orders-stream", Fw24Variables.TableArn, "orders", "FW24_TABLE_ARN is malformed: it must be the ARN of a DynamoDB table")]
    [InlineData("orders-audit", Fw24Variables.TableArn, "arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/x", "FW24_TABLE_ARN is malformed")]
    [InlineData("OrderHandler", Fw24Variables.TableArn, "arn:aws:sns:eu-central-1:123456789012:table/orders", "FW24_TABLE_ARN is malformed")]
    [InlineData("OrderHandler", Fw24Variables.TableArn, "arn:aws:dynamodb::123456789012:table/orders", "FW24_TABLE_ARN is malformed")]
    [InlineData("orders-stream", Fw24Variables.MaxMessageBytes, "1023", "it must be a number of bytes from 1024 to 1048576")]
    [InlineData("orders-stream", Fw24Variables.MaxMessageBytes, "1048577", "FW24_MAX_MESSAGE_BYTES is malformed")]
    [InlineData("orders-stream", Fw24Variables.MaxMessageBytes, "256 KiB", "FW24_MAX_MESSAGE_BYTES is malformed")]
    [InlineData("orders-stream", Fw24Variables.ParkingQueueUrl, null, "FW24_PARKING_QUEUE_URL is not set")]
    [InlineData("OrderHandler", Fw24Variables.ParkingQueueUrl, "not a url", "FW24_PARKING_QUEUE_URL is malformed")]
    public async Task A_missing_or_malformed_variable_stops_the_function_at_start_by_name(string function, string variable, string? value, string message)
    {
        var builder = Fw24App.CreateBuilder(s_model);
        builder.Environment = new FunctionEnvironment(name => name == variable ? value : name switch
        {
            Fw24Variables.TopicArn => "arn:aws:sns:eu-central-1:123456789012:orders-stream.fifo",
            Fw24Variables.ParkingQueueUrl => "https://sqs.eu-central-1.amazonaws.com/123456789012/parking",
            _ => null,
        });
        await using var app = builder.Build();

        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => app.CreateFunction(function)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop-stream", "FW24_TOPIC_ARN", "belongs to the table 'orders', not to 'shop'", "set FW24_TOPIC_ARN__SHOP_STREAM.")]
    [InlineData("shop-audit", "FW24_TABLE_ARN", "belongs to the table 'orders', not to 'shop'", "set FW24_TABLE_ARN__SHOP_AUDIT.")]
    [InlineData("clients-audit", "FW24_AUDIT_TABLE", "belongs to the table 'orders', not to 'clients'", "set FW24_AUDIT_TABLE__CLIENTS_AUDIT.")]
    [InlineData("places-audit", "FW24_AUDIT_LOG_GROUP", "belongs to the table 'shop', not to 'places'", "set FW24_AUDIT_LOG_GROUP__PLACES_AUDIT.")]
    public async Task X2_a_function_is_not_made_on_what_is_another_tables(string function, string variable, string owner, string remedy)
    {
        await using var app = BuildSeveral(variable is "FW24_TABLE_ARN" ? new() { [variable] = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders" } : []);

        var error = Assert.Throws<InvalidOperationException>(() => app.CreateFunction(function));

        Assert.StartsWith($"The environment variable {variable} of {function} names '", error.Message, StringComparison.Ordinal);
        Assert.Contains(owner, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task X2_each_function_of_a_process_may_have_variables_of_its_own()
    {
        await using var app = BuildSeveral(new()
        {
            ["FW24_TOPIC_ARN__SHOP_STREAM"] = "arn:aws:sns:eu-central-1:123456789012:shop-stream.fifo",
            ["FW24_AUDIT_TABLE__CLIENTS_AUDIT"] = "clients-trail",
            ["FW24_AUDIT_LOG_GROUP__PLACES_AUDIT"] = "/audit/logs/shop",
            ["FW24_TABLE_ARN"] = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders",
            ["FW24_TABLE_ARN__SHOP_STREAM"] = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop",
            ["FW24_TABLE_ARN__SHOP_AUDIT"] = "arn:aws:dynamodb:eu-central-1:123456789012:table/imported-shop",
            ["FW24_TABLE_ARN__CLIENTS_AUDIT"] = "arn:aws:dynamodb:eu-central-1:123456789012:table/clients",
            ["FW24_TABLE_ARN__PLACES_AUDIT"] = "arn:aws:dynamodb:eu-central-1:123456789012:table/places",
        });

        Assert.All(["orders-stream", "shop-stream", "clients-audit", "places-audit", "shop-audit"], name => Assert.NotNull(app.CreateFunction(name)));
    }

    [Fact]
    public async Task X2_a_topic_of_a_name_that_no_table_of_the_model_has_is_taken()
    {
        await using var app = BuildSeveral(new() { ["FW24_TOPIC_ARN"] = "arn:aws:sns:eu-central-1:123456789012:house-changes.fifo" });

        Assert.NotNull(app.CreateFunction("shop-stream"));
    }

    [Fact]
    public async Task X2_two_tables_of_a_process_do_not_share_a_topic_of_such_a_name()
    {
        await using var app = BuildSeveral(new() { ["FW24_TOPIC_ARN"] = "arn:aws:sns:eu-central-1:123456789012:house-changes.fifo" });
        app.CreateFunction("shop-stream");
        app.CreateFunction("shop-stream");

        Assert.Equal(
            "The environment variable FW24_TOPIC_ARN of orders-stream names 'house-changes.fifo', to which shop-stream publishes in "
            + "this process, but a topic has the changes of one table. Set FW24_TOPIC_ARN__ORDERS_STREAM.",
            Assert.Throws<InvalidOperationException>(() => app.CreateFunction("orders-stream")).Message);
    }

    [Fact]
    public async Task What_is_registered_goes_before_the_apps_own_parts()
    {
        var topic = new FakeTopic();
        var time = new FakeTimeProvider();
        await using var app = Build(services => services.AddSingleton<IChangePublisher>(topic).AddSingleton<TimeProvider>(time));

        var answer = await app.CreateFunction("orders-stream")(
            TestRecord.Event(TestRecord.Change("a", 1, 1)), new InvocationContext { RequestId = "r", FunctionName = "orders-stream" }, TestContext.Current.CancellationToken);

        Assert.Equal("""{"batchItemFailures":[]}"""u8, answer.Span);
        Assert.Equal(["a-1"], topic.EventIds);
        Assert.Same(time, app.Services.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public async Task Run_hands_the_function_that_the_variable_names_to_the_host()
    {
        var host = new RecordingHost();
        await using var app = Build(services => services.AddSingleton<IFunctionHost>(host), function: "OrderHandler");

        Assert.Equal(7, await app.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal("OrderHandler", host.Start!().Name);
    }

    [Fact]
    public async Task Run_leaves_an_error_of_the_start_to_the_host()
    {
        var host = new RecordingHost();
        await using var app = Build(services => services.AddSingleton<IFunctionHost>(host));

        Assert.Equal(7, await app.RunAsync(TestContext.Current.CancellationToken));

        Assert.Contains("FW24_FUNCTION is not set", Assert.Throws<InvalidOperationException>(() => host.Start!()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_is_created_for_each_scope_and_a_users_registration_wins()
    {
        await using var app = Build(static services => services.AddSingleton<OrderHandler.Notes>());
        await using var own = Build(static services => services.AddSingleton<OrderHandler.Notes>().AddSingleton<OrderHandler>());

        Assert.NotSame(Resolve(app), Resolve(app));
        Assert.Same(Resolve(own), Resolve(own));

        static OrderHandler Resolve(Fw24App app)
        {
            using var scope = app.Services.CreateScope();
            return scope.ServiceProvider.GetRequiredService<OrderHandler>();
        }
    }

    [Fact]
    public async Task A_handler_of_a_table_the_app_does_not_have_is_named()
    {
        var builder = Fw24App.CreateBuilder(new AppModel { Name = "empty", Tables = [], Handlers = s_model.Handlers });
        builder.Services.AddSingleton<IParkingQueue>(new FakeParkingQueue());
        await using var app = builder.Build();

        Assert.Contains("'OrderHandler' belongs to the table 'orders'", Assert.Throws<InvalidOperationException>(() => app.CreateFunction("OrderHandler")).Message, StringComparison.Ordinal);
    }

    private static AppModel Model(string name) => new() { Name = name, Tables = [], Handlers = [] };

    private static Fw24App Build(Action<IServiceCollection>? configure = null, string? function = null, bool isComplete = true)
    {
        var builder = Fw24App.CreateBuilder(s_model);
        builder.Environment = new FunctionEnvironment(name => name == Fw24Variables.Function ? function : null);
        configure?.Invoke(builder.Services);
        if (isComplete)
        {
            builder.Services.TryAddSingleton<OrderHandler.Notes>();
        }

        if (!builder.Services.Any(static service => service.ServiceType == typeof(IChangePublisher)))
        {
            builder.Services.AddSingleton<IChangePublisher>(new FakeTopic());
        }

        builder.Services.AddSingleton<IParkingQueue>(new FakeParkingQueue());
        return builder.Build();
    }

    private interface ISmsGateway;

    private sealed class NoEntity;

    private sealed class NeedsSms(ISmsGateway gateway)
    {
        public OrderHandler.Notes Notes { get; } = gateway is null ? throw new ArgumentNullException(nameof(gateway)) : new();
    }

    private sealed class NeedsTable(ITable<NoEntity> table)
    {
        public OrderHandler.Notes Notes { get; } = table is null ? throw new ArgumentNullException(nameof(table)) : new();
    }

    private sealed class Scoped : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public OrderHandler.Notes Notes { get; } = new();

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class RecordingHost : IFunctionHost
    {
        public Func<AppFunction>? Start { get; private set; }

        public Task<int> RunAsync(Func<AppFunction> start, CancellationToken cancellationToken)
        {
            Start = start;
            return Task.FromResult(7);
        }
    }
}
