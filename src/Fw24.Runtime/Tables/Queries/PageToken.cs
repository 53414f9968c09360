using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Fw24.Tables.Conditions;

namespace Fw24.Tables.Queries;

/// <summary>
/// The key after which a page begins, encrypted. The token is bound to the read by the hash of everything that chooses its items and their
/// order.
/// </summary>
internal static class PageToken
{
    /// <summary>Encrypts the key after which the next page begins.</summary>
    /// <exception cref="InvalidOperationException">There are no keys to encrypt it with.</exception>
    public static string Seal<T>(IEntityReader<T> reader, ItemsRead read, in ItemImage key)
        where T : class
        => Keys(reader).Seal(key.Json.Span, Identity(reader.Names, read));

    /// <summary>Decrypts a token.</summary>
    /// <exception cref="InvalidOperationException">There are no keys to decrypt it with.</exception>
    /// <exception cref="PageTokenException">The token is not one of the read.</exception>
    public static ItemImage Open<T>(IEntityReader<T> reader, ItemsRead read, string token)
        where T : class
        => new(Keys(reader).Open(token, Identity(reader.Names, read)));

    private static PageTokenKeys Keys<T>(IEntityReader<T> reader)
        where T : class
        => reader.TokenKeys ?? throw new InvalidOperationException(
            $"{reader.Names.Entity} in {reader.Names.Table} has more items than the page, but there is no key for a page token. Register "
            + "keys: services.AddSingleton(PageTokenKeys.Parse(configuration[\"PageTokenKeys\"]!)), with a secret of 32 bytes in base64.");

    private static byte[] Identity((string Table, string Entity) names, ItemsRead read)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("Table"u8, names.Table);
        json.WriteString("Entity"u8, names.Entity);
        json.WriteString("Index"u8, read.Index);
        var expressions = new Expressions();
        switch (read)
        {
            case ItemQuery query:
                json.WriteBoolean("Descending"u8, query.Descending);
                query.PrintKeyCondition(expressions);
                expressions.Write(json, "Key");
                break;
            case ItemScan scan:
                json.WriteNumber("Segment"u8, scan.Segment);
                json.WriteNumber("Segments"u8, scan.Segments);
                break;
        }

        expressions.Write(json, "Filter", read.Filter);
        expressions.WritePlaceholders(json);
        json.WriteEndObject();
        json.Flush();
        return SHA256.HashData(buffer.WrittenSpan);
    }
}
