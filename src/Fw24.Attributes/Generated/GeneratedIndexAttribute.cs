using System.ComponentModel;

namespace Fw24.Generated;

/// <summary>Describes a global secondary index that an entity of this assembly declares. Written by the generator.</summary>
/// <param name="table">The table's name.</param>
/// <param name="entity">The entity's name.</param>
/// <param name="name">The index's name.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedIndexAttribute(string table, string entity, string name) : Attribute
{
    /// <summary>The table's name.</summary>
    public string Table { get; } = table;

    /// <summary>The entity's name.</summary>
    public string Entity { get; } = entity;

    /// <summary>The index's name.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The keys: the name and type (<c>S</c>, <c>N</c>, <c>B</c>) of each partition key attribute, then of each sort key attribute.
    /// </summary>
    public string[] Keys { get; set; } = [];

    /// <summary>The number of partition key attributes among <see cref="Keys"/>.</summary>
    public int PartitionKeys { get; set; } = 1;

    /// <summary>The attributes the index holds.</summary>
    public IndexProjection Projection { get; set; }

    /// <summary>The attributes that it holds besides the keys, with <see cref="IndexProjection.Include"/>.</summary>
    public string[] Include { get; set; } = [];
}
