using System.Collections.Concurrent;
using System.Text;
using Fw24.Seals.Tree;

namespace Fw24.Seals;

/// <summary>
/// Appends what functions have recorded to an app's log, and signs the log's new state. It may be interrupted at any place and run several
/// times at once: the log stays one log, and what was recorded is in it once.
/// </summary>
/// <remarks>
/// A round writes its plan first, under the log's size, which only one plan can have. Everything else follows from the plan, so whoever
/// finds it, after a crash or side by side, writes the same objects: the entries and hashes as new tiles, the checkpoint of the new
/// size. Then
/// the sealed objects are deleted, and at last the latest checkpoint is replaced. Who reads that one therefore knows that all
/// that it covers is no longer pending.
/// </remarks>
internal sealed class LogSealer
{
    private const int Parallelism = 16;

    // The plan of a round has all of its entries, and must be an object that can be read again.
    private const int MaxBytes = 64 * 1024 * 1024;

    private readonly ISealStore _store;
    private readonly ILogSigner _signer;
    private readonly string _origin;
    private readonly int _maxEntries;
    private readonly TimeProvider _time;
    private LogKey? _key;

    /// <summary>Creates a sealer.</summary>
    /// <param name="store">The log's objects.</param>
    /// <param name="signer">The log's key.</param>
    /// <param name="origin">The log's name, without spaces and plus signs.</param>
    /// <param name="maxEntries">The number of entries from which a round takes no further object: 1 to 1,000,000.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    public LogSealer(ISealStore store, ILogSigner signer, string origin, int maxEntries = 65_536, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentException.ThrowIfNullOrEmpty(origin);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEntries, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxEntries, 1_000_000);
        (_store, _signer, _origin, _maxEntries, _time) = (store, signer, origin, maxEntries, time ?? TimeProvider.System);
    }

    /// <summary>Seals what is pending, in as many rounds as it takes.</summary>
    /// <param name="cancellationToken">Ends the work, which the next call continues.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="SealException">The log is not as its checkpoint says, or was not written by this sealer.</exception>
    public async Task<SealingResult> SealAsync(CancellationToken cancellationToken = default)
    {
        var key = _key ??= LogKey.Create(_origin, await _signer.GetPublicKeyAsync(cancellationToken).ConfigureAwait(false));
        var (rounds, entries) = (0, 0L);
        DateTimeOffset? oldest = null;
        while (true)
        {
            var latest = await LatestAsync(key, cancellationToken).ConfigureAwait(false);
            var found = new PendingObjects();
            var round = await PlanAsync(latest, found, cancellationToken).ConfigureAwait(false);
            oldest = found.Oldest < (oldest ?? DateTimeOffset.MaxValue) ? found.Oldest : oldest;
            if (round is null)
            {
                return new SealingResult
                {
                    Rounds = rounds, Entries = entries, Checkpoint = latest, Refused = found.Refused, Oldest = oldest,
                };
            }

            await ApplyAsync(round, latest, key, cancellationToken).ConfigureAwait(false);
            (rounds, entries) = (rounds + 1, entries + round.Entries.Count - 1);
        }
    }

    private async ValueTask<Checkpoint?> LatestAsync(LogKey key, CancellationToken cancellationToken)
        => await _store.GetAsync(SealNames.Latest, cancellationToken).ConfigureAwait(false) is { } note
            ? Checkpoint.Verify(note, key)
            : null;

    // The plan that was begun, or a new one. Null if nothing is pending.
    private async ValueTask<SealRound?> PlanAsync(Checkpoint? latest, PendingObjects found, CancellationToken cancellationToken)
    {
        var name = SealNames.RoundOf(latest?.Size ?? 0);
        var begun = await _store.GetAsync(name, cancellationToken).ConfigureAwait(false);
        if (begun is null)
        {
            await ReadPendingAsync(found, cancellationToken).ConfigureAwait(false);
            if (found.Names.Count == 0)
            {
                return null;
            }

            var mark = await MarkAsync(latest, cancellationToken).ConfigureAwait(false);
            var round = new SealRound(found.Names, [.. found.Entries, mark]);
            if (await _store.TryCreateAsync(name, round.ToLines(), cancellationToken).ConfigureAwait(false))
            {
                return round;
            }

            begun = await _store.GetAsync(name, cancellationToken).ConfigureAwait(false);
        }

        return SealRound.Parse(name, begun ?? throw Missing(name));
    }

    private async ValueTask ReadPendingAsync(PendingObjects found, CancellationToken cancellationToken)
    {
        await foreach (var chunk in _store.ListAsync(SealNames.Pending, cancellationToken).Chunk(Parallelism).ConfigureAwait(false))
        {
            var contents = await Task.WhenAll(chunk.Select(
                pending => PendingEntries.ReadAsync(_store, pending.Name, cancellationToken).AsTask())).ConfigureAwait(false);
            foreach (var (pending, entries) in chunk.Zip(contents))
            {
                // Another sealer may just have deleted it; its plan is then the one of this size.
                found.Add(pending, entries);
            }

            if (found.Entries.Count >= _maxEntries || found.Bytes >= MaxBytes)
            {
                break;
            }
        }
    }

    // Marks never go back, whatever the clocks of machines say.
    private async ValueTask<ReadOnlyMemory<byte>> MarkAsync(Checkpoint? latest, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (latest is not null)
        {
            var log = new SealedLog(_store, _key!, latest);
            var last = SealEntry.Parse((await log.EntryAsync(latest.Size - 1, cancellationToken).ConfigureAwait(false)).Span);
            now = last is not null && last.Time > now ? last.Time : now;
        }

        return new SealEntry { Schema = SealEntry.MarkSchema, Time = now }.ToJson();
    }

    private async ValueTask ApplyAsync(SealRound round, Checkpoint? latest, LogKey key, CancellationToken cancellationToken)
    {
        var (tiles, size, root) = await TilesAsync(round, latest, cancellationToken).ConfigureAwait(false);
        await ForEachAsync(
            tiles, (tile, token) => CreateAsync(SealNames.TileOf(tile.Key), tile.Value, token), cancellationToken).ConfigureAwait(false);
        var checkpoint = await SignAsync(size, root, key, cancellationToken).ConfigureAwait(false);
        await ForEachAsync(round.Pending, _store.DeleteAsync, cancellationToken).ConfigureAwait(false);
        await _store.PutAsync(SealNames.Latest, checkpoint.ToUtf8(), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<(Dictionary<LogTile, ReadOnlyMemory<byte>> Tiles, long Size, TreeHash Root)> TilesAsync(
        SealRound round, Checkpoint? latest, CancellationToken cancellationToken)
    {
        var tiles = new Dictionary<LogTile, ReadOnlyMemory<byte>>();
        var frontier = await FrontierAsync(latest, cancellationToken).ConfigureAwait(false);
        using var bundle = await LastBundleAsync(latest, frontier, cancellationToken).ConfigureAwait(false);
        foreach (var entry in round.Entries)
        {
            frontier.Append(MerkleTree.LeafOf(entry.Span), tiles.Add);
            EntryBundle.Write(bundle, entry.Span);
            if (frontier.Size % LogTile.FullWidth == 0)
            {
                AddBundle();
            }
        }

        if (bundle.Length > 0)
        {
            AddBundle();
        }

        foreach (var (tile, content) in frontier.PartialTiles())
        {
            tiles.Add(tile, content);
        }

        return (tiles, frontier.Size, frontier.Root());

        void AddBundle()
        {
            tiles.Add(LogTile.At(LogTile.Entries, (frontier.Size - 1) / LogTile.FullWidth, frontier.Size), bundle.ToArray());
            bundle.SetLength(0);
        }
    }

    private async ValueTask<TreeFrontier> FrontierAsync(Checkpoint? latest, CancellationToken cancellationToken)
    {
        if (latest is null)
        {
            return new TreeFrontier();
        }

        var tiles = new ConcurrentBag<(LogTile, ReadOnlyMemory<byte>)>();
        var log = new SealedLog(_store, _key!, latest);
        await ForEachAsync(
            TreeFrontier.PartialTilesOf(latest.Size),
            async (tile, token) => tiles.Add((tile, await log.ReadAsync(tile, token).ConfigureAwait(false))),
            cancellationToken).ConfigureAwait(false);
        var frontier = TreeFrontier.Restore(latest.Size, tiles);
        return frontier.Root() == latest.RootHash
            ? frontier
            : throw new SealException(
                $"The last tiles of {latest.Origin} do not have the root of its checkpoint of {latest.Size} entries: "
                + "an object of the log was altered.");
    }

    private async ValueTask<MemoryStream> LastBundleAsync(Checkpoint? latest, TreeFrontier frontier, CancellationToken cancellationToken)
    {
        var bundle = new MemoryStream();
        if (frontier.LastLeaves.Count > 0)
        {
            var log = new SealedLog(_store, _key!, latest!);
            var entries = await log.BundleAsync(frontier.Size / LogTile.FullWidth, cancellationToken).ConfigureAwait(false);
            if (!entries.Select(static entry => MerkleTree.LeafOf(entry.Span)).SequenceEqual(frontier.LastLeaves))
            {
                throw new SealException(
                    $"The last entries of {latest!.Origin} do not have the hashes of their tile: an object of the log was altered.");
            }

            foreach (var entry in entries)
            {
                EntryBundle.Write(bundle, entry.Span);
            }
        }

        return bundle;
    }

    // Signatures differ from one another: the first one stays.
    private async ValueTask<Checkpoint> SignAsync(long size, TreeHash root, LogKey key, CancellationToken cancellationToken)
    {
        var name = SealNames.CheckpointOf(size);
        var stored = await _store.GetAsync(name, cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            var body = Checkpoint.BodyOf(_origin, size, root);
            var signature = await _signer.SignAsync(Encoding.UTF8.GetBytes(body), cancellationToken).ConfigureAwait(false);
            var signed = Checkpoint.Sign(body, size, root, key, signature.Span);
            if (await _store.TryCreateAsync(name, signed.ToUtf8(), cancellationToken).ConfigureAwait(false))
            {
                return signed;
            }

            stored = await _store.GetAsync(name, cancellationToken).ConfigureAwait(false);
        }

        var checkpoint = Checkpoint.Verify(stored ?? throw Missing(name), key);
        return checkpoint.Size == size && checkpoint.RootHash == root
            ? checkpoint
            : throw new SealException($"{name} is of another log than its entries: it was altered, or two logs are in one place.");
    }

    private async ValueTask CreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!await _store.TryCreateAsync(name, content, cancellationToken).ConfigureAwait(false)
            && (await _store.GetAsync(name, cancellationToken).ConfigureAwait(false))?.Span.SequenceEqual(content.Span) is not true)
        {
            throw new SealException(
                $"{name} exists with another content: it was altered, or two logs are in one place. The log is not continued.");
        }
    }

    // Side by side, without further threads.
    private static async ValueTask ForEachAsync<T>(
        IEnumerable<T> elements, Func<T, CancellationToken, ValueTask> body, CancellationToken cancellationToken)
    {
        foreach (var chunk in elements.Chunk(Parallelism))
        {
            await Task.WhenAll(chunk.Select(element => body(element, cancellationToken).AsTask())).ConfigureAwait(false);
        }
    }

    private static SealException Missing(string name) => new($"{name} is missing from the log.");

    /// <summary>What a round finds to seal.</summary>
    private sealed class PendingObjects
    {
        /// <summary>The objects' names.</summary>
        public List<string> Names { get; } = [];

        /// <summary>Their entries.</summary>
        public List<ReadOnlyMemory<byte>> Entries { get; } = [];

        /// <summary>The names of objects that do not have the form of entries of records: marks are the sealer's alone.</summary>
        public List<string> Refused { get; } = [];

        /// <summary>The time at which the oldest object was written, of those that are refused, too.</summary>
        public DateTimeOffset? Oldest { get; private set; }

        /// <summary>The size of the entries in bytes.</summary>
        public long Bytes { get; private set; }

        public void Add(SealObject pending, List<ReadOnlyMemory<byte>>? entries)
        {
            Oldest = Oldest < pending.Written ? Oldest : pending.Written;
            if (entries is null)
            {
                Refused.Add(pending.Name);
                return;
            }

            Names.Add(pending.Name);
            Entries.AddRange(entries);
            Bytes += entries.Sum(static entry => (long)entry.Length);
        }
    }
}
