namespace Fw24.Generators.Model.Entities;

/// <summary>A type or member that is [Obsolete] as an error.</summary>
/// <param name="Type">The type's full name.</param>
/// <param name="Member">The member; <see langword="null"/> for the type itself or its constructor.</param>
internal sealed record ForbiddenName(string Type, string? Member);
