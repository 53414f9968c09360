using Fw24.Items;

namespace Fw24;

/// <summary>A field with text.</summary>
/// <inheritdoc cref="ItemField{T}"/>
public sealed class TextField(string attribute, string entity, ItemWrite<string> write, FieldTraits traits = FieldTraits.None, params string[] aliases)
    : OrderedField<string>(attribute, entity, write, traits, aliases)
{
    /// <summary>Creates the condition that the text begins with another one, by their characters.</summary>
    /// <param name="prefix">The other text.</param>
    /// <returns>The condition.</returns>
    public ItemCondition BeginsWith(string prefix) => ItemCondition.BeginsWith(Attribute, ToValue(prefix));

    /// <summary>Creates the condition that the text contains another one, by their characters.</summary>
    /// <param name="part">The other text.</param>
    /// <returns>The condition.</returns>
    public ItemCondition Contains(string part) => ItemCondition.Contains(Attribute, ToValue(part));
}
