namespace Fw24.Generators.Model;

/// <summary>An attribute of stored items that is redacted.</summary>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Redaction">What stands in its place.</param>
/// <param name="HashScope">The scope of its keyed hashes; <see langword="null"/> where none is stated.</param>
/// <param name="IsUnmodelled">Whether no property holds it: <see cref="SensitiveAttributesAttribute"/> names it.</param>
internal sealed record SensitiveName(string Attribute, Redaction Redaction, string? HashScope, bool IsUnmodelled);
