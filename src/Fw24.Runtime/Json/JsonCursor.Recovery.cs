using System.Buffers;

namespace Fw24.Json;

/// <content>Recovery from values that cannot be read.</content>
internal ref partial struct JsonCursor
{
    private static readonly SearchValues<byte> s_valueEdges = SearchValues.Create(",]}{[\""u8);

    /// <summary>
    /// Skips a value that may be broken inside and nested to any depth: only strings and brackets are examined. Stray bytes before the value
    /// are skipped, too.
    /// </summary>
    /// <returns><see langword="true"/> if the value ends before the JSON does.</returns>
    public bool TrySkipMalformed()
    {
        if (Peek() is not ((byte)'"' or (byte)'{' or (byte)'['))
        {
            var length = _json[Position..].IndexOfAny(s_valueEdges);
            if (length <= 0)
            {
                // There is nothing where a value should be: continuing from here would make no progress.
                Position = _json.Length;
                return false;
            }

            Position += length;
        }

        switch (_json[Position])
        {
            case (byte)'"':
                return TrySkipMalformedString();
            case (byte)'{':
                Position++;
                return TrySkipRest((byte)'{', (byte)'}');
            case (byte)'[':
                Position++;
                return TrySkipRest((byte)'[', (byte)']');
            default:
                return true;
        }
    }

    /// <summary>
    /// Skips a broken value within an object of a list, without leaving that object: a value's missing end may appear in a later object. Searching to the
    /// end of the JSON from each object would take quadratic time.
    /// </summary>
    /// <param name="element">The start of the object.</param>
    /// <param name="end">The end of the object, as <see cref="SkipMalformedElement"/> finds it; 0 while it is unknown.</param>
    /// <returns><see langword="true"/> if the value ends before the object does.</returns>
    public bool TrySkipMalformed(int element, ref int end)
    {
        if (end == 0)
        {
            var whole = new JsonCursor(_json);
            whole.MoveTo(element);
            whole.SkipMalformedElement();
            end = whole.Position;
        }

        if (Position > end)
        {
            return false;
        }

        var within = new JsonCursor(_json[..end]);
        within.MoveTo(Position);
        var isPassed = within.TrySkipMalformed();
        Position = within.Position;
        return isPassed;
    }

    /// <summary>Skips a broken object in a list of objects, up to where the next object may begin or the list or the JSON ends.</summary>
    /// <remarks>If only more of the same object can follow, such as another brace or member, the brace before it was a surplus one.</remarks>
    public void SkipMalformedElement()
    {
        switch (Peek())
        {
            case (byte)',' when !IsAfter((byte)'['):
                // Nothing between two commas.
                return;
            case (byte)'}' or (byte)',':
                Position++;
                if (Peek() != (byte)'{')
                {
                    return;
                }

                break;
        }

        var isPassed = TrySkipMalformed();
        while (isPassed && IsWithinObject())
        {
            isPassed = TrySkipRest((byte)'{', (byte)'}');
        }
    }

    /// <summary>Indicates whether only stray bytes precede a comma that is followed by an object.</summary>
    public readonly bool AreStrayBytesBeforeObject()
    {
        var next = this;
        next.Position += next.Peek() == (byte)'}' ? 1 : Math.Max(_json[next.Position..].IndexOfAny(s_valueEdges), 0);
        if (next.Peek() != (byte)',')
        {
            return false;
        }

        next.Position++;
        return next.Peek() == (byte)'{';
    }

    /// <summary>Skips the rest of an object or list. Counts only its own kind of bracket, so missing or surplus ones of the other kind do no harm.</summary>
    private bool TrySkipRest(byte opening, byte closing)
    {
        var depth = 1;
        while (true)
        {
            var stop = _json[Position..].IndexOfAny((byte)'"', opening, closing);
            if (stop < 0)
            {
                Position = _json.Length;
                return false;
            }

            Position += stop;
            if (_json[Position] == (byte)'"')
            {
                if (!TrySkipMalformedString())
                {
                    return false;
                }

                continue;
            }

            depth += _json[Position++] == opening ? 1 : -1;
            if (depth == 0)
            {
                return true;
            }
        }
    }

    private readonly bool IsWithinObject()
    {
        var next = this;
        switch (next.Peek())
        {
            case (byte)',':
                // A member of the list, or a typed value such as a nested list contains.
                next.Position++;
                return next.Peek() == (byte)'"' || (next.TryEnterObject() && next.TryNextMember(out var name) && AttributeTypes.Parse(name) is not AttributeType.None);
            default:
                return next.Position < _json.Length && "}{[\":"u8.Contains(_json[next.Position]);
        }
    }

    private bool TrySkipMalformedString()
    {
        Position++;
        while (true)
        {
            var stop = _json[Position..].IndexOfAny((byte)'"', (byte)'\\');
            if (stop < 0)
            {
                Position = _json.Length;
                return false;
            }

            Position += stop;
            if (_json[Position] == (byte)'"')
            {
                Position++;
                return true;
            }

            Position = Math.Min(Position + 2, _json.Length);
        }
    }
}
