namespace Fw24;

/// <summary>Keeps a property out of the item: it is neither written nor read. On a field, which is never stored, it confirms that this is intended.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class DynamoIgnoreAttribute : Attribute;
