using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;
using Fw24.Tables;

namespace Fw24.Clinic.Tests;

/// <summary>What an auditor has put back, by the numbers of the list of questions; and who says why.</summary>
public sealed class RestoreTests : IAsyncDisposable
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
    public async Task Q09_a_room_is_put_back_after_a_preview()
    {
        var booked = await BookAsync("a-4");
        await PassAsync();
        var moved = await Appointments.As("r-2").PutAsync(booked with { Room = "5", Status = AppointmentStatus.Held }, Stop);
        await PassAsync();

        var restore = await Audit.OfAppointment("north", "a-4").PlanRestoreAsync(s_start.AddHours(1), static x => x.Room, Stop);
        Assert.Equal(("Room", "\"5\"", "\"3\""), restore.Changes.Select(static one => (one.Path, one.OldText, one.NewText)).Single());
        Assert.Equal((ChangeOperations.Modify, null), (restore.Operation, restore.Refusal));
        Assert.Equal(new Change<string?>("5", "3"), new AppointmentChanges(restore.Old!, restore.New!).Room);
        Assert.Equal(moved, await Appointments.GetAsync("north", "a-4", Stop));

        var stored = await restore.ApplyAsync(Appointments.As("u-7").Because("ticket 4711", ("ticket", "4711")), Stop);
        Assert.Equal(moved with { Room = "3", Version = 3, ChangedBy = "u-7" }, stored);
        Assert.Equal(stored, await Appointments.GetAsync("north", "a-4", Stop));

        await PassAsync();
        var records = await Audit.OfAppointment("north", "a-4").Changes().ToListAsync(Stop);
        var record = records[^1];
        Assert.Equal(["ChangedBy", "Room", "Version"], record.Changes.Select(static one => one.Path).Order());
        Assert.Equal(("u-7", "ticket 4711", "4711"), (record.Actor, record.Reason, record.Fields["ticket"]));
        Assert.Equal(new RestoredFrom(records[0].SequenceNumber, records[0].Time, IsBefore: false), record.Restored);
        Assert.All(records[..2], static one => Assert.Equal((null, 0, null), (one.Reason, one.Fields.Count, one.Restored)));
        Assert.True((await Audit.OfAppointment("north", "a-4").ReportAsync(Stop)).IsWhole);

        // It is as it shall be: nothing is left to write.
        var again = await Audit.OfAppointment("north", "a-4").PlanRestoreAsync(s_start.AddHours(1), static x => x.Room, Stop);
        Assert.Equal(ChangeOperations.None, again.Operation);
        Assert.Equal(stored, await again.ApplyAsync(Appointments.As("u-8"), Stop));
    }

    [Fact]
    public async Task Q09_it_is_refused_if_someone_changed_the_item_since()
    {
        var booked = await BookAsync("a-4");
        await PassAsync();
        var moved = await Appointments.As("r-2").PutAsync(booked with { Room = "5" }, Stop);
        await PassAsync();
        var restore = await Audit.OfAppointment("north", "a-4").PlanRestoreAsync(s_start.AddHours(1), Stop);

        // A foreign writer counts no versions.
        var key = new AppointmentKey("north", "a-4").ToItemKey();
        await SetAsync("appointments", key, "Room", "\"6\"");
        var refused = await Assert.ThrowsAsync<ItemRestoreException>(() => restore.ApplyAsync(Appointments.As("u-7"), Stop));
        Assert.Equal(["Room"], refused.Changed);
        Assert.Contains("Changed since: Room.", refused.Message, StringComparison.Ordinal);
        await SetAsync("appointments", key, "Room", "\"5\"");

        // Another property may follow from that one.
        await Appointments.As("r-3").PutAsync(moved with { Doctor = "d-9" }, Stop);
        refused = await Assert.ThrowsAsync<ItemRestoreException>(() => restore.ApplyAsync(Appointments.As("u-7"), Stop));
        Assert.Equal(["ChangedBy", "Doctor", "Version"], refused.Changed);

        await Appointments.DeleteAsync("north", "a-4", Stop);
        refused = await Assert.ThrowsAsync<ItemRestoreException>(() => restore.ApplyAsync(Appointments.As("u-7"), Stop));
        Assert.Contains("It was deleted since.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Q09_secrets_and_what_is_not_audited_stay_as_they_are()
    {
        var ana = await Patients.As("r-1").PutAsync(
            new Patient { PatientId = "p-17", Name = "Ana", Phone = "030", Home = "Elm St", Allergies = "nuts", Visits = 7 }, Stop);
        await PassAsync();
        var later = ana with { Name = "Bea", Doctor = "d-4", Phone = "040", Home = "Oak St", Allergies = "none", Visits = 8 };
        await Patients.As("r-2").PutAsync(later, Stop);
        await PassAsync();

        var restore = await Audit.OfPatient("p-17").PlanRestoreAsync(s_start.AddHours(1), Stop);
        var stored = await restore.ApplyAsync(Patients.As("u-7"), Stop);

        Assert.Equal(later with { Name = "Ana", Doctor = null, ChangedBy = "u-7" }, stored);
        Assert.Equal(
            [
                ("Allergies", LeftReason.Sensitive), ("ChangedBy", LeftReason.Stamped), ("Home", LeftReason.Sensitive),
                ("Phone", LeftReason.Sensitive), ("Visits", LeftReason.NotAudited),
            ],
            restore.Left.Select(static one => (one.Name, one.Reason)));
        Assert.Equal(["Doctor", "Name"], restore.Changes.Select(static one => one.Path).Order());

        var trail = Audit.OfPatient("p-17");
        await Assert.ThrowsAsync<ArgumentException>(() => trail.PlanRestoreAsync(s_start, static x => x.Phone, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => trail.PlanRestoreAsync(s_start, static x => x.Visits, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => trail.PlanRestoreAsync(s_start, static x => [x.Name, x.PatientId], Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => trail.PlanRestoreAsync(s_start, static x => x.ChangedBy, Stop));
    }

    [Fact]
    public async Task Q09_a_deleted_item_is_put_again_with_the_version_after_its_last_one()
    {
        var booked = await BookAsync("a-4");
        await PassAsync();
        await Appointments.As("r-2").PutAsync(booked with { Room = "5" }, Stop);
        await PassAsync();
        await Appointments.As("r-3").Because("double booking").DeleteAsync("north", "a-4", Stop);
        await PassAsync();

        var restore = await Audit.OfAppointment("north", "a-4").PlanRestoreAsync(s_start.AddHours(1), Stop);
        var stored = await restore.ApplyAsync(Appointments.As("u-7").Because("it was none"), Stop);

        // The mark of the delete was a write, too.
        Assert.Equal(booked with { Version = 4, ChangedBy = "u-7" }, stored);
        await PassAsync();
        var records = await Audit.OfAppointment("north", "a-4").Changes().Descending().ToListAsync(Stop);
        Assert.Equal(
            ["it was none", "double booking", "double booking", null, null], records.Select(static record => record.Reason));
        Assert.Equal((ChangeOperations.Remove, AuditActorKind.Deleter), (records[1].Operation, records[1].ActorKind));
        Assert.Equal(ItemKnowledge.Whole, (await Audit.OfAppointment("north", "a-4").StateAsync(DateTimeOffset.MaxValue, Stop)).Knowledge);
    }

    [Fact]
    public async Task Q10_an_earlier_removal_is_undone_with_the_version_after_the_last_one()
    {
        var first = await BookAsync("a-4");
        await PassAsync();
        await Appointments.DeleteAsync("north", "a-4", Stop);
        await PassAsync();
        var second = await BookAsync("a-4");
        second = await Appointments.PutAsync(second with { Room = "5" }, Stop);
        await Appointments.PutAsync(second with { Room = "6" }, Stop);
        await PassAsync();
        await Appointments.DeleteAsync("north", "a-4", Stop);
        await PassAsync();

        var removal = (await Audit.OfAppointment("north", "a-4").Changes().Operations(ChangeOperations.Remove).ToListAsync(Stop))[0];
        var undo = await Audit.OfAppointment("north", "a-4").PlanUndoAsync(removal, Stop);
        var stored = await undo.ApplyAsync(Appointments.As("u-7"), Stop);

        Assert.Equal(first with { Version = 4, ChangedBy = "u-7" }, stored);
    }

    [Fact]
    public async Task Q09_an_item_that_did_not_exist_is_deleted_and_its_record_says_why()
    {
        await PassAsync();
        await BookAsync("a-4");
        await PassAsync();

        var restore = await Audit.OfAppointment("north", "a-4").PlanRestoreAsync(s_start, Stop);
        Assert.Equal((ChangeOperations.Remove, null), (restore.Operation, restore.New));
        var fault = await Assert.ThrowsAsync<ItemRestoreException>(() => restore.ApplyAsync(Appointments.Because("no one"), Stop));
        Assert.Contains("name the actor with As", fault.Message, StringComparison.Ordinal);
        Assert.Null(await restore.ApplyAsync(Appointments.As("u-7").Because("never was"), Stop));

        await PassAsync();
        var records = await Audit.OfAppointment("north", "a-4").Changes().ToListAsync(Stop);
        Assert.Equal("never was", records[^1].Reason);
        Assert.Equal(new RestoredFrom(records[0].SequenceNumber, records[0].Time, IsBefore: true), records[^1].Restored);
    }

    [Fact]
    public async Task Q09_an_item_that_cannot_be_whole_is_not_put_again()
    {
        await Patients.As("r-1").PutAsync(new Patient { PatientId = "p-17", Name = "Ana", Phone = "030" }, Stop);
        await PassAsync();
        await Patients.DeleteAsync("p-17", Stop);
        await PassAsync();

        // Without its secrets, which it may lack.
        var restore = await Audit.OfPatient("p-17").PlanRestoreAsync(s_start.AddHours(1), Stop);
        Assert.Contains(new LeftAttribute("Phone", LeftReason.Sensitive), restore.Left);
        var stored = await restore.ApplyAsync(Patients.As("u-7"), Stop);
        Assert.Equal(("Ana", null), (stored!.Name, stored.Phone));

        // A time that has passed would delete it at once.
        await Patients.PutAsync(stored with { ForgetAfter = _cloud.Time.GetUtcNow().AddHours(2) }, Stop);
        await PassAsync();
        Assert.Null(await Patients.GetAsync("p-17", Stop));
        var late = await Audit.OfPatient("p-17").PlanRestoreAsync(_cloud.Time.GetUtcNow().AddHours(-23), Stop);
        var refused = await Assert.ThrowsAsync<ItemRestoreException>(() => late.ApplyAsync(Patients, Stop));
        Assert.Contains("ForgetAfter", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Q10_an_import_of_312_changes_is_undone_where_it_still_applies()
    {
        for (var number = 0; number < 290; number++)
        {
            await Invoices.As("r-1").PutAsync(new Invoice { InvoiceId = $"i-{number}", PatientId = "p-1", Total = number }, Stop);
        }

        await PassAsync();

        // Its import states no actor.
        var began = _cloud.Time.GetUtcNow();
        for (var number = 0; number < 312; number++)
        {
            var (id, total) = (number % 290, 1000 + number);
            await Invoices.UpdateAsync($"i-{id}", "invoice", update => update.Set(x => x.Total, total), Stop);
        }

        await PassAsync();
        var ended = _cloud.Time.GetUtcNow();
        await Invoices.As("r-2").UpdateAsync("i-3", "invoice", static update => update.Set(x => x.Total, 7), Stop);
        await Invoices.As("r-2").UpdateAsync("i-50", "invoice", static update => update.Set(x => x.IsPaid, true), Stop);
        await Invoices.DeleteAsync("i-40", "invoice", Stop);
        await PassAsync();

        var records = await Audit.ChangesOfInvoice().Between(began, ended.AddSeconds(-1)).Operations(ChangeOperations.Modify)
            .ToListAsync(Stop);
        Assert.Equal(312, records.Count);
        var table = Invoices.As("u-7").Because("the import of 5 March", ("import", "2026-03-05"));
        var plans = await Audit.PlanUndoAsync<Invoice>(records, Stop);

        // It is interrupted after a third of the items, and run again.
        await plans.Take(100).ApplyAsync(table, Stop);
        var outcomes = await (await Audit.PlanUndoAsync<Invoice>(records, Stop)).ApplyAsync(table, Stop);

        Assert.Equal(290, outcomes.Count);
        var undone = outcomes.SelectMany(static outcome => outcome.Records).ToList();
        Assert.Equal(312, undone.Count);
        Assert.Equal(
            ["i-3: changed since: Total", "i-3: changed since: Total", "i-40: the item no longer exists"],
            undone.Where(static undo => undo.Result is UndoResult.Refused)
                .Select(static undo => $"{IdOf(undo.Record)}: {undo.Reason}").Order());
        for (var number = 0; number < 290; number++)
        {
            var invoice = await Invoices.GetAsync($"i-{number}", "invoice", Stop);
            Assert.Equal(number is 3 ? 7 : number is 40 ? null : number, (int?)invoice?.Total);
            Assert.Equal(number is 50, invoice?.IsPaid ?? false);
        }

        // Once more, and nothing is written: each is as before.
        await PassAsync();
        var before = await Audit.Changes("billing").ToListAsync(Stop);
        var third = await (await Audit.PlanUndoAsync<Invoice>(records, Stop)).ApplyAsync(table, Stop);
        await PassAsync();
        Assert.Equal(before.Count, (await Audit.Changes("billing").ToListAsync(Stop)).Count);
        Assert.Equal(
            (309, 3),
            (third.SelectMany(static one => one.Records).Count(static undo => undo.Result is UndoResult.AlreadyUndone),
                third.SelectMany(static one => one.Records).Count(static undo => undo.Result is UndoResult.Refused)));
        Assert.All(
            before.Where(static record => record.Reason is not null),
            static record => Assert.Equal(
                ("u-7", "the import of 5 March", "2026-03-05", true),
                (record.Actor, record.Reason, record.Fields["import"], record.Restored?.IsBefore)));
        Assert.Equal(288, before.Count(static record => record.Reason is not null));
    }

    [Fact]
    public async Task Q10_an_import_that_created_changed_and_deleted_items()
    {
        var old = await BookAsync("a-1");
        await PassAsync();
        var began = _cloud.Time.GetUtcNow();
        await Appointments.DeleteAsync("north", "a-1", Stop);
        var created = await BookAsync("a-2", null);
        await Appointments.PutAsync(created with { Room = "9" }, Stop);
        var kept = await BookAsync("a-3", null);
        await PassAsync();
        var ended = _cloud.Time.GetUtcNow().AddSeconds(-1);
        await Appointments.As("d-4").PutAsync(kept with { Status = AppointmentStatus.Held }, Stop);
        await PassAsync();
        var records = new List<AuditEntry>();
        foreach (var id in (string[])["a-1", "a-2", "a-3"])
        {
            records.AddRange(await Audit.OfAppointment("north", id).Changes().From(began).To(ended).ToListAsync(Stop));
        }

        Assert.Equal(4, records.Count);
        var plans = await Audit.PlanUndoAsync<Appointment>(records, Stop);
        var outcomes = await plans.ApplyAsync(Appointments.As("u-7").Because("import"), Stop);

        Assert.Equal([true, true, false], outcomes.Select(static outcome => outcome.IsDone));
        Assert.Equal(old with { Version = 2, ChangedBy = "u-7" }, await Appointments.GetAsync("north", "a-1", Stop));
        Assert.Null(await Appointments.GetAsync("north", "a-2", Stop));
        Assert.Contains("changed since: Status", outcomes[2].Reason, StringComparison.Ordinal);
        Assert.NotNull(await Appointments.GetAsync("north", "a-3", Stop));
        await PassAsync();
        Assert.Equal(
            [(ChangeOperations.Remove, "import"), (ChangeOperations.Modify, "import")],
            (await Audit.OfAppointment("north", "a-2").Changes().Descending().Take(2).ToListAsync(Stop))
                .Select(static record => (record.Operation, record.Reason)));
    }

    [Fact]
    public async Task Q10_a_creation_is_not_undone_if_that_would_delete_later_secrets()
    {
        var ana = await Patients.As("r-1").PutAsync(new Patient { PatientId = "p-17", Name = "Ana" }, Stop);
        await PassAsync();
        var creation = (await Audit.OfPatient("p-17").Changes().ToListAsync(Stop))[0];
        await Patients.As("d-4").PutAsync(ana with { Allergies = "nuts" }, Stop);
        var early = await Audit.OfPatient("p-17").PlanUndoAsync(creation, Stop);
        await PassAsync();
        var late = await Audit.OfPatient("p-17").PlanUndoAsync(creation, Stop);

        Assert.Contains(
            ClinicAudits.IsInDynamoDb("patients") ? "not recorded yet" : "cannot tell whether all changes are recorded",
            early.Refusal,
            StringComparison.Ordinal);
        Assert.Contains("sensitive attributes may have changed", late.Refusal, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ItemRestoreException>(() => late.ApplyAsync(Patients, Stop));
        Assert.NotNull(await Patients.GetAsync("p-17", Stop));
    }

    [Fact]
    public async Task Q14_a_foreign_writer_inherits_no_reason_and_its_change_is_undone()
    {
        await Invoices.As("r-1").Because("a mistake of the desk").PutAsync(
            new Invoice { InvoiceId = "i-88", PatientId = "p-17", Total = 80 }, Stop);
        await PassAsync();
        await SetAsync("billing", new InvoiceKey("i-88", "invoice").ToItemKey(), "Total", "1");
        await PassAsync();

        var foreign = Assert.Single(await Audit.Changes("billing").By(AuditActorKind.Unchanged, AuditActorKind.Unknown).ToListAsync(Stop));
        Assert.Null(foreign.Reason);
        var undo = await Audit.OfInvoice("i-88", "invoice").PlanUndoAsync(foreign, Stop);
        var stored = await undo.ApplyAsync(Invoices.As("u-7").Because("a mistake of the desk"), Stop);

        Assert.Equal(80, stored!.Total);
        await PassAsync();
        var records = await Audit.OfInvoice("i-88", "invoice").Changes().ToListAsync(Stop);
        Assert.Equal(
            ["a mistake of the desk", null, "a mistake of the desk"], records.Select(static record => record.Reason));
        Assert.Equal(
            new RestoredFrom(foreign.SequenceNumber, foreign.Time, IsBefore: true) { Undone = foreign.SequenceNumber },
            records[2].Restored);
        Assert.Equal(["IsPaid", "PatientId", "Total"], (await StateAsync()).Intersect(["IsPaid", "PatientId", "Total"]).Order());
        Assert.DoesNotContain(await StateAsync(), static name => name.StartsWith("fw24:", StringComparison.Ordinal));

        async Task<List<string>> StateAsync()
        {
            var names = new List<string>();
            foreach (var attribute in (await Audit.OfInvoice("i-88", "invoice").StateAsync(DateTimeOffset.MaxValue, Stop)).Audited.Item)
            {
                names.Add(Encoding.UTF8.GetString(attribute.Name));
            }

            return names;
        }
    }

    [Fact]
    public async Task A_reader_of_lines_has_no_table_to_restore_to()
    {
        var reader = AuditReader.FromLines(ClinicApp.Model, static () => new MemoryStream());

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => reader.OfPatient("p-1").PlanRestoreAsync(s_start, Stop));

        Assert.Contains("patients", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_or_a_table_of_something_else_is_refused()
    {
        await BookAsync("a-4");
        await Invoices.PutAsync(new Invoice { InvoiceId = "i-1", PatientId = "p-1" }, Stop);
        await PassAsync();
        var record = (await Audit.OfAppointment("north", "a-4").Changes().ToListAsync(Stop))[0];

        await Assert.ThrowsAsync<ArgumentException>(() => Audit.OfAppointment("north", "a-5").PlanUndoAsync(record, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Audit.PlanUndoAsync<Invoice>([record], Stop));
        var none = await Audit.OfAppointment("north", "a-9").PlanRestoreAsync(s_start, Stop);
        Assert.Contains("no record", none.Refusal, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ItemRestoreException>(() => none.ApplyAsync(Appointments, Stop));
    }

    private static string IdOf(AuditEntry record) => record.Key.TryGetAttribute("InvoiceId"u8, out var value)
        ? Encoding.UTF8.GetString(value)[6..^2]
        : "";

    // A program that knows nothing of Fw24.
    private ValueTask<bool> SetAsync(string table, ItemImage key, string attribute, string value) => _cloud.Store.UpdateAsync(
        table,
        new ItemUpdate(
            key,
            [new ItemAction(
                ItemActionKind.Set,
                attribute,
                Encoding.UTF8.GetBytes(value[0] == '"' ? $$"""{"S":{{value}}}""" : $$"""{"N":"{{value}}"}"""))]),
        null,
        Stop);

    private async Task PassAsync()
    {
        await _cloud.RunUntilIdleAsync(Stop);
        await _cloud.AdvanceAsync(TimeSpan.FromDays(1), Stop);
    }

    private Task<Appointment> BookAsync(string id, string? actor = "r-1")
    {
        var table = actor is null ? Appointments : Appointments.As(actor);
        return table.PutAsync(
            new Appointment
            {
                Clinic = "north",
                AppointmentId = id,
                PatientId = "p-17",
                Doctor = "d-4",
                Day = new DateOnly(2026, 3, 9),
                Room = "3",
            },
            Stop);
    }
}
