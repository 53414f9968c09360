namespace Fw24.Seals.Tree;

/// <summary>A range of a log's entries.</summary>
/// <param name="Start">The index of the first one.</param>
/// <param name="End">The index after the last one.</param>
internal readonly record struct EntryRange(long Start, long End)
{
    /// <summary>The number of entries.</summary>
    public long Count => End - Start;
}
