using System.Buffers;

namespace Fw24.Changes;

/// <summary>The value that replaces a redacted attribute's value: a mask, or a keyed hash such as <c>hmac:k1:…</c>.</summary>
internal static class RedactionMark
{
    /// <summary>The length of a hash in characters: 32 bytes as base64url without padding.</summary>
    public const int HashLength = 43;

    /// <summary>The maximum length of a key's id in characters.</summary>
    public const int MaxKeyIdLength = 16;

    /// <summary>The characters allowed in a key's id and in a hash.</summary>
    public static SearchValues<byte> Characters { get; } = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>The value of <see cref="Redaction.Mask"/>.</summary>
    public static ReadOnlySpan<byte> Mask => "{\"S\":\"***\"}"u8;

    /// <summary>The start of the value of <see cref="Redaction.Hmac"/>.</summary>
    public static ReadOnlySpan<byte> HashStart => "{\"S\":\"hmac:"u8;

    /// <summary>The end of the value of <see cref="Redaction.Hmac"/>.</summary>
    public static ReadOnlySpan<byte> HashEnd => "\"}"u8;

    /// <summary>Indicates whether an item may contain a mark; if not, none of its attributes is one. Fast.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> json) => json.IndexOf(Mask) >= 0 || json.IndexOf(HashStart) >= 0;

    /// <summary>Indicates whether an attribute's value is a mark, as written by this version or an earlier one.</summary>
    /// <param name="value">The value, as <see cref="ItemWriter"/> writes it.</param>
    public static bool Is(ReadOnlySpan<byte> value) => value.SequenceEqual(Mask) || IsHash(value, out _);

    /// <summary>Indicates whether an attribute's value is a keyed hash, including one written before key ids existed.</summary>
    /// <param name="value">The value, as <see cref="ItemWriter"/> writes it.</param>
    /// <param name="keyId">The id of the key; empty if the mark has none.</param>
    public static bool IsHash(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> keyId)
    {
        keyId = default;
        if (!value.StartsWith(HashStart) || !value.EndsWith(HashEnd) || value.Length < HashStart.Length + HashEnd.Length)
        {
            return false;
        }

        var mark = value[HashStart.Length..^HashEnd.Length];
        if (mark.IndexOf((byte)':') is > 0 and <= MaxKeyIdLength and var colon)
        {
            keyId = mark[..colon];
            mark = mark[(colon + 1)..];
        }

        return mark.Length == HashLength && !mark.ContainsAnyExcept(Characters) && !keyId.ContainsAnyExcept(Characters);
    }

    /// <summary>Indicates whether two values are keyed hashes of different keys. The hidden values then cannot be compared.</summary>
    public static bool AreOfDifferentKeys(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        => IsHash(left, out var key) && IsHash(right, out var other) && !key.SequenceEqual(other);
}
