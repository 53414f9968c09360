using System.ComponentModel;

namespace Fw24.Generated;

/// <summary>Names an entity of this assembly, with all that another compilation must know of it: the entity itself may be internal. Written by the generator.</summary>
/// <param name="table">The table's name.</param>
/// <param name="name">The entity's name.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedEntityAttribute(string table, string name) : Attribute
{
    /// <summary>The table's name.</summary>
    public string Table { get; } = table;

    /// <summary>The entity's name.</summary>
    public string Name { get; } = name;

    /// <summary>The namespace of its generated types; empty for the global one.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>What the names of its generated types begin with, such as <c>Order</c> in <c>OrderChange</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The member of <see cref="GeneratedAppAttribute.Parts"/> that is its model.</summary>
    public string Part { get; set; } = "";

    /// <summary>The keys: the partition key attribute's name and type (<c>S</c>, <c>N</c>, <c>B</c>), then the sort key's if there is one.</summary>
    public string[] Keys { get; set; } = [];

    /// <summary>The attribute that holds the time to live; empty when none does.</summary>
    public string TimeToLive { get; set; } = "";

    /// <summary>The stored properties: each one's name, then its attribute's.</summary>
    public string[] Attributes { get; set; } = [];

    /// <summary>The type that each of <see cref="Attributes"/> would have as a key, a letter each: <c>S</c>, <c>N</c> or <c>B</c>, and <c>-</c> for one that can be none. Empty where the generator did not say yet.</summary>
    public string Types { get; set; } = "";

    /// <summary>The attributes that are redacted. Where another entity of the table stores one in clear, its app says so.</summary>
    public string[] Sensitive { get; set; } = [];

    /// <summary>Whether an attribute is redacted by a keyed hash (<see cref="Redaction.Hmac"/>), for which its stream processor needs the key.</summary>
    public bool HasKeyedHash { get; set; }

    /// <summary>What the <see cref="DynamoTableAttribute"/> sets: names and values in turn.</summary>
    public object[] TableSettings { get; set; } = [];

    /// <summary>What the <see cref="StreamEnabledAttribute"/> sets: names and values in turn; <see langword="null"/> without that attribute.</summary>
    public object[]? StreamSettings { get; set; }

    /// <summary>What the <see cref="AuditAttribute"/> sets: names and values in turn; <see langword="null"/> without that attribute.</summary>
    public object[]? AuditSettings { get; set; }
}
