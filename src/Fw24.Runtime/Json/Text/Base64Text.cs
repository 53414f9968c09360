using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Fw24.Json.Text;

/// <summary>Compares bytes in base64 without decoding them.</summary>
/// <remarks>
/// DynamoDB writes one text for each value, and <see cref="IsValid"/> takes no other. What was not checked may lack its padding, or have bits in its last digit
/// that mean nothing: that is compared by the bytes it stands for.
/// </remarks>
internal static class Base64Text
{
    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    /// <summary>Whether a text is base64, without the white space that .NET would allow.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) => Base64.IsValid(text) && !text.ContainsAny(WhiteSpace);

    /// <summary>Whether two texts stand for the same bytes.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right))
        {
            return true;
        }

        left = left.TrimEnd((byte)'=');
        right = right.TrimEnd((byte)'=');
        return left.Length == right.Length
            && !left.IsEmpty
            && left[..^1].SequenceEqual(right[..^1])
            && LastDigit(left) == LastDigit(right);
    }

    /// <summary>A hash that is the same for texts of the same bytes.</summary>
    public static int Hash(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd((byte)'=');
        if (text.IsEmpty)
        {
            return 0;
        }

        var hash = new HashCode();
        hash.AddBytes(text[..^1]);
        hash.Add(LastDigit(text));
        return hash.ToHashCode();
    }

    /// <summary>The bytes a text stands for.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.ContainsAny(WhiteSpace) || !Base64.IsValid(text, out var length))
        {
            return false;
        }

        bytes = new byte[length];
        return Base64.DecodeFromUtf8(text, bytes, out _, out var written) is OperationStatus.Done && written == length;
    }

    /// <summary>The bits of the last digit that belong to a byte.</summary>
    private static int LastDigit(ReadOnlySpan<byte> text)
    {
        var digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8.IndexOf(text[^1]);
        return (text.Length % 4) switch
        {
            2 => digit & ~0b1111,
            3 => digit & ~0b11,
            _ => digit,
        };
    }
}
