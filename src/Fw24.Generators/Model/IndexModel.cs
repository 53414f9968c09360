namespace Fw24.Generators.Model;

/// <summary>A global secondary index.</summary>
internal sealed record IndexModel
{
    public required string Name { get; init; }

    /// <summary>The partition key; <see langword="null"/> when the entity has no such property.</summary>
    public required KeyModel? PartitionKey { get; init; }

    /// <summary>The sort key; <see langword="null"/> when there is none, or the entity has no such property.</summary>
    public required KeyModel? SortKey { get; init; }

    public required IndexProjection Projection { get; init; }

    /// <summary>The property names of its keys that the entity does not have.</summary>
    public required EquatableArray<string> Unknown { get; init; }
}
