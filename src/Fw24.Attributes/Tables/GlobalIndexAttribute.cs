namespace Fw24;

/// <summary>Adds a global secondary index to the table (at most 20 by DynamoDB's default quota).</summary>
/// <param name="name">The index's name: 3 to 255 characters of <c>a-z</c>, <c>A-Z</c>, <c>0-9</c>, <c>_</c>, <c>-</c> and <c>.</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GlobalIndexAttribute(string name) : Attribute
{
    /// <summary>The index's name.</summary>
    public string Name { get; } = name;

    /// <summary>The property that is the index's partition key, by <see langword="nameof"/>. Required.</summary>
    public string? PartitionKey { get; set; }

    /// <summary>The property that is the index's sort key, by <see langword="nameof"/>. Default: none.</summary>
    public string? SortKey { get; set; }

    /// <summary>The attributes the index holds. Default: <see cref="IndexProjection.All"/>.</summary>
    public IndexProjection Projection { get; set; } = IndexProjection.All;
}
