namespace Fw24.Generators.Model;

/// <summary>The base of a handler as its declaration names it.</summary>
/// <param name="Name">Its simple name: <c>OrderChangeHandler</c>.</param>
/// <param name="Namespaces">The namespaces in which it may be.</param>
internal sealed record HandlerBase(string Name, EquatableArray<string> Namespaces)
{
    /// <summary>What follows an entity's prefix in the name of its handlers' base.</summary>
    public const string Suffix = "ChangeHandler";

    /// <summary>Whether it is the base of an entity's handlers.</summary>
    public bool IsOf(EntityModel entity) => Name == entity.Prefix + Suffix && Namespaces.Contains(entity.Namespace);
}
