using Fw24.Seals.Tree;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>The tree of RFC 6962, against its definition and the vectors that other implementations share.</summary>
public sealed class MerkleTreeTests
{
    private static readonly string[] s_entries =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] s_roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void Roots_are_those_of_the_shared_vectors()
    {
        var frontier = new TreeFrontier();
        Assert.Equal(s_roots[0], Hex(frontier.Root()));
        for (var index = 0; index < s_entries.Length; index++)
        {
            frontier.Append(MerkleTree.LeafOf(Convert.FromHexString(s_entries[index])));
            Assert.Equal(s_roots[index + 1], Hex(frontier.Root()));
        }
    }

    [Fact]
    public void Roots_and_tiles_are_those_of_the_definition()
    {
        var leaves = Enumerable.Range(0, 70_000).Select(static index => MerkleTree.LeafOf(BitConverter.GetBytes(index))).ToArray();
        var frontier = new TreeFrontier();
        var full = new List<LogTile>();
        foreach (var leaf in leaves)
        {
            frontier.Append(leaf, (tile, content) =>
            {
                full.Add(tile);
                Assert.Equal(LogTile.FullWidth * TreeHash.Length, content.Length);
                Assert.Equal(HashesOf(tile), content.ToArray());
            });
            if (frontier.Size is < 600 or 65_535 or 65_536 or 65_537)
            {
                Assert.Equal(RootOf(leaves.AsSpan(0, (int)frontier.Size)), frontier.Root());
            }
        }

        // The example of tlog-tiles.
        Assert.Equal((273, 1), (full.Count(static tile => tile.Level == 0), full.Count(static tile => tile.Level == 1)));
        Assert.Equal(
            [new LogTile(0, 273, 112), new LogTile(1, 1, 17), new LogTile(2, 0, 1)],
            frontier.PartialTiles().Select(static part => part.Tile));
        Assert.All(frontier.PartialTiles(), part => Assert.Equal(HashesOf(part.Tile), part.Content.ToArray()));
        Assert.Equal(frontier.Root(), TreeFrontier.Restore(frontier.Size, frontier.PartialTiles()).Root());

        byte[] HashesOf(LogTile tile)
        {
            var width = 1 << (LogTile.Height * tile.Level);
            var hashes = Enumerable.Range((int)tile.Index * 256, tile.Width);
            return [.. hashes.SelectMany(hash => Bytes(RootOf(leaves.AsSpan(hash * width, width))))];
        }
    }

    [Fact]
    public void A_restored_edge_continues_as_the_whole_tree()
    {
        var whole = new TreeFrontier();
        var parts = new TreeFrontier();
        for (var index = 0; index < 1_400; index++)
        {
            var leaf = MerkleTree.LeafOf(BitConverter.GetBytes(index));
            whole.Append(leaf);
            parts.Append(leaf);
            parts = TreeFrontier.Restore(parts.Size, parts.PartialTiles().ToList());
            Assert.Equal(whole.Root(), parts.Root());
        }
    }

    [Fact]
    public void Each_entry_is_proved_and_no_other()
    {
        var leaves = Enumerable.Range(0, 70).Select(static index => MerkleTree.LeafOf([(byte)index])).ToArray();
        for (var size = 1; size <= leaves.Length; size++)
        {
            var root = RootOf(leaves.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                var path = MerkleTree.PathOf(index, size).ConvertAll(range => RootOf(leaves.AsSpan((int)range.Start, (int)range.Count)));
                Assert.True(MerkleTree.Includes(root, size, index, leaves[index], path));
                Assert.False(MerkleTree.Includes(root, size, index, leaves[(index + 1) % leaves.Length], path));
                Assert.False(MerkleTree.Includes(root, size, size, leaves[index], path));
                Assert.False(MerkleTree.Includes(root, size, index, leaves[index], [.. path, leaves[0]]));
                Assert.True(path.Count == 0 || !MerkleTree.Includes(root, size, index, leaves[index], path[1..]));
                Assert.True(size == 1 || !MerkleTree.Includes(root, size, (index + 1) % size, leaves[index], path));
                Assert.All(Enumerable.Range(0, path.Count), changed => Assert.False(
                    MerkleTree.Includes(root, size, index, leaves[index], [.. path[..changed], root, .. path[(changed + 1)..]])));
            }
        }
    }

    [Fact]
    public void A_tree_is_proved_to_continue_another_and_no_altered_one()
    {
        var leaves = Enumerable.Range(0, 70).Select(static index => MerkleTree.LeafOf([(byte)index])).ToArray();
        for (var size = 1; size <= leaves.Length; size++)
        {
            var root = RootOf(leaves.AsSpan(0, size));
            Assert.True(MerkleTree.Continues(MerkleTree.EmptyRoot, 0, root, size, []));
            Assert.True(MerkleTree.Continues(root, size, root, size, []));
            Assert.False(MerkleTree.Continues(root, size + 1, root, size, []));
            for (var earlier = 1; earlier < size; earlier++)
            {
                var before = RootOf(leaves.AsSpan(0, earlier));
                var proof = MerkleTree.ConsistencyOf(earlier, size)
                    .ConvertAll(range => RootOf(leaves.AsSpan((int)range.Start, (int)range.Count)));
                Assert.True(MerkleTree.Continues(before, earlier, root, size, proof));
                Assert.False(MerkleTree.Continues(leaves[69], earlier, root, size, proof));
                Assert.False(MerkleTree.Continues(before, earlier, leaves[69], size, proof));
                Assert.False(MerkleTree.Continues(before, earlier, root, size, [.. proof, leaves[0]]));
                Assert.False(MerkleTree.Continues(before, earlier, root, size, proof[1..]));
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 1_234_067, 256, "tile/0/x001/x234/067")]
    [InlineData(2, 1_000, 17, "tile/2/x001/000.p/17")]
    [InlineData(-1, 273, 112, "tile/entries/273.p/112")]
    public void Tiles_have_the_paths_of_their_specification(int level, long index, int width, string path)
        => Assert.Equal(path, new LogTile(level, index, width).ToString());

    // Section 2.1, word for word: the root of more than one entry is that of the largest power of two before them, and of the rest.
    private static TreeHash RootOf(ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.Length < 2)
        {
            return leaves.IsEmpty ? MerkleTree.EmptyRoot : leaves[0];
        }

        var left = 1;
        while (left * 2 < leaves.Length)
        {
            left *= 2;
        }

        return MerkleTree.NodeOf(RootOf(leaves[..left]), RootOf(leaves[left..]));
    }

    private static byte[] Bytes(TreeHash hash) => Convert.FromBase64String(hash.ToBase64());

    private static string Hex(TreeHash hash) => Convert.ToHexStringLower(Bytes(hash));
}
