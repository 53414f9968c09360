using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fw24.Records;

/// <summary>Walks JSON in UTF-8 strictly (RFC 8259), allocates nothing and throws nothing: the first defect stops it and says what was expected.</summary>
/// <remarks>
/// Beside <see cref="System.Text.Json.Utf8JsonReader"/> it can start anywhere, go back, and find the end of a broken value,
/// which a batch needs whose neighbours must go on; and it costs less, as it keeps no state but its place.
/// That UTF-8 is well formed is checked once for a whole payload (<see cref="System.Text.Unicode.Utf8.IsValid"/>), not here.
/// </remarks>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    /// <summary>How deep a value may be nested. An item of 32 levels, as deep as DynamoDB allows, needs 70.</summary>
    public const int MaxDepth = 160;

    private static readonly SearchValues<byte> StringStops = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static b => (byte)b), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _json = json;
    private string? _found;

    /// <summary>The next byte to read: directly behind the last token, so the byte before it tells whether a map or list has just begun.</summary>
    public int Position { get; private set; }

    /// <summary>What was expected where the defect is; <see langword="null"/> while there is none.</summary>
    public string? Expected { get; private set; }

    /// <summary>What was found instead, never its value.</summary>
    public readonly string Found => _found ?? (Position >= _json.Length ? "the end of the JSON" : _json[Position] switch
    {
        (byte)'"' => "a string",
        (byte)'{' => "an object",
        (byte)'[' => "a list",
        (byte)'t' or (byte)'f' => "a boolean",
        (byte)'n' => "null",
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => "a number",
        (byte)',' => "a comma",
        (byte)':' => "a colon",
        (byte)'}' or (byte)']' => "the end of an object or list",
        _ => "a byte that does not belong there",
    });

    /// <summary>Whether nothing but white space is left.</summary>
    public bool IsAtEnd() => Peek() == 0 && Position >= _json.Length;

    /// <summary>The next byte that is not white space; 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Peek()
    {
        var position = Position;
        return (uint)position < (uint)_json.Length && _json[position] > ' ' ? _json[position] : PeekBehindSpace();
    }

    /// <summary>Goes to another place and forgets the defect.</summary>
    public void MoveTo(int position)
    {
        Position = position;
        Expected = null;
        _found = null;
    }

    /// <summary>The bytes from a place up to here.</summary>
    public readonly ReadOnlySpan<byte> From(int start) => _json[start..Position];

    /// <summary>All of the JSON.</summary>
    public readonly ReadOnlySpan<byte> Json => _json;

    /// <summary>Some bytes of the JSON.</summary>
    public readonly ReadOnlySpan<byte> Slice(int start, int length) => _json.Slice(start, length);

    /// <summary>Where a text that was read from here begins, behind its quote.</summary>
    public readonly int StartOf(JsonText text)
        => (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(_json), ref MemoryMarshal.GetReference(text.Raw));

    /// <summary>Notes a defect at the present place.</summary>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there, if the next byte does not tell.</param>
    /// <returns><see langword="false"/>, for the caller to return.</returns>
    public bool Fail(string expected, string? found = null)
    {
        Expected = expected;
        _found = found;
        return false;
    }

    /// <summary>Notes that the object which has just ended is empty, and goes back to its end.</summary>
    /// <returns><see langword="false"/>, for the caller to return.</returns>
    public bool FailAsEmpty(string expected)
    {
        Position--;
        return Fail(expected, "an empty object");
    }

    public bool TryEnterObject() => TryTake((byte)'{', "an object");

    public bool TryEnterList() => TryTake((byte)'[', "a list");

    public bool TryLeaveObject() => TryTake((byte)'}', "the end of the object");

    /// <summary>Whether a typed value with a tag of one letter stands here, written without white space: <c>{"S":</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsTagged(byte tag)
    {
        const int Frame = '{' | ('"' << 8) | ('"' << 24);
        var position = Position;
        return (uint)position + 4 < (uint)_json.Length
            && BinaryPrimitives.ReadInt32LittleEndian(_json[position..]) == (Frame | (tag << 16))
            && _json[position + 4] == (byte)':';
    }

    /// <summary>Enters a typed value, if it has this tag and is written without white space; otherwise stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnterTagged(byte tag)
    {
        if (!IsTagged(tag))
        {
            return false;
        }

        Position += 5;
        return true;
    }

    /// <summary>Moves to the value of an object's next member, or behind the object.</summary>
    /// <returns>Whether there is one. If not, <see cref="Expected"/> tells the end from a defect.</returns>
    public bool TryNextMember(out JsonText name)
    {
        var isFirst = IsBehind((byte)'{');
        name = default;
        switch (Peek())
        {
            case (byte)'}':
                Position++;
                return false;
            case (byte)',' when !isFirst:
                Position++;
                break;
            default:
                if (!isFirst)
                {
                    return Fail("a comma or the end of the object");
                }

                break;
        }

        return TryReadString(out name) && TryTake((byte)':', "a colon");
    }

    /// <summary>Moves to a list's next element, or behind the list.</summary>
    /// <returns>Whether there is one. If not, <see cref="Expected"/> tells the end from a defect.</returns>
    public bool TryNextElement()
    {
        var isFirst = IsBehind((byte)'[');
        switch (Peek())
        {
            case (byte)']':
                Position++;
                return false;
            case (byte)',' when !isFirst:
                Position++;
                // "[1,]" must not end here as if the comma were not there.
                return Peek() != (byte)']' || Fail("a value");
            default:
                // A list that breaks off behind its bracket has no element, either.
                return (isFirst && Position < _json.Length) || Fail(isFirst ? "a value or the end of the list" : "a comma or the end of the list");
        }
    }

    public bool TryReadString(out JsonText text)
    {
        if (Peek() != (byte)'"')
        {
            text = default;
            return Fail("a string");
        }

        var start = Position + 1;
        var rest = _json[start..];
        var length = rest.IndexOfAny(StringStops);
        if ((uint)length < (uint)rest.Length && rest[length] == (byte)'"')
        {
            text = new JsonText(rest[..length], isEscaped: false);
            Position = start + length + 1;
            return true;
        }

        return TryReadEscaped(start, length, out text);
    }

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    public bool TryReadBoolean(out bool value)
    {
        value = Peek() == (byte)'t';
        return value ? TrySkipLiteral("true"u8) : Peek() == (byte)'f' ? TrySkipLiteral("false"u8) : Fail("a boolean");
    }

    /// <summary>Reads a number as it is written.</summary>
    public bool TryReadNumber(out ReadOnlySpan<byte> text)
    {
        Peek();
        var start = Position;
        var ok = TrySkipNumber();
        text = ok ? From(start) : default;
        return ok;
    }

    /// <summary>Passes over <c>null</c>, if it stands here.</summary>
    public bool TrySkipNull() => Peek() == (byte)'n' && TrySkipLiteral("null"u8);

    /// <summary>Passes over a value of any kind.</summary>
    public bool TrySkipValue() => TrySkipValue(MaxDepth);

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

    private bool TryTake(byte token, string expected)
    {
        if (Peek() != token)
        {
            return Fail(expected);
        }

        Position++;
        return true;
    }

    private readonly bool IsBehind(byte opening) => _json[Position - 1] == opening;

    private byte PeekBehindSpace()
    {
        while ((uint)Position < (uint)_json.Length)
        {
            var current = _json[Position];
            if (current is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                return current;
            }

            Position++;
        }

        return 0;
    }

    private bool TrySkipValue(int depth)
    {
        switch (Peek())
        {
            case (byte)'"':
                return TryReadString(out _);
            case (byte)'{':
                if (depth == 0)
                {
                    return FailDepth();
                }

                Position++;
                while (TryNextMember(out _))
                {
                    if (!TrySkipValue(depth - 1))
                    {
                        return false;
                    }
                }

                return Expected is null;
            case (byte)'[':
                if (depth == 0)
                {
                    return FailDepth();
                }

                Position++;
                while (TryNextElement())
                {
                    if (!TrySkipValue(depth - 1))
                    {
                        return false;
                    }
                }

                return Expected is null;
            case (byte)'t':
                return TrySkipLiteral("true"u8);
            case (byte)'f':
                return TrySkipLiteral("false"u8);
            case (byte)'n':
                return TrySkipLiteral("null"u8);
            default:
                return TrySkipNumber();
        }
    }

    private bool FailDepth() => Fail("no deeper nesting");

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

    private bool TryReadEscaped(int start, int length, out JsonText text)
    {
        text = default;
        Position = start;
        while (length >= 0)
        {
            Position += length;
            switch (_json[Position])
            {
                case (byte)'"':
                    text = new JsonText(_json[start..Position], isEscaped: true);
                    Position++;
                    return true;
                case (byte)'\\':
                    if (!TrySkipEscape())
                    {
                        return false;
                    }

                    break;
                default:
                    return Fail("a string without control characters");
            }

            length = _json[Position..].IndexOfAny(StringStops);
        }

        Position = _json.Length;
        return Fail("the end of a string");
    }

    private bool TrySkipEscape()
    {
        var at = Position + 1;
        if ((uint)at >= (uint)_json.Length)
        {
            return Fail("a whole escape sequence");
        }

        switch (_json[at])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                Position += 2;
                return true;
            case (byte)'u':
                // A surrogate stands for a character only as one of a pair; alone it has no UTF-8.
                var length = JsonText.EscapeLength(_json[Position..]);
                Position += length;
                return length > 0 || Fail("a whole escape sequence");
            default:
                return Fail("an escape sequence of JSON");
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
