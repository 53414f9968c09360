using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Model.Locks;

/// <summary>The locked facts about a global secondary index.</summary>
internal sealed record LockedIndex
{
    public required string Name { get; init; }

    /// <summary>The attributes of the partition key, in their order.</summary>
    public required EquatableArray<KeyModel> PartitionKeys { get; init; }

    /// <summary>The attributes of the sort key, in their order.</summary>
    public required EquatableArray<KeyModel> SortKeys { get; init; }

    /// <summary>A member of <see cref="IndexProjection"/>.</summary>
    public required string Projection { get; init; }

    /// <summary>The attributes that it holds besides the keys, in ordinal order.</summary>
    public required EquatableArray<string> Include { get; init; }
}
