using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24;

/// <content>Single values.</content>
public sealed partial class ItemWriter
{
    // Longer than any date, time, Guid or duration.
    private const int MaxPlainLength = 64;

    /// <summary>Writes NULL.</summary>
    /// <exception cref="ArgumentException">The value is in a set, which cannot contain NULL.</exception>
    public void WriteNull() => WriteToken("{\"NULL\":true}"u8);

    /// <summary>Writes a string (S).</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is null, or contains a lone surrogate, which has no UTF-8 encoding.</exception>
    public void WriteString(string value)
    {
        if (value is null)
        {
            throw Refuse(Null);
        }

        BeginText(AttributeType.String);
        AppendText(value);
        EndText();
    }

    /// <summary>Writes a boolean (BOOL).</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is in a set, which cannot contain booleans.</exception>
    public void WriteBoolean(bool value) => WriteToken(value ? "{\"BOOL\":true}"u8 : "{\"BOOL\":false}"u8);

    /// <summary>Writes a number (N) with all its digits.</summary>
    /// <typeparam name="T">An integer of any width, <see cref="decimal"/>, <see cref="BigInteger"/>, or a binary float.</typeparam>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">DynamoDB cannot store it: not finite, more than 38 digits, or a magnitude outside 1E-130 to 9.99…E+125.</exception>
    public void WriteNumber<T>(T value)
        where T : struct, INumberBase<T>
    {
        Span<byte> text = stackalloc byte[NumberText.MaxLength];
        if (!NumberText.TryFormat(value, text, out var length))
        {
            throw Refuse("a number must be finite, with at most 38 significant digits and a magnitude of 1E-130 to 9.9E+125");
        }

        WritePlain(AttributeType.Number, text[..length]);
    }

    /// <summary>Writes a number (N) as the text received from DynamoDB or its SDK.</summary>
    /// <param name="text">The text, such as <c>12.50</c>. It is kept unchanged.</param>
    /// <exception cref="ArgumentException">The text is null, or not a number that DynamoDB can store.</exception>
    public void WriteNumberText(string text)
    {
        if (text is null)
        {
            throw Refuse(Null);
        }

        if (!DynamoNumber.IsValid(Encoding.UTF8.GetBytes(text)))
        {
            throw Refuse("it is not a number of at most 38 significant digits and a magnitude of 1E-130 to 9.9E+125");
        }

        WriteText(AttributeType.Number, text);
    }

    /// <summary>Writes a number (N) of seconds since 1970-01-01 UTC: a time to live.</summary>
    /// <param name="value">The value; fractions of a second are truncated.</param>
    /// <exception cref="ArgumentException">The value is before 1970, as the default of a property that was not set is.</exception>
    public void WriteUnixSeconds(DateTimeOffset value)
    {
        if (value < DateTimeOffset.UnixEpoch)
        {
            throw Refuse("a time to live before 1970 is invalid: make the property nullable, and leave it null if an item does not expire");
        }

        WriteNumber(value.ToUnixTimeSeconds());
    }

    /// <summary>Writes a number (N) of seconds since 1970-01-01 UTC: a time to live.</summary>
    /// <param name="value">The value; fractions of a second are truncated. A value of unspecified kind is taken as UTC on any machine.</param>
    /// <exception cref="ArgumentException">The value is before 1970, as the default of a property that was not set is.</exception>
    public void WriteUnixSeconds(DateTime value) => WriteUnixSeconds(new DateTimeOffset(InUtc(value)));

    /// <summary>Writes binary (B).</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is null.</exception>
    public void WriteBytes(byte[] value)
    {
        // As a span, null would be empty.
        if (value is null)
        {
            throw Refuse(Null);
        }

        WriteBytes(value.AsSpan());
    }

