using Fw24.Json;

namespace Fw24.Items;

/// <summary>A typed value of a key or marker: its type, and its text if it is a string, a number or binary.</summary>
internal readonly ref struct ScalarValue
{
    private ScalarValue(AttributeType type, JsonText text)
    {
        Type = type;
        Text = text;
    }

    public AttributeType Type { get; }

    public JsonText Text { get; }

    /// <summary>Reads a typed value, such as <c>{"S":"ord-1"}</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">The attribute's path, for errors.</param>
    /// <exception cref="ItemFormatException">It is not a typed value.</exception>
    public static ScalarValue Read(ReadOnlySpan<byte> value, string path)
    {
        var json = new JsonCursor(value);
        if (json.TryReadPlainText(out var tag, out var plain) && AttributeTypes.Parse(tag) is not AttributeType.None and var plainType)
        {
            return new ScalarValue(plainType, new JsonText(plain, isEscaped: false));
        }

        json.MoveTo(0);
        if (!json.TryEnterObject() || !json.TryNextMember(out var name))
        {
            throw new ItemFormatException("Stream record", path, "a typed value", json.Found);
        }

        var type = AttributeTypes.Parse(name);
        if (type is not (AttributeType.String or AttributeType.Number or AttributeType.Binary))
        {
            return new ScalarValue(type, default);
        }

        return json.TryReadString(out var text)
            ? new ScalarValue(type, text)
            : throw new ItemFormatException("Stream record", path, AttributeTypes.Describe(type), json.Found);
    }
}
