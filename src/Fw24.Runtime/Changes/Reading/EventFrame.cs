using Fw24.Json;

namespace Fw24.Changes.Reading;

/// <summary>Enumerates the records of an event as Lambda delivers it: <c>{"Records":[…]}</c>.</summary>
internal ref struct EventFrame
{
    private readonly string _event;
    private bool _hasRecords;
    private bool _isInRecords;

    /// <summary>Starts reading an event.</summary>
    /// <exception cref="ItemFormatException">The event is not a JSON object.</exception>
    public EventFrame(ReadOnlySpan<byte> payload, string @event)
    {
        _event = @event;
        Json = new JsonCursor(payload);
        if (payload.StartsWith(ByteOrderMark))
        {
            Json.MoveTo(ByteOrderMark.Length);
        }

        Index = -1;
        if (!Json.TryEnterObject())
        {
            Break();
        }
    }

    // Lambda sends none, but files of sample events begin with one.
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>The cursor, positioned before the current record. The reader must advance past the record.</summary>
    public JsonCursor Json;

    /// <summary>The index of the current record.</summary>
    public int Index { get; private set; }

    /// <summary>The defect of the event itself, because of which its records end early; <see langword="null"/> if the event is intact.</summary>
    public string? Fault { get; private set; }

    /// <summary>Moves to the next record.</summary>
    /// <exception cref="ItemFormatException">The event has no records, or is cut off before them.</exception>
    public bool TryNextRecord()
    {
        while (Fault is null)
        {
            if (_isInRecords)
            {
                // Bytes between two records that belong to neither count as a broken record of their own, so that the records after them are not lost.
                if (Json.TryNextElement() || (Json.Expected is not null && Json.AreStrayBytesBeforeObject()))
                {
                    Index++;
                    return true;
                }

                _isInRecords = false;
                if (Json.Expected is not null)
                {
                    Break();
                    break;
                }
            }

            if (!TryNextMember())
            {
                break;
            }
        }

        return false;
    }

    /// <summary>Stops before the current record: the rest of the event will not be read.</summary>
    public void End(string expected, string found)
    {
        Json.Fail(expected, found);
        Break();
    }

    private bool TryNextMember()
    {
        if (!Json.TryNextMember(out var name))
        {
            if (Json.Expected is not null || (_hasRecords && !Json.IsAtEnd() && !Json.Fail("the end of the event")))
            {
                Break();
            }

            return _hasRecords ? false : throw new ItemFormatException(_event, "Records", "a list", "nothing");
        }

        var isRecords = name.Is("Records"u8);
        if (!(isRecords ? Json.TryEnterList() : Json.TrySkipValue()))
        {
            Break();
        }

        _isInRecords = isRecords;
        _hasRecords |= isRecords;
        return true;
    }

    private void Break()
    {
        if (!_hasRecords)
        {
            throw new ItemFormatException(_event, "Records", Json.Expected!, Json.Found);
        }

        Fault = $"{_event}: the list of records ends early, after Records[{Index}]: expected {Json.Expected}, found {Json.Found}.";
    }
}
