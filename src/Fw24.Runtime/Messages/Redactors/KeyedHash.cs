using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fw24.Changes;
using Fw24.Json;
using Fw24.Model;

namespace Fw24.Messages.Redactors;

/// <summary>
/// Creates the marks of one attribute: <c>hmac:k1:</c> and a hash that differs from other attributes' hashes of the same value unless they
/// share a scope.
/// </summary>
internal sealed class KeyedHash
{
    private readonly byte[] _start;
    private readonly byte[] _key;

    /// <summary>Creates the hash of an attribute.</summary>
    public KeyedHash(HmacKeySet keys, TableModel table, EntityModel entity, SensitiveAttributeModel attribute)
    {
        _start = [.. RedactionMark.HashStart, .. Encoding.UTF8.GetBytes(keys.Ids[0]), (byte)':'];
        _key = KeyOf(keys.CurrentKey, table, entity, attribute);
    }

    /// <summary>Derives the key for an attribute's values from the function's key and the purpose of the hash.</summary>
    public static byte[] KeyOf(ReadOnlySpan<byte> key, TableModel table, EntityModel entity, SensitiveAttributeModel attribute)
        => attribute.Scope is { } scope
            ? Derive(key, "scope:", scope)
            : Derive(Derive(Derive(key, "table:", table.Name), "entity:", entity.Name), "attribute:", attribute.AliasOf ?? attribute.Name);

    /// <summary>Writes the mark of a value.</summary>
    /// <param name="value">The value, such as <c>{"S":"x"}</c>.</param>
    /// <param name="output">The output buffer.</param>
    public void Write(ReadOnlySpan<byte> value, MessageBuffer output)
    {
        output.Append(_start);
        output.Advance(Base64Url.EncodeToUtf8(ValueHmac.Compute(_key, value), output.Reserve(RedactionMark.HashLength)));
        output.Append(RedactionMark.HashEnd);
    }

    private static byte[] Derive(ReadOnlySpan<byte> key, string kind, string name) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(kind + name));
}
