namespace Fw24.Json;

/// <summary>The names of the DynamoDB types.</summary>
internal static class AttributeTypes
{
    /// <summary>The maximum nesting depth of lists and maps. DynamoDB allows 32 levels, so nothing it sends is refused.</summary>
    public const int MaxDepth = 64;

    /// <summary>Returns the text type (S, N or B) with a one-letter tag.</summary>
    public static AttributeType Parse(byte tag) => tag switch
    {
        (byte)'S' => AttributeType.String,
        (byte)'N' => AttributeType.Number,
        (byte)'B' => AttributeType.Binary,
        _ => AttributeType.None,
    };

    /// <summary>Returns the type named by a typed value's only member, such as <c>S</c>.</summary>
    public static AttributeType Parse(JsonText name)
    {
        var text = name.Unescape();
        return text.Length switch
        {
            1 => text[0] switch
            {
                (byte)'S' => AttributeType.String,
                (byte)'N' => AttributeType.Number,
                (byte)'B' => AttributeType.Binary,
                (byte)'L' => AttributeType.List,
                (byte)'M' => AttributeType.Map,
                _ => AttributeType.None,
            },
            2 when text[1] == (byte)'S' => text[0] switch
            {
                (byte)'S' => AttributeType.StringSet,
                (byte)'N' => AttributeType.NumberSet,
                (byte)'B' => AttributeType.BinarySet,
                _ => AttributeType.None,
            },
            4 when text.SequenceEqual("BOOL"u8) => AttributeType.Boolean,
            4 when text.SequenceEqual("NULL"u8) => AttributeType.Null,
            _ => AttributeType.None,
        };
    }

    /// <summary>Returns a type's name for messages.</summary>
    public static string Describe(AttributeType type) => type switch
    {
        AttributeType.String => "a string (S)",
        AttributeType.Number => "a number (N)",
        AttributeType.Binary => "binary (B)",
        AttributeType.Boolean => "a boolean (BOOL)",
        AttributeType.Null => "null (NULL)",
        AttributeType.List => "a list (L)",
        AttributeType.Map => "a map (M)",
        AttributeType.StringSet => "a string set (SS)",
        AttributeType.NumberSet => "a number set (NS)",
        AttributeType.BinarySet => "a binary set (BS)",
        _ => "a value without a DynamoDB type",
    };
}
