using Fw24.Items;

namespace Fw24;

/// <summary>A field whose stored values sort as its values do: numbers, text, binary, dates, and times in UTC.</summary>
/// <inheritdoc cref="ItemField{T}"/>
public class OrderedField<T>(string attribute, string entity, ItemWrite<T> write, FieldTraits traits = FieldTraits.None, params string[] aliases)
    : ItemField<T>(attribute, entity, write, traits, aliases)
{
    /// <summary>Creates the condition that the attribute is less than a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition operator <(OrderedField<T> field, T value) => field.Compare(Comparison.Less, value);

    /// <summary>Creates the condition that the attribute is greater than a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition operator >(OrderedField<T> field, T value) => field.Compare(Comparison.Greater, value);

    /// <summary>Creates the condition that the attribute is less than or equal to a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition operator <=(OrderedField<T> field, T value) => field.Compare(Comparison.LessOrEqual, value);

    /// <summary>Creates the condition that the attribute is greater than or equal to a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition operator >=(OrderedField<T> field, T value) => field.Compare(Comparison.GreaterOrEqual, value);

    /// <summary>Creates the condition that the attribute is between two values, both inclusive.</summary>
    /// <param name="from">The smallest value.</param>
    /// <param name="to">The largest value.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The first value is greater than the second.</exception>
    public ItemCondition Between(T from, T to) => ItemCondition.Between(Attribute, ToValue(from), ToValue(to));
}
