using System.Globalization;
using System.Text;
using Fw24.Items;

namespace Fw24.Tables;

/// <summary>What must hold of the stored item for a write to happen.</summary>
public readonly record struct PutCondition
{
    private PutCondition(PutConditionKind kind, string? attribute, ReadOnlyMemory<byte> value = default)
        => (Kind, Attribute, Value) = (kind, attribute, value);

    /// <summary>Nothing.</summary>
    public static PutCondition None => default;

    /// <summary>What kind of condition this is.</summary>
    public PutConditionKind Kind { get; }

    /// <summary>The attribute that is looked at.</summary>
    public string? Attribute { get; }

    /// <summary>The value it must have, as DynamoDB JSON.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The name of the table's partition key, where <see cref="PutConditionKind.Version"/> asks whether there is an item.</summary>
    public string? PartitionKey { get; private init; }

    /// <summary>Whether an item without the attribute will do: the version is 0.</summary>
    public bool OrNoAttribute { get; private init; }

    /// <summary>Whether it will do that there is no item.</summary>
    public bool OrNoItem { get; private init; }

    /// <summary>There is no such item.</summary>
    /// <param name="partitionKey">The name of the table's partition key: the attribute that every item has.</param>
    /// <returns>The condition.</returns>
    public static PutCondition NotExists(string partitionKey) => new(PutConditionKind.NotExists, partitionKey);

    /// <summary>There is such an item.</summary>
    /// <param name="partitionKey">The name of the table's partition key: the attribute that every item has.</param>
    /// <returns>The condition.</returns>
    public static PutCondition Exists(string partitionKey) => new(PutConditionKind.Exists, partitionKey);

    /// <summary>The stored item's attribute has a value.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">The value as DynamoDB JSON, such as <c>{"N":"3"}</c>.</param>
    /// <returns>The condition.</returns>
    public static PutCondition Equal(string attribute, ReadOnlyMemory<byte> value) => new(PutConditionKind.Equal, attribute, value);

    /// <summary>The stored item has a version. One without the attribute has version 0: it was written before the entity had a version.</summary>
    /// <param name="attribute">The name of the attribute that counts the item's writes.</param>
    /// <param name="version">The version: 0 or more.</param>
    /// <param name="partitionKey">The name of the table's partition key: the attribute that every item has.</param>
    /// <param name="orNoItem">Whether it will do that there is no such item.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The version is negative.</exception>
    public static PutCondition Version(string attribute, long version, string partitionKey, bool orNoItem)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        var value = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"N":"{{version}}"}"""));
        return new(PutConditionKind.Version, attribute, value) { PartitionKey = partitionKey, OrNoAttribute = version == 0, OrNoItem = orNoItem };
    }

    /// <summary>Whether the condition holds, for stores that have no condition expressions of DynamoDB.</summary>
    /// <param name="stored">The stored item; absent when there is none.</param>
    /// <exception cref="ItemFormatException">The item's JSON is broken.</exception>
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
