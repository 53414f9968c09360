using System.Globalization;
using System.Security.Cryptography;
using Fw24.Json;
using Fw24.Seals.Tree;

namespace Fw24.Seals;

/// <summary>Leaves entries for the next round that seals.</summary>
internal static class PendingEntries
{
    private const int HashBytes = 16;

    /// <summary>Creates an object of entries. Its name is its content's, so the same entries are left once.</summary>
    /// <param name="store">The log's objects.</param>
    /// <param name="entries">The entries: at least one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async ValueTask AddAsync(ISealStore store, IReadOnlyList<SealEntry> entries, CancellationToken cancellationToken)
    {
        var content = ContentOf(entries);
        _ = await store.TryCreateAsync(NameOf(entries[0].Time, content.Span), content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads an object of entries.</summary>
    /// <param name="store">The log's objects.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The entries, none if there is no object; <see langword="null"/> if it is not to be sealed: too large, or not only entries of
    /// records. Marks are the sealer's alone.
    /// </returns>
    public static async ValueTask<List<ReadOnlyMemory<byte>>?> ReadAsync(
        ISealStore store, string name, CancellationToken cancellationToken)
    {
        try
        {
            var content = await store.GetAsync(name, cancellationToken).ConfigureAwait(false) ?? default;
            var lines = SealRound.LinesOf(content).ToList();
            return lines.TrueForAll(IsOfRecord) ? lines : null;
        }
        catch (ItemFormatException)
        {
            return null;
        }
    }

    private static bool IsOfRecord(ReadOnlyMemory<byte> line)
        => line.Length <= EntryBundle.MaxEntryBytes && SealEntry.Parse(line.Span)?.IsOfRecord is true;

    private static string NameOf(DateTimeOffset time, ReadOnlySpan<byte> content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, HashBytes));
        return string.Create(CultureInfo.InvariantCulture, $"{SealNames.Pending}{time.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{hash}");
    }

    private static ReadOnlyMemory<byte> ContentOf(IReadOnlyList<SealEntry> entries)
    {
        using var lines = new MessageBuffer(256 * entries.Count);
        foreach (var entry in entries)
        {
            entry.Write(lines);
            lines.Append("\n"u8);
        }

        return lines.Written(lines.Since(0)).ToArray();
    }
}
