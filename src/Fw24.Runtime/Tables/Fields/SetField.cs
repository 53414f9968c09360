using Fw24.Items;

namespace Fw24;

/// <summary>A field with a set.</summary>
/// <typeparam name="TSet">The property's type.</typeparam>
/// <typeparam name="T">The elements' type.</typeparam>
/// <param name="attribute">The attribute's name.</param>
/// <param name="entity">The entity's name, for errors.</param>
/// <param name="write">Writes a value other than <see langword="null"/>.</param>
/// <param name="writeElement">Writes an element.</param>
/// <param name="traits">What an update may do.</param>
/// <param name="aliases">Further names under which items may have the attribute: an update removes them.</param>
public sealed class SetField<TSet, T>(
    string attribute, string entity, ItemWrite<TSet> write, ItemWrite<T> writeElement, FieldTraits traits = FieldTraits.None, params string[] aliases)
    : ItemField<TSet>(attribute, entity, write, traits, aliases)
{
    /// <summary>Creates the condition that the set contains an element.</summary>
    /// <param name="element">The element.</param>
    /// <returns>The condition.</returns>
    public ItemCondition Contains(T element) => ItemCondition.Contains(Attribute, ItemWriter.ToValue(Name, element, writeElement));
}
