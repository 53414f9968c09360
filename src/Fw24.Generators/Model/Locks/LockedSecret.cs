namespace Fw24.Generators.Model.Locks;

/// <summary>The locked redaction of an attribute.</summary>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Redaction">A member of <see cref="Redaction"/>.</param>
/// <param name="Scope">The scope of its keyed hashes; <see langword="null"/> if none is stated.</param>
internal sealed record LockedSecret(string Attribute, string Redaction, string? Scope);
