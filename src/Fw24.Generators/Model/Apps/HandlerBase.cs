using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Model.Apps;

/// <summary>A handler's base class as its declaration names it.</summary>
/// <param name="Name">Its simple name: <c>OrderChangeHandler</c>.</param>
/// <param name="Namespaces">The namespaces that may contain it.</param>
internal sealed record HandlerBase(string Name, EquatableArray<string> Namespaces)
{
    /// <summary>The suffix that follows an entity's prefix in the name of its handler base.</summary>
    public const string Suffix = "ChangeHandler";

    /// <summary>Indicates whether it is the handler base of an entity.</summary>
    public bool IsOf(EntityModel entity) => Name == entity.Prefix + Suffix && Namespaces.Contains(entity.Namespace);
}
