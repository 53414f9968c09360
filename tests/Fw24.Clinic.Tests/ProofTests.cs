using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;
using Fw24.Local.Faults;
using Fw24.Seals;

namespace Fw24.Clinic.Tests;

/// <summary>What is sealed is proved to an auditor, from the live stores and from files.</summary>
public sealed class ProofTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly LocalCloud _cloud = LocalCloud.Create(ClinicApp.Model, static options =>
    {
        options.StartTime = s_start;
        options.Faults = LocalFaults.Random(17, LocalFaultRates.Transient);
    });

    private readonly string _root = Directory.CreateTempSubdirectory("fw24-proof-").FullName;
    private int _written;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task The_live_audit_and_its_export_are_what_was_sealed()
    {
        await WriteAsync();
        var verifier = new AuditVerifier(await _cloud.Seals().OpenAsync(Stop), _cloud.Time);
        string[] tables = ["billing", "patients"];

        var live = await verifier.VerifyAsync(_cloud.AuditReader(), tables, s_start, s_start.AddDays(1), Stop);
        Assert.True(live.IsSound, string.Join('\n', live.Findings));

        // What CloudWatch Logs has twice is sealed twice.
        Assert.InRange(live.Sealed, 80, 100);
        Assert.Equal(0, live.Unsealed);

        var all = _cloud.AuditReader().Changes(tables).Between(s_start, s_start.AddDays(1)).AsStored();
        var export = await new AuditExporter(_root, time: Later()).ExportAsync(all, Stop);
        var exported = await verifier.VerifyAsync(
            AuditExport.ReadRecordsAsync(_root, Stop), tables, s_start, s_start.AddDays(1), Stop);
        Assert.True(exported.IsSound, string.Join('\n', exported.Findings));
        Assert.Equal(live.Sealed, exported.Sealed);
        Assert.Equal(export.Records, exported.Sealed + exported.Duplicates);
        Assert.Equal(80, (await _cloud.AuditReader().Changes(tables).ToListAsync(Stop)).Count);
        await Assert.ThrowsAsync<InvalidOperationException>(() => all.ToPageAsync(10, cancellationToken: Stop));
    }

    [Fact]
    public async Task A_checkpoint_that_the_auditor_kept_is_continued_by_later_ones()
    {
        await WriteAsync();
        var kept = (await _cloud.Seals().OpenAsync(Stop)).Checkpoint.Text;
        await WriteAsync();

        var log = await _cloud.Seals().OpenAsync(Stop);
        await log.EnsureContinuesAsync(Checkpoint.Verify(kept, _cloud.Seals().Key), Stop);
    }

    [Fact]
    public async Task Who_looks_at_rows_and_not_at_indexes_sees_what_is_hidden_or_copied()
    {
        var table = ClinicApp.Model.Tables.Single(static table => table.Audit is { LoggerType: AuditLoggerType.DynamoDb, Sealed: true });
        var rows = _cloud.Tables[$"{table.Name}-audit"];
        await WriteAsync();
        var verifier = new AuditVerifier(await _cloud.Seals().OpenAsync(Stop), _cloud.Time);
        Assert.Empty((await VerifyAsync()).Findings);

        var row = rows.Items.First(static item => Text(item).Contains("\"commitment\"", StringComparison.Ordinal));
        var copy = Text(row).Replace("\"sk\":{\"S\":\"0", "\"sk\":{\"S\":\"1", StringComparison.Ordinal);
        Assert.NotEqual(Text(row), copy);
        rows.Put(new ItemImage(Encoding.UTF8.GetBytes(copy)));
        var finding = Assert.Single((await VerifyAsync()).Findings);
        Assert.Equal(AuditFindingKind.Inserted, finding.Kind);
        Assert.Contains("is a copy", finding.Text, StringComparison.Ordinal);

        Task<AuditVerification> VerifyAsync() => verifier.VerifyTableAsync(_cloud.Store, table, rows.Name, cancellationToken: Stop);
    }

    private static string Text(ItemImage item) => Encoding.UTF8.GetString(item.Json.Span);

    private async Task WriteAsync()
    {
        for (var number = 0; number < 40; number++)
        {
            var part = $"invoice-{++_written}";
            var invoice = new Invoice { InvoiceId = $"i-{number % 7}", Part = part, PatientId = "p-1", Total = number };
            await _cloud.Table<Invoice>().As("r-1").PutAsync(invoice, Stop);
            await _cloud.Table<Patient>().As("d-4").PutAsync(new Patient { PatientId = $"p-{_written}", Name = "Ana" }, Stop);
        }

        await _cloud.RunUntilIdleAsync(Stop);
        await _cloud.AdvanceAsync(TimeSpan.FromHours(1), Stop);
    }

    private Ahead Later() => new(_cloud.Time);

    // The export's range ends with the day.
    private sealed class Ahead(TimeProvider time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow().AddDays(2);
    }
}
