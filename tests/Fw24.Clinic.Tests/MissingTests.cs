using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;
using Fw24.Local.Queues;
using static Fw24.Clinic.Tests.Clinic.ClinicAudits;

namespace Fw24.Clinic.Tests;

/// <summary>Which items have records missing right now, and how long have they had?</summary>
public sealed class MissingTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly LocalCloud _cloud = LocalCloud.Create(ClinicApp.Model, static options => options.StartTime = s_start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IAuditReader Audit => _cloud.AuditReader();

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
        var report = await Audit.OfIndexed("p-17").ReportAsync(Stop);
        Assert.Equal((missing[0].From, missing[0].Since), (report.Unknown.Single().From, report.Unknown.Single().To));

        // It arrives after all.
        foreach (var late in lost)
        {
            await _cloud.SendAsync(Indexed, late);
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
        var table = ClinicApp.Model.Tables.Single(static table => table.Name == Indexed);
        var eraser = new AuditEraser(_cloud.Store, table, $"{Indexed}-audit", time: _cloud.Time, seals: _cloud.Seals().Store);
        await eraser.EraseAsync(KeyOf("p-17"), cancellationToken: Stop);

        Assert.Equal(["p-17"], (await MissingAsync()).Select(IdOf));

        await _cloud.SendAsync(Indexed, lost);
        Assert.Empty(await MissingAsync());
    }

    [Fact]
    public void Q13_what_cannot_tell_says_what_can()
    {
        foreach (var table in ClinicApp.Model.Tables.Where(static table => table.Name != Indexed))
        {
            var error = Assert.Throws<NotSupportedException>(() => Audit.MissingAsync(Indexed, table.Name));

            Assert.Contains(table.Name, error.Message, StringComparison.Ordinal);
            Assert.Contains("Queries = AuditQueries.Time", error.Message, StringComparison.Ordinal);
            Assert.Contains("AuditTableName", error.Message, StringComparison.Ordinal);
            Assert.Contains("ReportAsync", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<NotSupportedException>(() => Audit.MissingAsync());
    }

    private static string IdOf(MissingRecords missing) => Encoding.UTF8.GetString(missing.Gap.Key.Json.Span).Split('"')[5];

    private async Task<List<MissingRecords>> MissingAsync()
    {
        var missing = new List<MissingRecords>();
        await foreach (var one in Audit.MissingAsync(Indexed).WithCancellation(Stop))
        {
            missing.Add(one);
        }

        return missing;
    }

    private async Task ChangeAsync(string id, string name)
    {
        await _cloud.PutAsync("r-1", id, name);
        await _cloud.RunUntilIdleAsync(Stop);
        await NextHourAsync();
    }

    private async Task<LocalMessage> LoseAsync(string id, string name)
    {
        await _cloud.PutAsync("r-1", id, name);
        var message = await _cloud.LoseAsync(Indexed);
        await NextHourAsync();
        return message;
    }

    private async Task NextHourAsync()
    {
        var now = _cloud.Time.GetUtcNow() - s_start;
        await _cloud.AdvanceAsync(TimeSpan.FromHours(Math.Floor(now.TotalHours) + 1) - now, Stop);
    }
}
