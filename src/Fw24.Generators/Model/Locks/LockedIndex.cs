using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Model.Locks;

/// <summary>The locked facts about a global secondary index.</summary>
internal sealed record LockedIndex
{
    public required string Name { get; init; }

    public required KeyModel PartitionKey { get; init; }

    public required KeyModel? SortKey { get; init; }

    /// <summary>A member of <see cref="IndexProjection"/>.</summary>
    public required string Projection { get; init; }
}
