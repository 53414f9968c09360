namespace Fw24.Model;

/// <summary>A global secondary index.</summary>
/// <param name="Name">The index's name.</param>
/// <param name="PartitionKey">Its partition key.</param>
/// <param name="SortKey">Its sort key, if it has one.</param>
/// <param name="Projection">Which attributes it holds.</param>
public sealed record IndexModel(string Name, KeyAttribute PartitionKey, KeyAttribute? SortKey, IndexProjection Projection);
