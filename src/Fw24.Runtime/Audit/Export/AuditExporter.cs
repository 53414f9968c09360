using System.Globalization;
using Fw24.Audit.Export;
using Fw24.Audit.Reading;

namespace Fw24.Audit;

/// <summary>Exports audit records to files, a folder for each table and day, with a manifest of their numbers and SHA-256 hashes.</summary>
/// <remarks>
/// <para>
/// Files are <c>orders/day=2026-03-05/0001.jsonl.gz</c>: a partition of Hive, Athena and DuckDB for each day, in UTC. The records of a file
/// are in the order of a query. <c>manifest.json</c> appears when everything else is written; <c>SHA256SUMS</c> is for
/// <c>sha256sum -c</c>.
/// </para>
/// <para>
/// An export that was interrupted goes on with the first day that is not complete when it is called again. Memory is that of a page of
/// records, whatever their number.
/// </para>
/// </remarks>
/// <param name="folder">The folder. It is created if needed.</param>
/// <param name="format">The files' format. Default: <see cref="AuditFileFormat.JsonLines"/>.</param>
/// <param name="time">The clock. Default: the system's.</param>
public sealed class AuditExporter(string folder, AuditFileFormat? format = null, TimeProvider? time = null)
{
    private readonly string _folder = string.IsNullOrEmpty(folder) ? throw new ArgumentException("The folder is empty.", nameof(folder)) : folder;
    private readonly AuditFileFormat _format = format ?? AuditFileFormat.JsonLines;
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The maximum number of records in a file: 1 or more. Default: 1,000,000.</summary>
    public int MaxRecordsPerFile
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1_000_000;

    /// <summary>Exports the records of a read, or goes on with doing so.</summary>
    /// <typeparam name="TRead">The kind of read.</typeparam>
    /// <param name="read">The read, with both its times and without <c>Take</c>: <c>audit.Changes("orders").Between(from, to)</c>.</param>
    /// <param name="cancellationToken">Interrupts the export.</param>
    /// <returns>The export; the one that the folder has if it is complete.</returns>
    /// <exception cref="ArgumentException">
    /// The read has no earliest or no latest time, has a <c>Take</c>, or ends in the future, so that changes would be missing.
    /// </exception>
    /// <exception cref="NotSupportedException">The audit's store cannot serve the read; the message says which can.</exception>
    /// <exception cref="InvalidOperationException">The folder has an export of another read, or one that is being written.</exception>
    public async Task<AuditExport> ExportAsync<TRead>(AuditRead<TRead> read, CancellationToken cancellationToken = default)
        where TRead : AuditRead<TRead>
    {
        ArgumentNullException.ThrowIfNull(read);
        var export = ExportOf(read);
        if (await AuditExport.ReadAsync(_folder, cancellationToken).ConfigureAwait(false) is { } done)
        {
            if (!IsSame(done, export))
            {
                throw new InvalidOperationException(
                    $"{_folder} has an export of other records, tables, times or another format. Use another folder.");
            }

            ExportFolder.RemoveProgress(_folder);
            return done;
        }

        read.Check();
        using var target = ExportFolder.Open(_folder, export);
        var files = new List<AuditExportFile>();
        foreach (var source in read.Sources)
        {
            for (var day = DayOf(export.From); day <= DayOf(export.To); day = day.AddDays(1))
            {
                var exported = target.Days.GetValueOrDefault((source.Table.Name, day))
                    ?? await ExportDayAsync(target, source, read.Selection, day, cancellationToken).ConfigureAwait(false);
                files.AddRange(exported.Files);
            }
        }

        export = export with { Files = files, Records = files.Sum(static file => file.Records), ExportedAt = _time.GetUtcNow() };
        await target.CompleteAsync(export, cancellationToken).ConfigureAwait(false);
        return export;
    }

    private AuditExport ExportOf<TRead>(AuditRead<TRead> read)
        where TRead : AuditRead<TRead>
    {
        if (read.Limit is not null)
        {
            throw new ArgumentException("An export has all records: leave out Take.", nameof(read));
        }

        if ((read.Selection.From, read.Selection.To) is not ({ } from, { } to))
        {
            throw new ArgumentException("An export needs a time range: Between(from, to).", nameof(read));
        }

        if (to > _time.GetUtcNow())
        {
            throw new ArgumentException("An export ends in the past: changes that are still to come would be missing.", nameof(read));
        }

        return new AuditExport
        {
            From = from.ToUniversalTime(),
            To = to.ToUniversalTime(),
            Tables = [.. read.Sources.Select(static source => source.Table.Name)],
            Selection = Convert.ToHexStringLower(read.Selection.Identity(read.Sources.Select(static source => source.Name))),
            Format = _format.Extension,
            ExportedAt = DateTimeOffset.UnixEpoch,
            Records = 0,
            Files = [],
        };
    }

    private async Task<ExportedDay> ExportDayAsync(
        ExportFolder target, AuditSource source, AuditSelection selection, DateOnly day, CancellationToken cancellationToken)
    {
        var (start, end) = (TimeOf(day), TimeOf(day.AddDays(1)).AddTicks(-1));
        selection = selection with
        {
            From = selection.From > start ? selection.From : start,
            To = selection.To < end ? selection.To : end,
            Descending = false,
        };
        var place = target.Clear(source.Table.Name, day);
        List<AuditExportFile> files = [];
        var entries = source.ReadAsync(selection, null, null, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (entries.ConfigureAwait(false))
        {
            while (await entries.MoveNextAsync().ConfigureAwait(false))
            {
                var name = $"{place}/{(files.Count + 1).ToString("0000", CultureInfo.InvariantCulture)}.{_format.Extension}";
                var path = Path.Combine(target.Root, name);
                var records = await WriteAsync(path, entries, cancellationToken).ConfigureAwait(false);
                var hash = await AuditExport.HashAsync(path, cancellationToken).ConfigureAwait(false);
                files.Add(new AuditExportFile(name, source.Table.Name, day, records, new FileInfo(path).Length, hash));
            }
        }

        var exported = new ExportedDay(source.Table.Name, day, files);
        target.Complete(exported);
        return exported;
    }

    // Writes the current record and those after it, up to the maximum of a file.
    private async Task<long> WriteAsync(string path, IAsyncEnumerator<AuditEntry> entries, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var records = 0L;
        var file = new FileStream(path, FileMode.CreateNew);
        await using (file.ConfigureAwait(false))
        {
            await _format.WriteAsync(file, PartAsync(), cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        return records;

        async IAsyncEnumerable<AuditEntry> PartAsync()
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                records++;
                yield return entries.Current;
            }
            while (records < MaxRecordsPerFile && await entries.MoveNextAsync().ConfigureAwait(false));
        }
    }

    private static bool IsSame(AuditExport left, AuditExport right)
        => (left.Selection, left.Format, left.From, left.To) == (right.Selection, right.Format, right.From, right.To);

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    private static DateTimeOffset TimeOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
