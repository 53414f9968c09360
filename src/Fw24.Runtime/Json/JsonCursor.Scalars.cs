namespace Fw24.Json;

/// <content>Numbers and literals.</content>
internal ref partial struct JsonCursor
{
    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    public bool TryReadBoolean(out bool value)
    {
        value = Peek() == (byte)'t';
        return value ? TrySkipLiteral("true"u8) : Peek() == (byte)'f' ? TrySkipLiteral("false"u8) : Fail("a boolean");
    }

    /// <summary>Reads a number without converting it.</summary>
    public bool TryReadNumber(out ReadOnlySpan<byte> text)
    {
        Peek();
        var start = Position;
        var ok = TrySkipNumber();
        text = ok ? From(start) : default;
        return ok;
    }

    /// <summary>Skips <c>null</c> if it is next.</summary>
    public bool TrySkipNull() => Peek() == (byte)'n' && TrySkipLiteral("null"u8);

    private bool TrySkipLiteral(ReadOnlySpan<byte> literal)
    {
        if (!_json[Position..].StartsWith(literal))
        {
            return Fail("true, false or null");
        }

        Position += literal.Length;
        return true;
    }

    private bool TrySkipNumber()
    {
        if (Peek() == (byte)'-')
        {
            Position++;
        }

        var start = Position;
        var digits = SkipDigits();
        if (digits == 0)
        {
            return Fail("a value");
        }

        if (digits > 1 && _json[start] == (byte)'0')
        {
            return Fail("a number without leading zeros");
        }

        if (Is((byte)'.'))
        {
            Position++;
            if (SkipDigits() == 0)
            {
                return Fail("a digit");
            }
        }

        if (!Is((byte)'e') && !Is((byte)'E'))
        {
            return true;
        }

        Position++;
        if (Is((byte)'+') || Is((byte)'-'))
        {
            Position++;
        }

        return SkipDigits() > 0 || Fail("a digit");
    }

    private readonly bool Is(byte b) => (uint)Position < (uint)_json.Length && _json[Position] == b;

    private int SkipDigits()
    {
        var count = _json[Position..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (count < 0)
        {
            count = _json.Length - Position;
        }

        Position += count;
        return count;
    }
}
