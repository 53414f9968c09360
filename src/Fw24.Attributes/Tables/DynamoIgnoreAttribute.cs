namespace Fw24;

/// <summary>Keeps a property out of the item: it is neither written nor read. A field is never stored: on one, this says that it is meant so.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class DynamoIgnoreAttribute : Attribute;
