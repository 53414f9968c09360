using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Items.Values;

/// <summary>Defines the equality of strings, numbers and binary values, standalone or as elements of a set.</summary>
internal static class SetElement
{
    /// <summary>Indicates whether two texts are the same value of a type.</summary>
    public static bool AreEqual(AttributeType type, JsonText left, JsonText right) => type switch
    {
        AttributeType.Number => DynamoNumber.AreEqual(left.Unescape(), right.Unescape()),
        AttributeType.Binary => Base64Text.AreEqual(left.Unescape(), right.Unescape()),
        _ => left.Is(right),
    };

    /// <summary>Returns a hash that is equal for texts that are the same value.</summary>
    public static int Hash(AttributeType type, JsonText text) => type switch
    {
        AttributeType.Number when DynamoNumber.TryParse(text.Unescape(), out var number) => number.GetHashCode(),
        AttributeType.Binary => Base64Text.Hash(text.Unescape()),
        _ => text.Hash(),
    };
}
