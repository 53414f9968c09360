namespace Fw24.Model;

/// <summary>A global secondary index.</summary>
/// <param name="Name">The index's name.</param>
/// <param name="PartitionKey">The partition key.</param>
/// <param name="SortKey">The sort key, if there is one.</param>
/// <param name="Projection">The attributes that it contains.</param>
public sealed record IndexModel(string Name, KeyAttribute PartitionKey, KeyAttribute? SortKey, IndexProjection Projection);
