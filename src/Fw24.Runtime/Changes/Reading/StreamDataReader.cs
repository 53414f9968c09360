using Fw24.Items;
using Fw24.Items.Validation;
using Fw24.Items.Values;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Changes.Reading;

/// <summary>Reads the <c>dynamodb</c> object of a stream record: key, images, sequence number, time.</summary>
/// <param name="payload">The JSON that contains the object.</param>
/// <param name="path">The path of the object, for errors.</param>
/// <param name="scratch">Memory for <see cref="ItemValidator"/>.</param>
/// <param name="sensitive">Attributes whose content must not appear in errors.</param>
internal ref struct StreamDataReader(ReadOnlyMemory<byte> payload, string path, Span<uint> scratch, SensitiveNames sensitive)
{
    // A partition key and a sort key.
    private const int MaxKeyAttributes = 2;

    private const string ExpectedTime = "seconds or milliseconds since 1970, or a date and time (ISO 8601)";

    private readonly ReadOnlyMemory<byte> _payload = payload;
    private readonly string _path = path;
    private ItemValidator _keyValidator = new(scratch, ItemForm.OfKey, sensitive);
    private ItemValidator _imageValidator = new(scratch, ItemForm.OfImage, sensitive);
    private DuplicateMemberGuard<Members> _seen;
    private string _itemPath = "";

    // The key attributes as they are written, starting after the first quote, and the images that contain them in the same form.
    private ReadOnlySpan<byte> _firstKey;
    private ReadOnlySpan<byte> _secondKey;
    private Members _confirmed;

    [Flags]
    private enum Members
    {
        None = 0,
        Keys = 1,
        OldImage = 2,
        NewImage = 4,
        SequenceNumber = 8,
        Time = 16,
    }

    public ItemImage Keys { get; private set; }

    public ItemImage OldImage { get; private set; }

    public ItemImage NewImage { get; private set; }

    public ReadOnlyMemory<byte> SequenceNumber { get; private set; }

    /// <summary>The time at which the change was applied; <see langword="default"/> if the record does not state it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>The region of the item's last write, if a global table records it; otherwise empty.</summary>
    public ReadOnlySpan<byte> UpdateRegion { get; private set; }

    /// <summary>Reads the object. A broken member is recorded as a defect and skipped.</summary>
    /// <returns><see langword="true"/> if the end of the object was found.</returns>
    public bool TryRead(ref JsonCursor json, ref RecordDefect defect)
    {
        _seen = default;
        Keys = OldImage = NewImage = default;
        SequenceNumber = default;
        ChangedAt = default;
        UpdateRegion = default;
        _firstKey = _secondKey = default;
        _confirmed = default;
        if (!defect.TryEnterObject(_path, ref json))
        {
            return false;
        }

        while (json.TryNextMember(out var name))
        {
            var start = json.Position;
            _itemPath = "";
            if (!TryReadMember(ref json, name) && !defect.TrySkipMember(_path, name, _itemPath, start, ref json))
            {
                return false;
            }
        }

        if (!defect.IsEndOfObject(_path, json))
        {
            return false;
        }

        NoteMissing(ref defect);
        NoteOtherKey(NewImage, Members.NewImage, ref defect);
        NoteOtherKey(OldImage, Members.OldImage, ref defect);
        return true;
    }

    private readonly void NoteMissing(ref RecordDefect defect)
    {
        if (Keys.IsAbsent)
        {
            defect.Note($"{_path}.Keys", "the item's key", "nothing");
        }

        if (SequenceNumber.IsEmpty)
        {
            defect.Note($"{_path}.SequenceNumber", "a sequence number", "nothing");
        }
    }

    // Otherwise code that uses the key and code that uses an image would refer to different items.
    private readonly void NoteOtherKey(in ItemImage image, Members member, ref RecordDefect defect)
    {
        if (image.IsAbsent || (_confirmed & member) != 0)
        {
            return;
        }

        // Each attribute is searched for in the whole image, so there must be few.
        var count = 0;
        foreach (var attribute in Keys)
        {
            if (++count > MaxKeyAttributes || !image.TryGetAttribute(attribute.Name, out var value) || !AttributeEquality.AreEqual(attribute.Value, value))
            {
                defect.Note($"{_path}.Keys", $"the key of {member}", "another one");
                return;
            }
        }
    }

    // An image nearly always contains the key as it is written in Keys, which comes first. So it is found while validating, without a separate search.
    private void SeekKey(JsonCursor json)
    {
        var end = json.Position;
        json.MoveTo(end - Keys.Json.Length + 1);
        _firstKey = NextAttribute(ref json, out var first);
        _secondKey = NextAttribute(ref json, out var second);
        if (json.Position != end - 1)
        {
            // It contains white space or escapes, or is not a DynamoDB key.
            _firstKey = default;
        }

        _imageValidator.Seek(first, second);
    }

    private readonly bool HasKey(scoped in JsonCursor json)
        => !_firstKey.IsEmpty && json.Json[_imageValidator.FirstPlace..].StartsWith(_firstKey)
            && (_secondKey.IsEmpty || json.Json[_imageValidator.SecondPlace..].StartsWith(_secondKey));

    private static ReadOnlySpan<byte> NextAttribute(scoped ref JsonCursor json, out uint hash)
    {
        if (!json.TryReadCompactMember(out var name, out var tag, out _) || tag == 0)
        {
            hash = 0;
            return default;
        }

        hash = QuickHash.Of(name);
        return json.From(json.StartOf(name));
    }

    private bool TryReadMember(ref JsonCursor json, JsonText name)
    {
        if (name.Is("NewImage"u8))
        {
            var isRead = TryReadImage(ref json, Members.NewImage, out var image);
            NewImage = image;
            return isRead;
        }

        if (name.Is("OldImage"u8))
        {
            var isRead = TryReadImage(ref json, Members.OldImage, out var image);
            OldImage = image;
            return isRead;
        }

        if (name.Is("Keys"u8))
        {
            var isRead = TryReadItem(ref json, Members.Keys, ref _keyValidator, out var image);
            Keys = image;
            if (!image.IsAbsent)
            {
                SeekKey(json);
            }

            return isRead;
        }

        if (name.Is("SequenceNumber"u8))
        {
            return _seen.TryAdd(Members.SequenceNumber, ref json) && TryReadSequenceNumber(ref json);
        }

        if (name.Is("ApproximateCreationDateTime"u8))
        {
            return _seen.TryAdd(Members.Time, ref json) && TryReadTime(ref json);
        }

        return json.TrySkipValue();
    }

    private bool TryReadImage(ref JsonCursor json, Members member, out ItemImage image)
    {
        if (!TryReadItem(ref json, member, ref _imageValidator, out image))
        {
            return false;
        }

        if (image.IsAbsent)
        {
            return true;
        }

        if (HasKey(json))
        {
            _confirmed |= member;
        }

        // A removed item has only an old image; for a written item, the new image names the writer.
        if (_imageValidator.UpdateRegion > 0 && (member is Members.NewImage || UpdateRegion.IsEmpty))
        {
            UpdateRegion = ReadUpdateRegion(json);
        }

        return true;
    }

    private bool TryReadItem(ref JsonCursor json, Members member, scoped ref ItemValidator validator, out ItemImage item)
    {
        item = default;
        if (!_seen.TryAdd(member, ref json))
        {
            return false;
        }

        if (json.Peek() == (byte)'n')
        {
            return json.TrySkipNull();
        }

        var start = json.Position;
        if (!validator.TryPassItem(ref json))
        {
            _itemPath = validator.Path;
            return false;
        }

        item = new ItemImage(_payload[start..json.Position]);
        return true;
    }

    private readonly ReadOnlySpan<byte> ReadUpdateRegion(JsonCursor json)
    {
        json.MoveTo(_imageValidator.UpdateRegion);
        return json.TryEnterObject() && json.TryNextMember(out _) && json.TryReadString(out var region) ? region.Unescape() : default;
    }

    private bool TryReadSequenceNumber(ref JsonCursor json)
    {
        if (!json.TryReadString(out var text))
        {
            return false;
        }

        if (text.IsEscaped || !Items.Values.SequenceNumber.IsValid(text.Raw))
        {
            return json.Fail("a sequence number of 1 to 40 digits", "another text");
        }

        SequenceNumber = json.MemoryOf(text, _payload);
        return true;
    }

    // DynamoDB writes seconds; a tool that re-serialized the event may have changed the format. The time is informational, so null is accepted.
    private bool TryReadTime(ref JsonCursor json)
    {
        bool isTime;
        DateTimeOffset time;
        switch (json.Peek())
        {
            case (byte)'n':
                return json.TrySkipNull();
            case (byte)'"':
                var start = json.Position;
                if (!json.TryReadString(out var quoted))
                {
                    return false;
                }

                // A date without a time is not precise enough.
                isTime = UnixTime.TryParseAnyUnit(quoted.Raw, out time) || (quoted.Raw.Contains((byte)'T') && IsoDate.TryParse(json.From(start), out time));
                break;
            default:
                if (!json.TryReadNumber(out var text))
                {
                    return json.Fail(ExpectedTime);
                }

                isTime = UnixTime.TryParseAnyUnit(text, out time);
                break;
        }

        ChangedAt = time;
        return isTime || json.Fail(ExpectedTime, "something else");
    }
}
