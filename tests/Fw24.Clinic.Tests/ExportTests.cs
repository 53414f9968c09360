using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;

namespace Fw24.Clinic.Tests;

/// <summary>The files for an external auditor, question 11 of the auditor's list.</summary>
public sealed class ExportTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 2, 27, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_march = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly LocalCloud _cloud = LocalCloud.Create(ClinicApp.Model, static options => options.StartTime = s_start);
    private readonly string _root = Directory.CreateTempSubdirectory("fw24-export-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_root, "march");

    private AuditQuery March => _cloud.AuditReader().Changes("billing").Between(s_march, s_march.AddMonths(1).AddTicks(-1));

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Q11_march_of_billing_as_files_with_counts_and_checksums()
    {
        await WriteAsync(days: 40);
        var records = await March.ToListAsync(Stop);

        var export = await Exporter().ExportAsync(March, Stop);

        Assert.Equal((records.Count, 31, "jsonl.gz"), (export.Records, export.Files.Count, export.Format));
        Assert.Equal("billing/day=2026-03-01/0001.jsonl.gz", export.Files[0].Path);
        Assert.All(export.Files, file => Assert.Equal(
            (new FileInfo(Path.Combine(Folder, file.Path)).Length, Hash(file)), (file.Bytes, file.Sha256)));
        Assert.Equal(
            export.Files.Select(static file => $"{file.Sha256}  {file.Path}"),
            await File.ReadAllLinesAsync(Path.Combine(Folder, "SHA256SUMS"), Stop));
        Assert.Empty(await AuditExport.VerifyAsync(Folder, Stop));

        // The files answer as the audit does.
        var reader = AuditReader.FromLines(ClinicApp.Model, () => Lines(export));
        var exported = await reader.Changes("billing").ToListAsync(Stop);
        Assert.Equal(records.Select(static entry => entry.EventId), exported.Select(static entry => entry.EventId));
        var trail = reader.OfInvoice("i-3", "invoice");
        Assert.Equal(3m, (await trail.StateAsync(s_march.AddDays(20), Stop)).Item?.Total);

        // Calling again changes nothing.
        await WriteAsync(days: 1);
        Assert.Equivalent(export, await Exporter().ExportAsync(March, Stop));
    }

    [Theory]
    [InlineData("jsonl.gz", "read_json('{0}/billing/*/*.jsonl.gz', format = 'newline_delimited', hive_partitioning = true)")]
    [InlineData("parquet", "read_parquet('{0}/billing/*/*.parquet', hive_partitioning = true)")]
    public async Task Q11_the_files_are_a_table_to_a_tool_of_analysts(string extension, string table)
    {
        await WriteAsync(days: 40);
        AuditFileFormat format = extension is "parquet" ? new ParquetFormat() : AuditFileFormat.JsonLines;
        var export = await new AuditExporter(Folder, format, Clock()) { MaxRecordsPerFile = 2 }.ExportAsync(March, Stop);

        using var duck = new DuckDBConnection("Data Source=:memory:");
        await duck.OpenAsync(Stop);
        var from = string.Format(CultureInfo.InvariantCulture, table, Folder);
        string[] queries =
        [
            $"SELECT count(*) FROM {from}",
            $"SELECT count(*) FROM {from} WHERE CAST(day AS DATE) = DATE '2026-03-05' AND epoch(CAST(time AS TIMESTAMP)) = 1772697600",
            $"SELECT sum(CAST(json_extract_string(changes, '$.Total.new') AS INTEGER)) FROM {from} WHERE actor = 'r-2'",
            $"SELECT count(DISTINCT id) FROM {from} WHERE actorKind = 'writer' AND json_extract_string(key, '$.InvoiceId') LIKE 'j-%'",
        ];
        var answers = queries.Select(query => Ask(duck, query));

        // Days 2 to 32 of the run are those of March.
        Assert.Equal([93, 3, Enumerable.Range(2, 31).Sum(), 31], answers);
        Assert.Equal(93, export.Records);
        Assert.Equal(62, export.Files.Count);
    }

    [Fact]
    public async Task A_record_of_every_kind_keeps_all_its_members_in_columns()
    {
        string[] lines =
        [
            """
            {"schema":"fw24.audit/1","id":"1","time":"2026-03-05T10:05:01Z","recordedAt":"2026-03-05T10:05:03.1234567Z","app":"clinic",
            "table":"billing","entity":"Invoice","operation":"insert","key":{"InvoiceId":"i-1"},"changes":{"Note":{"new":{"$b":"AAH/"}}},
            "actorKind":"unknown","origin":"replication","sequence":"1"}
            """.ReplaceLineEndings(""),
            """
            {"schema":"fw24.audit/2","id":"2","time":"2026-03-05T10:05:01Z","recordedAt":"2026-03-05T10:05:03Z","app":"clinic",
            "table":"billing","entity":"-","operation":"modify","key":{"InvoiceId":"i-1"},
            "changes":{"a\\.b":{"old":[1.5,null],"new":"ü \" \n"}},"redacted":["Email","Home"],"actor":"u-7","actorKind":"writer",
            "reason":"ticket \"4711\"","fields":{"ticket":"4711"},"restored":{"before":"1","time":"2026-03-05T10:00:00Z","undone":"1"},
            "origin":"application","sequence":"2","trace":"00-abc-def-01"}
            """.ReplaceLineEndings(""),
            """
            {"schema":"fw24.audit.erased/1","id":"3","time":"2026-03-05T10:05:01Z","recordedAt":"2026-03-05T10:05:03Z","app":"clinic",
            "table":"billing","entity":"Invoice","operation":"remove","key":{"InvoiceId":"i-1"},"erasedAt":"2026-04-01T00:00:00Z",
            "erased":["Email"],"actorKind":"system","origin":"timeToLive","sequence":"3"}
            """.ReplaceLineEndings(""),
        ];
        var path = Path.Combine(_root, "records.parquet");
        await using (var file = File.Create(path))
        {
            await new ParquetFormat().WriteAsync(file, EntriesAsync(lines), Stop);
        }

        using var duck = new DuckDBConnection("Data Source=:memory:");
        await duck.OpenAsync(Stop);
        using var command = duck.CreateCommand();
        command.CommandText = $"SELECT * FROM read_parquet('{path}') ORDER BY id";
        using var rows = await command.ExecuteReaderAsync(Stop);
        foreach (var line in lines)
        {
            Assert.True(await rows.ReadAsync(Stop));
            using var record = JsonDocument.Parse(line);
            foreach (var member in record.RootElement.EnumerateObject())
            {
                Assert.Equal(Shown(member), Shown(rows, member.Name));
            }

            Assert.Equal(
                record.RootElement.EnumerateObject().Count(),
                Enumerable.Range(0, rows.FieldCount).Count(column => !rows.IsDBNull(column)));
        }
    }

    [Fact]
    public async Task An_interrupted_export_goes_on_and_ends_as_one_that_was_not()
    {
        await WriteAsync(days: 12);
        var whole = await new AuditExporter(Path.Combine(_root, "whole"), null, Clock()) { MaxRecordsPerFile = 2 }.ExportAsync(March, Stop);

        // The export stops at a record, each time one later, until it gets through.
        var attempts = 0;
        for (AuditExport? export = null; export is null; attempts++)
        {
            var exporter = new AuditExporter(Folder, new StoppingFormat(attempts), Clock()) { MaxRecordsPerFile = 2 };
            try
            {
                export = await exporter.ExportAsync(March, Stop);
                Assert.Equivalent(whole.Files, export.Files);
            }
            catch (TimeoutException)
            {
                Assert.Null(await AuditExport.ReadAsync(Folder, Stop));
            }
        }

        Assert.InRange(attempts, 3, 20);
        Assert.Contains(whole.Files, static file => file.Path.EndsWith("/0002.jsonl.gz", StringComparison.Ordinal));
        Assert.Empty(await AuditExport.VerifyAsync(Folder, Stop));
    }

    [Fact]
    public async Task A_day_that_was_cut_in_the_progress_is_exported_again()
    {
        await WriteAsync(days: 5);
        await Assert.ThrowsAsync<TimeoutException>(
            () => new AuditExporter(Folder, new StoppingFormat(7), Clock()).ExportAsync(March, Stop));
        var progress = Path.Combine(Folder, "manifest.partial.jsonl");
        await using (var file = new FileStream(progress, FileMode.Open))
        {
            file.SetLength(file.Length - 9);
        }

        var export = await Exporter().ExportAsync(March, Stop);

        Assert.Equal((await March.ToListAsync(Stop)).Count, export.Records);
        Assert.False(File.Exists(progress));
    }

    [Fact]
    public async Task An_export_that_was_interrupted_before_its_progress_was_removed_is_as_it_was_written()
    {
        await WriteAsync(days: 2);
        await Exporter().ExportAsync(March, Stop);
        var progress = Path.Combine(Folder, "manifest.partial.jsonl");
        await File.WriteAllTextAsync(progress, "{}\n", Stop);
        Assert.Equal(["manifest.partial.jsonl is not in the manifest."], await AuditExport.VerifyAsync(Folder, Stop));

        await Exporter().ExportAsync(March, Stop);

        Assert.Empty(await AuditExport.VerifyAsync(Folder, Stop));
    }

    [Fact]
    public async Task What_was_done_to_the_files_is_named()
    {
        await WriteAsync(days: 5);
        var export = await Exporter().ExportAsync(March, Stop);
        var (altered, lost) = (export.Files[0].Path, export.Files[1].Path);
        await using (var file = new FileStream(Path.Combine(Folder, altered), FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.WriteByte((byte)(file.ReadByte() ^ 1));
        }

        File.Move(Path.Combine(Folder, lost), Path.Combine(Folder, "billing/0001.jsonl.gz"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "notes.txt"), "x", Stop);
        await File.AppendAllTextAsync(Path.Combine(Folder, "SHA256SUMS"), "x", Stop);

        Assert.Equal(
            [
                $"{altered} was altered: its SHA-256 hash is not that of the manifest.",
                $"{lost} is missing.",
                "SHA256SUMS was altered: it is not what the manifest says.",
                "billing/0001.jsonl.gz is not in the manifest.",
                "notes.txt is not in the manifest.",
            ],
            await AuditExport.VerifyAsync(Folder, Stop));
        await Assert.ThrowsAsync<InvalidDataException>(() => AuditExport.VerifyAsync(_root, Stop));
    }

    [Fact]
    public async Task What_would_not_be_whole_is_refused()
    {
        await WriteAsync(days: 5);
        var audit = _cloud.AuditReader();

        await Assert.ThrowsAsync<ArgumentException>(() => Exporter().ExportAsync(audit.Changes("billing").From(s_march), Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Exporter().ExportAsync(March.Take(5), Stop));
        await Assert.ThrowsAsync<ArgumentException>(
            () => new AuditExporter(Folder, null, new FixedClock(s_march.AddDays(3))).ExportAsync(March, Stop));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Exporter().ExportAsync(audit.Changes("billing").From(s_march).To(s_march.AddTicks(-1)), Stop));
        Assert.False(Directory.Exists(Folder));

        await Exporter().ExportAsync(March, Stop);
        var other = await Assert.ThrowsAsync<InvalidOperationException>(() => Exporter().ExportAsync(March.By("r-1"), Stop));
        Assert.Contains("Use another folder", other.Message, StringComparison.Ordinal);
        var full = await Assert.ThrowsAsync<InvalidOperationException>(
            () => new AuditExporter(_root, null, Clock()).ExportAsync(March, Stop));
        Assert.Contains("a folder of its own", full.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_export_in_the_folder_is_refused_while_one_runs_and_after_it_was_interrupted()
    {
        await WriteAsync(days: 5);
        var format = new StoppingFormat(int.MaxValue)
        {
            Meanwhile = () => Assert.ThrowsAsync<InvalidOperationException>(() => Exporter().ExportAsync(March, Stop)),
        };
        await new AuditExporter(Folder, format, Clock()).ExportAsync(March, Stop);

        var begun = Path.Combine(_root, "begun");
        await Assert.ThrowsAsync<TimeoutException>(() => new AuditExporter(begun, new StoppingFormat(2), Clock()).ExportAsync(March, Stop));
        var other = await Assert.ThrowsAsync<InvalidOperationException>(
            () => new AuditExporter(begun, null, Clock()).ExportAsync(March.By("r-1"), Stop));
        Assert.Contains("not complete", other.Message, StringComparison.Ordinal);
    }

    private static string Shown(JsonProperty member) => member switch
    {
        { Name: "time" or "recordedAt" or "erasedAt" } => Shown(member.Value.GetDateTime()),
        { Value.ValueKind: JsonValueKind.String } => member.Value.GetString()!,
        _ => member.Value.GetRawText(),
    };

    private static string Shown(DbDataReader row, string column)
        => row[column] is DateTime time ? Shown(time) : (string)row[column];

    // Parquet has microseconds.
    private static string Shown(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static async IAsyncEnumerable<AuditEntry> EntriesAsync(string[] lines)
    {
        foreach (var line in lines)
        {
            await Task.CompletedTask;
            yield return AuditEntry.Parse(Encoding.UTF8.GetBytes(line));
        }
    }

    private static long Ask(DuckDBConnection duck, string query)
    {
        using var command = duck.CreateCommand();
        command.CommandText = $"SELECT CAST(({query}) AS BIGINT)";
        return (long)command.ExecuteScalar()!;
    }

    private AuditExporter Exporter() => new(Folder, null, Clock());

    private static FixedClock Clock() => new(s_march.AddMonths(2));

    private string Hash(AuditExportFile file)
        => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, file.Path))));

    private MemoryStream Lines(AuditExport export)
    {
        var lines = new MemoryStream();
        foreach (var file in export.Files)
        {
            using var gzip = new GZipStream(File.OpenRead(Path.Combine(Folder, file.Path)), CompressionMode.Decompress);
            gzip.CopyTo(lines);
        }

        lines.Position = 0;
        return lines;
    }

    // Three changes a day: two invoices, one of which is paid.
    private async Task WriteAsync(int days)
    {
        var (invoices, payments) = (_cloud.Table<Invoice>(), _cloud.Table<Payment>());
        for (var day = 0; day < days; day++)
        {
            await invoices.As("r-1").PutAsync(new Invoice { InvoiceId = $"i-{day}", PatientId = "p-17", Total = day }, Stop);
            await invoices.As("r-2").PutAsync(new Invoice { InvoiceId = $"j-{day}", PatientId = "p-18", Total = day }, Stop);
            await payments.As("r-1").PutAsync(new Payment { InvoiceId = $"i-{day}", Part = "payment#1", Amount = day }, Stop);
            await _cloud.RunUntilIdleAsync(Stop);
            await _cloud.AdvanceAsync(TimeSpan.FromDays(1), Stop);
        }
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    // Lines of JSON that end with an exception before a record.
    private sealed class StoppingFormat(int records) : AuditFileFormat
    {
        private int _written;

        public Func<Task> Meanwhile { get; init; } = static () => Task.CompletedTask;

        public override string Extension => JsonLines.Extension;

        public override Task WriteAsync(Stream file, IAsyncEnumerable<AuditEntry> entries, CancellationToken cancellationToken)
            => JsonLines.WriteAsync(file, UntilAsync(entries), cancellationToken);

        private async IAsyncEnumerable<AuditEntry> UntilAsync(IAsyncEnumerable<AuditEntry> entries)
        {
            await foreach (var entry in entries)
            {
                await Meanwhile();
                if (_written++ == records)
                {
                    throw new TimeoutException();
                }

                yield return entry;
            }
        }
    }
}
