using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;
using Fw24.Tables;

namespace Fw24.Clinic.Tests;

/// <summary>The erasure of a patient, question 12 of the auditor's list.</summary>
public sealed class ErasureTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly LocalCloud _cloud = LocalCloud.Create(ClinicApp.Model, static options => options.StartTime = s_start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Q12_a_patient_is_erased_twice_with_changes_still_on_their_way()
    {
        var patients = _cloud.Table<Patient>();
        var ana = await patients.As("r-1").PutAsync(new Patient { PatientId = "p-17", Name = "Ana", Phone = "030" }, Stop);
        await patients.As("r-1").PutAsync(new Patient { PatientId = "p-18", Name = "Bea" }, Stop);
        await _cloud.RunUntilIdleAsync(Stop);
        await _cloud.AdvanceAsync(TimeSpan.FromDays(1), Stop);
        ana = await patients.As("d-4").PutAsync(ana with { Name = "Ana Lind" }, Stop);
        await _cloud.RunUntilIdleAsync(Stop);
        await _cloud.AdvanceAsync(TimeSpan.FromDays(1), Stop);

        // The record of the removal is written after the first erasure.
        await patients.DeleteAsync(ana, Stop);
        var first = await EraseAsync("request 17");
        await _cloud.RunUntilIdleAsync(Stop);
        var second = await EraseAsync("request 18");

        Assert.Equal((2, "request 17", true), (first.Records, first.Reason, first.IsComplete));
        Assert.Equal((first.Time, first.Reason), (second.Time, second.Reason));
        var trail = _cloud.AuditReader().OfPatient("p-17");
        var left = await trail.Changes().ToListAsync(Stop);
        Assert.Equal(
            ["Insert by r-1: ChangedBy Name Phone", "Modify by d-4: ChangedBy Name", "Remove by d-4: ChangedBy Name Phone"],
            left.Select(static entry => $"{entry.Operation} by {entry.Actor}: {string.Join(' ', entry.ErasedNames)}"));
        Assert.All(await RowsAsync("p-17"), static row => Assert.DoesNotContain("\"Ana", row, StringComparison.Ordinal));
        Assert.Contains(await RowsAsync("p-18"), static row => row.Contains("Bea", StringComparison.Ordinal));

        // What was erased is not known, and is not taken for missing.
        var report = await trail.ReportAsync(Stop);
        Assert.Equal((3, true, true), (report.Records, report.HasBeginning, report.IsAtEnd));
        Assert.All(report.Unknown, static span => Assert.Contains("was erased", span.Reason, StringComparison.Ordinal));
        Assert.Equal(ItemKnowledge.Absent, (await trail.StateAsync(s_start.AddSeconds(-1), Stop)).Knowledge);
        Assert.Equal(ItemKnowledge.NotKnown, (await trail.StateAsync(s_start.AddHours(1), Stop)).Knowledge);
        Assert.Equal(ItemKnowledge.Absent, (await trail.StateAsync(DateTimeOffset.MaxValue, Stop)).Knowledge);

        // Who changed the name can still be asked.
        var named = await trail.Changes().Changed(static x => x.Name).ToListAsync(Stop);
        Assert.Equal(["r-1", "d-4", "d-4"], named.Select(static entry => entry.Actor));
    }

    [Fact]
    public async Task Q12_what_was_too_large_for_a_message_is_erased_with_the_patient()
    {
        var patients = _cloud.Table<Patient>();
        foreach (var id in (string[])["p-17", "p-18"])
        {
            await patients.As("r-1").PutAsync(new Patient { PatientId = id, Name = new string('A', 300_000) }, Stop);
        }

        await _cloud.RunUntilIdleAsync(Stop);
        Assert.Equal(2, await ClaimsAsync());

        await EraseAsync("request 17");
        Assert.Equal(1, await ClaimsAsync());
        Assert.NotNull((await _cloud.AuditReader().OfPatient("p-17").Changes().ToListAsync(Stop))[0].ErasedAt);

        async Task<int> ClaimsAsync()
        {
            var count = 0;
            await foreach (var _ in _cloud.Claims.FindAsync("", Stop))
            {
                count++;
            }

            return count;
        }
    }

    private Task<AuditErasure> EraseAsync(string reason)
    {
        var table = ClinicApp.Model.Tables.Single(static table => table.Name == "patients");
        var eraser = new AuditEraser(_cloud.Store, table, "patients-audit", time: _cloud.Time, claims: _cloud.Claims, seals: _cloud.Seals().Store);
        return eraser.EraseAsync(new PatientKey("p-17").ToItemKey(), actor: "dpo", reason: reason, cancellationToken: Stop);
    }

    private async Task<List<string>> RowsAsync(string patient)
    {
        List<string> rows = [];
        await foreach (var item in _cloud.Store.EnumerateAsync("patients-audit", new ItemScan(), Stop))
        {
            if (Encoding.UTF8.GetString(item.Json.Span) is var row && row.Contains(patient, StringComparison.Ordinal))
            {
                rows.Add(row);
            }
        }

        return rows;
    }
}
