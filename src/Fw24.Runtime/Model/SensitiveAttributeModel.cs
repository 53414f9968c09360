namespace Fw24.Model;

/// <summary>An item attribute that is redacted.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Redaction">What stands in its place.</param>
public sealed record SensitiveAttributeModel(string Name, Redaction Redaction);
