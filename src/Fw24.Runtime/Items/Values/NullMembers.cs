using System.Buffers;
using Fw24.Json;

namespace Fw24.Items.Values;

/// <summary>
/// Removes null members from typed values. A library that reads an event into a class with a property for each type writes
/// <c>{"S":"x","N":null}</c>, which means the same as <c>{"S":"x"}</c>.
/// </summary>
/// <remarks>Used only if a record could not be read. An attribute that is itself null is ambiguous and stays unchanged.</remarks>
internal static class NullMembers
{
    /// <summary>Removes null members from a record's images.</summary>
    /// <param name="record">The record or change message.</param>
    /// <param name="data">The member that holds the key and the images.</param>
    /// <returns>The record without them; <see langword="null"/> if there are none, or if the record is broken in another way.</returns>
    public static ReadOnlyMemory<byte>? RemoveFrom(ReadOnlyMemory<byte> record, ReadOnlySpan<byte> data)
    {
        if (record.Span.IndexOf("null"u8) < 0)
        {
            return null;
        }

        var output = new ArrayBufferWriter<byte>(record.Length);
        var json = new JsonCursor(record.Span);
        var writer = new Writer(output, data);
        return writer.TryWriteRecord(ref json) && json.IsAtEnd() && writer.HasRemoved ? (ReadOnlyMemory<byte>?)output.WrittenMemory : null;
    }

    private ref struct Writer(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        private readonly ArrayBufferWriter<byte> _output = output;
        private readonly ReadOnlySpan<byte> _data = data;

        public bool HasRemoved { get; private set; }

        public bool TryWriteRecord(ref JsonCursor json)
        {
            var isFirst = true;
            if (!TryBegin(ref json))
            {
                return false;
            }

            while (json.TryNextMember(out var name))
            {
                WriteName(name, ref isFirst);
                if (!(name.Is(_data) ? TryWriteData(ref json) : TryCopy(ref json)))
                {
                    return false;
                }
            }

            return TryEnd(json);
        }

        private bool TryWriteData(ref JsonCursor json)
        {
            var isFirst = true;
            if (!TryBegin(ref json))
            {
                return false;
            }

            while (json.TryNextMember(out var name))
            {
                WriteName(name, ref isFirst);
                var isItem = (name.Is("Keys"u8) || name.Is("OldImage"u8) || name.Is("NewImage"u8)) && json.Peek() == (byte)'{';
                if (!(isItem ? TryWriteAttributes(ref json, AttributeTypes.MaxDepth) : TryCopy(ref json)))
                {
                    return false;
                }
            }

            return TryEnd(json);
        }

        private bool TryWriteAttributes(ref JsonCursor json, int depth)
        {
            var isFirst = true;
            if (!TryBegin(ref json))
            {
                return false;
            }

            while (json.TryNextMember(out var name))
            {
                WriteName(name, ref isFirst);
                if (!TryWriteValue(ref json, depth))
                {
                    return false;
                }
            }

            return TryEnd(json);
        }

        private bool TryWriteValue(ref JsonCursor json, int depth)
        {
            var isFirst = true;
            if (depth < 0 || !TryBegin(ref json))
            {
                return false;
            }

            while (json.TryNextMember(out var type))
            {
                if (json.TrySkipNull())
                {
                    HasRemoved = true;
                    continue;
                }

                WriteName(type, ref isFirst);
                var isWritten = AttributeTypes.Parse(type) switch
                {
                    AttributeType.Map => TryWriteAttributes(ref json, depth - 1),
                    AttributeType.List => TryWriteElements(ref json, depth - 1),
                    _ => TryCopy(ref json),
                };
                if (!isWritten)
                {
                    return false;
                }
            }

            return TryEnd(json);
        }

        private bool TryWriteElements(ref JsonCursor json, int depth)
        {
            if (!json.TryEnterList())
            {
                return false;
            }

            _output.Write("["u8);
            for (var isFirst = true; json.TryNextElement(); isFirst = false)
            {
                _output.Write(isFirst ? [] : ","u8);
                if (!TryWriteValue(ref json, depth))
                {
                    return false;
                }
            }

            _output.Write("]"u8);
            return json.Expected is null;
        }

        private readonly bool TryBegin(ref JsonCursor json)
        {
            _output.Write("{"u8);
            return json.TryEnterObject();
        }

        private readonly bool TryEnd(JsonCursor json)
        {
            _output.Write("}"u8);
            return json.Expected is null;
        }

        // Written unchanged, with its quotes and escapes.
        private readonly void WriteName(JsonText name, ref bool isFirst)
        {
            _output.Write(isFirst ? [] : ","u8);
            _output.Write("\""u8);
            _output.Write(name.Raw);
            _output.Write("\":"u8);
            isFirst = false;
        }

        private readonly bool TryCopy(ref JsonCursor json)
        {
            json.Peek();
            var start = json.Position;
            if (!json.TrySkipValue())
            {
                return false;
            }

            _output.Write(json.From(start));
            return true;
        }
    }
}
