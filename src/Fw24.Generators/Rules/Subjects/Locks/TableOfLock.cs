using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A table and its lock.</summary>
/// <param name="Now">The table as the code declares it.</param>
/// <param name="Then">The table as it is locked.</param>
/// <param name="Entities">The entities of the table that the project declares, in ordinal order of their names; empty if a library declares
/// them all.</param>
/// <param name="Newcomer">The first of them that is not locked, with <c>global::</c>; empty without one.</param>
internal sealed record TableOfLock(LockedTable Now, LockedTable Then, IReadOnlyList<EntitySummary> Entities, string Newcomer)
{
    /// <summary>The class that states the table's settings; empty if a library does.</summary>
    public string TableOwner => OwnerOf(static _ => null);

    /// <summary>The class that states the stream, as it can change it; otherwise the first.</summary>
    public string StreamOwner => OwnerOf(static entity => entity.Stream);

    /// <summary>The class that states the audit, as it can change it; otherwise the first.</summary>
    public string AuditOwner => OwnerOf(static entity => entity.Audit);

    /// <summary>Gets the class that declares an index; otherwise the first.</summary>
    public string IndexOwner(string index)
        => Entities.FirstOrDefault(entity => entity.Indexes.Any(declared => declared.Name == index))?.Origin ?? TableOwner;

    /// <summary>
    /// Gets the property that is stored in an attribute; <see langword="null"/> if the owner of the table does not declare it.
    /// </summary>
    public string? Property(string? attribute)
        => Entities.Count is 0 ? null : Entities[0].Stored.FirstOrDefault(stored => stored.Attribute == attribute)?.Property;

    private string OwnerOf(Func<EntitySummary, Attribute?> setting) => Entities.Count is 0 ? "" : Owner.Of(Entities, setting);
}
