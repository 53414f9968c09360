using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;
using Fw24.Local.Queues;

namespace Fw24.Clinic.Tests;

/// <summary>Which items have records missing right now, and how long have they had?</summary>
public sealed class MissingTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly LocalCloud _cloud = LocalCloud.Create(Fw24ClinicTestsApp.Model, static options => options.StartTime = s_start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IAuditReader Audit => _cloud.AuditReader();

    private ITable<Patient> Patients => _cloud.Table<Patient>();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Q13_what_is_missing_now_and_since_when()
    {
        foreach (var id in (string[])["p-17", "p-18", "p-19"])
        {
            await ChangeAsync(id, "Ana");
        }

        var lost = new List<LocalMessage>();
        foreach (var id in (string[])["p-18", "p-17"])
        {
            lost.Add(await LoseAsync(id, "Bea"));
        }

        Assert.Empty(await MissingAsync());
        foreach (var id in (string[])["p-17", "p-18", "p-19"])
        {
            await ChangeAsync(id, "Cem");
        }

        var missing = await MissingAsync();

        Assert.Equal(["p-17", "p-18"], missing.Select(IdOf));
        Assert.Equal([s_start.AddHours(5), s_start.AddHours(6)], missing.Select(static one => one.Since));
        Assert.Equal([s_start, s_start.AddHours(1)], missing.Select(static one => one.From));
        var report = await Audit.OfPatient("p-17").ReportAsync(Stop);
        Assert.Equal((missing[0].From, missing[0].Since), (report.Unknown.Single().From, report.Unknown.Single().To));

        // It arrives after all.
        foreach (var late in lost)
        {
            _cloud.Queues["patients-audit"].Send(late.Body, late.Attributes);
            await _cloud.RunUntilIdleAsync(Stop);
            missing.RemoveAll(one => IdOf(one) == (late == lost[0] ? "p-18" : "p-17"));
            Assert.Equal(missing.Select(IdOf), (await MissingAsync()).Select(IdOf));
        }

        Assert.Empty(await MissingAsync());
    }

    [Fact]
    public async Task Q13_an_erased_item_misses_nothing_once_it_has_come()
    {
        await ChangeAsync("p-17", "Ana");
        var lost = await LoseAsync("p-17", "Bea");
        await ChangeAsync("p-17", "Cem");
        var table = Fw24ClinicTestsApp.Model.Tables.Single(static table => table.Name == "patients");
        var eraser = new AuditEraser(_cloud.Store, table, "patients-audit", time: _cloud.Time);
        await eraser.EraseAsync(new PatientKey("p-17").ToItemKey(), cancellationToken: Stop);

        Assert.Equal(["p-17"], (await MissingAsync()).Select(IdOf));

        _cloud.Queues["patients-audit"].Send(lost.Body, lost.Attributes);
        await _cloud.RunUntilIdleAsync(Stop);
        Assert.Empty(await MissingAsync());
    }

    [Theory]
    [InlineData("appointments", "AuditTableName")]
    [InlineData("billing", "ReportAsync")]
    [InlineData("settings", "ReportAsync")]
    public void Q13_what_cannot_tell_says_what_can(string table, string remedy)
    {
        var error = Assert.Throws<NotSupportedException>(() => Audit.MissingAsync("patients", table));

        Assert.Contains(table, error.Message, StringComparison.Ordinal);
        Assert.Contains("Queries = AuditQueries.Time", error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => Audit.MissingAsync());
    }

    private static string IdOf(MissingRecords missing) => Encoding.UTF8.GetString(missing.Gap.Key.Json.Span).Split('"')[5];

    private async Task<List<MissingRecords>> MissingAsync()
    {
        var missing = new List<MissingRecords>();
        await foreach (var one in Audit.MissingAsync("patients").WithCancellation(Stop))
        {
            missing.Add(one);
        }

        return missing;
    }

    private async Task ChangeAsync(string id, string name)
    {
        await Patients.As("r-1").PutAsync(new Patient { PatientId = id, Name = name }, Stop);
        await _cloud.RunUntilIdleAsync(Stop);
        await NextHourAsync();
    }

    // Takes the message away before the audit logger receives it.
    private async Task<LocalMessage> LoseAsync(string id, string name)
    {
        await Patients.As("r-1").PutAsync(new Patient { PatientId = id, Name = name }, Stop);
        var queue = _cloud.Queues["patients-audit"];
        while (queue.Count == 0)
        {
            Assert.True(await _cloud.StepAsync(Stop));
        }

        var message = Assert.Single(queue.Receive());
        queue.Delete(message);
        await _cloud.RunUntilIdleAsync(Stop);
        await NextHourAsync();
        return message;
    }

    private async Task NextHourAsync()
    {
        var now = _cloud.Time.GetUtcNow() - s_start;
        await _cloud.AdvanceAsync(TimeSpan.FromHours(Math.Floor(now.TotalHours) + 1) - now, Stop);
    }
}
