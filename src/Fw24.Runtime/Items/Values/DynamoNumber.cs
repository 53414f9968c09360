using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Fw24.Items.Values;

/// <summary>
/// A number as DynamoDB stores it: up to 38 significant digits; 0, or a magnitude from 1E-130 to
/// 9.9999999999999999999999999999999999999E+125.
/// Texts with the same value, such as <c>1</c>, <c>1.0</c>, <c>+1</c> and <c>1e0</c>, are the same number.
/// </summary>
/// <remarks>Limits: "Supported data types and naming rules in Amazon DynamoDB", section Number.</remarks>
internal readonly partial struct DynamoNumber : IEquatable<DynamoNumber>, IComparable<DynamoNumber>
{
    /// <summary>The maximum number of significant digits.</summary>
    public const int MaxDigits = 38;

    /// <summary>The maximum number of bytes that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 48;

    private const int MinMagnitude = -130;
    private const int MaxMagnitude = 125;

    // Beyond any magnitude, so that an exponent of a million digits is refused instead of overflowing.
    private const int ExponentLimit = 1 << 28;

    private readonly Digits _digits;
    private readonly byte _count;
    private readonly bool _isNegative;

    // The value is 0.d1d2d3… × 10^exponent; d1 and the last digit are not 0, and 0 itself has no digits.
    private readonly short _exponent;

    private DynamoNumber(in Digits digits, int count, bool isNegative, int exponent)
    {
        _digits = digits;
        _count = (byte)count;
        _isNegative = isNegative;
        _exponent = (short)exponent;
    }

    /// <summary>Indicates whether a text is a number that DynamoDB can store exactly.</summary>
    /// <param name="text">The text in UTF-8.</param>
    public static bool IsValid(ReadOnlySpan<byte> text)
        => IsPlain(text) || TryParse(text, out _);

    /// <summary>Parses a number as DynamoDB does: an optional sign, digits with or without a point, an optional exponent.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="number">The number.</param>
    /// <returns><see langword="true"/> if the text is a number that DynamoDB can store exactly.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out DynamoNumber number)
    {
        number = default;
        var isNegative = !text.IsEmpty && text[0] == (byte)'-';
        if (isNegative || (!text.IsEmpty && text[0] == (byte)'+'))
        {
            text = text[1..];
        }

        if (!TryParseMantissa(ref text, out var digits, out var count, out var exponent) || !TryParseExponent(text, out var shift))
        {
            return false;
        }

        if (count == 0)
        {
            return true;
        }

        exponent += shift;
        if (exponent - 1 is < MinMagnitude or > MaxMagnitude)
        {
            return false;
        }

        number = new DynamoNumber(digits, count, isNegative, (int)exponent);
        return true;
    }

    /// <summary>
    /// Indicates whether two texts are the same number. Texts that are not numbers are the same only if they are identical.
    /// </summary>
    /// <param name="left">The first text in UTF-8.</param>
    /// <param name="right">The second text in UTF-8.</param>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        => left.SequenceEqual(right) || (!(IsCanonical(left) && IsCanonical(right)) && AreSameNumber(left, right));

    /// <summary>Indicates whether two texts are the same number; <see langword="false"/> if either is not a number.</summary>
    internal static bool AreSameNumber(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        => TryParse(left, out var l) && TryParse(right, out var r) && l.Equals(r);

    /// <summary>
    /// Writes the number's canonical text: plain (<c>-12.5</c>) if that takes at most 38 digits, otherwise with an exponent
    /// (<c>1.5E+100</c>). It is also a
    /// JSON number.
    /// </summary>
    /// <param name="destination">The destination; <see cref="MaxLength"/> bytes always suffice.</param>
    /// <returns>The number of bytes written.</returns>
    public int Format(Span<byte> destination)
    {
        if (_count == 0)
        {
            destination[0] = (byte)'0';
            return 1;
        }

        var written = 0;
        if (_isNegative)
        {
            destination[written++] = (byte)'-';
        }

        return written + (_exponent switch
        {
            > MaxDigits => FormatScientific(destination[written..]),
            > 0 => FormatPlain(destination[written..]),
            _ when _count - _exponent <= MaxDigits => FormatFraction(destination[written..]),
            _ => FormatScientific(destination[written..]),
        });
    }

    /// <summary>Writes an integer in plain form, however large: up to a sign and 126 digits.</summary>
    /// <returns><see langword="true"/> if the number is an integer.</returns>
    internal bool TryFormatInteger(Span<byte> destination, out int written)
    {
        written = 0;
        if (_exponent < _count)
        {
            return false;
        }

        if (_count == 0)
        {
            destination[written++] = (byte)'0';
            return true;
        }

        if (_isNegative)
        {
            destination[written++] = (byte)'-';
        }

        written += FormatPlain(destination[written..]);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(DynamoNumber other)
        => _count == other._count && _exponent == other._exponent && _isNegative == other._isNegative && Significant(this).SequenceEqual(Significant(other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DynamoNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(_exponent);
        hash.Add(_isNegative);
        hash.AddBytes(Significant(this));
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(DynamoNumber other)
    {
        if (_isNegative != other._isNegative)
        {
            return _isNegative ? -1 : 1;
        }

        // Of two positive numbers, 0 is the smaller; of two negative numbers, neither is 0.
        var magnitude = (_count == 0).CompareTo(other._count == 0) is not 0 and var zero
            ? -zero
            : _exponent.CompareTo(other._exponent) is not 0 and var exponent ? exponent : Significant(this).SequenceCompareTo(Significant(other));
        return _isNegative ? -magnitude : magnitude;
    }

    /// <summary>Adds another number.</summary>
    /// <param name="other">The other number.</param>
    /// <param name="sum">The sum.</param>
    /// <returns><see langword="true"/> if DynamoDB can store the sum exactly.</returns>
    public bool TryAdd(DynamoNumber other, out DynamoNumber sum)
    {
        // Beyond twice the digits, the sum of two numbers of different magnitudes has more digits than a number can.
        if (_count == 0 || other._count == 0)
        {
            sum = _count == 0 ? other : this;
            return true;
        }

        var (last, otherLast) = (_exponent - _count, other._exponent - other._count);
        if (Math.Abs(_exponent - other._exponent) > 2 * MaxDigits)
        {
            sum = default;
            return false;
        }

        var scale = Math.Min(last, otherLast);
        var total = (Mantissa(this) * BigInteger.Pow(10, last - scale)) + (Mantissa(other) * BigInteger.Pow(10, otherLast - scale));
        return TryParse(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{total}E{scale}")), out sum);
    }

    /// <summary>Returns the canonical text.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(text)]);
    }

    /// <summary>Indicates whether two numbers are equal.</summary>
    public static bool operator ==(DynamoNumber left, DynamoNumber right) => left.Equals(right);

    /// <summary>Indicates whether two numbers differ.</summary>
    public static bool operator !=(DynamoNumber left, DynamoNumber right) => !left.Equals(right);

    /// <summary>Indicates whether the left number is less than the right one.</summary>
    public static bool operator <(DynamoNumber left, DynamoNumber right) => left.CompareTo(right) < 0;

    /// <summary>Indicates whether the left number is less than or equal to the right one.</summary>
    public static bool operator <=(DynamoNumber left, DynamoNumber right) => left.CompareTo(right) <= 0;

    /// <summary>Indicates whether the left number is greater than the right one.</summary>
    public static bool operator >(DynamoNumber left, DynamoNumber right) => left.CompareTo(right) > 0;

    /// <summary>Indicates whether the left number is greater than or equal to the right one.</summary>
    public static bool operator >=(DynamoNumber left, DynamoNumber right) => left.CompareTo(right) >= 0;

    private static BigInteger Mantissa(in DynamoNumber number)
    {
        var digits = BigInteger.Parse(Encoding.ASCII.GetString(Significant(number)), CultureInfo.InvariantCulture);
        return number._isNegative ? -digits : digits;
    }

    private static ReadOnlySpan<byte> Significant(in DynamoNumber number) => ((ReadOnlySpan<byte>)number._digits)[..number._count];

    /// <summary>Parses the digits before the exponent and trims zeros on both sides.</summary>
    private static bool TryParseMantissa(ref ReadOnlySpan<byte> text, out Digits digits, out int count, out long exponent)
    {
        digits = default;
        count = 0;
        exponent = 0;
        var zeros = 0;
        var hasDigit = false;
        var hasPoint = false;
        var i = 0;
        for (; i < text.Length; i++)
        {
            var current = text[i];
            if (current == (byte)'.' && !hasPoint)
            {
                hasPoint = true;
                continue;
            }

            if (current is < (byte)'0' or > (byte)'9')
            {
                break;
            }

            hasDigit = true;
            if (current == (byte)'0' && count == 0)
            {
                exponent -= hasPoint ? 1 : 0;
                continue;
            }

            exponent += hasPoint ? 0 : 1;
            if (current == (byte)'0')
            {
                zeros++;
                continue;
            }

            if (count + zeros >= MaxDigits)
            {
                return false;
            }

            for (; zeros > 0; zeros--)
            {
                digits[count++] = (byte)'0';
            }

            digits[count++] = current;
        }

        text = text[i..];
        return hasDigit;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        text = text[1..];
        var isNegative = !text.IsEmpty && text[0] == (byte)'-';
        if (isNegative || (!text.IsEmpty && text[0] == (byte)'+'))
        {
            text = text[1..];
        }

        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            exponent = Math.Min((exponent * 10) + (digit - '0'), ExponentLimit);
        }

        exponent = isNegative ? -exponent : exponent;
        return !text.IsEmpty;
    }

    /// <summary>Writes the form <c>1200</c> or <c>12.5</c>.</summary>
    private int FormatPlain(Span<byte> destination)
    {
        var digits = Significant(this);
        if (_count <= _exponent)
        {
            digits.CopyTo(destination);
            destination[_count.._exponent].Fill((byte)'0');
            return _exponent;
        }

        digits[.._exponent].CopyTo(destination);
        destination[_exponent] = (byte)'.';
        digits[_exponent..].CopyTo(destination[(_exponent + 1)..]);
        return _count + 1;
    }

    /// <summary>Writes the form <c>0.0012</c>.</summary>
    private int FormatFraction(Span<byte> destination)
    {
        var zeros = -_exponent;
        "0."u8.CopyTo(destination);
        destination.Slice(2, zeros).Fill((byte)'0');
        Significant(this).CopyTo(destination[(2 + zeros)..]);
        return 2 + zeros + _count;
    }

    /// <summary>Writes the form <c>1.2E-100</c>.</summary>
    private int FormatScientific(Span<byte> destination)
    {
        var digits = Significant(this);
        var written = 0;
        destination[written++] = digits[0];
        if (_count > 1)
        {
            destination[written++] = (byte)'.';
            digits[1..].CopyTo(destination[written..]);
            written += _count - 1;
        }

        destination[written++] = (byte)'E';
        var magnitude = _exponent - 1;
        if (magnitude > 0)
        {
            destination[written++] = (byte)'+';
        }

        magnitude.TryFormat(destination[written..], out var length, default, CultureInfo.InvariantCulture);
        return written + length;
    }

    [InlineArray(MaxDigits)]
    private struct Digits
    {
        private byte _first;
    }
}
