namespace Fw24;

/// <summary>Marks the string property that says who wrote the item. A delete's record shows the last writer, as its old image does.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class AuditActorAttribute : Attribute;
