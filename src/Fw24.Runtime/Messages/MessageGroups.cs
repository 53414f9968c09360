using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;
using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Json;
using Fw24.Model;

namespace Fw24.Messages;

/// <summary>Computes the message groups of a table's items from their keys.</summary>
/// <remarks>
/// The hash covers a tag, a length and the bytes of each part, so that the encoding is unambiguous: <c>T</c> and the table's name,
/// then for each key attribute <c>S</c> and its UTF-8, <c>N</c> and its canonical text, or <c>B</c> and its bytes.
/// </remarks>
internal sealed class MessageGroups
{
    // A tag and a four-byte length.
    private const int PartOverhead = 5;

    private readonly TableModel _table;
    private readonly byte[] _tablePart;

    public MessageGroups(TableModel table)
    {
        _table = table;
        var name = Encoding.UTF8.GetBytes(table.Name);
        _tablePart = new byte[PartOverhead + name.Length];
        Seal(_tablePart, 'T', name.Length);
        name.CopyTo(_tablePart, PartOverhead);
    }

    /// <summary>Gets the group of an item.</summary>
    /// <param name="keys">The item's key.</param>
    /// <returns>The group.</returns>
    /// <exception cref="ItemFormatException">The key does not fit the table.</exception>
    public MessageGroup Of(in ItemImage keys)
    {
        // A key takes at most 2,048 + 1,024 bytes (DynamoDB, "Constraints"), usually far less; larger, possibly hostile ones use the pool.
        var size = _tablePart.Length + (2 * (PartOverhead + DynamoNumber.MaxLength)) + keys.Json.Length;
        byte[]? rented = null;
        var buffer = size <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            _tablePart.CopyTo(buffer);
            var length = _tablePart.Length;
            length += Append(keys, _table.Utf8PartitionKey, _table.PartitionKey, buffer[length..]);
            if (_table.Utf8SortKey is not null)
            {
                length += Append(keys, _table.Utf8SortKey, _table.SortKey!, buffer[length..]);
            }

            return new MessageGroup(XxHash128.HashToUInt128(buffer[..length]));
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static int Append(in ItemImage keys, byte[] name, KeyAttribute key, Span<byte> destination)
    {
        if (!keys.TryGetAttribute(name, out var value))
        {
            throw Refuse(key, "an attribute of the table's key", "no attribute of that name");
        }

        var scalar = ScalarValue.Read(value, key.Name);
        var content = destination[PartOverhead..];
        var length = scalar.Type switch
        {
            AttributeType.String => scalar.Text.Unescape(content),
            AttributeType.Number => AppendNumber(scalar.Text, content, key),
            AttributeType.Binary => AppendBinary(scalar.Text, content, key),
            _ => throw Refuse(key, "a string (S), number (N) or binary (B)", AttributeTypes.Describe(scalar.Type)),
        };
        Seal(destination, scalar.Type switch { AttributeType.String => 'S', AttributeType.Number => 'N', _ => 'B' }, length);
        return PartOverhead + length;
    }

    private static int AppendNumber(JsonText text, Span<byte> destination, KeyAttribute key)
        => DynamoNumber.TryParse(text.Unescape(), out var number)
            ? number.Format(destination)
            : throw Refuse(key, "a DynamoDB number", "another text");

    private static int AppendBinary(JsonText text, Span<byte> destination, KeyAttribute key)
        => Base64.DecodeFromUtf8(text.Unescape(), destination, out _, out var written) is OperationStatus.Done
            ? written
            : throw Refuse(key, "base64", "another text");

    private static void Seal(Span<byte> part, char tag, int length)
    {
        part[0] = (byte)tag;
        BinaryPrimitives.WriteInt32BigEndian(part[1..], length);
    }

    private static ItemFormatException Refuse(KeyAttribute key, string expected, string found) => new("Stream record", $"dynamodb.Keys.{key.Name}", expected, found);
}
