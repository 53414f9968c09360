namespace Fw24.Tables.Scans;

/// <summary>A page of a segment on which the work is done.</summary>
/// <param name="Place">Where the segment continues.</param>
/// <param name="Counts">What is added to each count of the job.</param>
internal readonly record struct ScannedPage(SegmentPlace Place, IReadOnlyList<long> Counts);
