using Fw24.Items;

namespace Fw24;

/// <summary>A property of an entity as an attribute of its items, for conditions, filters and updates.</summary>
/// <remarks>
/// A comparison is an <see cref="ItemCondition"/>, which DynamoDB evaluates: <c>x =&gt; x.Status == OrderStatus.Paid &amp; x.Total &gt;=
/// 5</c>.
/// Values are compared as they are stored. An attribute that an item has under one of its aliases is not found.
/// </remarks>
/// <typeparam name="T">The property's type.</typeparam>
/// <param name="attribute">The attribute's name.</param>
/// <param name="entity">The entity's name, for errors.</param>
/// <param name="write">Writes a value other than <see langword="null"/>.</param>
/// <param name="traits">What an update may do.</param>
/// <param name="aliases">Further names under which items may have the attribute: an update removes them.</param>
#pragma warning disable RS0022 // The base class has no protected members to expose.
public class ItemField<T>(string attribute, string entity, ItemWrite<T> write, FieldTraits traits = FieldTraits.None, params string[] aliases)
    : ItemField(attribute, entity, traits, aliases)
#pragma warning restore RS0022
{
    private static readonly byte[] s_null = """{"NULL":true}"""u8.ToArray();

    /// <summary>Creates the condition that the attribute has a value. Null: that it is absent or NULL.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition operator ==(ItemField<T> field, T? value) => value is null
        ? ItemCondition.NotExists(field.Attribute) | ItemCondition.Equal(field.Attribute, s_null)
        : field.Compare(Comparison.Equal, value);

    /// <summary>
    /// Creates the condition that the attribute is absent or has another value. Null: that it is neither absent nor NULL.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition operator !=(ItemField<T> field, T? value) => value is null
        ? ItemCondition.Exists(field.Attribute) & ItemCondition.Compare(field.Attribute, Comparison.NotEqual, s_null)
        : field.Compare(Comparison.NotEqual, value);

    /// <summary>Creates the condition that the attribute has one of some values.</summary>
    /// <param name="values">The values: 1 to 100, none of them null.</param>
    /// <returns>The condition.</returns>
    public ItemCondition In(params IEnumerable<T> values) => ItemCondition.In(Attribute, [.. values.Select(ToValue)]);

    /// <summary>Creates the condition that an item has the attribute, if only as NULL.</summary>
    /// <returns>The condition.</returns>
    public ItemCondition Exists() => ItemCondition.Exists(Attribute);

    /// <summary>Creates the condition that an item does not have the attribute.</summary>
    /// <returns>The condition.</returns>
    public ItemCondition NotExists() => ItemCondition.NotExists(Attribute);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Attribute.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns the name, such as <c>Order.Status</c>.</summary>
    /// <returns>The name.</returns>
    public sealed override string ToString() => Name;

    /// <summary>Writes a value in its stored form.</summary>
    /// <exception cref="ArgumentException">DynamoDB cannot store the value, or it is null where null is not stored.</exception>
    internal ReadOnlyMemory<byte> ToValue(T? value) => value is not null ? ItemWriter.ToValue(Name, value, write)
        : Traits.HasFlag(FieldTraits.StoresNull) ? s_null
        : throw new ArgumentException($"{Name} is null, which is no value to compare with or to store.");

    private protected ItemCondition Compare(Comparison comparison, T value) => ItemCondition.Compare(Attribute, comparison, ToValue(value));
}
