using Fw24.Generators.Model;
using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>The attributes of an entity or a nested type, and their lock.</summary>
/// <param name="Class">The class, with <c>global::</c>.</param>
/// <param name="Now">The attributes as the code declares them.</param>
/// <param name="Then">The attributes as they are locked.</param>
/// <param name="Keys">The attributes of keys that differ, which the rules for tables report.</param>
internal sealed record AttributesOfLock(
    string Class, EquatableArray<LockedAttribute> Now, EquatableArray<LockedAttribute> Then, IReadOnlyCollection<string> Keys)
{
    private IReadOnlyList<(LockedAttribute Now, LockedAttribute Then)>? _renamed;

    /// <summary>The attributes that exist in both.</summary>
    public IEnumerable<(LockedAttribute Now, LockedAttribute Then)> Kept
        => Now.Join(Then, static now => now.Name, static then => then.Name, static (now, then) => (now, then), StringComparer.Ordinal)
            .Where(pair => !Keys.Contains(pair.now.Name));

    /// <summary>
    /// The attributes that are probably another's under a new name: of the same property, or the only ones of their type.
    /// </summary>
    public IReadOnlyList<(LockedAttribute Now, LockedAttribute Then)> Renamed => _renamed ??= FindRenamed();

    /// <summary>The attributes that are read from what items have: those that exist in both, and those that are renamed.</summary>
    public IEnumerable<(LockedAttribute Now, LockedAttribute Then)> Read => Kept.Concat(Renamed);

    /// <summary>The attributes that are new, apart from renamed ones.</summary>
    public IEnumerable<LockedAttribute> Added => Missing(Now, Then).Where(added => Renamed.All(renamed => renamed.Now != added));

    private List<(LockedAttribute Now, LockedAttribute Then)> FindRenamed()
    {
        // Computed attributes are not read, so nothing is missing without them.
        var added = Missing(Now, Then).Where(static attribute => !attribute.IsComputed).ToList();
        var removed = Missing(Then, Now).Where(static attribute => !attribute.IsComputed).ToList();
        var renamed = new List<(LockedAttribute, LockedAttribute)>();
        foreach (var now in added)
        {
            var sameProperty = removed.Find(then => then.Property == now.Property);
            var sameType = removed.FindAll(then => then.Type == now.Type);
            var isOnly = sameType.Count is 1 && added.Count(other => other.Type == now.Type) is 1;
            if ((sameProperty ?? (isOnly ? sameType[0] : null)) is { } then)
            {
                renamed.Add((now, then));
            }
        }

        return renamed;
    }

    private IEnumerable<LockedAttribute> Missing(EquatableArray<LockedAttribute> from, EquatableArray<LockedAttribute> other)
        => from.Where(attribute => !Keys.Contains(attribute.Name) && other.All(another => another.Name != attribute.Name));
}
