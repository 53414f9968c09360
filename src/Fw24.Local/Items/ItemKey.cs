using Fw24.Local.Scheduling;

namespace Fw24.Local.Items;

/// <summary>The values of an item's key, encoded so that their bytes compare as DynamoDB compares the values.</summary>
/// <param name="Partition">The partition key's value.</param>
/// <param name="Sort">The sort key's value; empty if the table has none.</param>
internal readonly record struct ItemKey(ReadOnlyMemory<byte> Partition, ReadOnlyMemory<byte> Sort) : IComparable<ItemKey>
{
    /// <summary>Determines the shard: all items of a partition key are in one.</summary>
    public ulong PartitionHash => StableHash.Of(Partition.Span);

    /// <summary>Compares two keys as DynamoDB orders the values of their attributes.</summary>
    public int CompareTo(ItemKey other)
        => Partition.Span.SequenceCompareTo(other.Partition.Span) is not 0 and var order ? order : Sort.Span.SequenceCompareTo(other.Sort.Span);

    public bool Equals(ItemKey other) => Partition.Span.SequenceEqual(other.Partition.Span) && Sort.Span.SequenceEqual(other.Sort.Span);

    public override int GetHashCode() => (int)Hash();

    /// <summary>Encodes both values, the first with its length before it, so that different keys have different bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[4 + Partition.Length + Sort.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes, Partition.Length);
        Partition.Span.CopyTo(bytes.AsSpan(4));
        Sort.Span.CopyTo(bytes.AsSpan(4 + Partition.Length));
        return bytes;
    }

    private ulong Hash() => StableHash.Finish(PartitionHash + StableHash.Of(Sort.Span));
}
