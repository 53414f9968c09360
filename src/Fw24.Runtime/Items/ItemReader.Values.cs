using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using Fw24.Items.Values;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24;

/// <content>Single values.</content>
public ref partial struct ItemReader
{
    // Longer than any date, time or duration.
    private const int MaxChars = 64;

    /// <summary>Reads a string (S).</summary>
    /// <exception cref="ItemFormatException">The value is not a string.</exception>
    public string ReadString() => _texts.Get(ReadText((byte)'S', AttributeType.String).Unescape());

    /// <summary>Reads a boolean (BOOL).</summary>
    /// <exception cref="ItemFormatException">The value is not a boolean.</exception>
    public bool ReadBoolean()
    {
        if (_tag == 0 && _json.TryReadPlainBoolean(out var plain))
        {
            return plain;
        }

        EnterWithCare(AttributeType.Boolean);
        return _json.TryReadBoolean(out var value) && _json.TryLeaveObject() ? value : throw Broken();
    }

    /// <summary>Reads a number (N). A number that does not fit <typeparamref name="T"/> with all its digits is an error; binary floats are rounded.</summary>
    /// <typeparam name="T">An integer of any width, <see cref="decimal"/>, <see cref="BigInteger"/>, or a binary float.</typeparam>
    /// <exception cref="ItemFormatException">The value is not a number, or does not fit <typeparamref name="T"/>.</exception>
    public T ReadNumber<T>()
        where T : struct, INumberBase<T>
    {
        var text = ReadText((byte)'N', AttributeType.Number);
        var utf8 = text.Unescape();
        return NumberText.TryParse(utf8, out T value)
            ? value
            : throw Mismatch(_json.StartOf(text), $"a number (N) that {typeof(T).Name} can hold", DynamoNumber.IsValid(utf8) ? "another number" : "another text");
    }

    /// <summary>Reads a number (N) of seconds since 1970-01-01 UTC: a time to live.</summary>
    /// <exception cref="ItemFormatException">The value is not a number, or is outside the seconds from 1970 to the year 9999.</exception>
    public DateTimeOffset ReadUnixSeconds()
    {
        var text = ReadText((byte)'N', AttributeType.Number);
        return UnixTime.TryParse(text.Unescape(), out var value) ? value : throw Mismatch(text, "a number of seconds since 1970");
    }

    /// <summary>Reads binary (B).</summary>
    /// <exception cref="ItemFormatException">The value is not binary.</exception>
    public byte[] ReadBytes()
    {
        var text = ReadText((byte)'B', AttributeType.Binary);
        return Base64Text.TryDecode(text.Unescape(), out var value) ? value : throw Mismatch(text, "base64");
    }

    /// <summary>Reads a <see cref="Guid"/> (S).</summary>
    /// <exception cref="ItemFormatException">The value is not a string, or not a Guid.</exception>
    public Guid ReadGuid()
    {
        var text = ReadText((byte)'S', AttributeType.String);
        var utf8 = text.Unescape();
        return Utf8Parser.TryParse(utf8, out Guid value, out var length) && length == utf8.Length ? value : throw Mismatch(text, "a Guid");
    }

    /// <summary>Reads a <see cref="DateTime"/> (S, ISO 8601), keeping its kind.</summary>
    /// <exception cref="ItemFormatException">The value is not a string, or not a date and time.</exception>
    public DateTime ReadDateTime()
    {
        var text = ReadText((byte)'S', AttributeType.String);
        return IsoDate.TryParse(Token(text), out DateTime value) ? value : throw Mismatch(text, "a date and time (ISO 8601)");
    }

    /// <summary>Reads a <see cref="DateTimeOffset"/> (S, ISO 8601), keeping its offset. A text without an offset is taken as UTC.</summary>
    /// <exception cref="ItemFormatException">The value is not a string, or not a date and time.</exception>
    public DateTimeOffset ReadDateTimeOffset()
    {
        var text = ReadText((byte)'S', AttributeType.String);
        return IsoDate.TryParse(Token(text), out DateTimeOffset value) ? value : throw Mismatch(text, "a date and time (ISO 8601)");
    }

    /// <summary>Reads a <see cref="DateOnly"/> (S, <c>2026-11-22</c>).</summary>
    /// <exception cref="ItemFormatException">The value is not a string, or not a date.</exception>
    public DateOnly ReadDateOnly()
    {
        var text = ReadText((byte)'S', AttributeType.String);
        Span<char> chars = stackalloc char[MaxChars];
        return DateOnly.TryParseExact(Chars(text, chars), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Mismatch(text, "a date (ISO 8601)");
    }

    /// <summary>Reads a <see cref="TimeOnly"/> (S, <c>10:05:00.0000000</c>; the fraction may be shorter or missing).</summary>
    /// <exception cref="ItemFormatException">The value is not a string, or not a time of day.</exception>
    public TimeOnly ReadTimeOnly()
    {
        var text = ReadText((byte)'S', AttributeType.String);
        Span<char> chars = stackalloc char[MaxChars];
        return TimeOnly.TryParseExact(Chars(text, chars), "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Mismatch(text, "a time of day (ISO 8601)");
    }

    /// <summary>Reads a <see cref="TimeSpan"/> (S, the constant format <c>1.02:03:04.5000000</c>).</summary>
    /// <exception cref="ItemFormatException">The value is not a string, or not a duration.</exception>
    public TimeSpan ReadTimeSpan()
    {
        var text = ReadText((byte)'S', AttributeType.String);
        Span<char> chars = stackalloc char[MaxChars];
        return TimeSpan.TryParseExact(Chars(text, chars), "c", CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Mismatch(text, "a duration such as 1.02:03:04");
    }

    /// <summary>Reads a <see cref="Uri"/> (S), absolute or relative.</summary>
    /// <exception cref="ItemFormatException">The value is not a string, or not a URI.</exception>
    public Uri ReadUri()
    {
        var text = ReadText((byte)'S', AttributeType.String);
        return Uri.TryCreate(text.ToString(), UriKind.RelativeOrAbsolute, out var value) ? value : throw Mismatch(text, "a URI");
    }

    /// <summary>Converts a value that was just read.</summary>
    /// <typeparam name="TConverter">The converter.</typeparam>
    /// <typeparam name="TValue">The property's type.</typeparam>
    /// <typeparam name="TStored">The stored type.</typeparam>
    /// <param name="stored">The value that was read.</param>
    /// <exception cref="ItemFormatException">The converter does not accept it.</exception>
    public readonly TValue Convert<TConverter, TValue, TStored>(TStored stored)
        where TConverter : IDynamoConverter<TValue, TStored>
    {
        try
        {
            return TConverter.FromStored(stored);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            // The exception may quote the value.
            throw Mismatch(_json.Position - 1, $"a value that {typeof(TConverter).Name} accepts", "another");
        }
    }

    /// <summary>Reads an enum (S): one of its names, or the <see cref="Enum.ToString()"/> form of combined flags and unnamed values.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="names">Its names.</param>
    /// <returns>The value; the one for unknown names, if the enum has one, for any other string.</returns>
    /// <exception cref="ItemFormatException">The value is not a string, or not a value of the enum; the message lists the enum's names.</exception>
    public T ReadEnum<T>(EnumNames<T> names)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(names);
        var text = ReadText((byte)'S', AttributeType.String);
        return names.TryFind(text.Unescape(), out var value) ? value : ReadUnnamed(text, names);
    }

    private readonly T ReadUnnamed<T>(JsonText text, EnumNames<T> names)
        where T : struct, Enum
    {
        // Enum.TryParse accepts more than Enum.ToString produces: spaces, signs, numbers of named values.
        var name = text.ToString();
        return Enum.TryParse(name, out T value) && names.Canonical(value.ToString()) == names.Canonical(name)
            ? value
            : names.Unknown ?? throw Mismatch(text, $"one of {typeof(T).Name}'s names ({string.Join(", ", Enum.GetNames<T>())})");
    }

    /// <summary>Returns a text with its quotes.</summary>
    private readonly ReadOnlySpan<byte> Token(JsonText text) => text.Raw.IsEmpty ? "\"\""u8 : _json.Slice(_json.StartOf(text) - 1, text.Raw.Length + 2);

    /// <summary>Returns a short text in UTF-16; empty, and so not a date or time, if it is longer than any of these.</summary>
    private static ReadOnlySpan<char> Chars(JsonText text, Span<char> chars)
    {
        var utf8 = text.Unescape();
        return utf8.Length <= chars.Length ? chars[..Encoding.UTF8.GetChars(utf8, chars)] : default;
    }
}
