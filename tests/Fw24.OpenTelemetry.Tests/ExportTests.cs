using System.Text;
using Fw24.Diagnostics;
using Fw24.Local;
using Fw24.OpenTelemetry.Tests.Harness;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.DependencyInjection;
using Orders;

namespace Fw24.OpenTelemetry.Tests;

public sealed class ExportTests
{
    private const int Producer = 4;
    private const int Consumer = 5;

    private static readonly ChangeEvents<Order> s_changes = ChangeEvents.For<Order>(OrdersApp.Model);

    [Theory]
    [InlineData(null)]
    [InlineData("2")]
    public async Task What_an_invocation_recorded_is_sent_before_the_next_is_requested(string? maxConcurrency)
    {
        await using var collector = new Collector();
        await using var lambda = new LoopbackLambda { MaxConcurrency = maxConcurrency };
        await using var app = new TracedOrders(collector).Build("ShipmentMailer", lambda);
        var running = app.RunAsync(TestContext.Current.CancellationToken);
        var polls = int.Parse(maxConcurrency ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < polls; i++)
        {
            await lambda.WaitAsync();
        }

        for (var i = 0; i < polls; i++)
        {
            lambda.Invoke($"r-{i}", Shipment(), trace: $"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad{i};Sampled=1");
        }

        for (var i = 0; i < polls; i++)
        {
            await lambda.AnswerAsync();
        }

        for (var i = 0; i < polls; i++)
        {
            await lambda.WaitAsync();
        }

        var spans = collector.Spans;
        var invocations = spans.Where(static span => span.Name == "ShipmentMailer")
            .OrderBy(static span => span.ParentId, StringComparer.Ordinal)
            .ToList();
        Assert.Equal(polls, invocations.Count);
        for (var i = 0; i < polls; i++)
        {
            Assert.Equal((Consumer, $"53995c3f42cd8ad{i}"), (invocations[i].Kind, invocations[i].ParentId));
            Assert.Equal("ShipmentMailer-dev", invocations[i].Attributes["faas.name"]);
            Assert.Equal($"r-{i}", invocations[i].Attributes["faas.invocation_id"]);
            Assert.Equal("pubsub", invocations[i].Attributes["faas.trigger"]);
        }

        Assert.Single(invocations, static span => (bool)span.Attributes["faas.coldstart"]);
        Assert.Equal(polls, spans.Count(static span => span.Name == "process test.fifo"));
        Assert.Equal(0.001, collector.Buckets["fw24.duration"][0]);

        app.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();
        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task The_span_of_a_failed_handler_has_its_error_and_nothing_that_it_quotes()
    {
        await using var collector = new Collector();
        var orders = new TracedOrders(collector) { MailerFault = new FormatException("canary-7f3a@example.org is no address") };
        await using var app = orders.Build("ShipmentMailer");

        await InvokeAsync(app, "ShipmentMailer", Encoding.UTF8.GetBytes(Shipment()));

        var span = Assert.Single(collector.Spans, static span => span.Name == "process test.fifo");
        Assert.Equal((ExportedSpan.Error, Consumer), (span.Status, span.Kind));
        Assert.Equal("System.FormatException", span.Attributes["error.type"]);
        var (name, attributes) = Assert.Single(span.Events);
        Assert.Equal(("exception", "System.FormatException"), (name, attributes["exception.type"]));
        Assert.Equal("System.FormatException (message withheld, since it may quote an item)", attributes["exception.message"]);
        Assert.Contains("ShipmentMailer", (string)attributes["exception.stacktrace"], StringComparison.Ordinal);
        Assert.DoesNotContain("canary", collector.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_message_is_linked_to_the_invocation_that_published_it()
    {
        await using var collector = new Collector();
        var orders = new TracedOrders(collector);
        await using var app = orders.Build("orders-stream");

        await InvokeAsync(app, "orders-stream", s_changes.Modified(TracedOrders.Placed, TracedOrders.Shipped).ToStreamEvent());
        var body = Encoding.UTF8.GetString(Assert.Single(orders.Published));
        var queued = QueueEvents.Event(QueueEvents.Message("m-1", body, queue: "orders-audit.fifo"));
        await InvokeAsync(app, "orders-audit", queued);
        await InvokeAsync(app, "ShipmentMailer", queued);

        var spans = collector.Spans;
        var stream = Assert.Single(spans, static span => span.Name == "orders-stream");
        Assert.Equal("datasource", stream.Attributes["faas.trigger"]);
        Assert.Equal("orders", stream.Attributes["faas.document.collection"]);

        var publish = Assert.Single(spans, static span => span.Name == "publish orders-stream.fifo");
        Assert.Equal(Producer, publish.Kind);
        AssertAttributes(
            publish,
            ("messaging.system", "aws.sns"),
            ("messaging.operation.name", "publish"),
            ("messaging.operation.type", "send"),
            ("messaging.destination.name", "orders-stream.fifo"),
            ("messaging.batch.message_count", 1L));

        Assert.Equal([stream.Id], Assert.Single(spans, static span => span.Name == "store").Links);
        var handle = Assert.Single(spans, static span => span.Name == "process orders-audit.fifo");
        Assert.Equal([stream.Id], handle.Links);
        AssertAttributes(
            handle,
            ("messaging.system", "aws_sqs"),
            ("messaging.operation.type", "process"),
            ("messaging.destination.name", "orders-audit.fifo"),
            ("messaging.message.id", "m-1"));
    }

    private static void AssertAttributes(ExportedSpan span, params (string Name, object Value)[] expected)
        => Assert.Equal(expected, expected.Select(one => (one.Name, span.Attributes[one.Name])));

    private static string Shipment()
        => Encoding.UTF8.GetString(s_changes.Modified(TracedOrders.Placed, TracedOrders.Shipped).ToQueueEvent().Span);

    private static async Task InvokeAsync(Fw24App app, string function, ReadOnlyMemory<byte> payload)
    {
        await app.StartAsync(TestContext.Current.CancellationToken);
        var context = new InvocationContext { RequestId = "r", FunctionName = function };
        await app.CreateFunction(function)(payload, context, TestContext.Current.CancellationToken);
        await Assert.Single(app.Services.GetServices<ITelemetryFlush>()).FlushAsync(TimeSpan.FromSeconds(30));
    }
}
