using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Tables.Conditions;

/// <summary>Orders values as DynamoDB does: strings by their UTF-8 bytes, numbers by value, binary by bytes.</summary>
internal static class AttributeOrder
{
    /// <summary>Indicates whether a typed value is of a type that DynamoDB orders: S, N or B.</summary>
    /// <param name="value">The value, such as <c>{"N":"1"}</c>.</param>
    public static bool IsOrdered(ReadOnlySpan<byte> value)
        => ScalarValue.Read(value, "").Type is AttributeType.String or AttributeType.Number or AttributeType.Binary;

    /// <summary>Compares two typed values.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <param name="order">Less than 0, 0 or greater than 0, as the first value is smaller than, equal to or greater than the
    /// second.</param>
    /// <returns><see langword="true"/> if both are of one type that DynamoDB orders.</returns>
    /// <exception cref="ItemFormatException">One of them is not a DynamoDB value.</exception>
    public static bool TryCompare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, out int order)
    {
        order = 0;
        var l = ScalarValue.Read(left, "");
        var r = ScalarValue.Read(right, "");
        if (l.Type != r.Type)
        {
            return false;
        }

        switch (l.Type)
        {
            case AttributeType.String:
                order = l.Text.Unescape().SequenceCompareTo(r.Text.Unescape());
                return true;
            case AttributeType.Number when DynamoNumber.TryParse(l.Text.Unescape(), out var a) && DynamoNumber.TryParse(r.Text.Unescape(), out var b):
                order = a.CompareTo(b);
                return true;
            case AttributeType.Binary when Base64Text.TryDecode(l.Text.Unescape(), out var a) && Base64Text.TryDecode(r.Text.Unescape(), out var b):
                order = a.AsSpan().SequenceCompareTo(b);
                return true;
            default:
                return false;
        }
    }
}
