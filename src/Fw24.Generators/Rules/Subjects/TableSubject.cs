using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>A table and its entities. A violation is reported to the class that can change the setting at fault.</summary>
/// <param name="Entities">The entities of the table that the project sees, in ordinal order of their names.</param>
internal abstract record TableSubject(IReadOnlyList<EntitySummary> Entities)
{
    /// <summary>The first class; empty without one.</summary>
    public string FirstOwner => Owner(static _ => null);

    /// <summary>The class that states the stream; otherwise the first.</summary>
    public string StreamOwner => Owner(static entity => entity.Stream);

    /// <summary>The class that states the audit; otherwise the first.</summary>
    public string AuditOwner => Owner(static entity => entity.Audit);

    private string Owner(Func<EntitySummary, Attribute?> setting)
        => Entities.Count is 0 ? "" : (Entities.FirstOrDefault(entity => setting(entity) is not null) ?? Entities[0]).Origin;
}
