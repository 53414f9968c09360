using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fw24.Json;

/// <content>Fast paths for DynamoDB JSON in AWS's usual form: no white space and almost no escapes. Other forms take the general path.</content>
internal ref partial struct JsonCursor
{
    /// <summary>The length of the prefix of a typed text: <c>{"S":"</c>.</summary>
    public const int TextFrameLength = 6;

    /// <summary>Indicates whether a typed value with a one-letter tag comes next, written without white space: <c>{"S":</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsTagged(byte tag)
    {
        const int Frame = '{' | ('"' << 8) | ('"' << 24);
        var position = Position;
        return (uint)position + 4 < (uint)_json.Length
            && BinaryPrimitives.ReadInt32LittleEndian(_json[position..]) == (Frame | (tag << 16))
            && _json[position + 4] == (byte)':';
    }

    /// <summary>Enters a typed value if it has this tag and is written without white space; otherwise does not move.</summary>
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

    /// <summary>Reads a complete typed text if it is written as AWS writes it: <c>{"S":"…"}</c>, no white space or escapes. Otherwise does not move.</summary>
    /// <param name="tag">The one-letter type.</param>
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
    /// Moves to the value of a member if it is written as AWS writes it: <c>,"name":</c> with no white space or escapes. If the value is a typed
    /// text in the same form, <c>{"S":"…"}</c>, moves past it. Otherwise does not move.
    /// </summary>
    /// <remarks>
    /// Most of an item is such members of less than 64 bytes. One bit per byte shows where name and text end, so the text need not wait until
    /// the name is found, and the bounds are checked once instead of per byte.
    /// </remarks>
    /// <param name="name">The member's name.</param>
    /// <param name="tag">The text's type; 0 if no text was read.</param>
    /// <param name="text">The text.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryReadCompactMember(out ReadOnlySpan<byte> name, out byte tag, out ReadOnlySpan<byte> text)
    {
        // A comma, a quote, 64 bytes of which one ends the text, and the closing brace.
        const int LookAhead = 2 + BlockLength + 1;
        const int Colon = '"' | (':' << 8);

        // ":{"S":" as eight bytes, with any byte in place of the S.
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

    /// <summary>Does the same for a member that is long, is among the last bytes of the JSON, or is not in the plain form.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryNextMemberInSteps(out ReadOnlySpan<byte> name, out byte tag, out ReadOnlySpan<byte> text)
    {
        tag = 0;
        text = default;
        if (!TryReadCompactMember(out name))
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

    /// <summary>Returns the length of a text without escapes, after its opening quote; what ends it may be something else than a quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int TextLengthAt(int position)
    {
        if (_json.Length - position < BlockLength)
        {
            return IndexOfStop(_json[position..]);
        }

        var stops = StopsOfBlock(ref Unsafe.Add(ref MemoryMarshal.GetReference(_json), position));
        return stops != 0 ? BitOperations.TrailingZeroCount(stops) : BlockLength + IndexOfLateStop(_json[(position + BlockLength)..]);
    }

    /// <summary>Indicates whether certain bytes occur at a position, which may be too close to the end for them.</summary>
    /// <param name="position">The position.</param>
    /// <param name="expected">The bytes, followed by at least 64 others.</param>
    /// <param name="length">The number of bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsAt(int position, ReadOnlySpan<byte> expected, int length)
    {
        if (!Vector512.IsHardwareAccelerated || length > BlockLength || _json.Length - position < BlockLength)
        {
            return _json.Length - position >= length && _json.Slice(position, length).SequenceEqual(expected[..length]);
        }

        var there = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(_json), (nuint)position);
        return BitOperations.TrailingZeroCount(~Vector512.Equals(there, Vector512.Create(expected)).ExtractMostSignificantBits()) >= length;
    }

    /// <summary>Reads a typed boolean if it is written as AWS writes it: <c>{"BOOL":true}</c>. Otherwise does not move.</summary>
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

    /// <summary>Indicates whether the next typed value may be NULL, judging by its first letters only.</summary>
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

    /// <summary>Moves as <see cref="TryNextMember"/> does if the member is written without white space and escapes. Otherwise does not move.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadCompactMember(out ReadOnlySpan<byte> name)
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

    /// <summary>Finds the start of the next member's name: after <c>,"</c>, or after a quote alone for the first member.</summary>
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

    /// <summary>Indicates whether two bytes occur at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreAt(char first, char second, ReadOnlySpan<byte> text, int at)
        => at <= text.Length - 2 && BinaryPrimitives.ReadUInt16LittleEndian(text[at..]) == (first | (second << 8));
}
