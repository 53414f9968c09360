namespace Fw24.Audit.Indexing;

/// <summary>A page of a segment that was indexed.</summary>
/// <param name="Place">Where the segment continues.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Indexed">The number of those that were written.</param>
/// <param name="Unreadable">The number of those that are no rows of an audit.</param>
internal readonly record struct IndexedPage(SegmentPlace Place, int Rows, int Indexed, int Unreadable);
