using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;
using Fw24.Tables;

namespace Fw24.Clinic.Tests;

/// <summary>A restore deletes nothing of which no record tells what it was, and that has changed since the preview.</summary>
public sealed class UnseenChangeTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly LocalCloud _cloud = LocalCloud.Create(ClinicApp.Model, static options => options.StartTime = s_start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ITable<Patient> Patients => _cloud.Table<Patient>();

    private ItemTrail<Patient, PatientFields> Trail => _cloud.AuditReader().OfPatient("p-17");

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Theory]
    [InlineData("Home")]
    [InlineData("Visits")]
    [InlineData("ChangedBy")]
    public async Task A_change_that_no_record_shows_keeps_an_item_from_being_deleted(string attribute)
    {
        await PassAsync();
        await Patients.As("r-1").PutAsync(new Patient { PatientId = "p-17", Name = "Ana", Home = "Elm St", Visits = 1 }, Stop);
        await PassAsync();
        var restore = await Trail.PlanRestoreAsync(s_start, Stop);
        Assert.Equal((ChangeOperations.Remove, null), (restore.Operation, restore.Refusal));

        var value = attribute is "Visits" ? """{"N":"2"}""" : """{"S":"Oak St"}""";
        await SetAsync(attribute, value);
        var refused = await Assert.ThrowsAsync<ItemRestoreException>(() => restore.ApplyAsync(Patients.As("u-7"), Stop));

        Assert.Equal([attribute], refused.Changed);
        Assert.NotNull(await Patients.GetAsync("p-17", Stop));
    }

    [Fact]
    public async Task An_item_that_is_gone_is_as_its_deletion_would_leave_it()
    {
        await PassAsync();
        await Patients.As("r-1").PutAsync(new Patient { PatientId = "p-17", Name = "Ana" }, Stop);
        await PassAsync();
        var restore = await Trail.PlanRestoreAsync(s_start, Stop);

        // As by the first attempt of a call that is repeated after a lost response.
        await Patients.DeleteAsync("p-17", Stop);

        Assert.Null(await restore.ApplyAsync(Patients.As("u-7"), Stop));
    }

    [Fact]
    public async Task A_creation_is_not_undone_if_the_item_has_secrets_that_it_did_not_have()
    {
        await Patients.As("r-1").PutAsync(new Patient { PatientId = "p-17", Name = "Ana" }, Stop);
        await PassAsync();
        var creation = (await Trail.Changes().ToListAsync(Stop))[0];
        await SetAsync("Home", """{"S":"Oak St"}""");

        // Digests have no secrets, so the head of the trail does not tell either.
        var undo = await (ClinicAudits.IsInDynamoDb("patients") ? Trail : Trail.Settled()).PlanUndoAsync(creation, Stop);

        Assert.Contains("Home", undo.Refusal, StringComparison.Ordinal);
    }

    private async Task SetAsync(string attribute, string value) => await _cloud.Store.UpdateAsync(
        "patients",
        new ItemUpdate(
            new PatientKey("p-17").ToItemKey(), [new ItemAction(ItemActionKind.Set, attribute, Encoding.UTF8.GetBytes(value))]),
        null,
        Stop);

    private async Task PassAsync()
    {
        await _cloud.RunUntilIdleAsync(Stop);
        await _cloud.AdvanceAsync(TimeSpan.FromDays(1), Stop);
    }
}
