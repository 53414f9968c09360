using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Messages.Redactors;

/// <summary>
/// A keyed hash (HMAC-SHA-256) of a typed value. Values that are equal in DynamoDB have equal hashes: 1 and 1.0, sets and maps in any order.
/// </summary>
/// <remarks>
/// The input is the type's name, a colon, and the text in UTF-8 (S), the canonical number (N), the bytes (B), <c>true</c> or
/// <c>false</c> (BOOL), nothing (NULL), or the elements' hashes: in order (L) or sorted (SS, NS, BS, M). A map's element is the hash of
/// its name with the prefix <c>K:</c>, followed by that of its value. The hash of a string <c>x</c> is thus HMAC(key, <c>S:x</c>).
/// </remarks>
internal static class ValueHmac
{
    /// <summary>Hashes a value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, such as <c>{"S":"x"}</c>.</param>
    /// <returns>The 32 bytes.</returns>
    /// <exception cref="ItemFormatException">The value is not a DynamoDB value.</exception>
    public static byte[] Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var json = new JsonCursor(value);
        return HashValue(key, ref json, AttributeTypes.MaxDepth);
    }

    private static byte[] HashValue(ReadOnlySpan<byte> key, ref JsonCursor json, int depth)
    {
        if (!json.TryEnterObject() || !json.TryNextMember(out var name))
        {
            throw Refuse(json);
        }

        var type = AttributeTypes.Parse(name);
        if (depth == 0 && type is AttributeType.List or AttributeType.Map)
        {
            throw Refuse(json);
        }

        var hash = type switch
        {
            AttributeType.String => Mac(key, "S:"u8, ReadText(ref json)),
            AttributeType.Number => Mac(key, "N:"u8, Canonical(ReadText(ref json))),
            AttributeType.Binary => Mac(key, "B:"u8, Decoded(ReadText(ref json))),
            AttributeType.Boolean => Mac(key, "BOOL:"u8, ReadBoolean(ref json) ? "true"u8 : "false"u8),
            AttributeType.Null => Mac(key, "NULL:"u8, ReadBoolean(ref json) ? [] : []),
            AttributeType.StringSet => Mac(key, "SS:"u8, HashSet(key, ref json, AttributeType.String)),
            AttributeType.NumberSet => Mac(key, "NS:"u8, HashSet(key, ref json, AttributeType.Number)),
            AttributeType.BinarySet => Mac(key, "BS:"u8, HashSet(key, ref json, AttributeType.Binary)),
            AttributeType.List => Mac(key, "L:"u8, HashList(key, ref json, depth - 1)),
            AttributeType.Map => Mac(key, "M:"u8, HashMap(key, ref json, depth - 1)),
            _ => throw Refuse(json),
        };
        return json.TryLeaveObject() ? hash : throw Refuse(json);
    }

    private static byte[] HashSet(ReadOnlySpan<byte> key, ref JsonCursor json, AttributeType type)
    {
        var hashes = new List<byte[]>();
        if (!json.TryEnterList())
        {
            throw Refuse(json);
        }

        while (json.TryNextElement())
        {
            var text = ReadText(ref json);
            hashes.Add(type switch
            {
                AttributeType.Number => Mac(key, "N:"u8, Canonical(text)),
                AttributeType.Binary => Mac(key, "B:"u8, Decoded(text)),
                _ => Mac(key, "S:"u8, text),
            });
        }

        return json.Expected is null ? Sorted(hashes) : throw Refuse(json);
    }

    private static byte[] HashList(ReadOnlySpan<byte> key, ref JsonCursor json, int depth)
    {
        var hashes = new List<byte[]>();
        if (!json.TryEnterList())
        {
            throw Refuse(json);
        }

        while (json.TryNextElement())
        {
            hashes.Add(HashValue(key, ref json, depth));
        }

        return json.Expected is null ? [.. hashes.SelectMany(static hash => hash)] : throw Refuse(json);
    }

    private static byte[] HashMap(ReadOnlySpan<byte> key, ref JsonCursor json, int depth)
    {
        var hashes = new List<byte[]>();
        if (!json.TryEnterObject())
        {
            throw Refuse(json);
        }

        while (json.TryNextMember(out var name))
        {
            hashes.Add([.. Mac(key, "K:"u8, name.Unescape()), .. HashValue(key, ref json, depth)]);
        }

        return json.Expected is null ? Sorted(hashes) : throw Refuse(json);
    }

    private static byte[] Sorted(List<byte[]> hashes)
    {
        hashes.Sort(static (left, right) => left.AsSpan().SequenceCompareTo(right));
        return [.. hashes.SelectMany(static hash => hash)];
    }

    private static ReadOnlySpan<byte> ReadText(ref JsonCursor json) => json.TryReadString(out var text) ? text.Unescape() : throw Refuse(json);

    private static bool ReadBoolean(ref JsonCursor json) => json.TryReadBoolean(out var value) ? value : throw Refuse(json);

    private static byte[] Canonical(ReadOnlySpan<byte> text)
    {
        if (!DynamoNumber.TryParse(text, out var number))
        {
            throw new ItemFormatException("Sensitive value", "N", "a DynamoDB number", "another text");
        }

        var canonical = new byte[DynamoNumber.MaxLength];
        return canonical[..number.Format(canonical)];
    }

    private static byte[] Decoded(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        return Base64.DecodeFromUtf8(text, bytes, out _, out var length) is OperationStatus.Done
            ? bytes[..length]
            : throw new ItemFormatException("Sensitive value", "B", "base64", "another text");
    }

    private static byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> content)
        => HMACSHA256.HashData(key, (byte[])[.. tag, .. content]);

    private static ItemFormatException Refuse(in JsonCursor json) => new("Sensitive value", "value", json.Expected ?? "a typed value", json.Found);
}
