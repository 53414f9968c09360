using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fw24.Changes;
using Fw24.Json;
using Fw24.Model;

namespace Fw24.Messages.Redactors;

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
        _start = [.. RedactionMark.HashStart, .. Encoding.UTF8.GetBytes(keys.Ids[0]), (byte)':'];
        _key = KeyOf(keys.CurrentKey, table, entity, attribute);
    }

    /// <summary>The key that an attribute's values are hashed with: the function's own one, hashed with what the hashes are for.</summary>
    /// <param name="key">The function's key.</param>
    /// <param name="table">The table.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="attribute">The attribute.</param>
    public static byte[] KeyOf(ReadOnlySpan<byte> key, TableModel table, EntityModel entity, SensitiveAttributeModel attribute)
        => attribute.Scope is { } scope
            ? Derive(key, "scope:", scope)
            : Derive(Derive(Derive(key, "table:", table.Name), "entity:", entity.Name), "attribute:", attribute.Name);

    /// <summary>Writes the mark of a value.</summary>
    /// <param name="value">The value, such as <c>{"S":"x"}</c>.</param>
    /// <param name="output">Where to.</param>
    public void Write(ReadOnlySpan<byte> value, MessageBuffer output)
    {
        output.Append(_start);
        output.Advance(Base64Url.EncodeToUtf8(ValueHmac.Compute(_key, value), output.Reserve(RedactionMark.HashLength)));
        output.Append(RedactionMark.HashEnd);
    }

    private static byte[] Derive(ReadOnlySpan<byte> key, string kind, string name) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(kind + name));
}
