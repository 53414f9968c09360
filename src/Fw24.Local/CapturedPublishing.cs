using Fw24.Local.Functions;
using Fw24.Local.Topics;
using Fw24.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local;

/// <summary>Runs a table's stream processor and captures its messages instead of publishing them.</summary>
internal sealed class CapturedPublishing : IChangePublisher, IParkingQueue, IDisposable
{
    private readonly Fw24App _app;
    private readonly FunctionHandler _processor;
    private readonly string _function;
    private TopicMessage? _published;
    private string? _parked;

    public CapturedPublishing(ChangeEventSource source)
    {
        _function = source.Table.StreamFunction;
        var resource = LocalTopology.Of(source.App).Functions.Single(function => function.Name == _function);
        var builder = Fw24App.CreateBuilder(source.App);
        builder.Environment = new FunctionEnvironment(resource.Environment.GetValueOrDefault);
        builder.Services.AddSingleton<IChangePublisher>(this);
        builder.Services.AddSingleton<IParkingQueue>(this);
        _app = builder.Build();
        _processor = _app.CreateFunction(_function);
    }

    /// <summary>Has the processor create the message of a change.</summary>
    public TopicMessage Publish(ChangeEvent change)
    {
        (_published, _parked) = (null, null);
        var context = new InvocationContext { RequestId = "test", FunctionName = _function };

        // Every callee completes synchronously, so the processor does too.
        _processor(change.ToStreamEvent(), context, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return _published ?? throw new InvalidOperationException($"{_function} publishes no message for the change: {_parked ?? "it is skipped"}.");
    }

    public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        _published = InstancePublisher.Entry(messages[0], 0);
        return new ValueTask<IReadOnlyList<PublishFailure>>([]);
    }

    public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        _parked = record.Reason;
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
