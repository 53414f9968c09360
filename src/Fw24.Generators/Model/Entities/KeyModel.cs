namespace Fw24.Generators.Model.Entities;

/// <summary>A key attribute.</summary>
/// <param name="Attribute">The item attribute's name.</param>
/// <param name="Type">Its type: <c>S</c>, <c>N</c> or <c>B</c>; empty if the property's type cannot be a key.</param>
internal sealed record KeyModel(string Attribute, string Type);
