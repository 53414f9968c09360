using Fw24.Audit.Columns;
using Parquet;

namespace Fw24.Audit;

/// <summary>Apache Parquet, compressed with Zstandard: a column for each member of a record, times as UTC timestamps.</summary>
/// <remarks>
/// <c>key</c>, <c>changes</c> and the lists of names are the JSON texts of a record, so nothing of it is lost. A file has groups of at most 10,000 records or
/// about 16 MB of JSON, of which one is in memory.
/// </remarks>
public sealed class ParquetFormat : AuditFileFormat
{
    private const int MaxGroupRecords = 10_000;
    private const int MaxGroupBytes = 16 * 1024 * 1024;

    /// <inheritdoc/>
    public override string Extension => "parquet";

    /// <inheritdoc/>
    public override async Task WriteAsync(Stream file, IAsyncEnumerable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(entries);
        var group = new RecordGroup();
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd };
        var writer = await ParquetWriter.CreateAsync(RecordGroup.Schema, file, options, false, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await foreach (var entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                group.Add(entry);
                if (group.Records >= MaxGroupRecords || group.Bytes >= MaxGroupBytes)
                {
                    await group.WriteAsync(writer, cancellationToken).ConfigureAwait(false);
                }
            }

            await group.WriteAsync(writer, cancellationToken).ConfigureAwait(false);
        }
    }
}
