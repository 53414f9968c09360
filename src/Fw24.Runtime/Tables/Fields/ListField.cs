using Fw24.Items;

namespace Fw24;

/// <summary>A field with a list, to which an update can append.</summary>
/// <typeparam name="TList">The property's type.</typeparam>
/// <typeparam name="T">The elements' type.</typeparam>
/// <param name="attribute">The attribute's name.</param>
/// <param name="entity">The entity's name, for errors.</param>
/// <param name="write">Writes a value other than <see langword="null"/>.</param>
/// <param name="writeElement">Writes an element.</param>
/// <param name="traits">What an update may do.</param>
/// <param name="aliases">Further names under which items may have the attribute: an update removes them.</param>
public sealed class ListField<TList, T>(
    string attribute, string entity, ItemWrite<TList> write, ItemWrite<T> writeElement, FieldTraits traits = FieldTraits.None, params string[] aliases)
    : ItemField<TList>(attribute, entity, write, traits, aliases)
{
    /// <summary>Creates the condition that the list contains an element that equals a value as it is stored.</summary>
    /// <param name="element">The value.</param>
    /// <returns>The condition.</returns>
    public ItemCondition Contains(T element) => ItemCondition.Contains(Attribute, ItemWriter.ToValue(Name, element, writeElement));

    /// <summary>Writes a list of some elements.</summary>
    internal ReadOnlyMemory<byte> ToList(IEnumerable<T> elements)
        => ItemWriter.ToValue(Name, elements, (writer, elements) => writer.WriteList(elements, writeElement));
}
