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
    private const string Tiles = Log + "tile/";
    private const string Rounds = "rounds/";

    /// <summary>The checkpoint of a size.</summary>
    public static string CheckpointOf(long size) => Checkpoints + Digits(size);

    /// <summary>What the round does that continues the log of a size.</summary>
    public static string RoundOf(long size) => Rounds + Digits(size);

    /// <summary>A tile of the log.</summary>
    public static string TileOf(LogTile tile) => $"{Log}{tile}";

    /// <summary>Indicates whether an object is never replaced or deleted: a tile or a checkpoint.</summary>
    public static bool IsPermanent(string name)
        => name != Latest && (name.StartsWith(Log, StringComparison.Ordinal) || name.StartsWith(Checkpoints, StringComparison.Ordinal));

    /// <summary>The content type of an object: that of <see href="https://c2sp.org/tlog-tiles">tlog-tiles</see>, or lines of JSON.</summary>
    public static string TypeOf(string name)
        => name.StartsWith(Tiles, StringComparison.Ordinal) ? "application/octet-stream"
            : name == Latest || IsPermanent(name) ? "text/plain; charset=utf-8"
            : "application/x-ndjson";

    // Names are listed in the order of their texts.
    private static string Digits(long size) => size.ToString("D20", CultureInfo.InvariantCulture);
}
