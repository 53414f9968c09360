namespace Fw24.Model;

/// <summary>A redacted item attribute.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Redaction">The redaction that replaces the value.</param>
/// <param name="Scope">
/// The scope of its keyed hashes (<see cref="SensitiveAttribute.Scope"/>); <see langword="null"/> if equal values have equal hashes in this attribute only.
/// </param>
public sealed record SensitiveAttributeModel(string Name, Redaction Redaction, string? Scope = null)
{
    /// <summary>
    /// Indicates whether no property of the entity maps to it: stored items have it, the class no longer does. See <see cref="SensitiveAttributesAttribute"/>.
    /// </summary>
    public bool IsUnmodelled { get; init; }

    /// <summary>
    /// The attribute's present name if this is an earlier one (<see cref="DynamoAttributeAttribute.Aliases"/>): equal values of both have
    /// equal hashes.
    /// </summary>
    public string? AliasOf { get; init; }
}
