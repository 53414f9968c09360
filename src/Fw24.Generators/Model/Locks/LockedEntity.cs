namespace Fw24.Generators.Model.Locks;

/// <summary>The locked facts about an entity.</summary>
internal sealed record LockedEntity
{
    /// <summary>The full name of its class, without <c>global::</c>.</summary>
    public required string Class { get; init; }

    /// <summary>The entity's name: the value of the discriminator.</summary>
    public required string Name { get; init; }

    public required string Table { get; init; }

    /// <summary>A member of <see cref="ItemFormat"/>; <see langword="null"/> for Fw24's own form.</summary>
    public required string? Format { get; init; }

    /// <summary>The version attribute.</summary>
    public required string? Version { get; init; }

    /// <summary>The attribute that names the actor.</summary>
    public required string? Actor { get; init; }

    /// <summary>The attributes that its <see cref="ItemUpgradeAttribute"/> method names, in ordinal order.</summary>
    public required EquatableArray<string> Upgraded { get; init; }

    /// <summary>The stored attributes, in ordinal order of their names.</summary>
    public required EquatableArray<LockedAttribute> Attributes { get; init; }

    /// <summary>The sensitive attributes that no property holds, in ordinal order of their names.</summary>
    public required EquatableArray<LockedSecret> Unmodelled { get; init; }

    /// <summary>All redacted attributes, under their earlier names, too.</summary>
    public IEnumerable<LockedSecret> Secrets => Attributes
        .SelectMany(static attribute => attribute.Secret is { } secret ? attribute.Names.Select(name => secret with { Attribute = name }) : [])
        .Concat(Unmodelled);

    /// <summary>Finds the redaction of an attribute; <see langword="null"/> if it is not sensitive.</summary>
    public LockedSecret? Secret(string attribute) => Secrets.FirstOrDefault(secret => secret.Attribute == attribute);

    /// <summary>Finds a stored attribute by its name or an earlier one.</summary>
    public LockedAttribute? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Reads(name));
}
