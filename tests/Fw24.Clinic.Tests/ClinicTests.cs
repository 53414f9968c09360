using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;

namespace Fw24.Clinic.Tests;

/// <summary>What an auditor asks of a clinic, by the numbers of its list of questions.</summary>
public sealed class ClinicTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly LocalCloud _cloud = LocalCloud.Create(ClinicApp.Model, static options => options.StartTime = s_start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IAuditReader Audit => _cloud.AuditReader();

    private ITable<Patient> Patients => _cloud.Table<Patient>();

    private ITable<Appointment> Appointments => _cloud.Table<Appointment>();

    private ITable<Invoice> Invoices => _cloud.Table<Invoice>();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Q01_everything_about_a_patient_in_pages()
    {
        for (var number = 0; number < 50; number++)
        {
            await Patients.As($"r-{number % 3}").PutAsync(new Patient { PatientId = "p-17", Name = $"Ana {number}" }, Stop);
            await Patients.PutAsync(new Patient { PatientId = "p-170", Name = $"Bea {number}" }, Stop);
            await PassAsync(TimeSpan.FromMinutes(1));
        }

        var changes = Audit.OfPatient("p-17").Changes().Descending();
        var first = await changes.ToPageAsync(20, null, Stop);
        var second = await changes.ToPageAsync(20, first.NextToken, Stop);
        var third = await changes.ToPageAsync(20, second.NextToken, Stop);

        Assert.Equal((20, 20, 10), (first.Items.Count, second.Items.Count, third.Items.Count));
        Assert.Null(third.NextToken);
        AuditEntry[] all = [.. first.Items, .. second.Items, .. third.Items];
        Assert.Equal(Enumerable.Range(0, 50).Reverse().Select(static number => $"Ana {number}"), all.Select(NameOf));
        await Assert.ThrowsAsync<PageTokenException>(() => Audit.OfPatient(
            "p-170").Changes().Descending().ToPageAsync(20, first.NextToken, Stop));
        await Assert.ThrowsAsync<PageTokenException>(() => Audit.OfPatient("p-17").Changes().ToPageAsync(20, first.NextToken, Stop));
    }

    [Fact]
    public async Task Q02_who_changed_the_allergies()
    {
        var ana = await Patients.As("r-1").PutAsync(new Patient { PatientId = "p-17", Name = "Ana" }, Stop);
        await PassAsync(TimeSpan.FromMinutes(1));
        ana = await Patients.As("d-4").PutAsync(ana with { Allergies = "penicillin" }, Stop);
        await PassAsync(TimeSpan.FromMinutes(1));
        ana = await Patients.As("r-2").PutAsync(ana with { Name = "Ana B." }, Stop);
        await PassAsync(TimeSpan.FromMinutes(1));
        await Patients.As("d-5").PutAsync(ana with { Allergies = "penicillin, nuts" }, Stop);
        await PassAsync(TimeSpan.FromMinutes(1));

        var changes = await Audit.OfPatient("p-17").Changes().Changed(static x => x.Allergies).ToListAsync(Stop);

        Assert.Equal(["d-4", "d-5"], changes.Select(static entry => entry.Actor));
        Assert.All(changes, static entry => Assert.DoesNotContain(
            "penicillin", string.Concat(entry.Changes.Select(static change => change.NewText)), StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => Audit.OfPatient("p-17").Changes().ChangedTo(static x => x.Allergies, "nuts"));
        Assert.Throws<ArgumentException>(() => Audit.OfPatient("p-17").Changes().Changed(static x => x.Visits));
        Assert.Throws<ArgumentException>(() => Audit.OfPatient("p-17").Changes().Changed(static x => x.PatientId));
    }

    [Fact]
    public async Task Q03_an_appointment_as_it_was_and_what_differs_from_now()
    {
        var booked = await BookAsync("a-4", "3");
        await PassAsync(TimeSpan.FromDays(2));
        var moved = await Appointments.As("r-2").PutAsync(booked with { Room = "5" }, Stop);
        await PassAsync(TimeSpan.FromDays(2));
        await Appointments.As("d-4").PutAsync(moved with { Status = AppointmentStatus.Held, Room = null }, Stop);
        await PassAsync(TimeSpan.FromDays(2));

        var trail = Audit.OfAppointment("north", "a-4");
        var state = await trail.StateAsync(s_start.AddDays(3), Stop);
        var difference = await trail.DifferenceAsync(s_start.AddDays(3), null, Stop);

        Assert.Equal(ItemKnowledge.Whole, state.Knowledge);
        Assert.Equal(moved, state.Item);
        Assert.Equal(["ChangedBy", "Room", "Status", "Version"], difference.Changes.Select(static change => change.Path));
        Assert.Empty(difference.NotKnown);
        var typed = new AppointmentChanges(difference.Old.Item!, difference.New.Item!);
        Assert.Equal(new Change<AppointmentStatus>(AppointmentStatus.Booked, AppointmentStatus.Held), typed.Status);
        Assert.Equal(ItemKnowledge.Absent, (await trail.StateAsync(s_start.AddDays(-1), Stop)).Knowledge);
    }

    [Fact]
    public async Task Q03_a_secret_is_said_not_to_be_there()
    {
        await Patients.As("r-1").PutAsync(
            new Patient { PatientId = "p-17", Name = "Ana", Phone = "030", Home = "Elm St", Allergies = "nuts", Visits = 7 }, Stop);
        await PassAsync(TimeSpan.FromDays(1));

        var state = await Audit.OfPatient("p-17").StateAsync(s_start.AddHours(1), Stop);

        Assert.Equal(["Allergies", "Home", "Phone", "Visits"], state.NotShown);
        Assert.Equal(("Ana", "***", null, 0), (state.Item!.Name, state.Item.Phone, state.Item.Home, state.Item.Visits));
        await Assert.ThrowsAsync<RedactedItemException>(() => Patients.PutAsync(state.Item!, Stop));
    }

    [Fact]
    public async Task Q04_everything_that_one_wrote_in_a_time()
    {
        var settings = _cloud.Table<Setting>();
        for (var day = 0; day < 10; day++)
        {
            await Invoices.As(day % 2 == 0 ? "r-9" : "r-8").PutAsync(new Invoice { InvoiceId = $"i-{day}", PatientId = "p-17" }, Stop);
            await settings.As("r-9").PutAsync(new Setting { Name = "opens", Value = $"{day}" }, Stop);
            await Patients.As(day % 3 == 0 ? "r-9" : "r-8").PutAsync(new Patient { PatientId = $"p-{day}", Name = "Ana" }, Stop);
            await PassAsync(TimeSpan.FromDays(1));
        }

        var wrote = Audit.Changes("billing", "settings", "patients").By("r-9").Between(s_start, s_start.AddDays(7));
        var entries = await wrote.ToListAsync(Stop);

        Assert.Equal(
            [("billing", 4), ("patients", 3), ("settings", 8)],
            entries.CountBy(static entry => entry.Table).OrderBy(static one => one.Key).Select(static one => (one.Key, one.Value)));
        Assert.Equal(entries.Select(static entry => entry.Time).Order(), entries.Select(static entry => entry.Time));
        Assert.Equal(entries.Select(Id), await InPagesAsync(wrote, 5));
        Assert.Equal(entries.Select(Id).Reverse(), await InPagesAsync(wrote.Descending(), 1));

        // Of the table that is its own audit, it is said that it cannot.
        if (!ClinicAudits.IsInDynamoDb("appointments"))
        {
            Assert.Equal(entries.Select(Id), (await Audit.Changes().By("r-9").To(s_start.AddDays(7)).ToListAsync(Stop)).Select(Id));
            return;
        }

        var refused = await Assert.ThrowsAsync<NotSupportedException>(() => Audit.Changes().By("r-9").ToListAsync(Stop));
        Assert.Contains("appointments", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Cloudwatch", refused.Message, StringComparison.Ordinal);
        Assert.Contains("AuditTableName", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Q05_who_deleted_an_invoice_and_what_it_was()
    {
        var invoice = await Invoices.As("r-1").PutAsync(new Invoice { InvoiceId = "i-88", PatientId = "p-17", Total = 80 }, Stop);
        await PassAsync(TimeSpan.FromDays(1));
        invoice = await Invoices.As("r-2").PutAsync(invoice with { Total = 90.50m }, Stop);
        await PassAsync(TimeSpan.FromDays(1));
        await Invoices.As("r-3").DeleteAsync("i-88", "invoice", Stop);
        await PassAsync(TimeSpan.FromDays(1));

        var trail = Audit.OfInvoice("i-88", "invoice");
        var deletion = await trail.Changes().Operations(ChangeOperations.Remove).Descending().FirstOrDefaultAsync(Stop);
        var before = await trail.StateAsync(deletion!.Time.AddSeconds(-1), Stop);

        // DynamoDB does not say who deletes: the record says that the name is the last writer's.
        Assert.Equal(("r-2", AuditActorKind.LastWriter), (deletion.Actor, deletion.ActorKind));
        Assert.Equal(invoice, before.Item);
        Assert.Equal(ItemKnowledge.Absent, (await trail.StateAsync(DateTimeOffset.MaxValue, Stop)).Knowledge);
        Assert.Single(await trail.Changes().By("r-2").ToListAsync(Stop));
        Assert.Single(await trail.Changes().By("r-2").By(AuditActorKind.LastWriter).ToListAsync(Stop));
    }

    [Fact]
    public async Task Q06_all_changes_of_a_property_to_a_value()
    {
        foreach (var (id, isPaid) in new[] { ("i-1", true), ("i-2", false), ("i-3", true) })
        {
            var invoice = await Invoices.PutAsync(new Invoice { InvoiceId = id, PatientId = "p-1" }, Stop);
            await PassAsync(TimeSpan.FromHours(1));
            await Invoices.PutAsync(invoice with { IsPaid = isPaid, Total = 1 }, Stop);
            await PassAsync(TimeSpan.FromHours(1));
        }

        var paid = await Audit.ChangesOfInvoice().ChangedTo(static x => x.IsPaid, true).From(s_start.AddHours(2)).ToListAsync(Stop);

        Assert.Equal(
            ["""{"InvoiceId":{"S":"i-3"},"Part":{"S":"invoice"}}"""],
            paid.Select(static entry => Encoding.UTF8.GetString(entry.Key.Json.Span)));
        var booked = await BookAsync("a-4", "3");
        await PassAsync(TimeSpan.FromHours(1));
        await Appointments.As("r-2").PutAsync(booked with { Status = AppointmentStatus.Cancelled }, Stop);
        await PassAsync(TimeSpan.FromHours(1));
        var cancelled = Audit.ChangesOfAppointment().ChangedTo(static x => x.Status, AppointmentStatus.Cancelled);
        if (ClinicAudits.IsInDynamoDb("appointments"))
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => cancelled.ToListAsync(Stop));
        }
        else
        {
            Assert.Equal("r-2", Assert.Single(await cancelled.ToListAsync(Stop)).Actor);
        }
    }

    [Fact]
    public async Task Q06_of_patients()
    {
        foreach (var (id, doctor) in new[] { ("p-1", "d-4"), ("p-2", "d-5"), ("p-3", "d-4") })
        {
            var patient = await Patients.PutAsync(new Patient { PatientId = id, Name = "Ana" }, Stop);
            await PassAsync(TimeSpan.FromHours(1));
            await Patients.PutAsync(patient with { Doctor = doctor, Phone = "030" }, Stop);
            await PassAsync(TimeSpan.FromHours(1));
        }

        var referred = Audit.ChangesOfPatient().ChangedTo(static x => x.Doctor, "d-4").Operations(ChangeOperations.Modify);
        var called = Audit.ChangesOfPatient().Changed(static x => x.Phone).Descending();

        Assert.Equal(["p-1", "p-3"], (await referred.ToListAsync(Stop)).Select(PatientOf));
        Assert.Equal(["p-3"], (await referred.From(s_start.AddHours(2)).ToListAsync(Stop)).Select(PatientOf));
        Assert.Equal(["p-1"], (await referred.To(s_start.AddHours(2)).ToListAsync(Stop)).Select(PatientOf));
        Assert.Equal(["p-3", "p-2"], (await called.Take(2).ToListAsync(Stop)).Select(PatientOf));
        Assert.Equal(3, (await InPagesAsync(Audit.Changes("patients").Changed("Phone"), 2)).Count);

        static string PatientOf(AuditEntry entry) => Encoding.UTF8.GetString(entry.Key.Json.Span).Split('"')[5];
    }

    [Fact]
    public async Task Q07_a_whole_trail_is_whole_in_every_store()
    {
        var booked = await BookAsync("a-4", "3");
        await Patients.PutAsync(new Patient { PatientId = "p-17", Name = "Ana", Home = "Elm St" }, Stop);
        await Invoices.PutAsync(new Invoice { InvoiceId = "i-88", PatientId = "p-17" }, Stop);
        await _cloud.Table<Setting>().PutAsync(new Setting { Name = "opens" }, Stop);
        await PassAsync(TimeSpan.FromHours(1));
        await Appointments.PutAsync(booked with { Room = "4" }, Stop);
        await PassAsync(TimeSpan.FromHours(1));

        var appointment = await Audit.OfAppointment("north", "a-4").ReportAsync(Stop);
        var patient = await Audit.OfPatient("p-17").ReportAsync(Stop);
        var invoice = await Audit.OfInvoice("i-88", "invoice").ReportAsync(Stop);
        var setting = await Audit.OfSetting("opens").ReportAsync(Stop);

        Assert.All([appointment, patient, invoice, setting], static report => Assert.True(report.IsWhole));
        Assert.Equal(
            (AtEnd("appointments"), AtEnd("patients"), AtEnd("billing"), null),
            (appointment.IsAtEnd, patient.IsAtEnd, invoice.IsAtEnd, setting.IsAtEnd));
        Assert.Equal((2, 1, 1, 1), (appointment.Records, patient.Records, invoice.Records, setting.Records));

        static bool? AtEnd(string table) => ClinicAudits.IsInDynamoDb(table) ? true : null;
    }

    [Fact]
    public async Task Q07_the_span_that_is_not_known()
    {
        var invoice = new Invoice { InvoiceId = "i-88", PatientId = "p-17" };
        for (var total = 0; total < 5; total++)
        {
            await Invoices.PutAsync(invoice with { Total = total }, Stop);
            await PassAsync(TimeSpan.FromHours(1));
        }

        // The record of the third hour is lost.
        var records = await Audit.OfInvoice("i-88", "invoice").Changes().ToListAsync(Stop);
        var lines = records.Select(static one => Encoding.UTF8.GetString(one.ToJson().Span)).Where(static (_, index) => index != 2);
        var reader = AuditReader.FromLines(
            ClinicApp.Model, () => new MemoryStream(Encoding.UTF8.GetBytes("START\n" + string.Join("\r\n", lines))));
        var trail = reader.OfInvoice("i-88", "invoice");
        var report = await trail.ReportAsync(Stop);

        var span = Assert.Single(report.Unknown);
        Assert.False(report.IsWhole);
        Assert.Equal((s_start.AddHours(1), s_start.AddHours(3)), (span.From, span.To));
        Assert.Equal(1, (await trail.StateAsync(s_start.AddHours(1).AddSeconds(-1), Stop)).Item is { } ? 1 : 0);
        Assert.Equal(ItemKnowledge.NotKnown, (await trail.StateAsync(s_start.AddHours(2.5), Stop)).Knowledge);
        Assert.Equal(ItemKnowledge.Partial, (await trail.StateAsync(s_start.AddHours(3), Stop)).Knowledge);
        Assert.Throws<AuditTrailException>(() => trail.StateAsync(s_start.AddHours(2), Stop).Result.Item);
    }

    [Fact]
    public async Task Q08_an_item_older_than_its_audit()
    {
        var booked = await BookAsync("a-4", "3");
        await _cloud.LoseAsync("appointments");
        await PassAsync(TimeSpan.FromDays(1));
        var moved = await Appointments.As("r-2").PutAsync(booked with { Room = "5" }, Stop);
        await PassAsync(TimeSpan.FromDays(1));

        // Its first record is not there. Only an audit in DynamoDB knows whether all the others are.
        var isInDynamoDb = ClinicAudits.IsInDynamoDb("appointments");
        var trail = Audit.OfAppointment("north", "a-4");
        if (!isInDynamoDb)
        {
            Assert.Equal(ItemKnowledge.Partial, (await trail.StateAsync(s_start.AddDays(1.5), Stop)).Knowledge);
            trail = trail.Settled();
        }

        // The item is as its last record left it, so everything else was as it is.
        Assert.Equal(moved, (await trail.StateAsync(s_start.AddDays(1.5), Stop)).Item);
        Assert.Equal(ItemKnowledge.NotKnown, (await trail.StateAsync(s_start.AddHours(1), Stop)).Knowledge);
        Assert.Equal(booked, (await trail.RecordedSince(s_start).StateAsync(s_start.AddHours(1), Stop)).Item);
        var report = await trail.ReportAsync(Stop);
        Assert.Equal((false, isInDynamoDb ? true : null), (report.IsWhole, report.IsAtEnd));
        Assert.Equal((null, s_start.AddDays(1)), (Assert.Single(report.Unknown).From, report.Unknown[0].To));

        // A change that is not recorded yet makes the present item no witness.
        await Appointments.As("r-3").PutAsync(moved with { Doctor = "d-9" }, Stop);
        if (isInDynamoDb)
        {
            Assert.Equal(ItemKnowledge.Partial, (await trail.StateAsync(s_start.AddDays(1.5), Stop)).Knowledge);
            Assert.False((await trail.ReportAsync(Stop)).IsAtEnd);
        }
    }

    [Fact]
    public async Task Q14_what_a_foreign_writer_changed()
    {
        await Invoices.As("r-1").PutAsync(new Invoice { InvoiceId = "i-88", PatientId = "p-17", Total = 80 }, Stop);
        await PassAsync(TimeSpan.FromHours(1));
        var key = new InvoiceKey("i-88", "invoice").ToItemKey();
        await _cloud.Store.UpdateAsync(
            "billing", new ItemUpdate(key, [new ItemAction(ItemActionKind.Set, "Total", """{"N":"1"}"""u8.ToArray())]), null, Stop);
        await PassAsync(TimeSpan.FromHours(1));

        var foreign = await Audit.Changes("billing").By(AuditActorKind.Unchanged, AuditActorKind.Unknown).ToListAsync(Stop);

        var change = Assert.Single(Assert.Single(foreign).Changes);
        Assert.Equal(("Total", "80", "1"), (change.Path, change.OldText, change.NewText));
    }

    private static string NameOf(AuditEntry entry)
        => entry.Changes.Single(static change => change.Path == "Name").NewText!.Trim('"');

    private static string Id(AuditEntry entry) => entry.EventId;

    private static async Task<List<string>> InPagesAsync(AuditQuery query, int size)
    {
        var ids = new List<string>();
        string? token = null;
        do
        {
            var page = await query.ToPageAsync(size, token, Stop);
            ids.AddRange(page.Items.Select(Id));
            token = page.NextToken;
        }
        while (token is not null);

        return ids;
    }

    private async Task PassAsync(TimeSpan time)
    {
        // The functions run in the time that passes, not after it.
        var end = _cloud.Time.GetUtcNow() + time;
        await _cloud.RunUntilIdleAsync(Stop);
        await _cloud.AdvanceAsync(end - _cloud.Time.GetUtcNow(), Stop);
    }

    private Task<Appointment> BookAsync(string id, string room) => Appointments.As("r-1").PutAsync(
        new Appointment { Clinic = "north", AppointmentId = id, PatientId = "p-17", Doctor = "d-4", Day = new DateOnly(
            2026, 3, 9), Room = room }, Stop);
}
