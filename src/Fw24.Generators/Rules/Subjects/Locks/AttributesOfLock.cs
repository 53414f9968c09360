using Fw24.Generators.Model;
using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>The attributes of an entity or a nested type, and their lock.</summary>
/// <param name="Class">The class, with <c>global::</c>.</param>
/// <param name="Now">The attributes as the code declares them.</param>
/// <param name="Then">The attributes as they are locked.</param>
/// <param name="Upgraded">The attributes whose old forms the entity's upgrade reads.</param>
/// <param name="Keys">The attributes of keys that differ, which the rules for tables report.</param>
internal sealed record AttributesOfLock(
    string Class,
    EquatableArray<LockedAttribute> Now,
    EquatableArray<LockedAttribute> Then,
    EquatableArray<string> Upgraded,
    IReadOnlyCollection<string> Keys)
{
    private IReadOnlyList<(LockedAttribute Now, LockedAttribute Then)>? _renamed;

    /// <summary>The attributes that exist in both, under the same name or an alias.</summary>
    public IEnumerable<(LockedAttribute Now, LockedAttribute Then)> Kept
        => from now in Now
           from then in Then
           where now.Reads(then.Name) && !Keys.Contains(now.Name)
           select (now, then);

    /// <summary>
    /// The attributes that are probably another's under a new name: of the same property if its type reads the other's values, or the
    /// only ones of their type.
    /// </summary>
    public IReadOnlyList<(LockedAttribute Now, LockedAttribute Then)> Renamed => _renamed ??= FindRenamed();

    /// <summary>The attributes that are read from what items have: those that exist in both, and those that are renamed.</summary>
    public IEnumerable<(LockedAttribute Now, LockedAttribute Then)> Read => Kept.Concat(Renamed);

    /// <summary>The attributes that are new, apart from renamed ones.</summary>
    public IEnumerable<LockedAttribute> Added => New.Where(added => Renamed.All(renamed => renamed.Now != added));

    /// <summary>Indicates whether the entity's upgrade reads the old forms of an attribute.</summary>
    public bool IsUpgraded(LockedAttribute attribute) => Upgraded.Contains(attribute.Name);

    private IEnumerable<LockedAttribute> New => Now.Where(now => !Keys.Contains(now.Name) && !Then.Any(then => now.Reads(then.Name)));

    private IEnumerable<LockedAttribute> Gone => Then.Where(then => !Keys.Contains(then.Name) && !Now.Any(now => now.Reads(then.Name)));

    private List<(LockedAttribute Now, LockedAttribute Then)> FindRenamed()
    {
        // Computed attributes are not read, so nothing is missing without them.
        var added = New.Where(attribute => !attribute.IsComputed && !IsUpgraded(attribute)).ToList();
        var removed = Gone.Where(static attribute => !attribute.IsComputed).ToList();
        var renamed = new List<(LockedAttribute, LockedAttribute)>();
        foreach (var now in added)
        {
            var sameProperty = removed.Find(then => then.Property == now.Property && StoredType.IsReadable(then.Type, now.Type));
            var sameType = removed.FindAll(then => then.Type == now.Type && Now.All(other => other.Property != then.Property));
            var isOnly = sameType.Count is 1 && added.Count(other => other.Type == now.Type) is 1;
            if ((sameProperty ?? (isOnly ? sameType[0] : null)) is { } then)
            {
                renamed.Add((now, then));
            }
        }

        return renamed;
    }
}
