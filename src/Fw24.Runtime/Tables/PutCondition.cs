using System.Globalization;
using System.Text;
using Fw24.Items;

namespace Fw24.Tables;

/// <summary>A condition on the stored item that a write requires.</summary>
public readonly record struct PutCondition
{
    private PutCondition(PutConditionKind kind, string? attribute, ReadOnlyMemory<byte> value = default)
        => (Kind, Attribute, Value) = (kind, attribute, value);

    /// <summary>No condition.</summary>
    public static PutCondition None => default;

    /// <summary>The kind of condition.</summary>
    public PutConditionKind Kind { get; }

    /// <summary>The attribute that is checked.</summary>
    public string? Attribute { get; }

    /// <summary>The required value, as DynamoDB JSON.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The name of the table's partition key, with which <see cref="PutConditionKind.Version"/> checks whether an item exists.</summary>
    public string? PartitionKey { get; private init; }

    /// <summary>Indicates whether an item without the attribute satisfies the condition: the version is 0.</summary>
    public bool OrNoAttribute { get; private init; }

    /// <summary>Indicates whether a missing item satisfies the condition.</summary>
    public bool OrNoItem { get; private init; }

    /// <summary>Creates the condition that the item does not exist.</summary>
    /// <param name="partitionKey">The name of the table's partition key: the attribute that every item has.</param>
    /// <returns>The condition.</returns>
    public static PutCondition NotExists(string partitionKey) => new(PutConditionKind.NotExists, partitionKey);

    /// <summary>Creates the condition that the item exists.</summary>
    /// <param name="partitionKey">The name of the table's partition key: the attribute that every item has.</param>
    /// <returns>The condition.</returns>
    public static PutCondition Exists(string partitionKey) => new(PutConditionKind.Exists, partitionKey);

    /// <summary>Creates the condition that the stored item's attribute has a value.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">The value as DynamoDB JSON, such as <c>{"N":"3"}</c>.</param>
    /// <returns>The condition.</returns>
    public static PutCondition Equal(string attribute, ReadOnlyMemory<byte> value) => new(PutConditionKind.Equal, attribute, value);

    /// <summary>
    /// Creates the condition that the stored item has a version. An item without the attribute has version 0: it predates the entity's version.
    /// </summary>
    /// <param name="attribute">The name of the attribute that counts the item's writes.</param>
    /// <param name="version">The version: 0 or more.</param>
    /// <param name="partitionKey">The name of the table's partition key: the attribute that every item has.</param>
    /// <param name="orNoItem">Indicates whether a missing item satisfies the condition.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The version is negative.</exception>
    public static PutCondition Version(string attribute, long version, string partitionKey, bool orNoItem)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        var value = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"N":"{{version}}"}"""));
        return new(PutConditionKind.Version, attribute, value) { PartitionKey = partitionKey, OrNoAttribute = version == 0, OrNoItem = orNoItem };
    }

    /// <summary>Evaluates the condition, for stores without DynamoDB's condition expressions.</summary>
    /// <param name="stored">The stored item; absent when it does not exist.</param>
    /// <exception cref="ItemFormatException">The item's JSON is invalid.</exception>
    public bool Holds(ItemImage stored)
    {
        if (Kind is PutConditionKind.None)
        {
            return true;
        }

        var has = stored.TryGetAttribute(Encoding.UTF8.GetBytes(Attribute!), out var value);
        return Kind switch
        {
            PutConditionKind.NotExists => !has,
            PutConditionKind.Exists => has,
            PutConditionKind.Version when stored.IsAbsent => OrNoItem,
            PutConditionKind.Version when !has => OrNoAttribute,
            _ => has && AttributeEquality.AreEqual(value, Value.Span),
        };
    }
}
