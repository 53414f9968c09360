namespace Fw24;

/// <summary>Marks the property that is the table's partition key. Its key type (S, N or B) follows the property's type.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class PartitionKeyAttribute : Attribute;
