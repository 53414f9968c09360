using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Orders.Local.Screen;

/// <summary>Formats an item's values as a person would write them: no types, no quotes, sets in braces, bytes by their number.</summary>
internal static class ValueText
{
    /// <summary>Formats a value.</summary>
    /// <param name="value">The value as DynamoDB JSON; empty if there is no value.</param>
    /// <param name="maxLength">The maximum number of characters.</param>
    public static string Of(ReadOnlyMemory<byte> value, int maxLength)
    {
        if (value.IsEmpty)
        {
            return "—";
        }

        using var document = JsonDocument.Parse(value);
        var text = new StringBuilder();
        Append(text, document.RootElement);
        return Shorten(text.ToString(), maxLength);
    }

    /// <summary>Formats a number of seconds since 1970 as a time.</summary>
    public static string OfUnixTime(ReadOnlyMemory<byte> value)
    {
        var text = Of(value, 40);
        return long.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? Time(DateTimeOffset.FromUnixTimeSeconds(seconds))
            : text;
    }

    /// <summary>Shortens a text.</summary>
    public static string Shorten(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        // Avoids splitting a surrogate pair.
        var length = char.IsHighSurrogate(text[maxLength - 2]) ? maxLength - 2 : maxLength - 1;
        return text[..length] + "…";
    }

    private static void Append(StringBuilder text, JsonElement typed)
    {
        var type = typed.EnumerateObject().Single();
        switch (type.Name)
        {
            case "S":
                AppendString(text, type.Value.GetString()!);
                break;
            case "N":
                text.Append(type.Value.GetString());
                break;
            case "B":
                AppendBytes(text, type.Value);
                break;
            case "BOOL":
                text.Append(type.Value.GetBoolean() ? "yes" : "no");
                break;
            case "NULL":
                text.Append("null");
                break;
            case "L":
                AppendAll(text, '[', type.Value.EnumerateArray(), static (text, element) => Append(text, element), ']');
                break;
            case "M":
                AppendAll(text, '(', type.Value.EnumerateObject(), static (text, member) => Append(text.Append(member.Name).Append(": "), member.Value), ')');
                break;
            case "BS":
                AppendAll(text, '{', type.Value.EnumerateArray(), static (text, element) => AppendBytes(text, element), '}');
                break;
            default:
                AppendAll(text, '{', type.Value.EnumerateArray(), static (text, element) => AppendString(text, element.GetString()!), '}');
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, IEnumerable<T> parts, Action<StringBuilder, T> append, char close)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var part in parts)
        {
            text.Append(isFirst ? "" : ", ");
            append(text, part);
            isFirst = false;
        }

        text.Append(close);
    }

    private static void AppendBytes(StringBuilder text, JsonElement base64)
    {
        var bytes = base64.GetBytesFromBase64();
        text.Append(CultureInfo.InvariantCulture, $"{bytes.Length} bytes {Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, 4)))}{(bytes.Length > 4 ? "…" : "")}");
    }

    private static void AppendString(StringBuilder text, string value)
    {
        if (value.Length is 0)
        {
            text.Append("\"\"");
            return;
        }

        if (DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            text.Append(Time(time));
            return;
        }

        foreach (var character in value)
        {
            _ = character switch
            {
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(character) => text.Append('·'),
                _ => text.Append(character),
            };
        }
    }

    private static string Time(DateTimeOffset time) => time.ToString(time.Offset == TimeSpan.Zero ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
