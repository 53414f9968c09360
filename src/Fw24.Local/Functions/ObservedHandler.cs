using System.Diagnostics.CodeAnalysis;
using Fw24.Local.Faults;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Functions;

/// <summary>A change handler whose changes are counted, with faults before and after it.</summary>
internal sealed class ObservedHandler : HandlerModel
{
    private readonly HandlerModel _handler;
    private readonly FunctionInstance _instance;

    [SetsRequiredMembers]
    private ObservedHandler(HandlerModel handler, FunctionInstance instance)
    {
        _handler = handler;
        _instance = instance;
        Name = handler.Name;
        TableName = handler.TableName;
        Entity = handler.Entity;
        Operations = handler.Operations;
        HandlesBatches = handler.HandlesBatches;
        OnChange = handler.OnChange;
        OnChangeFrom = handler.OnChangeFrom;
        OnChangeTo = handler.OnChangeTo;
        Queue = handler.Queue;
        Idempotent = handler.Idempotent;
        ActAs = handler.ActAs;
        Tables = handler.Tables;
    }

    public override Type? Type => _handler.Type;

    public static HandlerModel Of(HandlerModel handler, FunctionInstance instance) => new ObservedHandler(handler, instance);

    public override void AddTo(IServiceCollection services) => _handler.AddTo(services);

    public override EntityChange Decode(in ChangeHeader header, in StreamRecord record) => _handler.Decode(header, record);

    public override Task HandleAsync(IServiceProvider services, EntityChange change, ChangeContext context, CancellationToken cancellationToken)
        => CountAsync(async () =>
        {
            await _handler.HandleAsync(services, change, context, cancellationToken).ConfigureAwait(false);
            return 1;
        });

    public override Task HandleAsync(IServiceProvider services, ChangeBatchContext batch, CancellationToken cancellationToken)
        => CountAsync(async () =>
        {
            await _handler.HandleAsync(services, batch, cancellationToken).ConfigureAwait(false);
            return batch.Changes.Count(change => batch.FailureOf(change) is null);
        });

    private Task<bool> CountAsync(Func<Task<int>> handle)
        => _instance.CallAsync(FaultBoundary.Handle, async () =>
        {
            var handled = await handle().ConfigureAwait(false);
            lock (_instance.Context.Loop.Gate)
            {
                _instance.Context.Counters.Handled += handled;
            }

            return true;
        }).AsTask();
}
