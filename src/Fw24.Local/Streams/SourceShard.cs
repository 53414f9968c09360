namespace Fw24.Local.Streams;

/// <summary>A shard of a stream.</summary>
/// <param name="ShardId">Its id.</param>
/// <param name="ParentShardId">The shard that it continues, which is read to its end first; <see langword="null"/> for a first shard.</param>
public sealed record SourceShard(string ShardId, string? ParentShardId);
