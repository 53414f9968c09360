using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fw24.Json;

/// <content>What DynamoDB JSON is full of, as AWS writes it: without white space, nearly without escapes. Whatever is written otherwise takes the general way.</content>
internal ref partial struct JsonCursor
{
    /// <summary>The length of what stands before a typed text: <c>{"S":"</c>.</summary>
    public const int TextFrameLength = 6;

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

    /// <summary>Passes over a whole typed text, if one is written here as AWS writes it: <c>{"S":"…"}</c> with neither white space nor escapes. Otherwise stays.</summary>
    /// <param name="tag">Its type's one letter.</param>
    /// <param name="text">The text.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadPlainText(out byte tag, out ReadOnlySpan<byte> text)
    {
        const ulong Frame = '{' | ((ulong)'"' << 8) | ((ulong)'"' << 24) | ((ulong)':' << 32) | ((ulong)'"' << 40);
        const ulong WithoutTag = 0xFFFF_FF00_FFFF;
        tag = default;
        text = default;
        var rest = _json[Position..];
        if (rest.Length < sizeof(ulong))
        {
            return false;
        }

        var opening = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        tag = (byte)(opening >> 16);
        if ((opening & WithoutTag) != Frame || !char.IsAsciiLetterUpper((char)tag))
        {
            return false;
        }

        rest = rest[TextFrameLength..];
        var length = IndexOfStop(rest);
        if (!AreAt('"', '}', rest, length))
        {
            return false;
        }

        text = rest[..length];
        Position += TextFrameLength + length + 2;
        return true;
    }

    /// <summary>
    /// Moves to the value of a member, if it is written as AWS writes it: <c>,"name":</c> with neither white space nor escapes; and behind
    /// the value where that is a typed text written likewise: <c>{"S":"…"}</c>. Otherwise stays.
    /// </summary>
    /// <remarks>
    /// Most of an item is such members of less than 64 bytes. A bit for each of these bytes tells where name and text end, so the text
    /// need not wait until the name is found; and that there are so many bytes is checked once, not for each of them.
    /// </remarks>
    /// <param name="name">The member's name.</param>
    /// <param name="tag">The text's type; 0 where no text was read.</param>
    /// <param name="text">The text.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryNextPlainMember(out ReadOnlySpan<byte> name, out byte tag, out ReadOnlySpan<byte> text)
    {
        // A comma, a quote, 64 bytes of which one ends the text, and the brace behind them.
        const int LookAhead = 2 + BlockLength + 1;
        const int Colon = '"' | (':' << 8);

        // ":{"S":" as the eight bytes they are, with anything for the S.
        const ulong Frame = (ulong)Colon | ((ulong)'{' << 16) | ((ulong)'"' << 24) | ((ulong)'"' << 40) | ((ulong)':' << 48) | ((ulong)'"' << 56);
        const ulong WithoutTag = 0xFFFF_FF00_FFFF_FFFF;
        var position = Position;
        if (position == 0 || _json.Length - position < LookAhead)
        {
            return TryNextMemberInSteps(out name, out tag, out text);
        }

        ref var start = ref Unsafe.Add(ref MemoryMarshal.GetReference(_json), position);
        var isFirst = Unsafe.Subtract(ref start, 1) == (byte)'{';
        if (isFirst ? start != (byte)'"' : UInt16At(ref start) != (',' | ('"' << 8)))
        {
            return TryNextMemberInSteps(out name, out tag, out text);
        }

        var opening = isFirst ? 1 : 2;
        start = ref Unsafe.Add(ref start, opening);
        var stops = StopsOfBlock(ref start);
        var nameLength = BitOperations.TrailingZeroCount(stops);
        var frame = nameLength <= BlockLength - sizeof(ulong) ? UInt64At(ref Unsafe.Add(ref start, nameLength)) : 0;
        if ((ushort)frame != Colon)
        {
            return TryNextMemberInSteps(out name, out tag, out text);
        }

        var type = (byte)(frame >> 32);
        if ((frame & WithoutTag) != Frame || !char.IsAsciiLetterUpper((char)type))
        {
            name = MemoryMarshal.CreateReadOnlySpan(ref start, nameLength);
            tag = 0;
            text = default;
            Position = position + opening + nameLength + 2;
            return true;
        }

        var textStart = nameLength + sizeof(ulong);
        var textLength = BitOperations.TrailingZeroCount(stops >> textStart);
        if (textStart + textLength >= BlockLength || UInt16At(ref Unsafe.Add(ref start, textStart + textLength)) != ('"' | ('}' << 8)))
        {
            return TryNextMemberInSteps(out name, out tag, out text);
        }

        name = MemoryMarshal.CreateReadOnlySpan(ref start, nameLength);
        tag = type;
        text = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, textStart), textLength);
        Position = position + opening + textStart + textLength + 2;
        return true;
    }

    /// <summary>Does the same for a member that is long, is among the JSON's last bytes, or is not plain.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryNextMemberInSteps(out ReadOnlySpan<byte> name, out byte tag, out ReadOnlySpan<byte> text)
    {
        tag = 0;
        text = default;
        if (!TryNextPlainMember(out name))
        {
            return false;
        }

        if (TryReadPlainText(out var type, out var plain))
        {
            tag = type;
            text = plain;
        }

        return true;
    }

    /// <summary>Reads a typed boolean, if one is written here as AWS writes it: <c>{"BOOL":true}</c>. Otherwise stays.</summary>
    public bool TryReadPlainBoolean(out bool value)
    {
        var isTrue = "{\"BOOL\":true}"u8;
        var isFalse = "{\"BOOL\":false}"u8;
        var rest = _json[Position..];
        value = rest.StartsWith(isTrue);
        if (!value && !rest.StartsWith(isFalse))
        {
            return false;
        }

        Position += value ? isTrue.Length : isFalse.Length;
        return true;
    }

    /// <summary>Whether the typed value here can be NULL, judged by its first letters alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool CanBeNull()
    {
        var position = Position;
        if ((uint)position + 3 >= (uint)_json.Length || _json[position] != (byte)'{' || _json[position + 1] != (byte)'"')
        {
            return true;
        }

        var letter = _json[position + 2];
        return letter == (byte)'\\' || (letter == (byte)'N' && _json[position + 3] is (byte)'U' or (byte)'\\');
    }

    /// <summary>Moves on as <see cref="TryNextMember"/> does, if the member is written without white space and escapes. Otherwise stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNextPlainMember(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!TryFindPlainName(out var start))
        {
            return false;
        }

        var rest = _json[start..];
        var length = IndexOfStop(rest);
        if (!AreAt('"', ':', rest, length))
        {
            return false;
        }

        name = rest[..length];
        Position = start + length + 2;
        return true;
    }

    /// <summary>Finds where the next member's name begins, behind <c>,"</c>, or behind a quote alone if it is the first one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryFindPlainName(out int start)
    {
        start = Position;
        var here = _json[(start - 1)..];
        if (here.Length < 3)
        {
            return false;
        }

        if (here[0] == (byte)'{')
        {
            start++;
            return here[1] == (byte)'"';
        }

        start += 2;
        return BinaryPrimitives.ReadUInt16LittleEndian(here[1..]) == (',' | ('"' << 8));
    }

    private static ushort UInt16At(ref byte at) => BinaryPrimitives.ReadUInt16LittleEndian(MemoryMarshal.CreateReadOnlySpan(ref at, sizeof(ushort)));

    private static ulong UInt64At(ref byte at) => BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.CreateReadOnlySpan(ref at, sizeof(ulong)));

    /// <summary>Whether two bytes stand at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreAt(char first, char second, ReadOnlySpan<byte> text, int at)
        => at <= text.Length - 2 && BinaryPrimitives.ReadUInt16LittleEndian(text[at..]) == (first | (second << 8));
}
