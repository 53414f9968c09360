namespace Fw24.Local.Streams;

/// <summary>Records of a shard.</summary>
/// <param name="Records">The records, in order.</param>
/// <param name="Next">The position behind them; <see langword="null"/> when the shard is closed and was read to its end.</param>
public readonly record struct SourceRead(IReadOnlyList<SourceRecord> Records, string? Next);
