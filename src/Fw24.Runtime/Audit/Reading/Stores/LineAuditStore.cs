using System.Runtime.CompilerServices;
using Fw24.Audit.Records;

namespace Fw24.Audit.Reading.Stores;

/// <summary>Audit records as lines of a text, such as the output of the console sink or an export of a log group.</summary>
/// <remarks>
/// Lines are in no order. A read keeps the first records in order that it has seen, up to a maximum; for more of them, it reads the text
/// again.
/// </remarks>
/// <param name="table">The table's name in the model.</param>
/// <param name="open">Opens the text. It is closed after each read.</param>
/// <param name="onBroken">Receives the numbers of lines that are broken records; <see langword="null"/> for an exception.</param>
internal sealed class LineAuditStore(string table, Func<Stream> open, Action<long, ItemFormatException>? onBroken) : IAuditStore
{
    // Of some KB each.
    private const int MaxKept = 10_000;

    /// <inheritdoc/>
    public bool IsByTime(AuditSelection selection) => true;

    /// <inheritdoc/>
    public void Check(AuditSelection selection)
    {
        if (selection.IsAsStored)
        {
            throw new NotSupportedException(
                $"Lines of the audit of {table} are read once for equal records. Read an export with AuditExport.ReadRecordsAsync, or each "
                + "line with AuditEntry.Parse.");
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(
        AuditSelection selection, AuditPosition? after, int? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sign = selection.Descending ? -1 : 1;
        var order = Comparer<AuditPosition>.Create((left, right) => sign * left.CompareTo(right));
        var most = Math.Min(limit ?? MaxKept, MaxKept);
        var reports = onBroken;
        while (true)
        {
            var kept = new SortedList<AuditPosition, AuditEntry>(order);
            await foreach (var entry in EntriesAsync(reports, cancellationToken).ConfigureAwait(false))
            {
                if (entry.Table == table && selection.Matches(entry))
                {
                    Keep(kept, entry, after, most);
                }
            }

            // Broken lines are reported once.
            reports = static (_, _) => { };
            foreach (var (position, entry) in kept)
            {
                after = position;
                yield return entry;
            }

            if (kept.Count < most)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<MissingRecords> MissingAsync(CancellationToken cancellationToken) => throw MissingRecords.NotMarked(table);

    /// <inheritdoc/>
    public int ItemsAtOnce => 1;

    /// <inheritdoc/>
    public async ValueTask<AuditLog?> ReadPartitionAsync(KeySpan span, CancellationToken cancellationToken)
        => await LogAsync(span.Contains, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<AuditLog> ReadItemAsync(ItemImage key, CancellationToken cancellationToken)
    {
        var item = AuditKey.Identity(key);
        return LogAsync(one => AuditKey.Identity(one) == item, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool?> IsAtEndAsync(ItemImage key, ItemImage item, string last, CancellationToken cancellationToken)
        => new((bool?)null);

    private async ValueTask<AuditLog> LogAsync(Func<ItemImage, bool> isWanted, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in EntriesAsync(onBroken, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Table == table && isWanted(entry.Key))
            {
                entries.Add(entry);
            }
        }

        return new AuditLog(entries, []);
    }

    private static void Keep(SortedList<AuditPosition, AuditEntry> kept, AuditEntry entry, AuditPosition? after, int most)
    {
        var position = AuditPosition.Of(entry);
        if (after is not null && kept.Comparer.Compare(position, after) <= 0)
        {
            return;
        }

        if (kept.Count == most && kept.Comparer.Compare(position, kept.GetKeyAtIndex(most - 1)) >= 0)
        {
            return;
        }

        // The first of duplicates stays.
        if (kept.TryAdd(position, entry) && kept.Count > most)
        {
            kept.RemoveAt(most);
        }
    }

    private async IAsyncEnumerable<AuditEntry> EntriesAsync(
        Action<long, ItemFormatException>? reports, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = open();
        await using (stream.ConfigureAwait(false))
        {
            var lines = new LineReader(stream);
            while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                if (Read(line.Span, lines.Number, reports) is { } entry)
                {
                    yield return entry;
                }
            }
        }
    }

    private static AuditEntry? Read(ReadOnlySpan<byte> line, long number, Action<long, ItemFormatException>? reports)
    {
        try
        {
            return AuditLine.Read(line);
        }
        catch (ItemFormatException exception) when (reports is not null)
        {
            reports(number, exception);
            return null;
        }
    }
}
