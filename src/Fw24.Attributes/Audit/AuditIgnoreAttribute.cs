namespace Fw24;

/// <summary>Keeps a property out of audit records: its changes are not listed. The change message still carries it.</summary>
/// <remarks>Also applies when set on a property that a stored property implements, overrides or hides.</remarks>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class AuditIgnoreAttribute : Attribute;
