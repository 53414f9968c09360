namespace Fw24;

/// <summary>Keeps a property out of audit records: its changes are not listed. The change message still carries it.</summary>
/// <remarks>It counts on a property that a stored one implements, overrides or hides, too.</remarks>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class AuditIgnoreAttribute : Attribute;
