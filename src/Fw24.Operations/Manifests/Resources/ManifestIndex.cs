namespace Fw24.Operations.Manifests.Resources;

/// <summary>A global secondary index. Each of its keys is one attribute or several.</summary>
internal sealed record ManifestIndex
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The partition key.</summary>
    public ManifestKey? PartitionKey { get; init; }

    /// <summary>The attributes of the partition key, if it has several.</summary>
    public IReadOnlyList<ManifestKey>? PartitionKeys { get; init; }

    /// <summary>The sort key, if it has one.</summary>
    public ManifestKey? SortKey { get; init; }

    /// <summary>The attributes of the sort key, if it has several.</summary>
    public IReadOnlyList<ManifestKey>? SortKeys { get; init; }
}
