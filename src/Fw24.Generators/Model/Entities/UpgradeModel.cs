namespace Fw24.Generators.Model.Entities;

/// <summary>The method of an entity with <see cref="ItemUpgradeAttribute"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identifier">The name as an identifier in code.</param>
/// <param name="IsAccessible">Indicates whether other code can call it by its name.</param>
/// <param name="Names">The strings that its code names, in ordinal order: among them are the attributes that it changes.</param>
/// <param name="HasFault">Indicates whether it does not have the required signature, or is not the only one.</param>
internal sealed record UpgradeModel(string Name, string Identifier, bool IsAccessible, EquatableArray<string> Names, bool HasFault);
