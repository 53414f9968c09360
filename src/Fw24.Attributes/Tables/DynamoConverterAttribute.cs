namespace Fw24;

/// <summary>Stores a property, or every value of a type, as another type: a strongly typed id as a string, an enum as a number.</summary>
/// <typeparam name="T">
/// The converter: a type that implements <c>IDynamoConverter&lt;TValue, TStored&gt;</c> of Fw24's runtime for the property's type, which
/// the compiler checks.
/// </typeparam>
/// <remarks>
/// A property's own converter takes precedence over its type's. It converts the property's value, not the elements of a collection.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum, Inherited = false)]
public sealed class DynamoConverterAttribute<T> : Attribute;
