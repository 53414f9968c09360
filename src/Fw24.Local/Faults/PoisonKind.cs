namespace Fw24.Local.Faults;

/// <summary>Records that cannot be processed.</summary>
public enum PoisonKind
{
    /// <summary>A record without <c>Keys</c>.</summary>
    MissingKeys,

    /// <summary>A record whose values are of the wrong JSON type: <c>{"S":1}</c>.</summary>
    WrongWireType,

    /// <summary>A record that is no JSON.</summary>
    BrokenJson,

    /// <summary>A record with 10,000 maps in each other.</summary>
    DeepNesting,

    /// <summary>An item, whole as far as DynamoDB is concerned, with an attribute that its entity has with another type.</summary>
    UnreadableItem,
}
