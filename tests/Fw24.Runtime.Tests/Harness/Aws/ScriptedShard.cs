namespace Fw24.Runtime.Tests.Harness.Aws;

/// <summary>A shard of <see cref="ScriptedStreams"/>.</summary>
internal sealed record ScriptedShard(string Id, string? Parent, params string[] SequenceNumbers)
{
    public List<string> Records { get; } = [.. SequenceNumbers];

    public bool IsClosed { get; set; }
}
