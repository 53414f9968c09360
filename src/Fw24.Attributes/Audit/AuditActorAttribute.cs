namespace Fw24;

/// <summary>Marks the string property that holds who wrote the item. A delete's record shows the last writer, taken from the old image.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class AuditActorAttribute : Attribute;
