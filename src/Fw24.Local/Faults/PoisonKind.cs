namespace Fw24.Local.Faults;

/// <summary>Records that cannot be processed.</summary>
public enum PoisonKind
{
    /// <summary>A record without <c>Keys</c>.</summary>
    MissingKeys,

    /// <summary>A record with a value of the wrong JSON type: <c>{"S":1}</c>.</summary>
    WrongWireType,

    /// <summary>A record that is not valid JSON.</summary>
    BrokenJson,

    /// <summary>A record with 10,000 nested maps.</summary>
    DeepNesting,

    /// <summary>A valid DynamoDB item with an attribute whose type differs from its entity's.</summary>
    UnreadableItem,
}
