namespace Fw24.Tables.Scans;

/// <summary>How far a segment of a table was read.</summary>
/// <param name="LastKey">The key after which it continues; absent at its beginning and its end.</param>
/// <param name="IsDone">Indicates whether it was read whole.</param>
internal readonly record struct SegmentPlace(ItemImage LastKey, bool IsDone);
