namespace Fw24.Generators.Model.Entities;

/// <summary>A property or field that an item does not hold.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">The reason.</param>
internal sealed record UnstoredMember(string Name, UnstoredReason Reason);
