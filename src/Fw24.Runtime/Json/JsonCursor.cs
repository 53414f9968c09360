using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fw24.Json;

/// <summary>A strict (RFC 8259) forward reader of UTF-8 JSON that neither allocates nor throws: it stops at the first defect and reports it.</summary>
/// <remarks>
/// Unlike <see cref="System.Text.Json.Utf8JsonReader"/>, it can start anywhere, go back, and find the end of a broken value, so that the
/// other records of a batch can continue. It is also cheaper, since its only state is its position.
/// UTF-8 validity is checked once for a whole payload (<see cref="System.Text.Unicode.Utf8.IsValid"/>), not here.
/// </remarks>
internal ref partial struct JsonCursor(ReadOnlySpan<byte> json)
{
    /// <summary>The maximum nesting depth of a value. An item of 32 levels, the most DynamoDB allows, needs 70.</summary>
    public const int MaxDepth = 160;

    private readonly ReadOnlySpan<byte> _json = json;
    private string? _found;

    /// <summary>
    /// The position of the next byte: right after the last token or the white space after it, so the previous non-space byte shows whether a map or list has
    /// just begun.
    /// </summary>
    public int Position { get; private set; }

    /// <summary>A description of what was expected at the defect; <see langword="null"/> if there is no defect.</summary>
    public string? Expected { get; private set; }

    /// <summary>A description of what was found instead; never a value.</summary>
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

    /// <summary>Indicates whether JSON is exactly one well-formed object.</summary>
    public static bool IsObject(ReadOnlySpan<byte> json)
    {
        var cursor = new JsonCursor(json);
        return cursor.Peek() == (byte)'{' && cursor.TrySkipValue() && cursor.IsAtEnd();
    }

    /// <summary>Indicates whether only white space is left.</summary>
    public bool IsAtEnd() => Peek() == 0 && Position >= _json.Length;

    /// <summary>Skips white space and returns the next byte; 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Peek()
    {
        var position = Position;
        return (uint)position < (uint)_json.Length && _json[position] > ' ' ? _json[position] : PeekPastSpace();
    }

    /// <summary>Moves to another position and clears the defect.</summary>
    public void MoveTo(int position)
    {
        Position = position;
        Expected = null;
        _found = null;
    }

    /// <summary>Returns the bytes from a position up to the current one.</summary>
    public readonly ReadOnlySpan<byte> From(int start) => _json[start..Position];

    /// <summary>The whole JSON.</summary>
    public readonly ReadOnlySpan<byte> Json => _json;

    /// <summary>Returns a slice of the JSON.</summary>
    public readonly ReadOnlySpan<byte> Slice(int start, int length) => _json.Slice(start, length);

    /// <summary>Returns the start of a text that was read from this JSON, after its quote.</summary>
    public readonly int StartOf(JsonText text) => StartOf(text.Raw);

    /// <summary>Returns the start of bytes that were read from this JSON.</summary>
    public readonly int StartOf(ReadOnlySpan<byte> slice)
        => (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(_json), ref MemoryMarshal.GetReference(slice));

    /// <summary>Returns a text that was read from this JSON, unescaped: a slice, unless it had to be copied.</summary>
    /// <param name="text">The text.</param>
    /// <param name="json">The JSON that this cursor reads.</param>
    public readonly ReadOnlyMemory<byte> MemoryOf(JsonText text, ReadOnlyMemory<byte> json)
        => text.IsEscaped ? text.Unescape().ToArray() : json.Slice(StartOf(text), text.Raw.Length);

    /// <summary>Records a defect at the current position.</summary>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there, if the next byte does not show it.</param>
    /// <returns><see langword="false"/>, for the caller to return.</returns>
    public bool Fail(string expected, string? found = null)
    {
        Expected = expected;
        _found = found;
        return false;
    }

    /// <summary>Reports that the object or list that has just ended is empty, and moves back to its end.</summary>
    /// <returns><see langword="false"/>, for the caller to return.</returns>
    public bool FailAsEmpty(string expected, string found = "an empty object")
    {
        Position--;
        return Fail(expected, found);
    }

    public bool TryEnterObject() => TryTake((byte)'{', "an object");

    public bool TryEnterList() => TryTake((byte)'[', "a list");

    public bool TryLeaveObject() => TryTake((byte)'}', "the end of the object");

    /// <summary>Moves to the value of the object's next member, or past the object.</summary>
    /// <returns><see langword="true"/> if there is one; if not, <see cref="Expected"/> distinguishes the end from a defect.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNextMember(out JsonText name)
    {
        if (TryReadCompactMember(out var plain))
        {
            name = new JsonText(plain, isEscaped: false);
            return true;
        }

        // A local instead of the out parameter: a variable whose address is passed is kept in memory on the fast path, too.
        var isNext = TryNextMemberWithCare(out var other);
        name = other;
        return isNext;
    }

    private bool TryNextMemberWithCare(out JsonText name)
    {
        var isFirst = IsAfter((byte)'{');
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

    /// <summary>Moves to the list's next element, or past the list.</summary>
    /// <returns><see langword="true"/> if there is one; if not, <see cref="Expected"/> distinguishes the end from a defect.</returns>
    public bool TryNextElement()
    {
        var isFirst = IsAfter((byte)'[');
        switch (Peek())
        {
            case (byte)']':
                Position++;
                return false;
            case (byte)',' when !isFirst:
                Position++;
                // "[1,]" must not end here as if the comma were absent.
                return Peek() != (byte)']' || Fail("a value");
            default:
                // A list that is cut off after its bracket has no element either.
                return (isFirst && Position < _json.Length) || Fail(isFirst ? "a value or the end of the list" : "a comma or the end of the list");
        }
    }

    /// <summary>Skips a value of any kind.</summary>
    public bool TrySkipValue() => TrySkipValue(MaxDepth);

    /// <summary>Skips the object's next member, or moves past the object.</summary>
    /// <returns><see langword="true"/> if there was one; if not, <see cref="Expected"/> distinguishes the end from a defect.</returns>
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

    private readonly bool IsAfter(byte opening)
    {
        var before = _json[Position - 1];
        return before == opening || (before <= ' ' && IsAfterSpace(opening));
    }

    // A caller that has used Peek has skipped the white space before the next byte.
    private readonly bool IsAfterSpace(byte opening)
    {
        var before = _json[..Position].LastIndexOfAnyExcept(" \n\r\t"u8);
        return before >= 0 && _json[before] == opening;
    }

    private byte PeekPastSpace()
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
        => TryReadCompactMember(out _, out var tag, out _) ? tag != 0 || TrySkipValue(depth) : TryNextMember(out _) && TrySkipValue(depth);

    private bool FailDepth() => Fail("no deeper nesting");
}
