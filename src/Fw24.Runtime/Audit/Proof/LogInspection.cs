using System.Runtime.InteropServices;
using Fw24.Seals;
using Fw24.Seals.Tree;

namespace Fw24.Audit.Proof;

/// <summary>Reads a log once, entry by entry, and finds what does not belong to its newest checkpoint.</summary>
/// <param name="log">The log.</param>
internal sealed class LogInspection(SealedLog log)
{
    private readonly SortedDictionary<long, (string Name, Checkpoint? Checkpoint, string? Fault)> _checkpoints = [];
    private readonly List<AuditFinding> _findings = [];

    // What differs from what the entries say; which of them is wrong, the root tells.
    private readonly List<(LogTile Tile, List<long> Entries)> _differences = [];
    private readonly List<(LogTile Tile, ReadOnlyMemory<byte> Content)> _full = [];
    private readonly List<SealedRound> _rounds = [];
    private readonly TreeFrontier _frontier = new();
    private SealedLog _log = log;

    /// <summary>The rounds, in order.</summary>
    public IReadOnlyList<SealedRound> Rounds => _rounds;

    /// <summary>Indicates whether the entries are those that were signed.</summary>
    public bool AreEntriesSound { get; private set; }

    /// <summary>The newest checkpoint: the pointer to it may be one round behind.</summary>
    public Checkpoint Checkpoint => _log.Checkpoint;

