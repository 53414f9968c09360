namespace Fw24;

/// <summary>Names the item attribute that stores a property. Default: the property's name.</summary>
/// <param name="name">The attribute's name: 1 to 65,535 bytes of UTF-8; a key's name at most 255 bytes (DynamoDB, "Constraints").</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class DynamoAttributeAttribute(string name) : Attribute
{
    /// <summary>The item attribute's name.</summary>
    public string Name { get; } = name;
}
