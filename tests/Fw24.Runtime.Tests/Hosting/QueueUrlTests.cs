using Fw24.Messages;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Runtime.Tests.Hosting;

/// <summary>The queue of a handler that delays failed messages.</summary>
public sealed class QueueUrlTests
{
    [Theory]
    [InlineData("https://sqs.eu-central-1.amazonaws.com/123456789012/shop-OrderHandler.fifo", "shop-OrderHandler")]
    [InlineData("https://sqs.eu-central-1.amazonaws.com/123456789012/shop-OrderHandler.fifo", null)]
    [InlineData(null, null)]
    public async Task A_function_is_made_with_its_queue_and_outside_of_Lambda_without_one(string? url, string? lambda)
    {
        await using var app = Build(url, lambda);

        Assert.NotNull(app.CreateFunction("OrderHandler"));
    }

    [Theory]
    [InlineData(null, "shop-OrderHandler")]
    [InlineData("shop-OrderHandler.fifo", null)]
    public async Task On_Lambda_a_function_without_its_queue_does_not_start(string? url, string? lambda)
    {
        await using var app = Build(url, lambda);

        var error = Assert.Throws<InvalidOperationException>(() => app.CreateFunction("OrderHandler"));

        Assert.Contains("FW24_QUEUE_URL", error.Message, StringComparison.Ordinal);
    }

    private static Fw24App Build(string? url, string? lambda)
    {
        var orders = TestTables.Orders();
        var builder = Fw24App.CreateBuilder(new AppModel
        {
            Name = "shop",
            Tables = [orders],
            Handlers =
            [
                new HandlerModel<OrderHandler, OrderChange>
                {
                    Name = "OrderHandler",
                    TableName = "orders",
                    Entity = orders.Entities[0],
                    Operations = ChangeOperations.Insert,
                    Queue = new ChangeQueueAttribute { RetryDelaySeconds = 5 },
                    Read = OrderChange.Read,
                },
            ],
        });
        builder.Environment = new FunctionEnvironment(name => name switch
        {
            Fw24Variables.QueueUrl => url,
            "AWS_LAMBDA_FUNCTION_NAME" => lambda,
            _ => null,
        });
        builder.Services.AddSingleton<OrderHandler.Notes>().AddSingleton<IParkingQueue>(new FakeParkingQueue());
        return builder.Build();
    }
}
