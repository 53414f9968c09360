using System.ComponentModel;

namespace Fw24.Generated;

/// <summary>Describes an entity of this assembly, which may be internal, to other compilations. Written by the generator.</summary>
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

    /// <summary>The namespace of its generated types; empty for the global namespace.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>The prefix of the names of its generated types, such as <c>Order</c> in <c>OrderChange</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The member of <see cref="GeneratedAppAttribute.Parts"/> that is its model.</summary>
    public string Part { get; set; } = "";

    /// <summary>The keys: the partition key attribute's name and type (<c>S</c>, <c>N</c>, <c>B</c>), then the sort key's if there is one.</summary>
    public string[] Keys { get; set; } = [];

    /// <summary>The time-to-live attribute; empty without one.</summary>
    public string TimeToLive { get; set; } = "";

    /// <summary>The stored properties: each property's name, then its attribute's.</summary>
    public string[] Attributes { get; set; } = [];

    /// <summary>
    /// The key type of each of <see cref="Attributes"/>, one letter each: <c>S</c>, <c>N</c> or <c>B</c>, or <c>-</c> for one that cannot be a key. Empty if an
    /// older generator wrote the marker.
    /// </summary>
    public string Types { get; set; } = "";

    /// <summary>The redacted attributes. An app in which another entity of the table stores one of them in clear reports that.</summary>
    public string[] Sensitive { get; set; } = [];

    /// <summary>Indicates whether a keyed hash (<see cref="Redaction.Hmac"/>) redacts an attribute, so that the stream processor needs the key.</summary>
    public bool HasKeyedHash { get; set; }

    /// <summary>The settings of the <see cref="DynamoTableAttribute"/>: names and values in turn.</summary>
    public object[] TableSettings { get; set; } = [];

    /// <summary>The settings of the <see cref="StreamEnabledAttribute"/>: names and values in turn; <see langword="null"/> without that attribute.</summary>
    public object[]? StreamSettings { get; set; }

    /// <summary>The settings of the <see cref="AuditAttribute"/>: names and values in turn; <see langword="null"/> without that attribute.</summary>
    public object[]? AuditSettings { get; set; }
}
