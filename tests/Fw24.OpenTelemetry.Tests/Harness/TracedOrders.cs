using Fw24.Audit;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Orders;

namespace Fw24.OpenTelemetry.Tests.Harness;

/// <summary>The sample's app as its program builds it, with OpenTelemetry and fakes of AWS.</summary>
internal sealed class TracedOrders : IChangePublisher, IAuditSink, IParkingQueue, IMailer
{
    private readonly Collector _collector;

    public TracedOrders(Collector collector) => _collector = collector;

    /// <summary>The bodies of the published messages.</summary>
    public List<byte[]> Published { get; } = [];

    /// <summary>The exception of the mailer.</summary>
    public Exception? MailerFault { get; init; }

    public static Order Placed { get; } = new()
    {
        OrderId = "ord-1",
        CustomerId = "cus-1",
        Status = OrderStatus.Placed,
        Total = 12,
        PlacedAt = DateTimeOffset.UnixEpoch,
    };

    public static Order Shipped { get; } = Placed with { Status = OrderStatus.Shipped };

    public Fw24App Build(string function, LoopbackLambda? lambda = null)
    {
        var builder = Fw24App.CreateBuilder(OrdersApp.Model);
        builder.Environment = new FunctionEnvironment(name => name switch
        {
            Fw24Variables.Function => function,
            "AWS_LAMBDA_FUNCTION_NAME" => function + "-dev",
            _ => lambda?.Environment.Optional(name),
        });
        builder.Services.AddSingleton<IChangePublisher>(this).AddSingleton<IAuditSink>(this);
        builder.Services.AddSingleton<IParkingQueue>(this).AddSingleton<IMailer>(this);
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddFw24Instrumentation().AddOtlpExporter(options => Export(options, "traces")))
            .WithMetrics(metrics => metrics.AddFw24Instrumentation().AddOtlpExporter(options => Export(options, "metrics")));
        return builder.Build();
    }

    public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        Published.AddRange(messages.Select(static message => message.Body.ToArray()));
        return new([]);
    }

    public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
        => new([]);

    public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SendAsync(Mail mail, CancellationToken cancellationToken) => MailerFault is null ? Task.CompletedTask : throw MailerFault;

    private void Export(OtlpExporterOptions options, string signal)
        => (options.Endpoint, options.Protocol) = (_collector.Address(signal), OtlpExportProtocol.HttpProtobuf);
}
