namespace Fw24.Generators.Parsing.Members;

/// <summary>The secrecy of a property, from its own attributes and from the members it implements, overrides or hides.</summary>
/// <param name="Redaction">The redaction; of several, the one that reveals least. <see langword="null"/> if it is not sensitive.</param>
/// <param name="HashScope">The scope of its keyed hashes; <see langword="null"/> if none is stated.</param>
/// <param name="IsAuditIgnored">Indicates whether another member excludes it from audit records.</param>
/// <param name="Conflict">The redactions stated elsewhere, and where, if they differ and the property states none itself; empty if they agree.</param>
internal readonly record struct Secrecy(Redaction? Redaction, string? HashScope, bool IsAuditIgnored, string Conflict);
