namespace Fw24;

/// <summary>
/// Converts values of a property to the type that an item stores, and back. Used by <see cref="DynamoConverterAttribute{T}"/>.
/// </summary>
/// <typeparam name="TValue">The property's type, without <c>?</c>: null is stored as any other null.</typeparam>
/// <typeparam name="TStored">A type that an item can hold: it determines the attribute's type, also that of a key.</typeparam>
public interface IDynamoConverter<TValue, TStored>
{
    /// <summary>Converts a value to what is stored.</summary>
    /// <param name="value">The value.</param>
    /// <returns>What is stored: equal for equal values, not null.</returns>
    /// <exception cref="ArgumentException">The value cannot be stored.</exception>
    static abstract TStored ToStored(TValue value);

    /// <summary>Converts what is stored to a value.</summary>
    /// <param name="stored">What is stored.</param>
    /// <returns>The value.</returns>
    /// <exception cref="FormatException">It is no value: the reader reports the attribute, without this exception's message.</exception>
    static abstract TValue FromStored(TStored stored);
}
