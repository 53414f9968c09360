namespace Fw24.Items;

/// <summary>Reads an item, or one value of an item. The reader stands at its beginning and is left at its end.</summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="item">The reader.</param>
/// <returns>The value.</returns>
/// <exception cref="ItemFormatException">An attribute is missing, or is not of its property's type.</exception>
public delegate T ItemRead<T>(ref ItemReader item);
