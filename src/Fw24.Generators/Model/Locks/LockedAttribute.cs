namespace Fw24.Generators.Model.Locks;

/// <summary>The locked facts about a stored attribute.</summary>
internal sealed record LockedAttribute
{
    public required string Name { get; init; }

    /// <summary>The property that it is stored from.</summary>
    public required string Property { get; init; }

    /// <summary>Earlier names by which it is also read.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    /// <summary>The type of its values: see <see cref="StoredType"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Indicates whether an item without it cannot be read.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>Indicates whether it is computed: written, but never read.</summary>
    public required bool IsComputed { get; init; }

    /// <summary>Indicates whether the audit ignores it.</summary>
    public required bool IsIgnored { get; init; }

    /// <summary>Its name, then the earlier ones.</summary>
    public IEnumerable<string> Names => Aliases.Prepend(Name);

    /// <summary>Indicates whether it is read from an attribute of a name.</summary>
    public bool Reads(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>Its redaction; <see langword="null"/> if it is not sensitive.</summary>
    public required LockedSecret? Secret { get; init; }
}
