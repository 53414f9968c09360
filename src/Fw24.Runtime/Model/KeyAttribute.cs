namespace Fw24.Model;

/// <summary>An attribute of a table's or index's key.</summary>
/// <param name="Name">The item attribute's name.</param>
/// <param name="Type">The attribute's type.</param>
public sealed record KeyAttribute(string Name, KeyType Type);
