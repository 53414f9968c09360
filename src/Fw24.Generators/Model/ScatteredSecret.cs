namespace Fw24.Generators.Model;

/// <summary>A secret whose value no stored property is known to hold, as the code of a property that is not stored makes it.</summary>
/// <param name="Member">The property; <see langword="null"/> when an interface has that code.</param>
/// <param name="Said">The member that is sensitive.</param>
internal sealed record ScatteredSecret(string? Member, string Said);
