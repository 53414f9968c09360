namespace Fw24;

/// <summary>Keeps a property out of the item: it is neither written nor read.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class DynamoIgnoreAttribute : Attribute;
