namespace Fw24.Console.Topology;

/// <summary>A part of a cloud, with its place in the picture.</summary>
/// <param name="Id">The id, as in the feed.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name.</param>
/// <param name="Note">A word about it, such as the entities of a table.</param>
/// <param name="Column">The column, from 0 on.</param>
/// <param name="Row">The row, from 0 on; halves are between two rows.</param>
public sealed record GraphNode(string Id, NodeKind Kind, string Name, string Note, int Column, double Row);
