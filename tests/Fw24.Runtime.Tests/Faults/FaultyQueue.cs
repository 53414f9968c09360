using System.Text;
using Fw24.Functions.Handlers;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>A handler's function, with a handler that waits several times.</summary>
internal sealed class FaultyQueue : FaultyFunction
{
    private readonly ServiceProvider _services;
    private readonly ChangeDispatcher _dispatcher;
    private readonly TableModel _table = TestTables.Orders();

    public FaultyQueue(Fuse fuse, int parallelism)
        : base(fuse)
    {
        var handler = new HandlerModel<OrderHandler, OrderChange>
        {
            Name = "OrderHandler",
            TableName = "orders",
            Entity = _table.Entities[0],
            Operations = ChangeOperations.Modify,
            Queue = new ChangeQueueAttribute { Parallelism = parallelism },
            Read = OrderChange.Read,
        };
        var services = new ServiceCollection().AddSingleton(new OrderHandler.Notes { OnChange = OnChange });
        handler.AddTo(services);
        _services = services.BuildServiceProvider();
        _dispatcher = new ChangeDispatcher(
            TestTables.App(_table), handler, _table, _services.GetRequiredService<IServiceScopeFactory>(), Parking, Time, Log, Claims);
        Records =
        [
            Message("a", 1), Message("b", 1), Message("c", 1, isClaimed: true), Message("failing", 1),
            new FaultyRecord("poison-1", "poison", "m-poison-1", TestQueue.Message("m-poison-1", "no JSON", "poison"), "no JSON"),
            Message("a", 2), Message("b", 2, isClaimed: true), Message("failing", 2), Message("poison", 2), Message("d", 1), Message("a", 3),
        ];
    }

    public override IReadOnlyList<FaultyRecord> Records { get; }

    public override void Dispose()
    {
        base.Dispose();
        _services.Dispose();
    }

    protected override ValueTask<ReadOnlyMemory<byte>> HandleAsync(byte[] payload, InvocationContext context, CancellationToken cancellationToken)
        => _dispatcher.HandleAsync(payload, context, cancellationToken);

    private Task OnChange(OrderChange change, CancellationToken cancellationToken)
    {
        Fuse.Pass(Seam.Call);
        return HandleLaterAsync(change, cancellationToken);
    }

    private async Task HandleLaterAsync(OrderChange change, CancellationToken cancellationToken)
    {
        await SuspendedCalls.WaitAsync().ConfigureAwait(false);
        Fuse.Pass(Seam.CallBefore);
        await DuringAsync([], cancellationToken).ConfigureAwait(false);
        if (change.EventId is "failing-1")
        {
            throw new IOException("It always fails.");
        }

        Result.Done.Add((change.EventId, change.ToString()!));
        Fuse.Pass(Seam.CallAfter);
    }

    private FaultyRecord Message(string item, int number, bool isClaimed = false)
    {
        var record = TestRecord.Change(item, number, number) with
        {
            OldImage = $$$"""{"OrderId":{"S":"{{{item}}}"},"Status":{"S":"{{{item}}} {{{number - 1}}}"}}""",
            NewImage = $$$"""{"OrderId":{"S":"{{{item}}}"},"Status":{"S":"{{{item}}} {{{number}}}"}}""",
        };
        var body = ChangeMessageWriterTests.Write(record, _table).Body;
        body = isClaimed ? Encoding.UTF8.GetString(Claims.Claim(body, "orders", record.EventId).Span) : body;
        return new FaultyRecord(record.EventId, item, $"m-{record.EventId}", TestQueue.Message($"m-{record.EventId}", body, item), body);
    }
}
