namespace Fw24.Console.Topology;

/// <summary>A way that changes take from a part of a cloud to another.</summary>
/// <param name="From">The node it leaves.</param>
/// <param name="To">The node it reaches.</param>
/// <param name="Note">The changes that take it, for people; empty for all.</param>
public sealed record GraphEdge(GraphNode From, GraphNode To, string Note = "");
