using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fw24.Operations.Texts;

/// <summary>Formats an item's values as a person would write them: no types, no quotes, sets in braces, bytes by their number.</summary>
public static class ItemText
{
    private static readonly long s_minSeconds = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long s_maxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Formats a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The time in UTC, to the second: <c>2026-03-04 09:30:00</c>.</returns>
    public static string OfTime(DateTimeOffset time) => Time(time.ToUniversalTime());

    /// <summary>Formats a number of things.</summary>
    /// <param name="count">The number.</param>
    /// <param name="thing">One of them, such as <c>record</c>.</param>
    /// <returns>The number and its noun: <c>1 record</c>, <c>1,200 records</c>.</returns>
    public static string Count(long count, string thing)
        => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {thing}{(count == 1 ? "" : "s")}");

    /// <summary>Formats a key.</summary>
    /// <param name="key">The key: a map of its one or two attributes.</param>
    /// <param name="maxLength">The maximum number of characters of each attribute: 2 or more.</param>
    /// <returns>The attributes' values, separated by slashes.</returns>
    public static string OfKey(ItemImage key, int maxLength = 60)
    {
        using var document = JsonDocument.Parse(key.Json);
        return string.Join(" / ", document.RootElement.EnumerateObject().Select(
            part => Of(Encoding.UTF8.GetBytes(part.Value.GetRawText()), maxLength)));
    }

    /// <summary>Formats a value.</summary>
    /// <param name="value">The value as DynamoDB JSON; empty if there is no value.</param>
    /// <param name="maxLength">The maximum number of characters: 2 or more.</param>
    /// <returns>The text, on one line and without control characters; a dash if there is no value.</returns>
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

    /// <summary>Formats a number of seconds since 1970 as a time, such as a time to live.</summary>
    /// <param name="value">The value as DynamoDB JSON.</param>
    /// <returns>The time in UTC; the value if it is not such a number.</returns>
    public static string OfUnixTime(ReadOnlyMemory<byte> value)
    {
        var text = Of(value, 40);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= s_minSeconds && seconds <= s_maxSeconds
            ? Time(DateTimeOffset.FromUnixTimeSeconds(seconds))
            : text;
    }

    /// <summary>Shortens a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The maximum number of characters: 2 or more.</param>
    /// <returns>The text, or its beginning with an ellipsis.</returns>
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
                AppendAll(text, '(', type.Value.EnumerateObject(), AppendMember, ')');
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
        var start = Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, 4)));
        text.Append(CultureInfo.InvariantCulture, $"{bytes.Length} bytes {start}{(bytes.Length > 4 ? "…" : "")}");
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

        AppendPlain(text, value);
    }

    private static void AppendMember(StringBuilder text, JsonProperty member)
    {
        AppendPlain(text, member.Name);
        Append(text.Append(": "), member.Value);
    }

    private static void AppendPlain(StringBuilder text, string value)
    {
        foreach (var character in value)
        {
            _ = character switch
            {
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(character) || IsDirection(character) => text.Append('·'),
                _ => text.Append(character),
            };
        }
    }

    // Directional controls would let a value change how the text around it is shown.
    private static bool IsDirection(char character)
        => character is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string Time(DateTimeOffset time)
        => time.ToString(time.Offset == TimeSpan.Zero ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
