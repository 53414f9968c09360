namespace Fw24;

/// <summary>Names the item attribute that stores a property, and says how items are read that were written before it was so.</summary>
/// <param name="name">
/// The attribute's name: 1 to 65,535 bytes of UTF-8; a key's name at most 255 bytes (DynamoDB, "Constraints"). Default: the property's
/// name.
/// </param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class DynamoAttributeAttribute(string? name = null) : Attribute
{
    /// <summary>The item attribute's name; <see langword="null"/> for the property's name.</summary>
    public string? Name { get; } = name;

    /// <summary>
    /// Earlier names of the attribute, read from items that lack the present one: the first that the item has. Never written. Default:
    /// none.
    /// </summary>
    /// <remarks>
    /// Not for keys, a version, a time to live or an actor: DynamoDB and the pipeline find these by the attribute's present name.
    /// </remarks>
    public string[] Aliases { get; set; } = [];

    /// <summary>
    /// The property's value if the item lacks the attribute: a constant of the property's type (a string, a number, a boolean or an enum
    /// member). Default: none, the class's own initial value applies.
    /// </summary>
    public object? Default { get; set; }
}
