using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Fw24.Json.Text;

/// <summary>Compares base64 texts by the bytes they encode, without decoding them.</summary>
/// <remarks>
/// DynamoDB writes one text for each value, and <see cref="IsValid"/> accepts no other. A text that was not checked may lack its padding, or have
/// unused bits set in its last digit; such texts are compared by the bytes they encode.
/// </remarks>
internal static class Base64Text
{
    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    /// <summary>Indicates whether a text is base64 without the white space that .NET would allow.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) => Base64.IsValid(text) && !text.ContainsAny(WhiteSpace);

    /// <summary>Indicates whether two texts encode the same bytes.</summary>
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

    /// <summary>Returns a hash that is equal for texts that encode the same bytes.</summary>
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

    /// <summary>Decodes a text.</summary>
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

    /// <summary>Returns the used bits of the last digit.</summary>
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
