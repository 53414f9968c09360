namespace Fw24;

/// <summary>A property of an entity as an attribute of its items, whatever its type: <see cref="ItemField{T}"/>.</summary>
public abstract class ItemField
{
    private readonly string _entity;

    private protected ItemField(string attribute, string entity, FieldTraits traits, string[] aliases)
        => (Attribute, _entity, Traits, Aliases) = (attribute, entity, traits, aliases);

    /// <summary>The attribute's name.</summary>
    public string Attribute { get; }

    /// <summary>The name in errors, such as <c>Order.Status</c>.</summary>
    internal string Name => $"{_entity}.{Attribute}";

    internal FieldTraits Traits { get; }

    internal IReadOnlyList<string> Aliases { get; }
}
