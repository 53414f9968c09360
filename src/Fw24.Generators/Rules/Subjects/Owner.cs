using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>Finds the class that can change a setting of a table.</summary>
internal static class Owner
{
    /// <summary>Gets the class of the first entity that states a setting; otherwise that of the first entity.</summary>
    public static string Of(IReadOnlyList<EntitySummary> entities, Func<EntitySummary, Attribute?> setting)
        => (entities.FirstOrDefault(entity => setting(entity) is not null) ?? entities[0]).Origin;
}
