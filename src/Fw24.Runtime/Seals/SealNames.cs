using System.Globalization;
using Fw24.Seals.Tree;

namespace Fw24.Seals;

/// <summary>The names of the objects of a log.</summary>
internal static class SealNames
{
    /// <summary>What functions have recorded and no round has sealed yet.</summary>
    public const string Pending = "pending/";

    /// <summary>The log's checkpoints, by size.</summary>
    public const string Checkpoints = "checkpoints/";

    /// <summary>The latest checkpoint.</summary>
    public const string Latest = Log + "checkpoint";

    private const string Log = "log/";
    private const string Rounds = "rounds/";

    /// <summary>The checkpoint of a size.</summary>
    public static string CheckpointOf(long size) => Checkpoints + Digits(size);

    /// <summary>What the round does that continues the log of a size.</summary>
    public static string RoundOf(long size) => Rounds + Digits(size);

    /// <summary>A tile of the log.</summary>
    public static string TileOf(LogTile tile) => $"{Log}{tile}";

    // Names are listed in the order of their texts.
    private static string Digits(long size) => size.ToString("D20", CultureInfo.InvariantCulture);
}
