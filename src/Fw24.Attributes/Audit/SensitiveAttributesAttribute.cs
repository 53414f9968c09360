namespace Fw24;

/// <summary>
/// Redacts attributes of stored items that no property of the entity holds (any longer), as <see cref="SensitiveAttribute"/> redacts properties.
/// </summary>
/// <remarks>
/// A renamed or removed property leaves its attribute in every item that was stored before, and in each image of it: name the attribute here until
/// no item has it. Names on base classes of the entity count as well. Not allowed for keys of the table or its discriminator.
/// </remarks>
/// <param name="names">The attributes' names, as items have them: 1 to 65,535 bytes of UTF-8 each.</param>
[CLSCompliant(false)]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SensitiveAttributesAttribute(params string[] names) : Attribute
{
    /// <summary>The attributes' names.</summary>
    public string[] Names { get; } = names;

    /// <summary>The replacement for their values. Default: <see cref="Redaction.Remove"/>.</summary>
    public Redaction Redaction { get; set; }

    /// <summary>
    /// The scope of their keyed hashes; see <see cref="SensitiveAttribute.Scope"/>. Default: none; an attribute's hashes match no other attribute's.
    /// </summary>
    public string? Scope { get; set; }
}
