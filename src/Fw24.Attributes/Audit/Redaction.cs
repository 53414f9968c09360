namespace Fw24;

/// <summary>What stands in the place of a sensitive value.</summary>
public enum Redaction
{
    /// <summary>Nothing: the attribute is absent.</summary>
    Remove,

    /// <summary>The string <c>***</c>, whatever the value.</summary>
    Mask,

    /// <summary>
    /// A keyed hash (HMAC-SHA-256): equal values of the property stay comparable, and so do those of a <see cref="SensitiveAttribute.Scope"/>; the value cannot be
    /// read. The key comes from a secret.
    /// </summary>
    Hmac,
}
