using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Tables.Updates;

/// <summary>The value of an existing attribute after an action, as DynamoDB computes it.</summary>
internal static class UpdatedValue
{
    /// <summary>The list to which an update appends if the attribute is absent.</summary>
    public static ReadOnlyMemory<byte> EmptyList { get; } = """{"L":[]}"""u8.ToArray();

    /// <summary>Gets the value.</summary>
    /// <param name="action">The action: not one that removes the attribute.</param>
    /// <param name="stored">The stored value.</param>
    /// <exception cref="ArgumentException">The types do not fit, or the sum is not a number of DynamoDB.</exception>
    public static ReadOnlySpan<byte> Of(ItemAction action, ReadOnlySpan<byte> stored) => action.Kind switch
    {
        ItemActionKind.SetIfAbsent => stored,
        ItemActionKind.Add => Sum(stored, action.Value.Span),
        ItemActionKind.Append => Concatenation(stored, action.Value.Span),
        _ => action.Value.Span,
    };

    private static byte[] Sum(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> added)
    {
        if (!DynamoNumber.TryParse(NumberOf(stored), out var number) || !DynamoNumber.TryParse(NumberOf(added), out var more))
        {
            throw WrongType();
        }

        if (!number.TryAdd(more, out var sum))
        {
            throw new ArgumentException("Number overflow. Attempting to store a number with more than 38 significant digits, or beyond the supported range");
        }

        Span<byte> text = stackalloc byte[DynamoNumber.MaxLength];
        return [.. "{\"N\":\""u8, .. text[..sum.Format(text)], .. "\"}"u8];
    }

    private static ReadOnlySpan<byte> NumberOf(ReadOnlySpan<byte> value)
        => ScalarValue.Read(value, "") is { Type: AttributeType.Number } number ? number.Text.Unescape() : throw WrongType();

    private static byte[] Concatenation(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> added)
    {
        var first = ElementsOf(stored);
        var second = ElementsOf(added);
        ReadOnlySpan<byte> separator = first.IsEmpty || second.IsEmpty ? [] : ","u8;
        return [.. "{\"L\":["u8, .. first, .. separator, .. second, .. "]}"u8];
    }

    // The elements' JSON between the brackets.
    private static ReadOnlySpan<byte> ElementsOf(ReadOnlySpan<byte> value)
    {
        var json = new JsonCursor(value);
        if (ScalarValue.Read(value, "").Type is not AttributeType.List || !json.TryEnterObject() || !json.TryNextMember(out _))
        {
            throw WrongType();
        }

        json.Peek();
        var start = json.Position;
        return json.TrySkipValue() ? json.From(start)[1..^1].Trim(" \t\r\n"u8) : throw WrongType();
    }

    private static ArgumentException WrongType() => new("An operand in the update expression has an incorrect data type");
}
