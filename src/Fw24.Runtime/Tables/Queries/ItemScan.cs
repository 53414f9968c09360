namespace Fw24.Tables;

/// <summary>A read of all items of a table or an index, or of one of several segments that are read side by side.</summary>
public sealed record ItemScan : ItemsRead
{
    /// <summary>The largest number of segments (Scan, <c>TotalSegments</c>).</summary>
    internal const int MaxSegments = 1_000_000;

    /// <summary>The segment: 0 to one less than <see cref="Segments"/>.</summary>
    public int Segment { get; init; }

    /// <summary>The number of segments, each of which one reader reads: 1 to 1,000,000.</summary>
    public int Segments { get; init; } = 1;
}