    /// <summary>Reads the log.</summary>
    /// <param name="read">Receives each entry of a form that this version knows.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>What was found.</returns>
    public async Task<IReadOnlyList<AuditFinding>> ReadAsync(Action<SealEntry> read, CancellationToken cancellationToken)
    {
        await ReadCheckpointsAsync(cancellationToken).ConfigureAwait(false);
        for (var tile = 0L; tile * LogTile.FullWidth < Checkpoint.Size; tile++)
        {
            await ReadBundleAsync(tile, read, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (tile, content) in _frontier.PartialTiles())
        {
            await CompareAsync(tile, content, cancellationToken).ConfigureAwait(false);
        }

        AreEntriesSound = _frontier.Size == Checkpoint.Size && _frontier.Root() == Checkpoint.RootHash;
        AddDifferences();
        return _findings;
    }

    private async ValueTask ReadCheckpointsAsync(CancellationToken cancellationToken)
    {
        await foreach (var (name, note) in _log.CheckpointsAsync(after: "", cancellationToken).ConfigureAwait(false))
        {
            try
            {
                var checkpoint = Checkpoint.Verify(note, _log.Key);
                _checkpoints[SizeIn(name)] = name == SealNames.CheckpointOf(checkpoint.Size)
                    ? (name, checkpoint, null)
                    : (name, null, $"It is the checkpoint of {checkpoint.Size} entries.");
            }
            catch (SealException exception)
            {
                _checkpoints[SizeIn(name)] = (name, null, exception.Message);
            }
        }

        var newest = _checkpoints.Values.LastOrDefault(static one => one.Checkpoint is not null).Checkpoint;
        if (newest?.Size > Checkpoint.Size)
        {
            _log = _log.At(newest);
        }
    }

    private async ValueTask ReadBundleAsync(long tile, Action<SealEntry> read, CancellationToken cancellationToken)
    {
        var part = LogTile.At(LogTile.Entries, tile, Checkpoint.Size);
        var onFull = (LogTile full, ReadOnlyMemory<byte> content) => _full.Add((full, content));
        try
        {
            foreach (var entry in await _log.BundleAsync(tile, cancellationToken).ConfigureAwait(false))
            {
                _frontier.Append(MerkleTree.LeafOf(entry.Span), onFull);
                if (SealEntry.Parse(entry.Span) is { } parsed)
                {
                    read(parsed);
                    CheckMark(parsed);
                }
            }
        }
        catch (SealException exception)
        {
            _findings.Add(Found(SealNames.TileOf(part), exception.Message));
        }

        foreach (var (full, content) in _full)
        {
            await CompareAsync(full, content, cancellationToken).ConfigureAwait(false);
        }

        _full.Clear();
    }

    // Each round ends with a mark, and has a checkpoint.
    private void CheckMark(SealEntry entry)
    {
        if (entry.Schema != SealEntry.MarkSchema)
        {
            return;
        }

        _rounds.Add(new SealedRound(_frontier.Size, _rounds is [.., var last] ? last.Until : entry.Time, entry.Time));
        if (!_checkpoints.TryGetValue(_frontier.Size, out var one))
        {
            _findings.Add(Found(SealNames.CheckpointOf(_frontier.Size), "It is missing, although a round ended there."));
        }
        else if (one.Checkpoint is { } checkpoint && checkpoint.RootHash != _frontier.Root())
        {
            _checkpoints[_frontier.Size] = (one.Name, null, "Its root is not that of the entries.");
        }
    }

    private async ValueTask CompareAsync(LogTile tile, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> stored;
        try
        {
            stored = await _log.ReadAsync(tile, cancellationToken).ConfigureAwait(false);
        }
        catch (SealException)
        {
            _differences.Add((tile, []));
            return;
        }

        if (!stored.Span.SequenceEqual(content.Span))
        {
            _differences.Add((tile, DifferencesOf(tile, stored.Span, content.Span)));
        }
    }

    private static List<long> DifferencesOf(LogTile tile, ReadOnlySpan<byte> storedBytes, ReadOnlySpan<byte> computedBytes)
    {
        var stored = MemoryMarshal.Cast<byte, TreeHash>(storedBytes);
        var computed = MemoryMarshal.Cast<byte, TreeHash>(computedBytes);
        var indexes = new List<long>();
        for (var hash = 0; hash < computed.Length; hash++)
        {
            if (stored[hash] != computed[hash])
            {
                indexes.Add((tile.Index * LogTile.FullWidth) + hash);
            }
        }

        return indexes;
    }

    private void AddDifferences()
    {
        if (AreEntriesSound)
        {
            var ends = _rounds.Select(static round => round.Size).ToHashSet();
            _findings.AddRange(_checkpoints.Values
                .Where(one => one.Checkpoint is { } checkpoint && !ends.Contains(checkpoint.Size))
                .Select(static one => Found(one.Name, "No round ended there: it is the checkpoint of another log.")));
            _findings.AddRange(_differences.Select(
                static one => Found(SealNames.TileOf(one.Tile), "Its hashes are missing or not those of the entries.")));
            _findings.AddRange(_checkpoints.Values
                .Where(static one => one.Fault is not null)
                .Select(static one => Found(one.Name, one.Fault!)));
            return;
        }

        if (_findings.Count > 0)
        {
            return;
        }

        // What follows from a wrong entry is no finding of its own.
        var lowest = _differences.Count == 0 ? -1 : _differences.Min(static one => one.Tile.Level);
        foreach (var (tile, hashes) in _differences.Where(one => one.Tile.Level == lowest))
        {
            _findings.AddRange(hashes.Select(hash => lowest == 0
                ? Found(
                    SealNames.TileOf(LogTile.At(LogTile.Entries, tile.Index, Checkpoint.Size)),
                    $"Entry {hash} of the log was altered: its hash is not that of its tile.")
                : Found(SealNames.TileOf(tile), $"Entries {hash << (LogTile.Height * lowest)} and after, and their tiles, were altered.")));
        }

        if (_findings.Count == 0)
        {
            _findings.Add(Found(
                SealNames.Latest, "The entries and all tiles belong together, but not to the signed root: the log was written anew."));
        }
    }

    private static long SizeIn(string name)
        => long.TryParse(name.AsSpan(SealNames.Checkpoints.Length), out var size) ? size : -1;

    private static AuditFinding Found(string name, string text) => new(AuditFindingKind.Log, name, null, text);
}
