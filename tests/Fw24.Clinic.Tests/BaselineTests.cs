using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;

namespace Fw24.Clinic.Tests;

/// <summary>What an auditor knows of items that are older than their audit (question 8), before and after a baseline.</summary>
public sealed class BaselineTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly LocalCloud _cloud = LocalCloud.Create(ClinicApp.Model, static options => options.StartTime = s_start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IAuditReader Audit => _cloud.AuditReader();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Q08_an_appointment_whose_audit_is_among_the_items()
    {
        var table = _cloud.Table<Appointment>();
        var booked = new Appointment
        {
            Clinic = "north", AppointmentId = "a-4", PatientId = "p-17", Doctor = "d-2", Day = new DateOnly(2026, 3, 5), Room = "3",
        };
        booked = await table.As("r-1").PutAsync(booked, Stop);
        await _cloud.LoseAsync("appointments");
        await PassAsync(TimeSpan.FromDays(1));
        var moved = await table.As("r-2").PutAsync(booked with { Room = "5" }, Stop);
        await PassAsync(TimeSpan.FromDays(1));
        var trail = Audit.OfAppointment("north", "a-4");

        // The next change is on its way, so the present item is no witness.
        await table.As("r-3").PutAsync(moved with { Doctor = "d-9" }, Stop);
        Assert.Equal(ItemKnowledge.Partial, (await trail.StateAsync(s_start.AddDays(1.5), Stop)).Knowledge);
        await PassAsync(TimeSpan.FromDays(1));

        Assert.Equal((1, 1), await BaselineAsync("appointments"));
        await PassAsync(TimeSpan.FromDays(1));
        var last = await table.As("r-3").PutAsync(moved with { Doctor = "d-10", Version = moved.Version + 1 }, Stop);

        Assert.Equal(moved, (await trail.StateAsync(s_start.AddDays(1.5), Stop)).Item);
        Assert.Equal(ItemKnowledge.NotKnown, (await trail.StateAsync(s_start.AddHours(1), Stop)).Knowledge);
        await PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(last, (await trail.StateAsync(s_start.AddDays(9), Stop)).Item);
        var report = await trail.ReportAsync(Stop);
        Assert.Equal((false, ClinicAudits.IsInDynamoDb("appointments") ? true : null), (report.HasBeginning, report.IsAtEnd));
        Assert.Equal((1, 0), await BaselineAsync("appointments"));
    }

    [Fact]
    public async Task Q08_a_patient_with_secrets_in_an_audit_that_is_found_by_time()
    {
        var patients = _cloud.Table<Patient>();
        var ana = await patients.As("r-1").PutAsync(
            new Patient { PatientId = "p-17", Name = "Ana", Allergies = "penicillin", Phone = "555", Home = "North Street", Visits = 4 },
            Stop);
        await _cloud.LoseAsync("patients");
        await PassAsync(TimeSpan.FromDays(1));

        Assert.Equal((1, 1), await BaselineAsync("patients"));
        await PassAsync(TimeSpan.FromDays(1));
        await patients.As("r-2").PutAsync(ana with { Name = "Ana B." }, Stop);
        await PassAsync(TimeSpan.FromDays(1));

        var state = await Audit.OfPatient("p-17").StateAsync(s_start.AddDays(1.5), Stop);
        Assert.Equal(ItemKnowledge.Whole, state.Knowledge);
        Assert.Equal(("Ana", "r-1"), (state.Item?.Name, state.Item?.ChangedBy));
        Assert.Equal(["Allergies", "Home", "Phone"], state.Audited.Redacted);
        var all = await Audit.Changes("patients").Between(s_start, s_start.AddDays(9)).ToListAsync(Stop);
        Assert.Equal([true, false], all.Select(static entry => entry.IsSnapshot));
        Assert.Equal(["Allergies", "Home", "Phone"], all[0].Redacted);
        Assert.DoesNotContain("Visits", all[0].Changes.Select(static change => change.Path));
        var named = Audit.ChangesOfPatient().Changed(static patient => patient.Name);
        Assert.Single(await named.Between(s_start, s_start.AddDays(9)).ToListAsync(Stop));
        Assert.Single(await Audit.Changes("patients").Between(s_start, s_start.AddDays(9)).By("r-2").ToListAsync(Stop));
    }

    [Fact]
    public async Task Q08_a_snapshot_is_nothing_that_can_be_undone_and_hinders_no_undo()
    {
        var patients = _cloud.Table<Patient>();
        await patients.As("r-1").PutAsync(new Patient { PatientId = "p-17", Name = "Ana", Home = "North Street" }, Stop);
        await PassAsync(TimeSpan.FromHours(1));
        var job = new ItemBackfill(_cloud.Store, ClinicApp.Model, "patients", "all") { Snapshots = BackfillSnapshots.All };
        await RunAsync(job);
        await PassAsync(TimeSpan.FromHours(1));
        var trail = Audit.OfPatient("p-17");
        trail = ClinicAudits.IsInDynamoDb("patients") ? trail : trail.Settled();
        var records = await trail.Changes().ToListAsync(Stop);

        var snapshot = await trail.PlanUndoAsync(records[1], Stop);
        Assert.Contains("snapshot", snapshot.Refusal, StringComparison.Ordinal);
        var creation = await trail.PlanUndoAsync(records[0], Stop);
        Assert.Null(creation.Refusal);
        Assert.Equal(ChangeOperations.Remove, creation.Operation);
        await creation.ApplyAsync(patients.As("r-2"), Stop);
        Assert.Null(await patients.GetAsync("p-17", Stop));
    }

    private async Task PassAsync(TimeSpan time)
    {
        await _cloud.RunUntilIdleAsync(Stop);
        await _cloud.AdvanceAsync(time, Stop);
    }

    private Task<(long Items, long Marked)> BaselineAsync(string table)
        => RunAsync(new ItemBackfill(_cloud.Store, ClinicApp.Model, table, "baseline") { Snapshots = BackfillSnapshots.Missing });

    private static async Task<(long Items, long Marked)> RunAsync(ItemBackfill job)
    {
        BackfillProgress? last = null;
        await foreach (var progress in job.RunAsync(cancellationToken: Stop))
        {
            last = progress;
        }

        return (last!.Items, last.Marked);
    }
}
