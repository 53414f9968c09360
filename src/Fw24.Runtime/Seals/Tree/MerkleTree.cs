using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;
using Fw24.Items.Values;

namespace Fw24.Seals.Tree;

/// <summary>The Merkle tree of RFC 6962 (section 2.1), with SHA-256.</summary>
internal static class MerkleTree
{
    private const int StackBytes = 1024;

    /// <summary>The root of a tree without entries: the hash of nothing.</summary>
    public static TreeHash EmptyRoot { get; } = TreeHash.Read(SHA256.HashData([]));

    /// <summary>Computes the hash of an entry.</summary>
    public static TreeHash LeafOf(ReadOnlySpan<byte> entry)
    {
        var rented = entry.Length < StackBytes ? null : ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        var data = rented ?? stackalloc byte[StackBytes];
        data[0] = 0;
        entry.CopyTo(data[1..]);
        var hash = HashOf(data[..(entry.Length + 1)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>Computes the hash of a node from those of its two children.</summary>
    public static TreeHash NodeOf(in TreeHash left, in TreeHash right)
    {
        Span<byte> data = stackalloc byte[1 + (2 * TreeHash.Length)];
        data[0] = 1;
        left.Write(data[1..]);
        right.Write(data[(1 + TreeHash.Length)..]);
        return HashOf(data);
    }

    /// <summary>Computes the root of a perfect tree from its lowest hashes.</summary>
    /// <param name="hashes">The hashes, whose number is a power of two. They are overwritten.</param>
    public static TreeHash RootOf(Span<TreeHash> hashes)
    {
        for (var count = hashes.Length; count > 1; count /= 2)
        {
            for (var pair = 0; pair < count / 2; pair++)
            {
                hashes[pair] = NodeOf(hashes[2 * pair], hashes[(2 * pair) + 1]);
            }
        }

        return hashes[0];
    }

    /// <summary>The number of entries in the left subtree of a tree: the largest power of two that is smaller than its size.</summary>
    /// <param name="size">The number of entries in the tree: 2 or more.</param>
    public static long LeftOf(long size) => 1L << BitOperations.Log2((ulong)(size - 1));

    /// <summary>
    /// Returns the ranges of entries whose subtrees prove that an entry is in a tree: the path from the leaf to the root.
    /// </summary>
    /// <param name="index">The entry's index.</param>
    /// <param name="size">The tree's size.</param>
    public static List<EntryRange> PathOf(long index, long size)
    {
        var path = new List<EntryRange>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + LeftOf(end - start);
            path.Add(index < middle ? new EntryRange(middle, end) : new EntryRange(start, middle));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        path.Reverse();
        return path;
    }

    /// <summary>Returns the ranges of entries whose subtrees prove that a tree begins with the entries of an earlier one.</summary>
    /// <param name="earlier">The size of the earlier tree: 1 or more.</param>
    /// <param name="size">The tree's size: not less.</param>
    public static List<EntryRange> ConsistencyOf(long earlier, long size)
    {
        var proof = new List<EntryRange>();
        var (start, end) = (0L, size);
        while (earlier != end)
        {
            var middle = start + LeftOf(end - start);
            proof.Add(earlier <= middle ? new EntryRange(middle, end) : new EntryRange(start, middle));
            (start, end) = earlier <= middle ? (start, middle) : (middle, end);
        }

        // The whole earlier tree is known to who verifies.
        if (start > 0)
        {
            proof.Add(new EntryRange(start, end));
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>Verifies that an entry is in a tree.</summary>
    /// <param name="root">The tree's root.</param>
    /// <param name="size">The tree's size.</param>
    /// <param name="index">The entry's index.</param>
    /// <param name="leaf">The entry's hash.</param>
    /// <param name="path">The hashes of the path, from the leaf to the root.</param>
    public static bool Includes(in TreeHash root, long size, long index, TreeHash leaf, IReadOnlyList<TreeHash> path)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last) = (index, size - 1);
        foreach (var hash in path)
        {
            if (last == 0)
            {
                return false;
            }

            if (long.IsOddInteger(node) || node == last)
            {
                leaf = NodeOf(hash, leaf);
                var skipped = node == 0 ? 0 : BitOperations.TrailingZeroCount(node);
                (node, last) = (node >> skipped, last >> skipped);
            }
            else
            {
                leaf = NodeOf(leaf, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && leaf == root;
    }

    /// <summary>Verifies that a tree begins with the entries of an earlier one.</summary>
    /// <param name="earlierRoot">The root of the earlier tree.</param>
    /// <param name="earlier">The size of the earlier tree.</param>
    /// <param name="root">The tree's root.</param>
    /// <param name="size">The tree's size.</param>
    /// <param name="proof">The hashes of the proof.</param>
    public static bool Continues(in TreeHash earlierRoot, long earlier, in TreeHash root, long size, IReadOnlyList<TreeHash> proof)
    {
        if (earlier <= 0 || earlier >= size)
        {
            return proof.Count == 0 && (earlier == 0 ? earlierRoot == EmptyRoot : earlier == size && earlierRoot == root);
        }

        var skipped = BitOperations.TrailingZeroCount(earlier);
        var (node, last) = ((earlier - 1) >> skipped, (size - 1) >> skipped);
        var next = 0;
        if (node != 0 && proof.Count == 0)
        {
            return false;
        }

        var before = node == 0 ? earlierRoot : proof[next++];
        var after = before;
        for (; next < proof.Count; next++)
        {
            if (last == 0)
            {
                return false;
            }

            if (long.IsOddInteger(node) || node == last)
            {
                (before, after) = (NodeOf(proof[next], before), NodeOf(proof[next], after));
                skipped = node == 0 ? 0 : BitOperations.TrailingZeroCount(node);
                (node, last) = (node >> skipped, last >> skipped);
            }
            else
            {
                after = NodeOf(after, proof[next]);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && before == earlierRoot && after == root;
    }

    private static TreeHash HashOf(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        ContentHash.Write(data, hash);
        return TreeHash.Read(hash);
    }
}
