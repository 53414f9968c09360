namespace Fw24;

/// <summary>
/// Redacts a property in the stream processor: no message, audit record, log line or exception shows its value. Not allowed on keys of the table.
/// </summary>
/// <remarks>
/// Also applies when set on a property that a stored property implements, overrides or hides: a member of an interface or of a base class, even an abstract
/// one. For an attribute that stored items still have but the class no longer does, use <see cref="SensitiveAttributesAttribute"/>.
/// </remarks>
/// <param name="redaction">The replacement for the value.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SensitiveAttribute(Redaction redaction = Redaction.Remove) : Attribute
{
    /// <summary>The replacement for the value. Default: <see cref="Redaction.Remove"/>.</summary>
    public Redaction Redaction { get; } = redaction;

    /// <summary>
    /// The name of a scope, for <see cref="Redaction.Hmac"/>: equal values of all properties in one scope have equal hashes, across entities and tables. 1 to
    /// 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>. Default: none; the property's hashes match no other property's.
    /// </summary>
    public string? Scope { get; set; }
}
