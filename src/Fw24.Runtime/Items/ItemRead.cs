namespace Fw24.Items;

/// <summary>Reads an item, or one value of an item, from its start to its end.</summary>
/// <typeparam name="T">The type to read.</typeparam>
/// <param name="item">The reader.</param>
/// <returns>The value.</returns>
/// <exception cref="ItemFormatException">An attribute is missing, or does not have its property's type.</exception>
public delegate T ItemRead<T>(ref ItemReader item);
