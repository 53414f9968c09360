namespace Fw24.Records;

/// <summary>Whether two values are the same to DynamoDB: numbers by value, sets unordered, binary by bytes, maps by name.</summary>
public static class AttributeEquality
{
    /// <summary>Compares two typed values, such as <c>{"N":"1"}</c> and <c>{"N":"1.0"}</c>.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are the same value of the same type.</returns>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => throw null!;
}
