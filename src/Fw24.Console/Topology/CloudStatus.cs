using Fw24.Console.Driving;
using Fw24.Console.Feed;
using Fw24.Local;

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
        NodeKind.Topic => new NodeStatus(PublishedTo(node), "published", pulse.RateOf("", node.Id)),
        NodeKind.Queue => QueueStatus(node),
        NodeKind.Failures => FailureStatus(node.Name),
        NodeKind.Store => new NodeStatus(feed.Flows.Of(NodeId.Function(node.Id["store:".Length..]), node.Id), "records", 0),
        _ => FunctionStatus(node),
    };

    private long PublishedTo(GraphNode topic)
        => cloud.Topics.TryGetValue(topic.Name, out var local) ? local.Published : feed.Flows.Of("", topic.Id);

    private NodeStatus TableStatus(GraphNode node)
        => cloud.Tables.TryGetValue(node.Name, out var table)
            ? new NodeStatus(table.Count, "items", pulse.RateOf(NodeId.Writers, node.Id))
            : new NodeStatus(feed.Flows.Of(NodeId.Writers, node.Id), "changes", pulse.RateOf(NodeId.Writers, node.Id));

    private NodeStatus FunctionStatus(GraphNode node)
    {
        var activity = feed.Functions.GetValueOrDefault(node.Name);
        return new NodeStatus(activity?.Invocations ?? 0, "calls", 0, Failures: feed.Flows.FailuresOf(node.Id));
    }

    private NodeStatus QueueStatus(GraphNode node)
    {
        var deadLetters = graph.DeadLettersOf(node.Name) is { } name ? CountOf(name) : 0;
        return new NodeStatus(CountOf(node.Name), "waiting", pulse.RateOf("", node.Id), AgeOf(node.Name), DeadLetters: deadLetters);
    }

    private NodeStatus FailureStatus(string queue)
        => new(CountOf(queue), "kept", 0, AgeOf(queue), DeadLetters: CountOf(queue));

    private int CountOf(string queue) => cloud.Parts.Messaging.Queues[queue].Count;

    // An endpoint does not tell how old the messages of its queues are.
    private TimeSpan? AgeOf(string queue)
        => cloud.Queues.GetValueOrDefault(queue)?.Messages is { Count: > 0 } messages
            ? cloud.Time.GetUtcNow() - messages.Min(static message => message.SentAt)
            : null;
}
