namespace Fw24.Records;

/// <content>Values that cannot be read.</content>
internal ref partial struct JsonCursor
{
    /// <summary>
    /// Passes over a value whose inside may be broken and nested however deep: only strings and brackets are looked at.
    /// </summary>
    /// <returns>Whether the value ends before the JSON does.</returns>
    public bool TryPassOverBroken()
    {
        var first = Peek();
        if (first == (byte)'"')
        {
            return TryPassOverString();
        }

        if (first is not ((byte)'{' or (byte)'['))
        {
            // Nothing at all where a value should be: going on from here would never get anywhere.
            var length = _json[Position..].IndexOfAny(",]}"u8);
            Position = length <= 0 ? _json.Length : Position + length;
            return length > 0;
        }

        var depth = 0;
        while (true)
        {
            var stop = _json[Position..].IndexOfAny("\"{}[]"u8);
            if (stop < 0)
            {
                Position = _json.Length;
                return false;
            }

            Position += stop;
            switch (_json[Position])
            {
                case (byte)'"':
                    if (!TryPassOverString())
                    {
                        return false;
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    Position++;
                    break;
                default:
                    Position++;
                    if (--depth == 0)
                    {
                        return true;
                    }

                    break;
            }
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
