using Amazon.DynamoDBv2.Model;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Items.Sdk;

/// <summary>Converts DynamoDB JSON to the SDK's values.</summary>
internal ref struct AttributeMapReader(ReadOnlySpan<byte> json, bool isValue)
{
    private readonly bool _isValue = isValue;
    private JsonCursor _json = new(json);

    /// <summary>Reads an item.</summary>
    public static Dictionary<string, AttributeValue> ReadItem(ReadOnlySpan<byte> item)
    {
        var reader = new AttributeMapReader(item, isValue: false);
        var map = reader.ReadMembers(AttributeTypes.MaxDepth);
        reader.Check(reader._json.IsAtEnd() || reader._json.Fail("the end of the item"));
        return map;
    }

    /// <summary>Reads a typed value.</summary>
    public static AttributeValue ReadValue(ReadOnlySpan<byte> value)
    {
        var reader = new AttributeMapReader(value, isValue: true);
        var attribute = reader.ReadValue(AttributeTypes.MaxDepth);
        reader.Check(reader._json.IsAtEnd() || reader._json.Fail("the end of the value"));
        return attribute;
    }

    private AttributeValue ReadValue(int depth)
    {
        Check(_json.TryEnterObject());
        Check(_json.TryNextMember(out var name) || (_json.Expected is null && _json.FailAsEmpty("a typed value")));
        var type = AttributeTypes.Parse(name);
        Check(depth > 0 || type is not (AttributeType.Map or AttributeType.List) || _json.Fail("lists and maps of at most 32 levels", "deeper ones"));
        var value = type switch
        {
            AttributeType.String => new AttributeValue { S = ReadText() },
            AttributeType.Number => new AttributeValue { N = ReadText() },
            AttributeType.Binary => new AttributeValue { B = ReadBytes() },
            AttributeType.Boolean => new AttributeValue { BOOL = ReadBoolean() },
            AttributeType.Null => new AttributeValue { NULL = ReadBoolean() | true },
            AttributeType.Map => new AttributeValue { M = ReadMembers(depth - 1), IsMSet = true },
            AttributeType.List => new AttributeValue { L = ReadElements(depth - 1), IsLSet = true },
            AttributeType.StringSet => new AttributeValue { SS = ReadTexts() },
            AttributeType.NumberSet => new AttributeValue { NS = ReadTexts() },
            AttributeType.BinarySet => new AttributeValue { BS = ReadBytesSet() },
            _ => throw Refuse("a typed value", AttributeTypes.Describe(type)),
        };
        Check(_json.TryLeaveObject());
        return value;
    }

    private Dictionary<string, AttributeValue> ReadMembers(int depth)
    {
        var map = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        Check(_json.TryEnterObject());
        while (_json.TryNextMember(out var name))
        {
            var key = name.ToString();
            Check(!map.ContainsKey(key) || _json.Fail("an attribute's name once", "a second one"));
            map.Add(key, ReadValue(depth));
        }

        Check(_json.Expected is null);
        return map;
    }

    private List<AttributeValue> ReadElements(int depth)
    {
        var list = new List<AttributeValue>();
        Check(_json.TryEnterList());
        while (_json.TryNextElement())
        {
            list.Add(ReadValue(depth));
        }

        Check(_json.Expected is null);
        return list;
    }

    private List<string> ReadTexts()
    {
        var texts = new List<string>();
        Check(_json.TryEnterList());
        while (_json.TryNextElement())
        {
            texts.Add(ReadText());
        }

        Check(_json.Expected is null);
        return texts;
    }

    private List<MemoryStream> ReadBytesSet()
    {
        var set = new List<MemoryStream>();
        Check(_json.TryEnterList());
        while (_json.TryNextElement())
        {
            set.Add(ReadBytes());
        }

        Check(_json.Expected is null);
        return set;
    }

    private string ReadText()
    {
        Check(_json.TryReadString(out var text));
        return text.ToString();
    }

    private bool ReadBoolean()
    {
        Check(_json.TryReadBoolean(out var value));
        return value;
    }

    private MemoryStream ReadBytes()
    {
        Check(_json.TryReadString(out var text));
        return Base64Text.TryDecode(text.Unescape(), out var bytes)
            ? new MemoryStream(bytes, 0, bytes.Length, writable: true, publiclyVisible: true)
            : throw Refuse("base64", "another text");
    }

    private readonly void Check(bool passed)
    {
        if (!passed)
        {
            throw Refuse(_json.Expected!, _json.Found);
        }
    }

    private readonly ItemFormatException Refuse(string expected, string found)
        => _isValue
            ? new ItemFormatException("Value", ItemPath.InValue(_json.Json, _json.Position), expected, found)
            : new ItemFormatException("Item", ItemPath.At(_json.Json, _json.Position, SensitiveNames.None), expected, found);
}
