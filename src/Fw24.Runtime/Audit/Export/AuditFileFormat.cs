using Fw24.Audit.Export;

namespace Fw24.Audit;

/// <summary>A format of exported audit records: <see cref="JsonLines"/>, or Parquet of the package Fw24.Parquet.</summary>
public abstract class AuditFileFormat
{
    /// <summary>
    /// Lines of JSON, compressed with gzip: the records of <c>docs/reference/formats.md</c>, a line each, without loss.
    /// <see cref="AuditReader.FromLines"/> reads them after decompression.
    /// </summary>
    public static AuditFileFormat JsonLines { get; } = new JsonLinesFormat();

    /// <summary>The end of the files' names, such as <c>jsonl.gz</c>.</summary>
    public abstract string Extension { get; }

    /// <summary>Writes a file.</summary>
    /// <param name="file">The file, which is empty. It stays open.</param>
    /// <param name="entries">Its records. They are to be read once, and not to be kept all in memory.</param>
    /// <param name="cancellationToken">Cancels the reads and writes.</param>
    /// <returns>The end of writing.</returns>
    public abstract Task WriteAsync(Stream file, IAsyncEnumerable<AuditEntry> entries, CancellationToken cancellationToken);
}
