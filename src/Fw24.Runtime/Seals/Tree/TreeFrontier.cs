using System.Runtime.InteropServices;

namespace Fw24.Seals.Tree;

/// <summary>The right edge of a growing tree: what is needed to append to it. Not thread-safe.</summary>
internal sealed class TreeFrontier
{
    // Of each level, the hashes of the tile that is not full.
    private readonly List<List<TreeHash>> _levels = [];

    /// <summary>The number of entries.</summary>
    public long Size { get; private set; }

    /// <summary>The hashes of the entries after the last full tile.</summary>
    public IReadOnlyList<TreeHash> LastLeaves => _levels is [var lowest, ..] ? lowest : [];

    /// <summary>Restores the edge of a tree.</summary>
    /// <param name="size">The tree's size.</param>
    /// <param name="tiles">The contents of its partial tiles (<see cref="PartialTilesOf"/>).</param>
    public static TreeFrontier Restore(long size, IEnumerable<(LogTile Tile, ReadOnlyMemory<byte> Content)> tiles)
    {
        var frontier = new TreeFrontier { Size = size };
        foreach (var (tile, content) in tiles)
        {
            while (frontier._levels.Count < tile.Level)
            {
                _ = frontier.LevelOf(frontier._levels.Count);
            }

            frontier.LevelOf(tile.Level).AddRange(MemoryMarshal.Cast<byte, TreeHash>(content.Span));
        }

        return frontier;
    }

    /// <summary>Returns the partial tiles of a tree, one for each level that has one.</summary>
    /// <param name="size">The tree's size.</param>
    public static IEnumerable<LogTile> PartialTilesOf(long size)
    {
        var level = 0;
        for (var hashes = size; hashes > 0; hashes /= LogTile.FullWidth, level++)
        {
            if (hashes % LogTile.FullWidth is > 0 and var width)
            {
                yield return new LogTile(level, hashes / LogTile.FullWidth, (int)width);
            }
        }
    }

    /// <summary>Appends an entry.</summary>
    /// <param name="leaf">The entry's hash.</param>
    /// <param name="onFull">Receives each tile that the entry completes.</param>
    public void Append(TreeHash leaf, Action<LogTile, ReadOnlyMemory<byte>>? onFull = null)
    {
        Size++;
        var hashes = Size;
        for (var level = 0; ; level++)
        {
            var tile = LevelOf(level);
            tile.Add(leaf);
            if (tile.Count < LogTile.FullWidth)
            {
                return;
            }

            hashes /= LogTile.FullWidth;
            onFull?.Invoke(new LogTile(level, hashes - 1, LogTile.FullWidth), BytesOf(tile));
            leaf = MerkleTree.RootOf(CollectionsMarshal.AsSpan(tile));
            tile.Clear();
        }
    }

    /// <summary>Returns the partial tiles and their content.</summary>
    public IEnumerable<(LogTile Tile, ReadOnlyMemory<byte> Content)> PartialTiles()
        => PartialTilesOf(Size).Select(tile => (tile, BytesOf(_levels[tile.Level])));

    /// <summary>Computes the tree's root.</summary>
    public TreeHash Root()
    {
        var root = default(TreeHash?);
        Span<TreeHash> hashes = stackalloc TreeHash[LogTile.FullWidth];
        foreach (var level in _levels)
        {
            // The last subtrees are the smallest ones.
            for (var (end, bit) = (level.Count, 1); bit <= level.Count; bit *= 2)
            {
                if ((level.Count & bit) != 0)
                {
                    end -= bit;
                    CollectionsMarshal.AsSpan(level).Slice(end, bit).CopyTo(hashes);
                    var subtree = MerkleTree.RootOf(hashes[..bit]);
                    root = root is { } right ? MerkleTree.NodeOf(subtree, right) : subtree;
                }
            }
        }

        return root ?? MerkleTree.EmptyRoot;
    }

    private static ReadOnlyMemory<byte> BytesOf(List<TreeHash> tile) => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(tile)).ToArray();

    private List<TreeHash> LevelOf(int level)
    {
        if (level == _levels.Count)
        {
            _levels.Add(new List<TreeHash>(LogTile.FullWidth));
        }

        return _levels[level];
    }
}
