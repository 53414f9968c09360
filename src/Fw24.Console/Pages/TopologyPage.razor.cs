using System.Globalization;
using Fw24.Console.Topology;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Pages;

/// <summary>The picture of the app, live.</summary>
public sealed partial class TopologyPage
{
    private const int ColumnWidth = 199;
    private const int RowHeight = 84;
    private const int NodeWidth = 180;
    private const int NodeHeight = 66;
    private const int Top = 34;

    private static readonly (string Name, int Column)[] s_columns =
        [("tables", 0), ("stream processors", 1), ("topics", 2), ("queues", 3), ("handlers and audits", 4), ("what they write", 5)];

    private IReadOnlyDictionary<string, NodeStatus> _status = new Dictionary<string, NodeStatus>();

    /// <inheritdoc/>
    protected override bool IsAlwaysStale => true;

    [Inject]
    private TopologyGraph Graph { get; set; } = null!;

    [Inject]
    private ITopologyStatus Status { get; set; } = null!;

    private static int Width => ((TopologyGraph.Columns - 1) * ColumnWidth) + NodeWidth;

    private int Height => Top + (Graph.Rows * RowHeight);

    private string Label
        => $"The way of a change: {Graph.Nodes.Count} parts and {Graph.Edges.Count} connections, from tables to what is written.";

    private string GraphStyle => string.Create(CultureInfo.InvariantCulture, $"width:{Width}px;height:{Height}px");

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        _status = Status.Take();
        return Task.CompletedTask;
    }

    private static string LaneStyle(int column)
        => string.Create(CultureInfo.InvariantCulture, $"left:{column * ColumnWidth}px;width:{NodeWidth}px");

    private static string StyleOf(GraphNode node)
        => string.Create(CultureInfo.InvariantCulture, $"left:{X(node)}px;top:{Y(node)}px;width:{NodeWidth}px;height:{NodeHeight}px");

    private static string PathOf(GraphEdge edge)
    {
        var (fromX, fromY) = (X(edge.From) + NodeWidth, Y(edge.From) + (NodeHeight / 2.0));
        var (toX, toY) = (X(edge.To), Y(edge.To) + (NodeHeight / 2.0));
        var bend = (toX - fromX) / 2.0;
        return string.Create(CultureInfo.InvariantCulture, $"M{fromX} {fromY}C{fromX + bend} {fromY} {toX - bend} {toY} {toX} {toY}");
    }

    private static int X(GraphNode node) => node.Column * ColumnWidth;

    private static double Y(GraphNode node) => Top + (node.Row * RowHeight);
}
