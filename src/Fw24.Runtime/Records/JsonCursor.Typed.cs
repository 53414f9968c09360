using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Fw24.Records;

/// <content>What DynamoDB JSON is full of, as AWS writes it: without white space, nearly without escapes. Whatever is written otherwise takes the general way.</content>
internal ref partial struct JsonCursor
{
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
    public bool TryReadPlainText(out byte tag, out JsonText text)
    {
        const ulong Frame = '{' | ((ulong)'"' << 8) | ((ulong)'"' << 24) | ((ulong)':' << 32) | ((ulong)'"' << 40);
        const ulong WithoutTag = 0xFFFF_FF00_FFFF;
        const int FrameLength = 6;
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

        rest = rest[FrameLength..];
        var length = IndexOfStop(rest);
        if (length < 0 || length + 1 >= rest.Length || rest[length] != (byte)'"' || rest[length + 1] != (byte)'}')
        {
            return false;
        }

        text = new JsonText(rest[..length], isEscaped: false);
        Position += FrameLength + length + 2;
        return true;
    }

    /// <summary>
    /// Passes over a whole member with a typed text, if one is written here as AWS writes it: <c>,"name":{"S":"…"}</c> with neither white
    /// space nor escapes. Otherwise stays.
    /// </summary>
    /// <remarks>Most of an item is such members: two searches and two comparisons each, and the place is noted once.</remarks>
    /// <param name="name">The member's name.</param>
    /// <param name="tag">The text's type.</param>
    /// <param name="text">The text.</param>
    public bool TryReadPlainMember(out JsonText name, out byte tag, out JsonText text)
    {
        // ":{"S":" as the eight bytes they are, with anything for the S.
        const ulong Frame = '"' | ((ulong)':' << 8) | ((ulong)'{' << 16) | ((ulong)'"' << 24) | ((ulong)'"' << 40) | ((ulong)':' << 48) | ((ulong)'"' << 56);
        const ulong WithoutTag = 0xFFFF_FF00_FFFF_FFFF;
        name = default;
        tag = default;
        text = default;
        var start = Position;
        if ((uint)start + 1 >= (uint)_json.Length || (_json[start - 1] != (byte)'{' && _json[start++] != (byte)',') || _json[start++] != (byte)'"')
        {
            return false;
        }

        var rest = _json[start..];
        var nameLength = IndexOfStop(rest);
        if (nameLength < 0 || rest.Length - nameLength < sizeof(ulong))
        {
            return false;
        }

        var frame = BinaryPrimitives.ReadUInt64LittleEndian(rest[nameLength..]);
        if ((frame & WithoutTag) != Frame)
        {
            return false;
        }

        var behind = rest[(nameLength + sizeof(ulong))..];
        var textLength = IndexOfStop(behind);
        if (textLength < 0 || textLength + 1 >= behind.Length || behind[textLength] != (byte)'"' || behind[textLength + 1] != (byte)'}')
        {
            return false;
        }

        name = new JsonText(rest[..nameLength], isEscaped: false);
        tag = (byte)(frame >> 32);
        text = new JsonText(behind[..textLength], isEscaped: false);
        Position = start + nameLength + sizeof(ulong) + textLength + 2;
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
    private bool TryNextPlainMember(out JsonText name)
    {
        name = default;
        var start = Position;
        if ((uint)start + 1 >= (uint)_json.Length)
        {
            return false;
        }

        if (!IsBehind((byte)'{') && _json[start++] != (byte)',')
        {
            return false;
        }

        if (_json[start++] != (byte)'"')
        {
            return false;
        }

        var rest = _json[start..];
        var length = IndexOfStop(rest);
        if (length < 0 || length + 1 >= rest.Length || rest[length] != (byte)'"' || rest[length + 1] != (byte)':')
        {
            return false;
        }

        name = new JsonText(rest[..length], isEscaped: false);
        Position = start + length + 2;
        return true;
    }
}
