namespace Fw24.Generators.Model.Entities;

/// <summary>A global secondary index.</summary>
internal sealed record IndexModel
{
    public required string Name { get; init; }

    /// <summary>The partition key; <see langword="null"/> if the entity does not have the property.</summary>
    public required KeyModel? PartitionKey { get; init; }

    /// <summary>The sort key; <see langword="null"/> without one, or if the entity does not have the property.</summary>
    public required KeyModel? SortKey { get; init; }

    public required IndexProjection Projection { get; init; }

    /// <summary>The properties named as its keys that the entity does not have.</summary>
    public required EquatableArray<string> Unknown { get; init; }
}
