namespace Fw24;

/// <summary>Marks the property that is the table's sort key. Its key type (S, N or B) follows the property's type.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SortKeyAttribute : Attribute;
