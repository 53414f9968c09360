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

    /// <summary>The attribute of the time to live, if the table has one.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>Which images the table's stream carries; <see langword="null"/> when it has no stream.</summary>
    public StreamViewType? StreamViewType { get; init; }
}
