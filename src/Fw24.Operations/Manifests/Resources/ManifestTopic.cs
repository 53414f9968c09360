namespace Fw24.Operations.Manifests.Resources;

/// <summary>A topic.</summary>
internal sealed record ManifestTopic
{
    /// <summary>The name, including the suffix <c>.fifo</c> if it is FIFO.</summary>
    public required string Name { get; init; }

    /// <summary>The scope of a FIFO topic's throughput.</summary>
    public string? FifoThroughputScope { get; init; }

    /// <summary>The maximum size of a message; <see langword="null"/> for SNS's default.</summary>
    public int? MaxMessageBytes { get; init; }
}
