using System.ComponentModel;

namespace Fw24.Generated;

/// <summary>Names a change handler of this assembly. Written by the generator.</summary>
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

    /// <summary>The attributes of its <see cref="OnChangeAttribute"/>; empty when any will do.</summary>
    public string[] OnChange { get; set; } = [];

    /// <summary>The tables that it can reach, and that its function so reads and writes.</summary>
    public string[] Tables { get; set; } = [];

    /// <summary>What its <see cref="ChangeQueueAttribute"/> sets: names and values in turn.</summary>
    public object[] QueueSettings { get; set; } = [];
}
