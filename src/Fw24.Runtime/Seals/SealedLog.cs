using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fw24.Seals.Tree;

namespace Fw24.Seals;

/// <summary>A log as a checkpoint describes it. Reads of an object are remembered; thread-safe.</summary>
public sealed class SealedLog
{
    // 8 KB each: the upper levels, and what a proof needs of the lowest one.
    private const int RememberedTiles = 1024;

    // Between the machines of the audit logger and the sealer.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(15);

    private readonly ISealStore _store;
    private readonly ConcurrentDictionary<LogTile, ReadOnlyMemory<byte>> _tiles = new();

    internal SealedLog(ISealStore store, LogKey key, Checkpoint checkpoint) => (_store, Key, Checkpoint) = (store, key, checkpoint);

    /// <summary>The checkpoint.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>Opens a log at its latest checkpoint.</summary>
    /// <param name="store">The log's objects.</param>
    /// <param name="key">The log's public key, from a source other than the store.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The log.</returns>
    /// <exception cref="SealException">There is no checkpoint, or it is not signed by the key.</exception>
    public static async Task<SealedLog> OpenAsync(ISealStore store, LogKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(key);
        var note = await store.GetAsync(SealNames.Latest, cancellationToken).ConfigureAwait(false)
            ?? throw new SealException($"{SealNames.Latest} is missing: nothing was sealed, or the objects are elsewhere.");
        return new SealedLog(store, key, Checkpoint.Verify(note, key));
    }

    /// <summary>The log's public key.</summary>
    internal LogKey Key { get; }

    /// <summary>The log at another checkpoint.</summary>
    internal SealedLog At(Checkpoint checkpoint) => new(_store, Key, checkpoint);

