namespace Fw24;

/// <summary>Adds a global secondary index to the table (at most 20 by DynamoDB's default quota).</summary>
/// <remarks>
/// Its key has one to four partition key attributes and up to four sort key attributes. An item that lacks one of them is not in the index.
/// </remarks>
/// <param name="name">The index's name: 3 to 255 characters of <c>a-z</c>, <c>A-Z</c>, <c>0-9</c>, <c>_</c>, <c>-</c> and <c>.</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GlobalIndexAttribute(string name) : Attribute
{
    /// <summary>The index's name.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The property that is the index's partition key, by <see langword="nameof"/>. This or <see cref="PartitionKeys"/> is required.
    /// </summary>
    public string? PartitionKey { get; set; }

    /// <summary>The property that is the index's sort key, by <see langword="nameof"/>. Default: none.</summary>
    public string? SortKey { get; set; }

    /// <summary>
    /// The properties that together are the index's partition key, by <see langword="nameof"/>: up to four. A query states a value of each.
    /// Instead of <see cref="PartitionKey"/>.
    /// </summary>
    public string[]? PartitionKeys { get; set; }

    /// <summary>
    /// The properties that together are the index's sort key, by <see langword="nameof"/>: up to four, of which the first sorts first. A
    /// query states values from the first on, and a range of the last one stated. Instead of <see cref="SortKey"/>.
    /// </summary>
    public string[]? SortKeys { get; set; }

    /// <summary>The attributes the index holds. Default: <see cref="IndexProjection.All"/>.</summary>
    public IndexProjection Projection { get; set; } = IndexProjection.All;

    /// <summary>
    /// The properties that the index holds besides the keys, by <see langword="nameof"/>, with <see cref="IndexProjection.Include"/>:
    /// up to 20, and 100 in all indexes of a table. Default: none.
    /// </summary>
    public string[]? Include { get; set; }
}
