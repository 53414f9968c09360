using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fw24.Json;

/// <summary>Walks JSON in UTF-8 strictly (RFC 8259), allocates nothing and throws nothing: the first defect stops it and says what was expected.</summary>
/// <remarks>
/// Beside <see cref="System.Text.Json.Utf8JsonReader"/> it can start anywhere, go back, and find the end of a broken value,
/// which a batch needs whose neighbours must go on; and it costs less, as it keeps no state but its place.
/// That UTF-8 is well formed is checked once for a whole payload (<see cref="System.Text.Unicode.Utf8.IsValid"/>), not here.
/// </remarks>
internal ref partial struct JsonCursor(ReadOnlySpan<byte> json)
{
    /// <summary>How deep a value may be nested. An item of 32 levels, as deep as DynamoDB allows, needs 70.</summary>
    public const int MaxDepth = 160;

    private readonly ReadOnlySpan<byte> _json = json;
    private string? _found;

    /// <summary>The next byte to read: directly behind the last token, or the white space after it, so the last byte before it that is no white space tells whether a map or list has just begun.</summary>
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

    /// <summary>Whether JSON is one sound object and nothing else.</summary>
    public static bool IsObject(ReadOnlySpan<byte> json)
    {
        var cursor = new JsonCursor(json);
        return cursor.Peek() == (byte)'{' && cursor.TrySkipValue() && cursor.IsAtEnd();
    }

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
    public readonly int StartOf(JsonText text) => StartOf(text.Raw);

    /// <summary>Where bytes that were read from here begin.</summary>
    public readonly int StartOf(ReadOnlySpan<byte> slice)
        => (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(_json), ref MemoryMarshal.GetReference(slice));

    /// <summary>A text that was read from here, unescaped: a slice, unless it had to be copied.</summary>
    /// <param name="text">The text.</param>
    /// <param name="json">The JSON that this cursor walks.</param>
    public readonly ReadOnlyMemory<byte> MemoryOf(JsonText text, ReadOnlyMemory<byte> json)
        => text.IsEscaped ? text.Unescape().ToArray() : json.Slice(StartOf(text), text.Raw.Length);

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

    /// <summary>Notes that the object or list which has just ended is empty, and goes back to its end.</summary>
    /// <returns><see langword="false"/>, for the caller to return.</returns>
    public bool FailAsEmpty(string expected, string found = "an empty object")
    {
        Position--;
        return Fail(expected, found);
    }

    public bool TryEnterObject() => TryTake((byte)'{', "an object");

    public bool TryEnterList() => TryTake((byte)'[', "a list");

    public bool TryLeaveObject() => TryTake((byte)'}', "the end of the object");

    /// <summary>Moves to the value of an object's next member, or behind the object.</summary>
    /// <returns>Whether there is one. If not, <see cref="Expected"/> tells the end from a defect.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNextMember(out JsonText name)
    {
        if (TryNextPlainMember(out var plain))
        {
            name = new JsonText(plain, isEscaped: false);
            return true;
        }

        // Not into the caller's own variable: one whose address is handed over is kept in memory on the quick way, too.
        var isNext = TryNextMemberWithCare(out var other);
        name = other;
        return isNext;
    }

    private bool TryNextMemberWithCare(out JsonText name)
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

    /// <summary>Passes over a value of any kind.</summary>
    public bool TrySkipValue() => TrySkipValue(MaxDepth);

    /// <summary>Passes over an object's next member, or moves behind the object.</summary>
    /// <returns>Whether there was one. If not, <see cref="Expected"/> tells the end from a defect.</returns>
    public bool TrySkipMember() => TrySkipMember(MaxDepth);

    private bool TryTake(byte token, string expected)
    {
        if (Peek() != token)
        {
            return Fail(expected);
        }

        Position++;
        return true;
    }

    private readonly bool IsBehind(byte opening)
    {
        var before = _json[Position - 1];
        return before == opening || (before <= ' ' && IsBehindSpace(opening));
    }

    // Whoever has looked at the next byte with Peek has passed the white space before it.
    private readonly bool IsBehindSpace(byte opening)
    {
        var before = _json[..Position].LastIndexOfAnyExcept(" \n\r\t"u8);
        return before >= 0 && _json[before] == opening;
    }

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
                if (TryReadPlainText(out _, out _))
                {
                    return true;
                }

                if (depth == 0)
                {
                    return FailDepth();
                }

                Position++;
                while (TrySkipMember(depth - 1))
                {
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

    private bool TrySkipMember(int depth)
        => TryNextPlainMember(out _, out var tag, out _) ? tag != 0 || TrySkipValue(depth) : TryNextMember(out _) && TrySkipValue(depth);

    private bool FailDepth() => Fail("no deeper nesting");
}