    /// <summary>Reads the names and contents of checkpoints, by size.</summary>
    /// <param name="after">The name of the last one that is not needed; empty for all.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    internal async IAsyncEnumerable<(string Name, ReadOnlyMemory<byte> Note)> CheckpointsAsync(
        string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (name, _) in _store.ListAsync(SealNames.Checkpoints, cancellationToken).ConfigureAwait(false))
        {
            if (string.CompareOrdinal(name, after) > 0)
            {
                yield return (name, await _store.GetAsync(name, cancellationToken).ConfigureAwait(false) ?? default);
            }
        }
    }

    /// <summary>Reads the commitments of records whose erasure is pending, or was sealed after the log had a size.</summary>
    internal async Task<IReadOnlySet<string>> ErasuresAfterAsync(long size, CancellationToken cancellationToken)
    {
        var erased = new HashSet<string>(StringComparer.Ordinal);

        // First what is pending: it is deleted when it is in the log.
        await foreach (var (name, _) in _store.ListAsync(SealNames.Pending, cancellationToken).ConfigureAwait(false))
        {
            Add(await PendingEntries.ReadAsync(_store, name, cancellationToken).ConfigureAwait(false) ?? []);
        }

        var newest = await NewestAsync(cancellationToken).ConfigureAwait(false);
        for (var tile = size / LogTile.FullWidth; tile * LogTile.FullWidth < newest.Checkpoint.Size; tile++)
        {
            Add(await newest.BundleAsync(tile, cancellationToken).ConfigureAwait(false));
        }

        return erased;

        void Add(IEnumerable<ReadOnlyMemory<byte>> entries)
            => erased.UnionWith(entries
                .Select(static entry => SealEntry.Parse(entry.Span))
                .Where(static entry => entry?.Schema == SealEntry.ErasedSchema)
                .Select(static entry => entry!.Commitment));
    }

    // The pointer to the latest checkpoint may be behind.
    private async ValueTask<SealedLog> NewestAsync(CancellationToken cancellationToken)
    {
        var newest = Checkpoint;
        var known = SealNames.CheckpointOf(Checkpoint.Size);
        await foreach (var (name, note) in CheckpointsAsync(known, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                var checkpoint = Checkpoint.Verify(note, Key);
                newest = checkpoint.Size > newest.Size && name == SealNames.CheckpointOf(checkpoint.Size) ? checkpoint : newest;
            }
            catch (SealException)
            {
                // Who verifies the log reports it.
            }
        }

        return At(newest);
    }

    /// <summary>Proves that the log begins with all entries of an earlier checkpoint, in their order.</summary>
    /// <param name="earlier">The earlier checkpoint, such as the one that an auditor kept.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="SealException">It does not: entries were altered, removed or inserted.</exception>
    public async Task EnsureContinuesAsync(Checkpoint earlier, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        if (earlier.Size > Checkpoint.Size
            && await NewestAsync(cancellationToken).ConfigureAwait(false) is var newest && newest.Checkpoint.Size >= earlier.Size)
        {
            await newest.EnsureContinuesAsync(earlier, cancellationToken).ConfigureAwait(false);
            return;
        }

        var proof = new List<TreeHash>();
        if (earlier.Size > 0 && earlier.Size < Checkpoint.Size)
        {
            foreach (var range in MerkleTree.ConsistencyOf(earlier.Size, Checkpoint.Size))
            {
                proof.Add(await HashAsync(range, cancellationToken).ConfigureAwait(false));
            }
        }

        if (earlier.Origin != Checkpoint.Origin
            || !MerkleTree.Continues(earlier.RootHash, earlier.Size, Checkpoint.RootHash, Checkpoint.Size, proof))
        {
            throw new SealException(
                $"The checkpoint of {Checkpoint.Size} entries does not continue the one of {earlier.Size} entries: "
                + "entries of the log were altered, removed or inserted.");
        }
    }

    /// <summary>Returns the path that proves an entry.</summary>
    /// <exception cref="SealException">A tile is missing, or the log is not as the checkpoint says.</exception>
    internal async Task<IReadOnlyList<TreeHash>> PathAsync(long index, CancellationToken cancellationToken)
    {
        var path = new List<TreeHash>();
        foreach (var range in MerkleTree.PathOf(index, Checkpoint.Size))
        {
            path.Add(await HashAsync(range, cancellationToken).ConfigureAwait(false));
        }

        return path;
    }

    /// <summary>Finds the entry of a record.</summary>
    /// <param name="commitment">The record's commitment.</param>
    /// <param name="recordedAt">The time at which it was recorded: no round before it has the entry.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>The entry and its index; <see langword="null"/> if the log does not have it.</returns>
    internal async ValueTask<(long Index, ReadOnlyMemory<byte> Entry)?> FindAsync(
        string commitment, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        var start = await StartOfAsync(recordedAt, cancellationToken).ConfigureAwait(false);
        for (var tile = start / LogTile.FullWidth; tile * LogTile.FullWidth < Checkpoint.Size; tile++)
        {
            var entries = await BundleAsync(tile, cancellationToken).ConfigureAwait(false);
            for (var entry = 0; entry < entries.Count; entry++)
            {
                if (SealEntry.Parse(entries[entry].Span) is { Schema: SealEntry.RecordSchema } found && found.Commitment == commitment)
                {
                    return ((tile * LogTile.FullWidth) + entry, entries[entry]);
                }
            }
        }

        return null;
    }

    // The size after the last round that ended before a time, by the marks of the rounds.
    private async ValueTask<long> StartOfAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var sizes = new List<long>();
        await foreach (var (name, _) in _store.ListAsync(SealNames.Checkpoints, cancellationToken).ConfigureAwait(false))
        {
            if (long.TryParse(name.AsSpan(SealNames.Checkpoints.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                && size <= Checkpoint.Size)
            {
                sizes.Add(size);
            }
        }

        var (first, count) = (0, sizes.Count);
        while (count > 0)
        {
            var middle = first + (count / 2);
            var mark = SealEntry.Parse((await EntryAsync(sizes[middle] - 1, cancellationToken).ConfigureAwait(false)).Span);
            (first, count) = mark?.Time < time - s_clockSkew ? (middle + 1, count - (count / 2) - 1) : (first, count / 2);
        }

        return first == 0 ? 0 : sizes[first - 1];
    }

    /// <summary>Reads an entry.</summary>
    /// <exception cref="SealException">The tile is missing or incomplete.</exception>
    internal async ValueTask<ReadOnlyMemory<byte>> EntryAsync(long index, CancellationToken cancellationToken)
    {
        var bundle = await BundleAsync(index / LogTile.FullWidth, cancellationToken).ConfigureAwait(false);
        return bundle[(int)(index % LogTile.FullWidth)];
    }

    /// <summary>Reads all entries of a tile.</summary>
    /// <param name="tile">The tile's index.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="SealException">The tile is missing or incomplete.</exception>
    internal async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> BundleAsync(long tile, CancellationToken cancellationToken)
    {
        var part = LogTile.At(LogTile.Entries, tile, Checkpoint.Size);
        var entries = EntryBundle.Read(await ReadAsync(part, cancellationToken).ConfigureAwait(false)).ToList();
        return entries.Count < part.Width
            ? throw new SealException($"{SealNames.TileOf(part)} has {entries.Count} entries instead of {part.Width}.")
            : entries.Count == part.Width ? entries : entries[..part.Width];
    }

    /// <summary>Reads all entries, in order.</summary>
    internal async IAsyncEnumerable<ReadOnlyMemory<byte>> EntriesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var tile = 0L; tile * LogTile.FullWidth < Checkpoint.Size; tile++)
        {
            foreach (var entry in await BundleAsync(tile, cancellationToken).ConfigureAwait(false))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Reads a tile of the log. Where only the full tile of the same place is left, its beginning.</summary>
    /// <exception cref="SealException">The tile is missing, or has another length.</exception>
    internal async ValueTask<ReadOnlyMemory<byte>> ReadAsync(LogTile tile, CancellationToken cancellationToken)
    {
        var content = await _store.GetAsync(SealNames.TileOf(tile), cancellationToken).ConfigureAwait(false)
            ?? (tile.IsFull ? null : await _store.GetAsync(SealNames.TileOf(tile.Full), cancellationToken).ConfigureAwait(false))
            ?? throw new SealException($"{SealNames.TileOf(tile)} is missing from the log.");
        var length = tile.Width * TreeHash.Length;
        return tile.Level == LogTile.Entries || content.Length == length ? content
            : content.Length == LogTile.FullWidth * TreeHash.Length ? content[..length]
            : throw new SealException($"{SealNames.TileOf(tile)} has {content.Length} bytes instead of {length}.");
    }

    private async ValueTask<TreeHash> HashAsync(EntryRange range, CancellationToken cancellationToken)
    {
        if (long.IsPow2(range.Count))
        {
            return await NodeAsync((int)long.Log2(range.Count), range.Start, cancellationToken).ConfigureAwait(false);
        }

        var middle = range.Start + MerkleTree.LeftOf(range.Count);
        var left = await HashAsync(range with { End = middle }, cancellationToken).ConfigureAwait(false);
        return MerkleTree.NodeOf(left, await HashAsync(range with { Start = middle }, cancellationToken).ConfigureAwait(false));
    }

    // The root of the perfect subtree of a height that begins at an entry.
    private async ValueTask<TreeHash> NodeAsync(int height, long start, CancellationToken cancellationToken)
    {
        var level = height / LogTile.Height;
        var first = start >> (LogTile.Height * level);
        var tile = LogTile.At(level, first / LogTile.FullWidth, Checkpoint.Size);
        if (!_tiles.TryGetValue(tile, out var content))
        {
            content = await ReadAsync(tile, cancellationToken).ConfigureAwait(false);
            if (_tiles.Count < RememberedTiles)
            {
                _tiles[tile] = content;
            }
        }

        var count = 1 << (height % LogTile.Height);
        return MerkleTree.RootOf(MemoryMarshal.Cast<byte, TreeHash>(content.Span).Slice((int)(first % LogTile.FullWidth), count).ToArray());
    }
}
