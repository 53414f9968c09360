using System.Text;
using System.Text.Json;

namespace Fw24.Local.Items;

/// <summary>Measures attribute values by DynamoDB's rules ("DynamoDB item sizes and formats") and rejects invalid ones.</summary>
internal static class AttributeSize
{
    // The documented 32 levels ("Attributes") include the value in the innermost list or map, even an empty one: the 32nd list or map is rejected.
    private const int MaxContainers = 31;

    private const int MaxNameSize = 65_535;

    /// <summary>Reads a value such as <c>{"S":"x"}</c>. The reader must be on its opening brace and is left on its closing one.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="depth">The number of lists and maps around the value.</param>
    /// <returns>The value's size in bytes.</returns>
    public static int Read(ref Utf8JsonReader json, int depth)
    {
        if (json.TokenType is not JsonTokenType.StartObject || !json.Read() || json.TokenType is not JsonTokenType.PropertyName)
        {
            throw AwsErrors.Validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }

        var type = json.GetString();
        json.Read();
        var size = type switch
        {
            "S" => Text(ref json),
            "N" => Number(ref json),
            "B" => Binary(ref json).Length,
            "BOOL" => json.TokenType is JsonTokenType.True or JsonTokenType.False ? 1 : throw Mismatch(type),
            "NULL" => json.TokenType is JsonTokenType.True ? 1 : throw AwsErrors.Validation("One or more parameter values were invalid: Null attribute value types must have the value of true"),
            "L" or "M" when depth == MaxContainers
                => throw AwsErrors.Validation("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"),
            "L" => List(ref json, depth),
            "M" => Map(ref json, depth),
            "SS" or "NS" or "BS" => Set(ref json, type),
            _ => throw AwsErrors.Validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
        };
        if (!json.Read() || json.TokenType is not JsonTokenType.EndObject)
        {
            throw AwsErrors.Validation("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
        }

        return size;
    }

    /// <summary>Measures the name of an attribute or of a map's member at the reader's position.</summary>
    public static int Name(ref Utf8JsonReader json)
    {
        var size = json.ValueIsEscaped ? Encoding.UTF8.GetByteCount(json.GetString()!) : json.ValueSpan.Length;
        return size switch
        {
            0 => throw AwsErrors.Validation("One or more parameter values were invalid: Empty attribute name"),
            > MaxNameSize => throw AwsErrors.Validation("One or more parameter values were invalid: Attribute name is too large, must be less than 65536 bytes"),
            _ => size,
        };
    }

    private static int Text(ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.String)
        {
            throw Mismatch("S");
        }

        return json.ValueIsEscaped ? Encoding.UTF8.GetByteCount(json.GetString()!) : json.ValueSpan.Length;
    }

    private static int Number(ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.String)
        {
            throw Mismatch("N");
        }

        var text = json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
        return NumberText.TryMeasure(text, out var size, out var error) ? size : throw AwsErrors.Validation(error!);
    }

    private static byte[] Binary(ref Utf8JsonReader json)
        => json.TokenType is JsonTokenType.String && json.TryGetBytesFromBase64(out var bytes) ? bytes : throw Mismatch("B");

    // Three bytes for the list or map itself and one for each of its elements.
    private static int List(ref Utf8JsonReader json, int depth)
    {
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            throw Mismatch("L");
        }

        var size = 3;
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            size += 1 + Read(ref json, depth + 1);
        }

        return size;
    }

    private static int Map(ref Utf8JsonReader json, int depth)
    {
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            throw Mismatch("M");
        }

        var size = 3;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            size += 1 + Name(ref json);
            json.Read();
            size += Read(ref json, depth + 1);
        }

        return size;
    }

    private static int Set(ref Utf8JsonReader json, string type)
    {
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            throw Mismatch(type);
        }

        var size = 0;
        var members = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            size += type switch { "SS" => Text(ref json), "NS" => Number(ref json), _ => Binary(ref json).Length };
            if (!members.Add(Member(ref json, type)))
            {
                throw AwsErrors.Validation("One or more parameter values were invalid: Input collection contains duplicates.");
            }
        }

        return members.Count > 0 ? size : throw AwsErrors.Validation($"One or more parameter values were invalid: {(type switch
        {
            "SS" => "An string set  may not be empty",
            "NS" => "An number set  may not be empty",
            _ => "Binary sets should not be empty",
        })}");
    }

    private static string Member(ref Utf8JsonReader json, string type)
    {
        // Equal numbers and equal bytes can have several spellings.
        return type switch
        {
            "NS" when NumberText.TryOrder(Encoding.UTF8.GetBytes(json.GetString()!), out var ordered, out _) => Convert.ToHexString(ordered),
            "BS" => Convert.ToHexString(Binary(ref json)),
            _ => json.GetString()!,
        };
    }

    private static Amazon.DynamoDBv2.AmazonDynamoDBException Mismatch(string type)
        => AwsErrors.Validation($"Supplied AttributeValue is not of the datatype {type}");
}
