namespace Fw24.Model;

/// <summary>An item attribute that an entity stores in clear although it is sensitive in another entity of the same table.</summary>
/// <param name="Entity">The entity's name.</param>
/// <param name="Name">The attribute's name.</param>
public sealed record ClearAttributeModel(string Entity, string Name);
