using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;

namespace Fw24.Messages;

/// <summary>
/// The message group of an item: the SHA-256 of its table and full primary key. Each item has its own group, so order is kept per item and
/// items do not wait for each other.
/// </summary>
internal readonly record struct MessageGroup
{
    /// <summary>The length of a group's id: 32 bytes in base64url without padding. SNS and SQS take up to 128 characters.</summary>
    public const int IdLength = 43;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <summary>Creates a group from its 32-byte hash.</summary>
    public MessageGroup(ReadOnlySpan<byte> hash)
    {
        _high = BinaryPrimitives.ReadUInt128BigEndian(hash);
        _low = BinaryPrimitives.ReadUInt128BigEndian(hash[16..]);
    }

    /// <summary>Writes the group's id.</summary>
    /// <param name="destination">Room for <see cref="IdLength"/> bytes.</param>
    public void WriteId(Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128BigEndian(hash, _high);
        BinaryPrimitives.WriteUInt128BigEndian(hash[16..], _low);

        var length = Base64Url.EncodeToUtf8(hash, destination);
        Debug.Assert(length == IdLength, "32 bytes are 43 characters");
    }

    // Already an evenly distributed hash.
    public override int GetHashCode() => (int)(uint)_low;
}
