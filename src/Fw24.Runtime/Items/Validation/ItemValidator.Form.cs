using System.Runtime.CompilerServices;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Items.Validation;

/// <content>
/// The items of a table look alike, and so do the two images of a change: the same names in the same order, around other values. So the
/// form of an item is kept, the bytes between its values, and the next item is expected to have it: then only its values are checked.
/// </content>
internal ref partial struct ItemValidator
{
    // The kinds of values, in the highest bits of where they start.
    private const uint TextValue = 0, NumberValue = 1u << 30, BooleanValue = 2u << 30, OtherValue = 3u << 30, KindBits = 3u << 30;
    private const int MaxLength = (1 << 30) - 1;

    private readonly int MaxValues => _values.Length / 2;

    private readonly bool HasForm => _valueCount > 0 && _valueCount <= MaxValues;

    /// <summary>Reads past an item of the same form as the one before.</summary>
    /// <returns><see langword="true"/> if it has that form, and its values are valid.</returns>
    private bool TryPassKnownForm(ref JsonCursor json)
    {
        var start = json.Position;
        _hashCount = 0;
        var (before, position) = (_formStart, start);
        var (first, second) = (FirstPlace, SecondPlace);
        for (var value = 0; value < _valueCount; value++)
        {
            ref var valueStart = ref _values[2 * value];
            ref var valueEnd = ref _values[(2 * value) + 1];
            var kind = valueStart & KindBits;
            var next = _formStart + (int)(valueStart & ~KindBits);
            var length = next - before;
            if (!json.IsSameAt(before, position, length))
            {
                return false;
            }

            // A name without a value after it, as of an empty map, is not that of a key: its place stays in the item before.
            FirstPlace = value == _valueAfterFirst ? first - before + position : FirstPlace;
            SecondPlace = value == _valueAfterSecond ? second - before + position : SecondPlace;
            before = _formStart + (int)valueEnd;
            position += length;
            valueStart = (uint)(position - start) | kind;
            if (!TryPassValue(ref json, kind, ref position))
            {
                return false;
            }

            valueEnd = (uint)(position - start);
        }

        var rest = _formEnd - before;
        if (!json.IsSameAt(before, position, rest))
        {
            return false;
        }

        json.MoveTo(position + rest);
        (_formStart, _formEnd) = (start, json.Position);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryPassValue(ref JsonCursor json, uint kind, ref int position)
    {
        if (kind is TextValue or NumberValue)
        {
            var length = json.TextLengthAt(position);
            position += length;
            return kind is TextValue || DynamoNumber.IsValid(json.Slice(position - length, length));
        }

        json.MoveTo(position);
        var isPassed = kind is BooleanValue ? json.TryReadBoolean(out _) : TryPassScalarOrSet(ref json);
        position = json.Position;
        return isPassed;
    }

    private bool TryPassScalarOrSet(ref JsonCursor json)
    {
        // What is read here is noted already. A map or list in its place is another form, whose depth is not known.
        var count = _valueCount;
        _valueCount = MaxValues;
        var isPassed = TryPassValue(ref json, depth: 0);
        _valueCount = count;
        return isPassed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void NoteText(byte tag, int position, int length)
    {
        var end = position - "\"}".Length;
        NoteValue(tag == (byte)'N' ? NumberValue : TextValue, end - length, end);
    }

    private void NoteValue(uint kind, int start, int end)
    {
        if (_valueCount < MaxValues)
        {
            _values[(2 * _valueCount) + 1] = (uint)(end - _formStart);
            _values[2 * _valueCount] = (uint)(start - _formStart) | kind;
        }

        _valueCount++;
    }
}
