namespace Fw24.Generators.Parsing;

/// <summary>How secret a property is, by itself and by what it implements, overrides or hides.</summary>
/// <param name="Redaction">What stands in its place; of several, the one that shows least. <see langword="null"/> when it is not sensitive.</param>
/// <param name="HashScope">The scope of its keyed hashes; <see langword="null"/> where none is stated.</param>
/// <param name="IsAuditIgnored">Whether another member says that audit records leave it out.</param>
/// <param name="Conflict">The redactions that others state, and where, when they differ and it states none itself; empty when they agree.</param>
internal readonly record struct Secrecy(Redaction? Redaction, string? HashScope, bool IsAuditIgnored, string Conflict);
