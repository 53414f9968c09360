using System.Globalization;
using System.Text;

namespace Fw24.Seals.Tree;

/// <summary>
/// A part of a log as <see href="https://c2sp.org/tlog-tiles">tlog-tiles</see> stores it: up to 256 hashes of a level, or entries.
/// </summary>
/// <param name="Level">
/// The level: 0 has the hashes of the entries, each further one those of full tiles of the level below; -1 for the entries.
/// </param>
/// <param name="Index">The tile's index in its level.</param>
/// <param name="Width">The number of hashes or entries: 256 for a full tile.</param>
internal readonly record struct LogTile(int Level, long Index, int Width)
{
    /// <summary>The width of a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>The levels of the tree within a tile.</summary>
    public const int Height = 8;

    /// <summary>The level of the tiles of entries.</summary>
    public const int Entries = -1;

    /// <summary>Indicates whether the tile is complete.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The complete tile in the same place.</summary>
    public LogTile Full => this with { Width = FullWidth };

    /// <summary>Returns the tile with an index as a tree has it.</summary>
    /// <param name="level">The level.</param>
    /// <param name="index">The tile's index.</param>
    /// <param name="size">The tree's size.</param>
    public static LogTile At(int level, long index, long size)
    {
        var hashes = size >> (Height * Math.Max(level, 0));
        return new LogTile(level, index, (int)Math.Min(hashes - (index * FullWidth), FullWidth));
    }

    /// <summary>Returns the path below the log's prefix, such as <c>tile/0/x001/234</c> or <c>tile/entries/000.p/17</c>.</summary>
    public override string ToString()
    {
        var path = new StringBuilder("tile/").Append(Level < 0 ? "entries" : Level.ToString(CultureInfo.InvariantCulture)).Append('/');
        var groups = new Stack<long>();
        for (var rest = Index; rest > 0 || groups.Count == 0; rest /= 1000)
        {
            groups.Push(rest % 1000);
        }

        while (groups.TryPop(out var group))
        {
            var isLast = groups.Count == 0;
            path.Append(isLast ? "" : "x").Append(group.ToString("D3", CultureInfo.InvariantCulture)).Append(isLast ? "" : "/");
        }

        return IsFull ? path.ToString() : path.Append(".p/").Append(Width).ToString();
    }
}
