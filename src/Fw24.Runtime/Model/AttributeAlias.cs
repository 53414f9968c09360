namespace Fw24.Model;

/// <summary>An earlier name of an item attribute.</summary>
/// <param name="Alias">The earlier name, which items may still have.</param>
/// <param name="Name">The present name, which is written.</param>
public sealed record AttributeAlias(string Alias, string Name);
