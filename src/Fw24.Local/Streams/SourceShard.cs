namespace Fw24.Local.Streams;

/// <summary>A shard of a stream.</summary>
/// <param name="ShardId">Its id.</param>
/// <param name="ParentShardId">The shard that it continues; <see langword="null"/> for a first one. It is read to its end before this one.</param>
public sealed record SourceShard(string ShardId, string? ParentShardId);
