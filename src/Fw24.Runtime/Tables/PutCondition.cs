namespace Fw24.Tables;

/// <summary>What must hold of the stored item for a put to happen.</summary>
public readonly record struct PutCondition
{
    private PutCondition(PutConditionKind kind, string? attribute, ReadOnlyMemory<byte> value)
        => (Kind, Attribute, Value) = (kind, attribute, value);

    /// <summary>Nothing.</summary>
    public static PutCondition None => default;

    /// <summary>There is no such item.</summary>
    /// <param name="partitionKey">The name of the table's partition key: the attribute that every item has.</param>
    /// <returns>The condition.</returns>
    public static PutCondition NotExists(string partitionKey) => new(PutConditionKind.NotExists, partitionKey, default);

    /// <summary>There is such an item.</summary>
    /// <param name="partitionKey">The name of the table's partition key: the attribute that every item has.</param>
    /// <returns>The condition.</returns>
    public static PutCondition Exists(string partitionKey) => new(PutConditionKind.Exists, partitionKey, default);

    /// <summary>The stored item's attribute has a value.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">The value as DynamoDB JSON, such as <c>{"N":"3"}</c>.</param>
    /// <returns>The condition.</returns>
    public static PutCondition Equal(string attribute, ReadOnlyMemory<byte> value) => new(PutConditionKind.Equal, attribute, value);

    /// <summary>What kind of condition this is.</summary>
    public PutConditionKind Kind { get; }

    /// <summary>The attribute that is looked at.</summary>
    public string? Attribute { get; }

    /// <summary>The value it must have.</summary>
    public ReadOnlyMemory<byte> Value { get; }
}
