using System.Buffers;
using Fw24.Model;
using Fw24.Records;

namespace Fw24;

/// <content>Lists, sets and maps.</content>
public sealed partial class ItemWriter
{
    /// <summary>Writes a list (L).</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <param name="writeElement">Writes one element.</param>
    public void WriteList<T>(IEnumerable<T> values, ItemWrite<T> writeElement)
    {
        BeginNested("{\"L\":["u8);
        foreach (var value in values)
        {
            writeElement(this, value);
        }

        EndNested("]}"u8);
    }

    /// <summary>Writes a set (SS, NS or BS), in ordinal order. DynamoDB has no empty set: an empty list stands for it, so that empty and absent stay apart.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="values">The elements, all different.</param>
    /// <param name="writeElement">Writes one element.</param>
    /// <exception cref="ArgumentException">An element is no string, number or binary, or not of the others' type.</exception>
    public void WriteSet<T>(IEnumerable<T> values, ItemWrite<T> writeElement)
    {
        // The first letter of the type is known only when an element has been written.
        BeginNested("{\" S\":["u8);
        var start = _length;
        var elements = new List<Range>();
        _isInSet = true;
        foreach (var value in values)
        {
            var before = _length;
            writeElement(this, value);

            // Behind the comma.
            elements.Add((before == start ? before : before + 1).._length);
        }

        EndSet(start, elements);
    }

    /// <summary>Writes a map (M) with any names.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="values">The names and values.</param>
    /// <param name="writeValue">Writes one value.</param>
    public void WriteDictionary<T>(IEnumerable<KeyValuePair<string, T>> values, ItemWrite<T> writeValue)
    {
        BeginMap();
        foreach (var (name, value) in values)
        {
            WriteName(name);
            writeValue(this, value);
        }

        EndMap();
    }

    /// <summary>Writes a set of the SDK's as it is: in its order, and empty if it should be so.</summary>
    internal void WriteTexts(AttributeType element, IEnumerable<string> texts)
    {
        BeginNested(element switch
        {
            AttributeType.Number => "{\"NS\":["u8,
            AttributeType.Binary => "{\"BS\":["u8,
            _ => "{\"SS\":["u8,
        });
        foreach (var text in texts)
        {
            Separate();
            AppendText(text);
        }

        EndNested("]}"u8);
    }

    private void EndSet(int start, List<Range> elements)
    {
        var type = _elementType;
        _isInSet = false;
        _elementType = AttributeType.None;
        if (elements.Count == 0)
        {
            _length = start - "\" S\":["u8.Length;
            Append("\"L\":["u8);
        }
        else
        {
            _buffer[start - " S\":["u8.Length] = type switch
            {
                AttributeType.Number => (byte)'N',
                AttributeType.Binary => (byte)'B',
                _ => (byte)'S',
            };
            SortElements(start, elements);
        }

        EndNested("]}"u8);
    }

    private void SortElements(int start, List<Range> elements)
    {
        if (elements.Count == 1)
        {
            return;
        }

        // The closing quote would put "a!" before "a".
        elements.Sort((left, right) => _buffer.AsSpan(left)[1..^1].SequenceCompareTo(_buffer.AsSpan(right)[1..^1]));
        var length = _length - start;
        var sorted = ArrayPool<byte>.Shared.Rent(length);
        var written = 0;
        for (var i = 0; i < elements.Count; i++)
        {
            if (i > 0)
            {
                sorted[written++] = (byte)',';
            }

            var element = _buffer.AsSpan(elements[i]);
            element.CopyTo(sorted.AsSpan(written));
            written += element.Length;
        }

        sorted.AsSpan(0, length).CopyTo(_buffer.AsSpan(start));
        ArrayPool<byte>.Shared.Return(sorted);
    }
}
