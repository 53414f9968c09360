using System.ComponentModel;

namespace Fw24.Generated;

/// <summary>Describes a change handler of this assembly. Written by the generator.</summary>
/// <param name="name">The handler's name.</param>
/// <param name="table">The table whose changes it handles.</param>
/// <param name="entity">The entity's name.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedHandlerAttribute(string name, string table, string entity) : Attribute
{
    /// <summary>The handler's name.</summary>
    public string Name { get; } = name;

    /// <summary>The table whose changes it handles.</summary>
    public string Table { get; } = table;

    /// <summary>The entity's name.</summary>
    public string Entity { get; } = entity;

    /// <summary>The member of <see cref="GeneratedAppAttribute.Parts"/> that is its model.</summary>
    public string Part { get; set; } = "";

    /// <summary>The operations it handles: <c>Insert</c>, <c>Modify</c>, <c>Remove</c>.</summary>
    public string[] Operations { get; set; } = [];

    /// <summary>The attributes of its <see cref="OnChangeAttribute"/>; empty if a change to any attribute invokes it.</summary>
    public string[] OnChange { get; set; } = [];

    /// <summary>The values that the attribute must have had, as texts; empty for any.</summary>
    public string[] OnChangeFrom { get; set; } = [];

    /// <summary>The values that the attribute must have, as texts; empty for any.</summary>
    public string[] OnChangeTo { get; set; } = [];

    /// <summary>The tables it can reach, which its function may read and write.</summary>
    public string[] Tables { get; set; } = [];

    /// <summary>The settings of its <see cref="ChangeQueueAttribute"/>: names and values in turn.</summary>
    public object[] QueueSettings { get; set; } = [];

    /// <summary>The settings of its <see cref="IdempotentAttribute"/>: names and values in turn. Not set if it has none.</summary>
    public object[] IdempotentSettings { get; set; } = [];
}
