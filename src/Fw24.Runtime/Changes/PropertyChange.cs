namespace Fw24;

/// <summary>One changed property of an entity, as an element of a list.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Old">The value before.</param>
/// <param name="New">The value after.</param>
public readonly record struct PropertyChange(string Property, object? Old, object? New);
