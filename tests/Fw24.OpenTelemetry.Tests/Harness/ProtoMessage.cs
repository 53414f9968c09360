using System.Buffers.Binary;
using System.Text;

namespace Fw24.OpenTelemetry.Tests.Harness;

/// <summary>A message of Protocol Buffers, by its field numbers.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Number, byte[] Bytes)> _fields = [];

    public ProtoMessage(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = ReadVarint(ref bytes);
            var length = (tag & 7) switch
            {
                0 => VarintLength(bytes),
                1 => 8,
                2 => (int)ReadVarint(ref bytes),
                5 => 4,
                var type => throw new FormatException($"Wire type {type}"),
            };
            _fields.Add(((int)(tag >> 3), bytes[..length].ToArray()));
            bytes = bytes[length..];
        }
    }

    public IEnumerable<ProtoMessage> All(int field) => Bytes(field).Select(static bytes => new ProtoMessage(bytes));

    public ProtoMessage One(int field) => All(field).Single();

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).SingleOrDefault() ?? []);

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).SingleOrDefault() ?? []);

    public long Varint(int field)
    {
        ReadOnlySpan<byte> bytes = Bytes(field).SingleOrDefault() ?? [0];
        return (long)ReadVarint(ref bytes);
    }

    /// <summary>Packed doubles.</summary>
    public double[] Doubles(int field)
        => [.. (Bytes(field).SingleOrDefault() ?? []).Chunk(8).Select(static bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes))];

    /// <summary>Key-value pairs; values of other types than text, numbers and truth values are left out.</summary>
    public Dictionary<string, object> Attributes(int field) => All(field)
        .Select(static pair => (Key: pair.Text(1), Value: pair.One(2)))
        .ToDictionary(static pair => pair.Key, static pair => pair.Value._fields switch
        {
            [(1, var text)] => Encoding.UTF8.GetString(text),
            [(2, _)] => pair.Value.Varint(2) == 1,
            [(3, _)] => (object)pair.Value.Varint(3),
            _ => "",
        });

    private IEnumerable<byte[]> Bytes(int field) => _fields.Where(one => one.Number == field).Select(static one => one.Bytes);

    private static int VarintLength(ReadOnlySpan<byte> bytes)
    {
        var length = 1;
        while (bytes[length - 1] >= 0x80)
        {
            length++;
        }

        return length;
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        var length = VarintLength(bytes);
        ulong value = 0;
        for (var i = length - 1; i >= 0; i--)
        {
            value = (value << 7) | (bytes[i] & 0x7fu);
        }

        bytes = bytes[length..];
        return value;
    }
}
