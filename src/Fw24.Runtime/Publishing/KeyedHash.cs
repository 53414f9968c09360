using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fw24.Model;

namespace Fw24.Publishing;

/// <summary>Makes the marks of one attribute: <c>hmac:k1:</c> and a hash that no other attribute's equal value has, unless they share a scope.</summary>
internal sealed class KeyedHash
{
    private readonly byte[] _start;
    private readonly byte[] _key;

    /// <summary>Makes it for an attribute.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="table">The table.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="attribute">The attribute.</param>
    public KeyedHash(HmacKeySet keys, TableModel table, EntityModel entity, SensitiveAttributeModel attribute)
    {
        _start = [.. Start, .. Encoding.UTF8.GetBytes(keys.Ids[0]), (byte)':'];
        _key = KeyOf(keys.CurrentKey, table, entity, attribute);
    }

    private static ReadOnlySpan<byte> Start => "{\"S\":\"hmac:"u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>The key that an attribute's values are hashed with: the function's own one, hashed with what the hashes are for.</summary>
    /// <param name="key">The function's key.</param>
    /// <param name="table">The table.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="attribute">The attribute.</param>
    public static byte[] KeyOf(ReadOnlySpan<byte> key, TableModel table, EntityModel entity, SensitiveAttributeModel attribute)
        => attribute.Scope is { } scope
            ? Derive(key, "scope:", scope)
            : Derive(Derive(Derive(key, "table:", table.Name), "entity:", entity.Name), "attribute:", attribute.Name);

    /// <summary>Whether an item may hold a mark. Fast.</summary>
    /// <param name="json">The item.</param>
    public static bool MayBeIn(ReadOnlySpan<byte> json) => json.IndexOf(Start) >= 0;

    /// <summary>Whether an attribute's value is a mark, also one of a version before key ids.</summary>
    /// <param name="value">The value, as <see cref="Write"/> writes it.</param>
    /// <param name="keyId">The id of the key; empty where the mark has none.</param>
    public static bool IsMark(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> keyId)
    {
        keyId = default;
        if (!value.StartsWith(Start) || !value.EndsWith(End) || value.Length < Start.Length + End.Length)
        {
            return false;
        }

        var mark = value[Start.Length..^End.Length];
        if (mark.IndexOf((byte)':') is > 0 and <= HmacKeySet.MaxIdLength and var colon)
        {
            keyId = mark[..colon];
            mark = mark[(colon + 1)..];
        }

        return mark.Length == MessageGroup.IdLength && !mark.ContainsAnyExcept(HmacKeySet.MarkCharacters) && !keyId.ContainsAnyExcept(HmacKeySet.MarkCharacters);
    }

    /// <summary>
    /// Whether two values are marks that were made with different keys, as where the key was changed between them: nobody can tell then whether they stand for
    /// the same.
    /// </summary>
    /// <param name="left">The one value, as <see cref="Write"/> writes it.</param>
    /// <param name="right">The other value.</param>
    public static bool AreOfDifferentKeys(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        => IsMark(left, out var key) && IsMark(right, out var other) && !key.SequenceEqual(other);

    /// <summary>Writes the mark of a value.</summary>
    /// <param name="value">The value, such as <c>{"S":"x"}</c>.</param>
    /// <param name="output">Where to.</param>
    public void Write(ReadOnlySpan<byte> value, MessageBuffer output)
    {
        output.Append(_start);
        output.Advance(Base64Url.EncodeToUtf8(ValueHmac.Compute(_key, value), output.Reserve(MessageGroup.IdLength)));
        output.Append(End);
    }

    private static byte[] Derive(ReadOnlySpan<byte> key, string kind, string name) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(kind + name));
}
