namespace Fw24.Console.Topology;

/// <summary>What the parts of an app show now.</summary>
internal interface ITopologyStatus
{
    /// <summary>Takes the status of all nodes at one moment, by their ids.</summary>
    IReadOnlyDictionary<string, NodeStatus> Take();

    /// <summary>Returns what passes an edge, per second of this machine's time.</summary>
    double RateOf(GraphEdge edge);
}
