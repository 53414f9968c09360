using System.Runtime.CompilerServices;
using Fw24.Items.Values;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Items.Validation;

/// <summary>Validates DynamoDB JSON in one pass; later stages rely on its form.</summary>
/// <param name="scratch">
/// Memory of <see cref="ScratchLength"/> elements for the hashes of names, of which as many as fit are checked for uniqueness without further memory.
/// </param>
/// <param name="form">The form that is expected of items.</param>
/// <param name="sensitive">Attributes whose content <see cref="Path"/> does not show: a map's keys may be as sensitive as its values.</param>
internal ref partial struct ItemValidator(Span<uint> scratch, ItemForm form, SensitiveNames sensitive)
{
    /// <summary>The number of elements to provide as scratch memory.</summary>
    public const int ScratchLength = 128;

    private const string NumberRule = "a number of at most 38 significant digits between 1E-130 and 9.9E+125";
    private const string TypeRule = "a typed value such as {\"S\":…}";

    private readonly Span<uint> _hashes = scratch;
    private readonly ItemForm _form = form;
    private readonly SensitiveNames _sensitive = sensitive;
    private int _hashCount;
    private uint _firstSought;
    private uint _secondSought;

    // Contains a dot before each name and each element's index in brackets; it starts with a dot, since an item starts with a name.
    private string? _path;

    /// <summary>The path of the defect within the item, such as <c>Lines[1].Qty</c>; empty for the item itself.</summary>
    public readonly string Path => _path is null ? "" : _path[1..];

    /// <summary>The position of the first name sought in the last item read; 0 if it was not found.</summary>
    public int FirstPlace { get; private set; }

    /// <summary>The position of the second name sought in the last item read; 0 if it was not found.</summary>
    public int SecondPlace { get; private set; }

    /// <summary>The start of the value of the attribute <c>aws:rep:updateregion</c> in the last item read; 0 if it has none.</summary>
    /// <remarks>Global tables (version 2017.11.29) store the region of the item's last write in it.</remarks>
    public int UpdateRegion { get; private set; }

    /// <summary>Sets two names to find while reading: those of the item's key.</summary>
    /// <param name="first">The hash of the first name.</param>
    /// <param name="second">The hash of the second name.</param>
    public void Seek(uint first, uint second) => (_firstSought, _secondSought) = (first, second);

    /// <summary>Reads past an item, which must have at least one attribute.</summary>
    public bool TryPassItem(ref JsonCursor json)
    {
        var start = json.Position;
        if (IsFormKnown && TryPassKnownForm(ref json))
        {
            return true;
        }

        json.MoveTo(start);
        (_path, _hashCount, UpdateRegion, FirstPlace, SecondPlace) = (null, 0, 0, 0, 0);
        _form.Begin(start, _firstSought, _secondSought);
        var isPassed = json.TryEnterObject()
            && TryPassMembers(ref json, AttributeTypes.MaxDepth, isItem: true, out var count)
            && (count > 0 || json.FailAsEmpty("an attribute"));
        if (isPassed && UpdateRegion == 0)
        {
            _form.End(json.From(start));
        }

        return isPassed;
    }

    private bool TryPassMembers(ref JsonCursor json, int depth, bool isItem, out int count)
    {
        var start = json.Position;
        var firstHash = _hashCount;
        var (isUnique, seen) = (true, 0UL);
        count = 0;
        while (TryNextMember(ref json, out var name, out var isEscaped, out var tag, out var text))
        {
            count++;
            var hash = QuickHash.Of(name);
            isUnique = isUnique && !isEscaped && TryAdd(hash, firstHash, ref seen);
            if (isItem)
            {
                if (hash == _firstSought | hash == _secondSought)
                {
                    NotePlace(hash, json.StartOf(name));
                }

                if (new JsonText(name, isEscaped).Is("aws:rep:updateregion"u8))
                {
                    UpdateRegion = tag != 0 ? json.StartOf(name) + name.Length + "\":".Length : json.Position;
                }
            }

            if (tag != 0)
            {
                NoteText(tag, json.Position, text.Length);
            }
            else if (!TryPassValue(ref json, depth))
            {
                if (isItem && _sensitive.Contains(new JsonText(name, isEscaped)))
                {
                    _path = null;
                }

                PrependToPath(new JsonText(name, isEscaped));
                return false;
            }
        }

        _hashCount = firstHash;
        return json.Expected is null && (isUnique || TryPassUnique(ref json, start));
    }

    private void NotePlace(uint hash, int place)
    {
        (FirstPlace, SecondPlace) = hash == _firstSought ? (place, SecondPlace) : (FirstPlace, place);
        _form.NoteName(hash, place);
    }

    /// <summary>Moves to a member's value, or past it if it is a valid string or number in the plain form.</summary>
    /// <param name="json">The cursor.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="isEscaped">Indicates whether the name contains escapes.</param>
    /// <param name="tag">The type of the value that was read; 0 if it is still to be read.</param>
    /// <param name="text">The value that was read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNextMember(
        scoped ref JsonCursor json, out ReadOnlySpan<byte> name, out bool isEscaped, out byte tag, out ReadOnlySpan<byte> text)
    {
        isEscaped = false;
        if (json.TryReadCompactMember(out name, out tag, out text))
        {
            if (tag != 0 && !IsSound(tag, text))
            {
                // Moved back so that its defect, if any, is reported.
                json.MoveTo(json.StartOf(text) - JsonCursor.TextFrameLength);
                tag = 0;
            }

            return true;
        }

        var isNext = json.TryNextMember(out var other);
        name = other.Raw;
        isEscaped = other.IsEscaped;
        return isNext;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSound(byte tag, ReadOnlySpan<byte> text) => tag == (byte)'S' || (tag == (byte)'N' && DynamoNumber.IsValid(text));

    private bool TryPassValue(ref JsonCursor json, int depth)
    {
        if (json.TryEnterTagged((byte)'M'))
        {
            return TryPassMap(ref json, depth) && json.TryLeaveObject();
        }

        var start = json.Position;
        if (json.TryReadPlainText(out var tag, out var text))
        {
            if (IsSound(tag, text))
            {
                NoteText(tag, json.Position, text.Length);
                return true;
            }

            json.MoveTo(start);
        }

        if (json.TryReadPlainBoolean(out _))
        {
            _form.NoteValue(ItemForm.BooleanValue, start + "{\"BOOL\":".Length, json.Position - 1);
            return true;
        }

        return TryPassValueWithCare(ref json, depth);
    }

    private bool TryPassValueWithCare(ref JsonCursor json, int depth)
    {
        var start = json.Position;
        if (!json.TryEnterObject())
        {
            return json.Fail(TypeRule);
        }

        if (!json.TryNextMember(out var name))
        {
            return json.Expected is null && json.FailAsEmpty(TypeRule);
        }

        var type = AttributeTypes.Parse(name);
        var passed = type switch
        {
            AttributeType.String or AttributeType.Number or AttributeType.Binary => TryPassText(ref json, type, out _),
            AttributeType.Boolean or AttributeType.Null => json.TryReadBoolean(out _),
            AttributeType.List => TryPassList(ref json, depth),
            AttributeType.Map => TryPassMap(ref json, depth),
            AttributeType.StringSet => TryPassSet(ref json, AttributeType.String),
            AttributeType.NumberSet => TryPassSet(ref json, AttributeType.Number),
            AttributeType.BinarySet => TryPassSet(ref json, AttributeType.Binary),
            _ => json.Fail(TypeRule, AttributeTypes.Describe(AttributeType.None)),
        };
        if (!passed || !json.TryLeaveObject())
        {
            return false;
        }

        if (type is not (AttributeType.List or AttributeType.Map))
        {
            _form.NoteValue(ItemForm.OtherValue, start, json.Position);
        }

        return true;
    }

    private static bool TryPassText(ref JsonCursor json, AttributeType type, out JsonText text)
        => json.TryReadString(out text) && type switch
        {
            AttributeType.Number => DynamoNumber.IsValid(text.Unescape()) || json.Fail(NumberRule, "another text"),
            AttributeType.Binary => Base64Text.IsValid(text.Unescape()) || json.Fail("base64", "another text"),
            _ => true,
        };

    private bool TryPassSet(ref JsonCursor json, AttributeType element)
    {
        if (!json.TryEnterList())
        {
            return false;
        }

        var start = json.Position;
        var firstHash = _hashCount;
        var (isUnique, seen, count) = (true, 0UL, 0);
        for (; json.TryNextElement(); count++)
        {
            if (!TryPassText(ref json, element, out var text))
            {
                return false;
            }

            isUnique = isUnique && TryAdd(HashOf(element, text), firstHash, ref seen);
        }

        _hashCount = firstHash;
        return json.Expected is null
            && (count > 0 || json.FailAsEmpty("an element", "an empty set"))
            && (isUnique || TryPassUniqueElements(ref json, start, element));
    }

    private bool TryPassList(ref JsonCursor json, int depth)
    {
        if (depth == 0)
        {
            return FailDepth(ref json);
        }

        if (!json.TryEnterList())
        {
            return false;
        }

        for (var index = 0; json.TryNextElement(); index++)
        {
            if (!TryPassValue(ref json, depth - 1))
            {
                PrependToPath(index);
                return false;
            }
        }

        return json.Expected is null;
    }

    private bool TryPassMap(ref JsonCursor json, int depth)
        => depth == 0
            ? FailDepth(ref json)
            : json.TryEnterObject() && TryPassMembers(ref json, depth - 1, isItem: false, out _);

    private static bool FailDepth(ref JsonCursor json) => json.Fail("lists and maps of at most 32 levels", "deeper ones");

    private static uint HashOf(AttributeType element, JsonText text)
        => element is AttributeType.String ? QuickHash.Of(text.Unescape()) : (uint)SetElement.Hash(element, text);

    /// <summary>Records the hash of a map's name or a set's element.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="firstHash">The index of the first hash of the map or set.</param>
    /// <param name="seen">A bit for each hash, so that most need not be searched for among the others.</param>
    /// <returns><see langword="true"/> if the name or element certainly differs from the earlier ones.</returns>
    private bool TryAdd(uint hash, int firstHash, ref ulong seen)
    {
        var bit = 1UL << (int)(hash & 63);
        if (_hashCount == _hashes.Length || ((seen & bit) != 0 && _hashes[firstHash.._hashCount].Contains(hash)))
        {
            return false;
        }

        seen |= bit;
        _hashes[_hashCount++] = hash;
        return true;
    }

    /// <summary>Checks a map's names again, from its first member.</summary>
    private bool TryPassUnique(ref JsonCursor json, int start)
    {
        var end = json.Position;
        json.MoveTo(start);
        using var names = new HashIndex(64);
        while (json.TryNextMember(out var name))
        {
            var nameStart = json.StartOf(name);
            var hash = name.Hash();
            for (var other = names.First(hash); other >= 0; other = names.Next(other))
            {
                ref var entry = ref names[other];
                if (name.Is(new JsonText(json.Slice(entry.Start, entry.Length), entry.IsEscaped)))
                {
                    PrependToPath(name);
                    return json.Fail("an attribute's name once", "a second one");
                }
            }

            names.Add(new HashIndex.Entry { Hash = hash, Start = nameStart, Length = name.Raw.Length, IsEscaped = name.IsEscaped });
            json.TrySkipValue();
        }

        json.MoveTo(end);
        return true;
    }

    /// <summary>Checks a set's elements again, from its first one.</summary>
    private static bool TryPassUniqueElements(ref JsonCursor json, int start, AttributeType type)
    {
        var end = json.Position;
        json.MoveTo(start);
        using var elements = new HashIndex(64);
        while (json.TryNextElement())
        {
            _ = json.TryReadString(out var element);
            var hash = SetElement.Hash(type, element);
            for (var other = elements.First(hash); other >= 0; other = elements.Next(other))
            {
                ref var entry = ref elements[other];
                if (SetElement.AreEqual(type, element, new JsonText(json.Slice(entry.Start, entry.Length), entry.IsEscaped)))
                {
                    json.MoveTo(start);
                    return json.Fail("each element once", "one of them twice");
                }
            }

            elements.Add(new HashIndex.Entry { Hash = hash, Start = json.StartOf(element), Length = element.Raw.Length, IsEscaped = element.IsEscaped });
        }

        json.MoveTo(end);
        return true;
    }

    private void PrependToPath(int index) => _path = $"[{index}]{_path}";

    private void PrependToPath(JsonText name) => _path = $".{ItemPath.Name(name)}{_path}";
}
