using Fw24.Generators.Model;
using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>The attributes of an entity or a nested type, and their lock.</summary>
/// <param name="Class">The class, with <c>global::</c>.</param>
/// <param name="Now">The attributes as the code declares them.</param>
/// <param name="Then">The attributes as they are locked.</param>
/// <param name="Form">The form of the entity's items.</param>
/// <param name="Upgraded">The attributes whose old forms the entity's upgrade reads.</param>
/// <param name="Keys">The attributes of keys that differ, which the rules for tables report.</param>
internal sealed record AttributesOfLock(
    string Class,
    EquatableArray<LockedAttribute> Now,
    EquatableArray<LockedAttribute> Then,
    FormChange Form,
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
    /// The attributes that are probably another's under a new name: of the same property if its type reads the other's values, or of the
    /// same type.
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
        var added = New.Where(static attribute => !attribute.IsComputed).ToList();
        var removed = Gone.Where(static attribute => !attribute.IsComputed).ToList();
        var renamed = new List<(LockedAttribute Now, LockedAttribute Then)>();
        foreach (var pair in OfOneProperty(added, removed).Concat(OfOneType(added, removed)))
        {
            if (renamed.TrueForAll(other => other.Now != pair.Now && other.Then != pair.Then))
            {
                renamed.Add(pair);
            }
        }

        return renamed.FindAll(pair => !IsUpgraded(pair.Now));
    }

    private IEnumerable<(LockedAttribute Now, LockedAttribute Then)> OfOneProperty(List<LockedAttribute> added, List<LockedAttribute> removed)
        => from now in added
           from then in removed
           where now.Property == then.Property && StoredType.IsReadable(then.Type, now.Type, Form)
           select (now, then);

    // Of several pairs, those whose names are most alike come first, after those that an upgrade reads, whatever it reads them from. A
    // required attribute that is like none is reported as a new one.
    private IEnumerable<(LockedAttribute Now, LockedAttribute Then)> OfOneType(List<LockedAttribute> added, List<LockedAttribute> removed)
    {
        var gone = removed.FindAll(then => Now.All(other => other.Property != then.Property));
        return from now in added
               from then in gone
               let isUpgraded = IsUpgraded(now)
               where isUpgraded || now.Type == then.Type
               let likeness = Likeness(now.Property, then.Property)
               let isOnly = added.Count(other => other.Type == now.Type) is 1 && gone.Count(other => other.Type == now.Type) is 1
               where isUpgraded || isOnly || likeness > 0 || !now.IsRequired
               orderby isUpgraded descending, likeness descending
               select (now, then);
    }

    // The characters of the longest part that both names have, of all their characters; parts of one or two are chance.
    private static double Likeness(string one, string other)
    {
        var longest = 0;
        for (var start = 0; start < one.Length; start++)
        {
            while (start + longest < one.Length && other.IndexOf(one.Substring(start, longest + 1), StringComparison.OrdinalIgnoreCase) >= 0)
            {
                longest++;
            }
        }

        return longest < 3 ? 0 : 2.0 * longest / (one.Length + other.Length);
    }
}
