namespace Fw24.Generators.Model.Entities;

/// <summary>A global secondary index.</summary>
internal sealed record IndexModel
{
    public required string Name { get; init; }

    /// <summary>The attributes of the partition key, in their order, without the properties that the entity does not have.</summary>
    public required EquatableArray<KeyModel> PartitionKeys { get; init; }

    /// <summary>The attributes of the sort key, in their order, without the properties that the entity does not have.</summary>
    public required EquatableArray<KeyModel> SortKeys { get; init; }

    public required IndexProjection Projection { get; init; }

    /// <summary>The attributes that it holds besides the keys, as they are declared.</summary>
    public EquatableArray<string> Include { get; init; } = [];

    /// <summary>The properties named as its keys that the entity does not have.</summary>
    public EquatableArray<string> Unknown { get; init; } = [];

    /// <summary>The properties named as included that the entity does not have.</summary>
    public EquatableArray<string> UnknownIncluded { get; init; } = [];

    /// <summary>The setting that states a key a second time, such as <c>SortKeys</c> besides <c>SortKey</c>; empty without one.</summary>
    public string Restated { get; init; } = "";

    /// <summary>Indicates whether it also holds the audit records that are kept among the table's items.</summary>
    public bool HoldsAuditRecords { get; init; }

    public IEnumerable<KeyModel> Keys => PartitionKeys.Concat(SortKeys);

    /// <summary>Indicates whether a partition or sort key of several attributes is part of the key.</summary>
    public bool HasSeveral => PartitionKeys.Count > 1 || SortKeys.Count > 1;

    /// <summary>Indicates whether another entity declares the same index. Each may include properties of its own.</summary>
    public bool Agrees(IndexModel other) => this with { Include = other.Include } == other;
}
