namespace Fw24.Operations.Manifests.Resources;

/// <summary>A table.</summary>
internal sealed record ManifestTable
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The partition key.</summary>
    public required ManifestKey PartitionKey { get; init; }

    /// <summary>The sort key, if it has one.</summary>
    public ManifestKey? SortKey { get; init; }

    /// <summary>The global secondary indexes.</summary>
    public IReadOnlyList<ManifestIndex> Indexes { get; init; } = [];

    /// <summary>The view type of its stream; <see langword="null"/> if it has none.</summary>
    public string? Stream { get; init; }
}
