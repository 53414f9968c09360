namespace Fw24.Generators.Model.Entities;

/// <summary>A redacted attribute of stored items.</summary>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Redaction">The replacement for its value.</param>
/// <param name="HashScope">The scope of its keyed hashes; <see langword="null"/> if none is stated.</param>
/// <param name="IsUnmodelled">Indicates whether no property holds it: <see cref="SensitiveAttributesAttribute"/> names it.</param>
internal sealed record SensitiveName(string Attribute, Redaction Redaction, string? HashScope, bool IsUnmodelled)
{
    /// <summary>The attribute's present name if this is an earlier one.</summary>
    public string? AliasOf { get; init; }
}
