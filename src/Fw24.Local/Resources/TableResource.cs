using Fw24.Model;

namespace Fw24.Local.Resources;

/// <summary>A table.</summary>
public sealed record TableResource
{
    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The partition key.</summary>
    public required KeyAttribute PartitionKey { get; init; }

    /// <summary>The sort key, if the table has one.</summary>
    public KeyAttribute? SortKey { get; init; }

    /// <summary>The global secondary indexes. Default: none.</summary>
    public IReadOnlyList<IndexModel> Indexes { get; init; } = [];

    /// <summary>The time to live attribute, if the table has one.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>The images that the table's stream carries; <see langword="null"/> if it has no stream.</summary>
    public StreamViewType? StreamViewType { get; init; }
}
