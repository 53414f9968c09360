using System.Globalization;
using System.Security.Cryptography;
using Fw24.Json;

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
