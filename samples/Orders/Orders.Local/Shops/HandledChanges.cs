using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Fw24;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Orders.Local.Shops;

/// <summary>The changes that each handler handled, each counted once regardless of repetitions.</summary>
internal sealed class HandledChanges
{
    private readonly ConcurrentDictionary<(string Handler, string EventId), string> _handled = new();

    /// <summary>The number of distinct changes that each handler handled.</summary>
    public IReadOnlyList<HandlerCount> Counts
        => [.. _handled.GroupBy(static handled => (handled.Key.Handler, Table: handled.Value)).Select(static group => new HandlerCount(group.Key.Handler, group.Key.Table, group.Count()))
            .OrderBy(static count => count.Handler, StringComparer.Ordinal)];

    /// <summary>The same app with observed handlers.</summary>
    public AppModel Watch(AppModel app) => new()
    {
        Name = app.Name,
        Tables = app.Tables,
        Handlers = [.. app.Handlers.Select(handler => new WatchedHandler(handler, _handled))],
    };

    private sealed class WatchedHandler : HandlerModel
    {
        private readonly HandlerModel _handler;
        private readonly ConcurrentDictionary<(string Handler, string EventId), string> _handled;

        [SetsRequiredMembers]
        public WatchedHandler(HandlerModel handler, ConcurrentDictionary<(string Handler, string EventId), string> handled)
        {
            (_handler, _handled) = (handler, handled);
            (Name, TableName, Entity, Operations, HandlesBatches)
                = (handler.Name, handler.TableName, handler.Entity, handler.Operations, handler.HandlesBatches);
            (OnChange, OnChangeFrom, OnChangeTo, Queue, ActAs, Tables)
                = (handler.OnChange, handler.OnChangeFrom, handler.OnChangeTo, handler.Queue, handler.ActAs, handler.Tables);
        }

        public override Type? Type => _handler.Type;

        public override void AddTo(IServiceCollection services) => _handler.AddTo(services);

        public override EntityChange Decode(in ChangeHeader header, in StreamRecord record) => _handler.Decode(header, record);

        public override async Task HandleAsync(IServiceProvider services, EntityChange change, ChangeContext context, CancellationToken cancellationToken)
        {
            await _handler.HandleAsync(services, change, context, cancellationToken);
            _handled.TryAdd((Name, change.EventId), TableName);
        }

        public override async Task HandleAsync(IServiceProvider services, ChangeBatchContext batch, CancellationToken cancellationToken)
        {
            await _handler.HandleAsync(services, batch, cancellationToken);
            foreach (var change in batch.Changes.Where(change => batch.FailureOf(change) is null))
            {
                _handled.TryAdd((Name, change.EventId), TableName);
            }
        }
    }
}
