using System.Buffers;
using System.Collections.Immutable;
using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24;

/// <content>Lists, sets and maps.</content>
public sealed partial class ItemWriter
{
    /// <summary>Writes a list (L).</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <param name="writeElement">Writes one element.</param>
    /// <exception cref="ArgumentException">The list is null, or a default immutable array.</exception>
    public void WriteList<T>(IEnumerable<T> values, ItemWrite<T> writeElement)
    {
        if (values is null or ImmutableArray<T> { IsDefault: true })
        {
            throw Refuse(Null);
        }

        BeginNested("{\"L\":["u8);
        foreach (var value in values)
        {
            writeElement(this, value);
        }

        EndNested("]}"u8);
    }

    /// <summary>Writes a set (SS, NS or BS) in ordinal order. DynamoDB has no empty set; an empty list represents it, distinct from an absent one.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="values">The elements. Elements that are equal in DynamoDB (<c>1</c> and <c>1.0</c>, the same bytes) are written once.</param>
    /// <param name="writeElement">Writes one element.</param>
    /// <exception cref="ArgumentException">The set is null, or an element is not a string, number or binary, or differs in type from the others.</exception>
    public void WriteSet<T>(IEnumerable<T> values, ItemWrite<T> writeElement)
    {
        if (values is null)
        {
            throw Refuse(Null);
        }

        // The first letter of the type is known only after an element has been written.
        BeginNested("{\" S\":["u8);
        var start = _length;
        var elements = new List<Range>();
        _isInSet = true;
        foreach (var value in values)
        {
            var before = _length;
            writeElement(this, value);

            // After the comma.
            elements.Add((before == start ? before : before + 1).._length);
        }

        EndSet(start, elements);
    }

    /// <summary>Writes a map (M) with any names.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="values">The names and values.</param>
    /// <param name="writeValue">Writes one value.</param>
    /// <exception cref="ArgumentException">The map is null or contains a null name.</exception>
    public void WriteDictionary<T>(IEnumerable<KeyValuePair<string, T>> values, ItemWrite<T> writeValue)
    {
        if (values is null)
        {
            throw Refuse(Null);
        }

        BeginMap();
        foreach (var (name, value) in values)
        {
            WriteName(name);
            writeValue(this, value);
        }

        EndMap();
    }

    /// <summary>Writes a set of the SDK unchanged: in its order, and even if it is empty.</summary>
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
            SortElements(start, elements, type);
        }

        EndNested("]}"u8);
    }

    private void SortElements(int start, List<Range> elements, AttributeType type)
    {
        if (elements.Count == 1)
        {
            return;
        }

        // With the closing quote, "a!" would sort before "a".
        elements.Sort((left, right) => _buffer.AsSpan(left)[1..^1].SequenceCompareTo(_buffer.AsSpan(right)[1..^1]));
        var sorted = ArrayPool<byte>.Shared.Rent(_length - start);
        var written = 0;
        var last = 0..0;
        var numbers = type is AttributeType.Number && elements.Exists(IsRoundabout) ? new HashSet<DynamoNumber>() : null;
        foreach (var range in elements)
        {
            var element = _buffer.AsSpan(range);
            if (element.SequenceEqual(_buffer.AsSpan(last)) || (numbers is not null && DynamoNumber.TryParse(element[1..^1], out var number) && !numbers.Add(number)))
            {
                continue;
            }

            last = range;
            if (written > 0)
            {
                sorted[written++] = (byte)',';
            }

            element.CopyTo(sorted.AsSpan(written));
            written += element.Length;
        }

        sorted.AsSpan(0, written).CopyTo(_buffer.AsSpan(start));
        _length = start + written;
        ArrayPool<byte>.Shared.Return(sorted);
    }

    /// <summary>Indicates whether a number may have a shorter text, and so several texts: <c>1.50</c>, <c>-0</c>, <c>1E3</c>.</summary>
    private bool IsRoundabout(Range element)
    {
        var text = _buffer.AsSpan(element)[1..^1];
        return text.ContainsAny((byte)'E', (byte)'e') || text is [(byte)'-', (byte)'0'] || (text[^1] == (byte)'0' && text.Contains((byte)'.'));
    }
}
