using Fw24.Json;

namespace Fw24.Items.Validation;

/// <content>The two images of a change: most bytes of the second one are those of the first, and where they are, so is their form.</content>
internal ref partial struct ItemValidator
{
    // An attribute's place in the item that was read last: where its name starts and ends, and where its value ends.
    private const int PlaceLength = 3;
    private const int MaxPlaces = 64;

    /// <summary>Reads past an item, most of whose attributes may be the same as in the item that was read right before it.</summary>
    /// <param name="json">The cursor.</param>
    /// <param name="twin">The item before it, which was valid.</param>
    /// <remarks>
    /// Names that are the same, in the same order, need no check for uniqueness. An item that is another in any way is read like any.
    /// </remarks>
    public bool TryPassItem(ref JsonCursor json, ReadOnlySpan<byte> twin)
    {
        var start = json.Position;
        if (_placeCount is > 0 and <= MaxPlaces && UpdateRegion == 0 && TryPassTwin(ref json, twin))
        {
            return true;
        }

        json.MoveTo(start);
        return TryPassItem(ref json);
    }

    private bool TryPassTwin(ref JsonCursor json, ReadOnlySpan<byte> twin)
    {
        var (first, second) = (MemberAt(FirstPlace), MemberAt(SecondPlace));
        var start = json.Position;
        var (member, end) = (0, 0);
        (_path, _hashCount, FirstPlace, SecondPlace) = (null, 0, 0, 0);
        while (true)
        {
            var same = end + twin[end..].CommonPrefixLength(json.Json[start..]);
            if (same == 0)
            {
                return false;
            }

            var next = member;
            while (next < _placeCount && EndOf(next) <= same)
            {
                next++;
            }

            // From here to the first attribute that differs: as far as the twin is the same, it is read.
            var shift = start - end;
            FirstPlace = first >= member && first < next ? NameOf(first) + shift : FirstPlace;
            SecondPlace = second >= member && second < next ? NameOf(second) + shift : SecondPlace;
            if (same == twin.Length)
            {
                json.MoveTo(twin.Length + shift);
                _placeCount = 0;
                return true;
            }

            if (next == _placeCount)
            {
                return false;
            }

            json.MoveTo(next == 0 ? start + 1 : EndOf(next - 1) + shift);
            var name = twin[NameOf(next)..NameEndOf(next)];
            if (!TryPassMember(ref json, name, out var place))
            {
                return false;
            }

            FirstPlace = first == next ? place : FirstPlace;
            SecondPlace = second == next ? place : SecondPlace;
            (start, end, member) = (json.Position, EndOf(next), next + 1);
        }
    }

    private bool TryPassMember(ref JsonCursor json, ReadOnlySpan<byte> name, out int place)
    {
        place = 0;
        if (!TryNextMember(ref json, out var found, out var isEscaped, out var isPassed) || isEscaped || !found.SequenceEqual(name))
        {
            return false;
        }

        place = json.StartOf(found);
        return isPassed || TryPassValue(ref json, AttributeTypes.MaxDepth);
    }

    private void NoteMember(in JsonCursor json, ReadOnlySpan<byte> name)
    {
        if (_placeCount < MaxPlaces)
        {
            var start = (uint)(json.StartOf(name) - _start);
            var place = _places.Slice(_placeCount * PlaceLength, PlaceLength);
            place[2] = (uint)(json.Position - _start);
            place[1] = start + (uint)name.Length;
            place[0] = start;
        }

        _placeCount++;
    }

    private readonly int MemberAt(int place)
    {
        for (var member = 0; place > 0 && member < _placeCount; member++)
        {
            if (NameOf(member) + _start == place)
            {
                return member;
            }
        }

        return -1;
    }

    private readonly int NameOf(int member) => (int)_places[member * PlaceLength];

    private readonly int NameEndOf(int member) => (int)_places[(member * PlaceLength) + 1];

    private readonly int EndOf(int member) => (int)_places[(member * PlaceLength) + 2];
}
