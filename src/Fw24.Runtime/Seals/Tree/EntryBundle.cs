using System.Buffers.Binary;

namespace Fw24.Seals.Tree;

/// <summary>A tile of entries: each with its length before it, as a big-endian integer of two bytes.</summary>
internal static class EntryBundle
{
    /// <summary>The maximum size of an entry in bytes.</summary>
    public const int MaxEntryBytes = ushort.MaxValue;

    /// <summary>Adds an entry.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="entry">The entry, of up to 65,535 bytes.</param>
    public static void Write(Stream bundle, ReadOnlySpan<byte> entry)
    {
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)entry.Length));
        bundle.Write(length);
        bundle.Write(entry);
    }

    /// <summary>Reads a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <returns>The entries, as slices of it.</returns>
    /// <exception cref="SealException">The bundle ends within an entry.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle)
    {
        while (!bundle.IsEmpty)
        {
            var length = bundle.Length < sizeof(ushort) ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(bundle.Span) + sizeof(ushort);
            if (length > bundle.Length)
            {
                throw new SealException("A tile of entries ends within an entry.");
            }

            yield return bundle[sizeof(ushort)..length];
            bundle = bundle[length..];
        }
    }
}
