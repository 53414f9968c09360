using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>An entity among those of its table. It may omit what another states.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Entities">The entities of the table, in ordinal order of their names.</param>
/// <param name="Table">The table that they form.</param>
internal sealed record EntityOfTable(EntitySummary Entity, IReadOnlyList<EntitySummary> Entities, TableModel Table)
{
    /// <summary>Describes the first entity that states a setting, whose value is the table's.</summary>
    public string Dissenter(Func<EntitySummary, bool> states)
    {
        var other = Entities.FirstOrDefault(states) ?? Entities[0];
        // An entity of a referenced assembly has no class here.
        return other.Origin.StartsWith("global::", StringComparison.Ordinal) ? other.Origin : $"{other.Name} of {other.Origin}";
    }
}
