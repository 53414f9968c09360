using Fw24.Console.Driving;
using Fw24.Console.Feed;
using Fw24.Local;
using Fw24.Local.Queues;

namespace Fw24.Console.Topology;

/// <summary>What the parts of an embedded cloud show now.</summary>
internal sealed class CloudStatus(LocalCloud cloud, CloudFeed feed, ConsolePulse pulse, TopologyGraph graph) : ITopologyStatus
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, NodeStatus> Take()
    {
        lock (feed.Gate)
        {
            return graph.Nodes.ToDictionary(static node => node.Id, StatusOf);
        }
    }

    /// <inheritdoc/>
    public double RateOf(GraphEdge edge) => Math.Max(pulse.RateOf(edge.From.Id, edge.To.Id), pulse.RateOf("", edge.To.Id));

    private NodeStatus StatusOf(GraphNode node) => node.Kind switch
    {
        NodeKind.Table => TableStatus(node),
        NodeKind.Topic => new NodeStatus(cloud.Topics[node.Name].Published, "published", pulse.RateOf("", node.Id)),
        NodeKind.Queue => QueueStatus(node, cloud.Queues[node.Name]),
        NodeKind.Failures => FailureStatus(cloud.Queues[node.Name]),
        NodeKind.Store => new NodeStatus(feed.Flows.Of(NodeId.Function(node.Id["store:".Length..]), node.Id), "records", 0),
        _ => FunctionStatus(node),
    };

    private NodeStatus TableStatus(GraphNode node)
        => cloud.Tables.TryGetValue(node.Name, out var table)
            ? new NodeStatus(table.Count, "items", pulse.RateOf(NodeId.Writers, node.Id))
            : new NodeStatus(feed.Flows.Of(NodeId.Writers, node.Id), "changes", pulse.RateOf(NodeId.Writers, node.Id));

    private NodeStatus FunctionStatus(GraphNode node)
    {
        var activity = feed.Functions.GetValueOrDefault(node.Name);
        return new NodeStatus(activity?.Invocations ?? 0, "calls", 0, Failures: feed.Flows.FailuresOf(node.Id));
    }

    private NodeStatus QueueStatus(GraphNode node, LocalQueue queue)
    {
        var messages = queue.Messages;
        var deadLetters = graph.DeadLettersOf(queue.Name) is { } name ? cloud.Queues[name].Count : 0;
        return new NodeStatus(messages.Count, "waiting", pulse.RateOf("", node.Id), AgeOf(messages), DeadLetters: deadLetters);
    }

    private NodeStatus FailureStatus(LocalQueue queue)
    {
        var messages = queue.Messages;
        return new NodeStatus(messages.Count, "kept", 0, AgeOf(messages), DeadLetters: messages.Count);
    }

    private TimeSpan? AgeOf(IReadOnlyList<LocalMessage> messages)
        => messages.Count == 0 ? null : cloud.Time.GetUtcNow() - messages.Min(static message => message.SentAt);
}
