using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;

namespace Fw24.Messages;

/// <summary>
/// The message group of an item: a hash of its table and full primary key. Each item has its own group, so order is kept per item and
/// items do not wait for each other.
/// </summary>
/// <remarks>
/// The hash needs no cryptography: two items that share a group only wait for each other, whoever chose their keys.
/// </remarks>
/// <param name="Hash">The hash: XXH128.</param>
internal readonly record struct MessageGroup(UInt128 Hash)
{
    /// <summary>The length of a group's id: 16 bytes in base64url without padding. SNS and SQS take up to 128 characters.</summary>
    public const int IdLength = 22;

    private const int HashBytes = 16;

    /// <summary>Writes the group's id.</summary>
    /// <param name="destination">Room for <see cref="IdLength"/> bytes.</param>
    public void WriteId(Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        BinaryPrimitives.WriteUInt128BigEndian(hash, Hash);
        var length = Base64Url.EncodeToUtf8(hash, destination);
        Debug.Assert(length == IdLength, "16 bytes are 22 characters");
    }

    // Already an evenly distributed hash.
    public override int GetHashCode() => (int)(uint)Hash;
}
