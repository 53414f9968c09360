using Fw24.Console.Failures;
using Fw24.Console.Feed;
using Fw24.Console.Sources;
using Fw24.Local;
using Fw24.Local.Resources;
using Fw24.Model;
using Fw24.Operations;

namespace Fw24.Console.Topology;

/// <summary>The picture of a cloud: its parts in columns, in the order in which a change passes them.</summary>
internal sealed class TopologyGraph
{
    private const int TableColumn = 0;
    private const int StreamColumn = 1;
    private const int TopicColumn = 2;
    private const int QueueColumn = 3;
    private const int FunctionColumn = 4;
    private const int StoreColumn = 5;

    private readonly LocalTopology _topology;
    private readonly AppModel _app;
    private readonly Dictionary<string, GraphNode> _nodes = new(StringComparer.Ordinal);
    private readonly List<GraphEdge> _edges = [];
    private int _rows;

    public TopologyGraph(ConsoleApp app)
    {
        (_topology, _app) = (app.Topology, app.Model);
        foreach (var mapping in _topology.StreamMappings)
        {
            AddPipeline(mapping);
        }

        // Audit tables are in the picture as what audit loggers write.
        var stores = _nodes.Values.Where(static node => node.Kind is NodeKind.Store).ToLookup(static node => node.Name);
        bool IsShown(string table) => stores.Contains(table) || _nodes.ContainsKey(NodeId.Table(table));
        foreach (var table in _topology.Tables.Where(table => !IsShown(table.Name)))
        {
            Add(NodeId.Table(table.Name), NodeKind.Table, table.Name, NoteOf(table.Name), TableColumn, _rows++);
        }

        AddFailures();
    }

    public IReadOnlyCollection<GraphNode> Nodes => _nodes.Values;

    public IReadOnlyList<GraphEdge> Edges => _edges;

    /// <summary>The number of columns.</summary>
    public const int Columns = StoreColumn + 1;

    public int Rows => _rows;

    /// <summary>The queue that takes what a queue gave up, by the queue's name.</summary>
    public string? DeadLettersOf(string queue) => _topology.Queues.FirstOrDefault(resource => resource.Name == queue)?.DeadLetterQueue;

    private void AddPipeline(StreamMappingResource mapping)
    {
        var first = _rows;
        var stream = _topology.Functions.Single(function => function.Name == mapping.Function);
        var topic = _topology.Topics.FirstOrDefault(topic
            => _topology.TopicArn(topic.Name) == stream.Environment.GetValueOrDefault(Fw24Variables.TopicArn));
        List<(SubscriptionResource Subscription, GraphNode Queue)> queues = [];
        foreach (var subscription in _topology.Subscriptions.Where(subscription => subscription.Topic == topic?.Name))
        {
            queues.Add((subscription, AddConsumer(subscription.Queue)));
        }

        _rows = Math.Max(_rows, first + 1);
        var middle = (first + _rows - 1) / 2.0;
        var table = Add(NodeId.Table(mapping.Table), NodeKind.Table, mapping.Table, NoteOf(mapping.Table), TableColumn, middle);
        var function = Add(NodeId.Function(mapping.Function), NodeKind.Stream, mapping.Function, $"batches of {mapping.BatchSize}",
            StreamColumn, middle);
        _edges.Add(new GraphEdge(table, function));
        if (topic is null)
        {
            return;
        }

        var published = Add(NodeId.Topic(topic.Name), NodeKind.Topic, topic.Name, topic.Fifo ? "in order per item" : "",
            TopicColumn, middle);
        _edges.Add(new GraphEdge(function, published));
        foreach (var (subscription, queue) in queues)
        {
            _edges.Add(new GraphEdge(published, queue, NoteOf(subscription)));
        }
    }

    private GraphNode AddConsumer(string queue)
    {
        var row = _rows;
        var node = Add(NodeId.Queue(queue), NodeKind.Queue, queue, "", QueueColumn, row);
        if (_topology.QueueMappings.FirstOrDefault(mapping => mapping.Queue == queue) is not { } mapping)
        {
            _rows++;
            return node;
        }

        var resource = _topology.Functions.Single(function => function.Name == mapping.Function);
        var audited = _app.Tables.FirstOrDefault(table => table.Audit is not null && table.AuditFunction == resource.Function);
        var stores = StoresOf(resource, audited).ToList();
        _rows += Math.Max(1, stores.Count);
        var function = Add(
            NodeId.Function(mapping.Function),
            audited is null ? NodeKind.Handler : NodeKind.Audit,
            mapping.Function,
            audited is null ? "" : "audit",
            FunctionColumn,
            row);
        _edges.Add(new GraphEdge(node, function));
        for (var index = 0; index < stores.Count; index++)
        {
            var (id, kind, name, note) = stores[index];
            _edges.Add(new GraphEdge(function, Add(id, kind, name, note, StoreColumn, row + index)));
        }

        return node;
    }

    // Where a function leaves something: its audit's place, or the tables that a handler writes to and that have no stream of their own.
    private IEnumerable<(string Id, NodeKind Kind, string Name, string Note)> StoresOf(FunctionResource function, TableModel? audited)
    {
        if (audited is not null)
        {
            var environment = function.Environment;
            var place = environment.GetValueOrDefault(Fw24Variables.AuditLogGroup)
                ?? environment.GetValueOrDefault(Fw24Variables.AuditTable);
            yield return (NodeId.Store(function.Name), NodeKind.Store, place ?? "console", audited.Audit!.LoggerType switch
            {
                AuditLoggerType.Cloudwatch => "CloudWatch Logs",
                AuditLoggerType.DynamoDb => "audit table",
                _ => "standard output",
            });
            yield break;
        }

        foreach (var table in function.Tables ?? [])
        {
            if (_topology.ModelOf(_app, table) is { Stream: null })
            {
                yield return (NodeId.Table(table), NodeKind.Table, table, NoteOf(table));
            }
        }
    }

    private void AddFailures()
    {
        var queues = _topology.FailureQueues().Where(static queue => queue.Kind is not FailureQueueKind.DeadLetter).ToList();
        for (var index = 0; index < queues.Count; index++)
        {
            var queue = queues[index];
            var note = queue.Kind is FailureQueueKind.Parking ? "what can never be processed" : $"given up by {queue.Function}";
            Add(NodeId.Queue(queue.Name), NodeKind.Failures, queue.Name, note, index % Columns, _rows + (index / Columns));
        }

        _rows += (queues.Count + Columns - 1) / Columns;
    }

    private GraphNode Add(string id, NodeKind kind, string name, string note, int column, double row)
        => _nodes.TryGetValue(id, out var node) ? node : _nodes[id] = new GraphNode(id, kind, name, note, column, row);

    private string NoteOf(string table)
        => _topology.ModelOf(_app, table) is { } model
            ? string.Join(", ", model.Entities.Select(static entity => entity.Name))
            : "audit records";

    private static string NoteOf(SubscriptionResource subscription)
        => string.Join("; ", subscription.FilterPolicy.Where(static filter => filter.Key is not "entity")
            .Select(static filter => string.Join(", ", filter.Value.Where(static value
                => !value.StartsWith("backfill", StringComparison.Ordinal)))));
}
