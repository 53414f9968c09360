namespace Fw24;

/// <summary>Specifies the attributes that a secondary index holds.</summary>
public enum IndexProjection
{
    /// <summary>All attributes of the item.</summary>
    All,

    /// <summary>Only the keys of the table and of the index.</summary>
    KeysOnly,

    /// <summary>The keys of the table and of the index, and the properties that <see cref="GlobalIndexAttribute.Include"/> names.</summary>
    Include,
}
