using Fw24.Json;

namespace Fw24.Changes.Reading;

/// <summary>Walks the records of an event as Lambda hands it over: <c>{"Records":[…]}</c>.</summary>
internal ref struct EventFrame
{
    private readonly string _event;
    private bool _hasRecords;
    private bool _isInRecords;

    /// <summary>Begins to walk an event.</summary>
    /// <exception cref="ItemFormatException">The event is no JSON object.</exception>
    public EventFrame(ReadOnlySpan<byte> payload, string @event)
    {
        _event = @event;
        Json = new JsonCursor(payload);
        Index = -1;
        if (!Json.TryEnterObject())
        {
            Break();
        }
    }

    /// <summary>Stands before the record reached. Whoever reads the record leaves it behind.</summary>
    public JsonCursor Json;

    /// <summary>The index of the record reached.</summary>
    public int Index { get; private set; }

    /// <summary>Where the event itself is broken, so that its records end early; <see langword="null"/> when it is not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Moves to the next record.</summary>
    /// <exception cref="ItemFormatException">The event has no records, or breaks off before them.</exception>
    public bool TryNextRecord()
    {
        while (Fault is null)
        {
            if (_isInRecords)
            {
                // Bytes between two records that belong to neither are a broken record of their own: so those after them are not lost with them.
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

    /// <summary>Ends the walk before the record reached: what is left of the event will not be looked at.</summary>
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

        Fault = $"{_event}: the list of records breaks off behind Records[{Index}]: expected {Json.Expected}, found {Json.Found}.";
    }
}