    /// <summary>Writes binary (B).</summary>
    /// <param name="value">The value.</param>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        BeginText(AttributeType.Binary);
        Reserve(Base64.GetMaxEncodedToUtf8Length(value.Length) + 2);
        _buffer[_length++] = (byte)'"';
        Base64.EncodeToUtf8(value, _buffer.AsSpan(_length), out _, out var length);
        _length += length;
        _buffer[_length++] = (byte)'"';
        EndText();
    }

    /// <summary>Writes a <see cref="Guid"/> (S).</summary>
    /// <param name="value">The value.</param>
    public void WriteGuid(Guid value) => WriteFormatted(value, "D");

    /// <summary>Writes a <see cref="DateTime"/> (S, ISO 8601) with its kind.</summary>
    /// <param name="value">The value.</param>
    public void WriteDateTime(DateTime value) => WriteFormatted(value, "O");

    /// <summary>Writes a <see cref="DateTime"/> that is a key (S, ISO 8601) in UTC, so that an instant is one key and text order is chronological.</summary>
    /// <param name="value">The value. A value of unspecified kind is taken as UTC on any machine.</param>
    public void WriteUtcDateTime(DateTime value) => WriteDateTime(InUtc(value));

    /// <summary>Writes a <see cref="DateTimeOffset"/> (S, ISO 8601) with its offset.</summary>
    /// <param name="value">The value.</param>
    public void WriteDateTimeOffset(DateTimeOffset value) => WriteFormatted(value, "O");

    /// <summary>Writes a <see cref="DateOnly"/> (S, <c>2026-11-22</c>).</summary>
    /// <param name="value">The value.</param>
    public void WriteDateOnly(DateOnly value) => WriteFormatted(value, "O");

    /// <summary>Writes a <see cref="TimeOnly"/> (S, <c>10:05:00.0000000</c>).</summary>
    /// <param name="value">The value.</param>
    public void WriteTimeOnly(TimeOnly value) => WriteFormatted(value, "O");

    /// <summary>Writes a <see cref="TimeSpan"/> (S, the constant format <c>1.02:03:04.5000000</c>).</summary>
    /// <param name="value">The value.</param>
    public void WriteTimeSpan(TimeSpan value) => WriteFormatted(value, "c");

    /// <summary>Writes a <see cref="Uri"/> (S) as it was given; a file URI, which may be given as a bare path, is written with its scheme.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is null.</exception>
    public void WriteUri(Uri value) => WriteString(value is { IsAbsoluteUri: true, IsFile: true } ? value.AbsoluteUri : value?.OriginalString!);

    /// <summary>Writes an enum (S).</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="names">
    /// The enum's names. Unnamed values are written as by <see cref="Enum.ToString()"/>, combined flags each by the name written for it alone.
    /// </param>
    /// <exception cref="ArgumentException">The value is the one that is read for unknown names.</exception>
    public void WriteEnum<T>(T value, EnumNames<T> names)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Unknown is { } unknown && EqualityComparer<T>.Default.Equals(value, unknown))
        {
            throw Refuse($"it is {typeof(T).Name}.{value}, which is read for names that the enum does not have");
        }

        var name = names.NameOf(value);
        if (name.IsEmpty)
        {
            WriteString(names.Canonical(value.ToString()));
            return;
        }

        BeginText(AttributeType.String);
        AppendText(name);
        EndText();
    }

    /// <summary>Writes a text of the SDK as a value of a type.</summary>
    internal void WriteText(AttributeType type, string text)
    {
        BeginText(type);
        AppendText(text);
        EndText();
    }

    private static DateTime InUtc(DateTime value)
        => value.Kind is DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToUniversalTime();

    private void WriteFormatted<T>(T value, ReadOnlySpan<char> format)
        where T : struct, IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[MaxPlainLength];
        value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        WritePlain(AttributeType.String, text[..length]);
    }

    private void WriteToken(ReadOnlySpan<byte> json)
    {
        if (_isInSet)
        {
            throw Refuse("a set contains only strings, numbers or binary values");
        }

        Separate();
        Append(json);
    }
}
