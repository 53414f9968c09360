namespace Fw24.Items;

/// <summary>Writes the attributes of an item.</summary>
/// <typeparam name="T">The type to write.</typeparam>
/// <param name="item">The writer.</param>
/// <param name="value">The value.</param>
public delegate void ItemWrite<T>(ItemWriter item, T value);
