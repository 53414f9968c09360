using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Json;
using Fw24.Model;

namespace Fw24.Audit.Records;

/// <summary>
/// An item's key as text. Values are separated by <c>#</c>; in a string, <c>#</c> and <c>\</c> are escaped with <c>\</c>. A number is
/// its canonical text, binary is base64url. Since the types and number of a table's key attributes never change, the text is unique among
/// the keys of a table.
/// </summary>
internal static class AuditKey
{
    /// <summary>The maximum size of a partition key in bytes (DynamoDB, "Partition key length").</summary>
    public const int MaxPartitionKeyBytes = 2048;

    /// <summary>The number of digits in a sort key: sequence numbers have up to 40 ("StreamRecord"), and only texts of equal length sort numerically.</summary>
    private const int SequenceDigits = 40;

    /// <summary>The attribute that holds an audit record in a table of entities, in UTF-8.</summary>
    public static ReadOnlySpan<byte> RecordAttribute => "audit"u8;

    /// <summary>The sort key of a record.</summary>
    public static string SortKeyOf(string sequenceNumber) => sequenceNumber.PadLeft(SequenceDigits, '0');

    /// <summary>The partition key of an item's audit records: <c>AUDIT#{entity}#{key}</c>.</summary>
    /// <param name="entity">The entity's name.</param>
    /// <param name="key">The item's key, its partition key first.</param>
    /// <param name="suffix">The text to append.</param>
    public static string PartitionKey(string entity, ItemImage key, string suffix = "")
    {
        var text = new StringBuilder("AUDIT#");
        Append(text, entity);
        return WithKey(text, key, suffix);
    }

    /// <summary>The partition key of the head of an item's trail: <c>AUDIT#\head#{table}#{key}</c>.</summary>
    /// <remarks>
    /// An item may change its entity, which spreads its trail across several names; there is only one head. No entity's part begins like this:
    /// a backslash there precedes "#" or another backslash.
    /// </remarks>
    /// <param name="table">The table's name.</param>
    /// <param name="key">The item's key, its partition key first.</param>
    public static string HeadPartitionKey(string table, ItemImage key)
        => WithKey(new StringBuilder("AUDIT#\\head#").Append(table), key, "");

    /// <summary>The names of a table's key attributes in UTF-8, in the order of records: the partition key first.</summary>
    public static byte[][] NamesOf(TableModel table)
        => table.Utf8SortKey is { } sortKey ? [table.Utf8PartitionKey, sortKey] : [table.Utf8PartitionKey];

    /// <summary>Puts a key's attributes in the order of records.</summary>
    /// <exception cref="ArgumentException">The key lacks an attribute.</exception>
    public static ItemImage InOrder(TableModel table, ItemImage key)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        json.WriteStartObject();
        foreach (var name in NamesOf(table))
        {
            if (!key.TryGetAttribute(name, out var value))
            {
                throw new ArgumentException(
                    $"The key of an item of {table.Name} has the attribute {Encoding.UTF8.GetString(name)}, and this one does not.",
                    nameof(key));
            }

            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    /// <summary>A text that is equal for equal keys only, regardless of the order of their attributes.</summary>
    public static string Identity(ItemImage key)
    {
        var parts = Parts(key);
        parts.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        var text = new StringBuilder();
        foreach (var (name, value) in parts)
        {
            Append(text, name);
            text.Append('#').Append(value).Append('#');
        }

        return text.ToString();
    }

    private static string WithKey(StringBuilder text, ItemImage key, string suffix)
    {
        var start = text.Length;
        foreach (var (_, value) in Parts(key))
        {
            text.Append('#').Append(value);
        }

        if (Encoding.UTF8.GetByteCount(text.ToString()) + suffix.Length > MaxPartitionKeyBytes)
        {
            // "\h" cannot occur in other texts, where a backslash precedes "#" or another backslash.
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
            text.Length = start;
            text.Append("#\\h").Append(Convert.ToHexStringLower(hash));
        }

        return text.Append(suffix).ToString();
    }

    private static List<(string Name, string Value)> Parts(ItemImage key)
    {
        var parts = new List<(string, string)>(2);
        var walker = new StrictJsonReader(key.Json.Span, "key");
        walker.EnterObject();
        while (walker.NextMember(out var name))
        {
            var type = walker.EnterValue();
            parts.Add((name.ToString(), TextOf(type, ref walker)));
            walker.LeaveObject();
        }

        return parts;
    }

    private static string TextOf(AttributeType type, ref StrictJsonReader value)
    {
        switch (type)
        {
            case AttributeType.String:
                var text = new StringBuilder();
                Append(text, value.ReadText().ToString());
                return text.ToString();

            case AttributeType.Number when DynamoNumber.TryParse(value.ReadText().Unescape(), out var number):
                return number.ToString();

            case AttributeType.Binary:
                return value.ReadText().ToString().TrimEnd('=').Replace('+', '-').Replace('/', '_');

            default:
                throw value.Broken("a string (S), a number (N) or binary (B)", AttributeTypes.Describe(type));
        }
    }

    private static void Append(StringBuilder text, string value)
    {
        foreach (var character in value)
        {
            if (character is '#' or '\\')
            {
                text.Append('\\');
            }

            text.Append(character);
        }
    }
}
