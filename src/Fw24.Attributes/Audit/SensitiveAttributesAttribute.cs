namespace Fw24;

/// <summary>Redacts attributes of stored items that no property of the entity holds (any more), as <see cref="SensitiveAttribute"/> redacts those of properties.</summary>
/// <remarks>
/// A property that is renamed or removed leaves its attribute in every item that was stored before, and in each of their images: name the attribute
/// here until no item has it. What base classes of the entity name counts as well. Not for keys of the table, and not for its discriminator.
/// </remarks>
/// <param name="names">The attributes' names, as items have them: 1 to 65,535 bytes of UTF-8 each.</param>
[CLSCompliant(false)]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SensitiveAttributesAttribute(params string[] names) : Attribute
{
    /// <summary>The attributes' names.</summary>
    public string[] Names { get; } = names;

    /// <summary>What stands in the place of their values. Default: <see cref="Redaction.Remove"/>.</summary>
    public Redaction Redaction { get; set; }

    /// <summary>The scope of their keyed hashes, as <see cref="SensitiveAttribute.Scope"/> has it. Default: none, and a hash equals no other attribute's.</summary>
    public string? Scope { get; set; }
}
