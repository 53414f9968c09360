namespace Fw24;

/// <summary>Redacts a property in the stream processor: no message, audit record, log line or exception shows its value. Not for keys of the table.</summary>
/// <remarks>
/// It counts on a property that a stored one implements, overrides or hides, too: on an interface's, a base class's, an abstract one. Of stored
/// items that still have an attribute which the class has no longer, <see cref="SensitiveAttributesAttribute"/> names it.
/// </remarks>
/// <param name="redaction">What stands in the value's place.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SensitiveAttribute(Redaction redaction = Redaction.Remove) : Attribute
{
    /// <summary>What stands in the value's place. Default: <see cref="Redaction.Remove"/>.</summary>
    public Redaction Redaction { get; } = redaction;

    /// <summary>
    /// With <see cref="Redaction.Hmac"/>: the name of a scope. Equal values of all properties of one scope have equal hashes, whatever their entity and table. 1 to
    /// 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>. Default: none, and a hash equals no other property's.
    /// </summary>
    public string? Scope { get; set; }
}
