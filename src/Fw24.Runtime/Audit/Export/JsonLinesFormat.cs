using System.IO.Compression;
using Fw24.Audit.Trail;

namespace Fw24.Audit.Export;

/// <summary>Lines of JSON, compressed with gzip.</summary>
internal sealed class JsonLinesFormat : AuditFileFormat
{
    /// <inheritdoc/>
    public override string Extension => "jsonl.gz";

    /// <inheritdoc/>
    public override async Task WriteAsync(Stream file, IAsyncEnumerable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        using var line = new AuditLineWriter();
        var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        await using (gzip.ConfigureAwait(false))
        {
            await foreach (var entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await gzip.WriteAsync(line.Write(entry), cancellationToken).ConfigureAwait(false);
                gzip.WriteByte((byte)'\n');
            }
        }
    }
}
