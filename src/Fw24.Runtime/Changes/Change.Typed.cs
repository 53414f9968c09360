namespace Fw24;

/// <summary>A property's value before and after a change.</summary>
/// <typeparam name="T">The property's type.</typeparam>
/// <param name="Old">The value before.</param>
/// <param name="New">The value after.</param>
public readonly record struct Change<T>(T Old, T New);
