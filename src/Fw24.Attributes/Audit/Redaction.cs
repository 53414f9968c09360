namespace Fw24;

/// <summary>Specifies what replaces a sensitive value.</summary>
public enum Redaction
{
    /// <summary>Nothing: the attribute is removed.</summary>
    Remove,

    /// <summary>The string <c>***</c>, for every value.</summary>
    Mask,

    /// <summary>
    /// A keyed hash (HMAC-SHA-256). The value cannot be read, but equal values of the property, or of a <see cref="SensitiveAttribute.Scope"/>, have equal
    /// hashes. The key comes from a secret.
    /// </summary>
    Hmac,
}
