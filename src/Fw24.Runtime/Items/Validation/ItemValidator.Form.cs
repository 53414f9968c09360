using System.Runtime.CompilerServices;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Items.Validation;

/// <content>Items of a known form.</content>
internal ref partial struct ItemValidator
{
    private readonly bool IsFormKnown => _form.IsKnown && _form.First.Hash == _firstSought && _form.Second.Hash == _secondSought;

    /// <summary>Reads past an item of the known form.</summary>
    /// <returns><see langword="true"/> if it has that form, and its values are valid.</returns>
    private bool TryPassKnownForm(ref JsonCursor json)
    {
        var form = _form.Json;
        var values = _form.Values;
        var (position, before) = (json.Position, 0);
        var (first, second) = (_form.First, _form.Second);
        (_hashCount, UpdateRegion, FirstPlace, SecondPlace) = (0, 0, 0, 0);
        for (var value = 0; value < values.Length / 2; value++)
        {
            var start = values[2 * value];
            var next = (int)(start & ~ItemForm.KindBits);
            if (!json.IsAt(position, form[before..], next - before))
            {
                return false;
            }

            // A name without a value after it, as of an empty map, is not that of a key: it counts as not found.
            FirstPlace = value == first.NextValue ? first.Place - before + position : FirstPlace;
            SecondPlace = value == second.NextValue ? second.Place - before + position : SecondPlace;
            position += next - before;
            before = (int)values[(2 * value) + 1];
            if (!TryPassValue(ref json, start & ItemForm.KindBits, ref position))
            {
                return false;
            }
        }

        var rest = _form.Length - before;
        if (!json.IsAt(position, form[before..], rest))
        {
            return false;
        }

        json.MoveTo(position + rest);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryPassValue(ref JsonCursor json, uint kind, ref int position)
    {
        if (kind is ItemForm.TextValue or ItemForm.NumberValue)
        {
            var length = json.TextLengthAt(position);
            position += length;
            return kind is ItemForm.TextValue || DynamoNumber.IsValid(json.Slice(position - length, length));
        }

        // A map or list in place of another value is another form, whose depth is not known.
        json.MoveTo(position);
        var isPassed = kind is ItemForm.BooleanValue ? json.TryReadBoolean(out _) : TryPassValue(ref json, depth: 0);
        position = json.Position;
        return isPassed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void NoteText(byte tag, int position, int length)
    {
        var end = position - "\"}".Length;
        _form.NoteValue(tag == (byte)'N' ? ItemForm.NumberValue : ItemForm.TextValue, end - length, end);
    }
}
