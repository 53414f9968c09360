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

    /// <summary>The keys: the partition key attribute's name and type (<c>S</c>, <c>N</c>, <c>B</c>), then the sort key's if there is one.</summary>
    public string[] Keys { get; set; } = [];

    /// <summary>The attributes the index holds.</summary>
    public IndexProjection Projection { get; set; }
}
