namespace Fw24.Generators.Model.Locks;

/// <summary>The form of an entity's items as it is locked and as the code declares it: members of <see cref="ItemFormat"/>.</summary>
/// <param name="Then">The form of existing items; <see langword="null"/> for Fw24's own.</param>
/// <param name="Now">The form that is declared; <see langword="null"/> for Fw24's own.</param>
internal readonly record struct FormChange(string? Then, string? Now)
{
    /// <summary>The object mapper's forms read a set from a list, and a list from any set.</summary>
    public bool ReadsAnyCollection => Now is not null;

    /// <summary>Booleans are stored as 0 and 1, which every number reads.</summary>
    public bool HasBooleanNumbers => Then is nameof(ItemFormat.ObjectMapperV1);
}
