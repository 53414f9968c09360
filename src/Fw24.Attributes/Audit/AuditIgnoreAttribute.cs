namespace Fw24;

/// <summary>Keeps a property out of audit records: its changes are not listed. The change message still carries it.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class AuditIgnoreAttribute : Attribute;
