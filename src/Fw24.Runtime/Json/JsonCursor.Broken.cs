using System.Buffers;

namespace Fw24.Json;

/// <content>Values that cannot be read.</content>
internal ref partial struct JsonCursor
{
    private static readonly SearchValues<byte> s_valueEdges = SearchValues.Create(",]}{[\""u8);

    /// <summary>
    /// Passes over a value whose inside may be broken and nested however deep: only strings and brackets are looked at. Bytes before it that
    /// do not belong there are passed over, too.
    /// </summary>
    /// <returns>Whether the value ends before the JSON does.</returns>
    public bool TryPassOverBroken()
    {
        if (Peek() is not ((byte)'"' or (byte)'{' or (byte)'['))
        {
            var length = _json[Position..].IndexOfAny(s_valueEdges);
            if (length <= 0)
            {
                // Nothing at all where a value should be: going on from here would never get anywhere.
                Position = _json.Length;
                return false;
            }

            Position += length;
        }

        switch (_json[Position])
        {
            case (byte)'"':
                return TryPassOverString();
            case (byte)'{':
                Position++;
                return TryPassOverRest((byte)'{', (byte)'}');
            case (byte)'[':
                Position++;
                return TryPassOverRest((byte)'[', (byte)']');
            default:
                return true;
        }
    }

    /// <summary>
    /// Passes over a broken value within an object of a list, and never behind that object: what the value lacks, another object may have. To look for it
    /// to the end of the JSON, in each object anew, would take time that grows with the square of the JSON's length.
    /// </summary>
    /// <param name="element">Where the object begins.</param>
    /// <param name="end">Where it ends, as <see cref="PassOverBrokenElement"/> finds it; 0 while that is not known.</param>
    /// <returns>Whether the value ends before the object does.</returns>
    public bool TryPassOverBroken(int element, ref int end)
    {
        if (end == 0)
        {
            var whole = new JsonCursor(_json);
            whole.MoveTo(element);
            whole.PassOverBrokenElement();
            end = whole.Position;
        }

        if (Position > end)
        {
            return false;
        }

        var within = new JsonCursor(_json[..end]);
        within.MoveTo(Position);
        var isPassed = within.TryPassOverBroken();
        Position = within.Position;
        return isPassed;
    }

    /// <summary>Passes over a broken object in a list of objects, up to where the next one may begin, the list ends, or the JSON does.</summary>
    /// <remarks>Where what follows can only be more of the object, such as a further brace or member, a brace before it was one too many.</remarks>
    public void PassOverBrokenElement()
    {
        switch (Peek())
        {
            case (byte)',' when !IsBehind((byte)'['):
                // Nothing at all between two commas.
                return;
            case (byte)'}' or (byte)',':
                Position++;
                if (Peek() != (byte)'{')
                {
                    return;
                }

                break;
        }

        var isPassed = TryPassOverBroken();
        while (isPassed && IsWithinObject())
        {
            isPassed = TryPassOverRest((byte)'{', (byte)'}');
        }
    }

    /// <summary>Whether nothing but bytes that do not belong there is between here and a comma with an object after it.</summary>
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

    /// <summary>Passes over the rest of an object or list. Its own kind of bracket alone tells where it ends, so that one of the other kind which is missing, or is too many, does no harm.</summary>
    private bool TryPassOverRest(byte opening, byte closing)
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
                if (!TryPassOverString())
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
                // A member of it, or a typed value, such as a list in it holds.
                next.Position++;
                return next.Peek() == (byte)'"' || (next.TryEnterObject() && next.TryNextMember(out var name) && AttributeTypes.Parse(name) is not AttributeType.None);
            default:
                return next.Position < _json.Length && "}{[\":"u8.Contains(_json[next.Position]);
        }
    }

    private bool TryPassOverString()
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
