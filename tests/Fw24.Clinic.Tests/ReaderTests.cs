using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Clinic.Tests;

/// <summary>Where a reader comes from, and what it refuses.</summary>
public sealed class ReaderTests : IAsyncDisposable
{
    private readonly LocalCloud _cloud = LocalCloud.Create(ClinicApp.Model);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A_program_gets_it_from_its_services()
    {
        await _cloud.PutAsync("r-1", "p-1", "Ana");
        await _cloud.RunUntilIdleAsync(Stop);
        await using var services = new ServiceCollection().AddSingleton(
            _cloud.Store).AddFw24(ClinicApp.Model).BuildServiceProvider();
        using var reader = new AuditReader(ClinicApp.Model, _cloud.Store);

        foreach (var audit in (IAuditReader[])[services.GetRequiredService<IAuditReader>(), reader, _cloud.AuditReader()])
        {
            Assert.Equal("r-1", Assert.Single(await audit.OfIndexed("p-1").Changes().ToListAsync(Stop)).Actor);
            Assert.Contains(
                "Ana",
                Encoding.UTF8.GetString((await audit.OfIndexed("p-1").StateAsync(DateTimeOffset.MaxValue, Stop)).Audited.Item.Json.Span),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_without_keys_and_after_Take_are_refused()
    {
        await _cloud.PutAsync("r-1", "p-1", "Ana");
        await _cloud.PutAsync("r-1", "p-1", "Bea");
        await _cloud.RunUntilIdleAsync(Stop);
        using var reader = new AuditReader(ClinicApp.Model, _cloud.Store);

        Assert.Contains("PageTokenKeys", (await Assert.ThrowsAsync<InvalidOperationException>(
            () => reader.OfIndexed("p-1").Changes().ToPageAsync(1, null, Stop))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.OfIndexed("p-1").Changes().Take(5).ToPageAsync(1, null, Stop));
        await Assert.ThrowsAsync<PageTokenException>(() => _cloud.AuditReader().OfIndexed("p-1").Changes().ToPageAsync(1, "x", Stop));
        Assert.Equal(2, (await reader.OfIndexed("p-1").Changes().ToPageAsync(2, null, Stop)).Items.Count);
    }

    [Fact]
    public async Task What_an_audit_to_the_console_needs_is_said()
    {
        using var reader = new AuditReader(ClinicApp.Model, _cloud.Store);

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => reader.OfSetting("opens").Changes().ToListAsync(Stop));

        Assert.Contains("FromLines", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_no_app_has_are_refused()
    {
        var audit = _cloud.AuditReader();

        Assert.Contains("has a table or an entity Nurse", Assert.Throws<ArgumentException>(
            () => audit.Of("Nurse", new PatientKey("p-1").ToItemKey())).Message, StringComparison.Ordinal);
        Assert.Contains("has a table or an entity nurses", Assert.Throws<ArgumentException>(
            () => audit.Changes("nurses")).Message, StringComparison.Ordinal);
        Assert.Contains("patients (Patient)", Assert.Throws<ArgumentException>(
            () => audit.Of("Patint", new PatientKey("p-1").ToItemKey())).Message, StringComparison.Ordinal);
        var refused = Assert.Throws<ArgumentException>(() => audit.Of("Appointment", Image("""{"Clinic":{"S":"north"}}""")));
        Assert.Contains("AppointmentId", refused.Message, StringComparison.Ordinal);
        Assert.Contains("stage", Assert.Throws<ArgumentException>(
            () => new AuditReader(ClinicApp.Model, _cloud.Store, "a b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_line_is_reported_and_not_passed_over()
    {
        await _cloud.Table<Setting>().PutAsync(new Setting { Name = "opens", Value = "8" }, Stop);
        await _cloud.RunUntilIdleAsync(Stop);
        var line = _cloud.Console.Single(static line => line.Contains("fw24.audit", StringComparison.Ordinal));
        var text = Encoding.UTF8.GetBytes($"START\n{line[..50]}\n{{\"level\":\"info\"}}\n{line}\n");
        var broken = new List<long>();
        var tolerant = AuditReader.FromLines(ClinicApp.Model, () => new MemoryStream(text), (number, _) => broken.Add(number));
        var strict = AuditReader.FromLines(ClinicApp.Model, () => new MemoryStream(text));

        Assert.Single(await tolerant.OfSetting("opens").Changes().ToListAsync(Stop));
        Assert.Equal([2], broken);
        await Assert.ThrowsAsync<ItemFormatException>(() => strict.OfSetting("opens").Changes().ToListAsync(Stop));
    }

    [Fact]
    public async Task A_trail_by_name_says_the_same_as_a_typed_one()
    {
        await _cloud.Table<Patient>().PutAsync(new Patient { PatientId = "p-1", Name = "Ana" }, Stop);
        await _cloud.AdvanceAsync(TimeSpan.FromHours(1), Stop);
        await _cloud.Table<Patient>().PutAsync(new Patient { PatientId = "p-1", Name = "Bea" }, Stop);
        await _cloud.RunUntilIdleAsync(Stop);

        var trail = _cloud.AuditReader().Of("Patient", new PatientKey("p-1").ToItemKey());
        var difference = await trail.DifferenceAsync(_cloud.Time.GetUtcNow().AddMinutes(-30), null, Stop);

        Assert.Equal(("Name", "\"Ana\"", "\"Bea\""), difference.Changes.Select(
            static change => (change.Path, change.OldText, change.NewText)).Single());
        Assert.True((await trail.ReportAsync(Stop)).IsWhole);
        Assert.Equal(2, (await trail.Changes().Changed("Name").ToListAsync(Stop)).Count);
    }

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));
}
