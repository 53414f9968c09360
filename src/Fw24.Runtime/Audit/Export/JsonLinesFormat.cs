using System.IO.Compression;
using Fw24.Audit.Trail;

namespace Fw24.Audit.Export;

/// <summary>Lines of JSON, compressed with gzip.</summary>
internal sealed class JsonLinesFormat : AuditFileFormat
{
    // A call of the compressor for each line would cost more than the line.
    private const int BufferSize = 64 * 1024;

    /// <inheritdoc/>
    public override string Extension => "jsonl.gz";

    /// <inheritdoc/>
    public override async Task WriteAsync(Stream file, IAsyncEnumerable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        using var line = new AuditLineWriter();
        var gzip = new BufferedStream(new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true), BufferSize);
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
