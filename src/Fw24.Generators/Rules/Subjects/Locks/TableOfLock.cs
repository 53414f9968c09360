using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A table and its lock.</summary>
/// <param name="Now">The table as the code declares it.</param>
/// <param name="Then">The table as it is locked.</param>
/// <param name="Entities">The entities of the table that the project declares, in ordinal order of their names; empty if a library declares
/// them all.</param>
/// <param name="Residents">Those of them that are locked, as the code declares them.</param>
internal sealed record TableOfLock(LockedTable Now, LockedTable Then, IReadOnlyList<EntitySummary> Entities, IReadOnlyList<EntitySummary> Residents)
    : TableSubject(Entities)
{
    /// <summary>Indicates whether the items that have no discriminator belong to an entity that had them before.</summary>
    public bool HasOwnerOfUnmarkedItems
        => Now.UnmarkedOwner is { } owner && (Residents.Count is 0 || Residents.Any(resident => resident.Name == owner));

    /// <summary>Gets the class that owns the items that have no discriminator; otherwise the first.</summary>
    public string OwnerOfUnmarkedItems => Entities.FirstOrDefault(entity => entity.Name == Now.UnmarkedOwner)?.Origin ?? FirstOwner;

    /// <summary>Gets the class that declares an index; otherwise the first.</summary>
    public string IndexOwner(string index)
        => Entities.FirstOrDefault(entity => entity.Indexes.Any(declared => declared.Name == index))?.Origin ?? FirstOwner;

    /// <summary>
    /// Gets the property that is stored in an attribute; <see langword="null"/> if the owner of the table does not declare it.
    /// </summary>
    public string? Property(string? attribute)
        => Entities.Count is 0 ? null : Entities[0].Stored.FirstOrDefault(stored => stored.Attribute == attribute)?.Property;
}
