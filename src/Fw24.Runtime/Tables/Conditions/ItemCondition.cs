using System.Globalization;
using System.Text;
using Fw24.Tables.Conditions;

namespace Fw24;

/// <summary>
/// A condition on an item: on the stored one, which a write requires, or on those that a query or scan returns. Combined with <c>&amp;</c>,
/// <c>|</c> and <c>!</c>.
/// </summary>
/// <remarks>
/// Values are DynamoDB JSON, such as <c>{"S":"ord-1"}</c>. A condition on an attribute that an item does not have does not hold, except for
/// <see cref="NotExists"/>, <see cref="Comparison.NotEqual"/> and the inverse of a condition. Values of different types are never equal,
/// and
/// none of them is smaller. DynamoDB allows 4 KB and 300 operators for the conditions of a request.
/// </remarks>
public abstract class ItemCondition
{
    private protected ItemCondition()
    {
    }

    /// <summary>Creates the condition that an item has an attribute. With the table's partition key: that the item exists.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition Exists(string attribute) => new ExistenceCondition(Named(attribute), exists: true);

    /// <summary>
    /// Creates the condition that an item does not have an attribute. With the table's partition key: that the item does not exist.
    /// </summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition NotExists(string attribute) => new ExistenceCondition(Named(attribute), exists: false);

    /// <summary>Creates the condition that an attribute equals a value.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition Equal(string attribute, ReadOnlyMemory<byte> value) => Compare(attribute, Comparison.Equal, value);

    /// <summary>Creates the condition that an attribute compares with a value.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The comparison needs an order, and the value is not a string, a number or binary.</exception>
    public static ItemCondition Compare(string attribute, Comparison comparison, ReadOnlyMemory<byte> value)
        => comparison is Comparison.Equal or Comparison.NotEqual || AttributeOrder.IsOrdered(value.Span)
            ? new ComparisonCondition(Named(attribute), comparison, value)
            : throw new ArgumentException($"DynamoDB orders strings, numbers and binary values only: {attribute} cannot be compared with {comparison}.", nameof(value));

    /// <summary>Creates the condition that an attribute is between two values, both inclusive.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="from">The smallest value.</param>
    /// <param name="to">The largest value: of the same type.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The values are of different types, have no order, or the first is greater than the
    /// second.</exception>
    public static ItemCondition Between(string attribute, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to)
        => AttributeOrder.TryCompare(from.Span, to.Span, out var order) && order <= 0
            ? new BetweenCondition(Named(attribute), from, to)
            : throw new ArgumentException($"The range of {attribute} must be from a value to a greater or equal one of the same type.", nameof(to));

    /// <summary>Creates the condition that an attribute equals one of some values.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="values">The values: 1 to 100.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">There is no value, or there are more than 100, the limit of DynamoDB's IN.</exception>
    public static ItemCondition In(string attribute, params IReadOnlyList<ReadOnlyMemory<byte>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count is > 0 and <= InCondition.MaxValues
            ? new InCondition(Named(attribute), [.. values])
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{attribute} can be one of 1 to {InCondition.MaxValues} values, not of {values.Count}."), nameof(values));
    }

    /// <summary>Creates the condition that a string or binary value begins with a prefix.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="prefix">The prefix: S or B.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The prefix is neither a string nor binary.</exception>
    public static ItemCondition BeginsWith(string attribute, ReadOnlyMemory<byte> prefix)
        => new BeginsWithCondition(Named(attribute), prefix);

    /// <summary>Creates the condition that a string or binary value contains another one, or a set or list contains an element.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">The part or element.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition Contains(string attribute, ReadOnlyMemory<byte> value) => new ContainsCondition(Named(attribute), value);

    /// <summary>
    /// Creates the condition that the stored item has a version. An item without the attribute has version 0: it predates the entity's
    /// version.
    /// </summary>
    /// <param name="attribute">The name of the attribute that counts the item's writes.</param>
    /// <param name="version">The version: 0 or more.</param>
    /// <param name="partitionKey">The name of the table's partition key: the attribute that every item has.</param>
    /// <param name="orNoItem">Indicates whether a missing item satisfies the condition.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The version is negative.</exception>
    public static ItemCondition Version(string attribute, long version, string partitionKey, bool orNoItem)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        var isVersion = Equal(attribute, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"N":"{{version}}"}""")));
        return (version, orNoItem) switch
        {
            (0, true) => NotExists(attribute) | isVersion,
            (0, false) => Exists(partitionKey) & (NotExists(attribute) | isVersion),
            (_, true) => NotExists(partitionKey) | isVersion,
            _ => isVersion,
        };
    }

    /// <summary>Creates the condition that both conditions hold.</summary>
    /// <param name="left">The first condition.</param>
    /// <param name="right">The second condition.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition operator &(ItemCondition left, ItemCondition right) => left.And(right);

    /// <summary>Creates the condition that at least one of two conditions holds.</summary>
    /// <param name="left">The first condition.</param>
    /// <param name="right">The second condition.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition operator |(ItemCondition left, ItemCondition right) => left.Or(right);

    /// <summary>Creates the condition that a condition does not hold.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The condition.</returns>
    public static ItemCondition operator !(ItemCondition condition) => condition.Not();

    /// <summary>Creates the condition that this one and another one hold.</summary>
    /// <param name="other">The other condition.</param>
    /// <returns>The condition.</returns>
    public ItemCondition And(ItemCondition other)
        => new CombinedCondition(this, other ?? throw new ArgumentNullException(nameof(other)), isAnd: true);

    /// <summary>Creates the condition that this one or another one holds.</summary>
    /// <param name="other">The other condition.</param>
    /// <returns>The condition.</returns>
    public ItemCondition Or(ItemCondition other)
        => new CombinedCondition(this, other ?? throw new ArgumentNullException(nameof(other)), isAnd: false);

    /// <summary>Creates the condition that this one does not hold.</summary>
    /// <returns>The condition.</returns>
    public ItemCondition Not() => new InverseCondition(this);

    /// <summary>Evaluates the condition, for stores without DynamoDB's expressions.</summary>
    /// <param name="item">The item; absent when it does not exist.</param>
    /// <returns><see langword="true"/> if the condition holds.</returns>
    /// <exception cref="ItemFormatException">The item's JSON is invalid.</exception>
    public abstract bool Holds(ItemImage item);

    /// <summary>Returns the condition as a DynamoDB expression with placeholders, for messages and logs: no values.</summary>
    /// <returns>The expression.</returns>
    public override string ToString()
    {
        var expressions = new Expressions();
        Print(expressions);
        return expressions.Take();
    }

    /// <summary>Creates the condition that all of some conditions hold, of which each may be none.</summary>
    internal static ItemCondition? All(params ReadOnlySpan<ItemCondition?> conditions)
    {
        ItemCondition? all = null;
        foreach (var condition in conditions)
        {
            all = all is null || condition is null ? all ?? condition : all & condition;
        }

        return all;
    }

    /// <summary>The names of the attributes that the condition is on.</summary>
    internal IReadOnlyCollection<string> Attributes
    {
        get
        {
            var expressions = new Expressions();
            Print(expressions);
            return expressions.Names;
        }
    }

    /// <summary>Prints the condition as a part of an expression.</summary>
    internal abstract void Print(Expressions expressions);

    private static string Named(string attribute)
    {
        ArgumentException.ThrowIfNullOrEmpty(attribute);
        return attribute;
    }
}
