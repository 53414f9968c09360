namespace Fw24.Model;

/// <summary>An item attribute that is redacted.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Redaction">What stands in its place.</param>
/// <param name="Scope">The scope of its keyed hashes (<see cref="SensitiveAttribute.Scope"/>); <see langword="null"/> where equal values have equal hashes in this attribute only.</param>
public sealed record SensitiveAttributeModel(string Name, Redaction Redaction, string? Scope = null)
{
    /// <summary>Whether no property of the entity holds it: stored items have it, the class has it no longer. See <see cref="SensitiveAttributesAttribute"/>.</summary>
    public bool IsUnmodelled { get; init; }
}
