namespace Fw24.Local.Streams;

/// <summary>Records of a shard.</summary>
/// <param name="Records">The records, in order.</param>
/// <param name="Next">The position after them; <see langword="null"/> if the shard is closed and was read to its end.</param>
public readonly record struct SourceRead(IReadOnlyList<SourceRecord> Records, string? Next);
