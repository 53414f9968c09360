using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Tables;

namespace Fw24.Clinic.Tests.Faults;

/// <summary>
/// The auditor's questions to a clinic whose functions crash, whose calls fail and whose messages come twice, late and not at all.
/// </summary>
/// <remarks>
/// The answers are those of the test's own record of what it wrote. <c>FW24_CLINIC_FAULTS</c> is the number of runs (5 by default),
/// <c>FW24_CLINIC_FIRST</c> the first seed.
/// </remarks>
public sealed class FaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_is_what_was_written()
    {
        var first = Variable("FW24_CLINIC_FIRST") ?? 1;
        for (var seed = first; seed < first + (Variable("FW24_CLINIC_FAULTS") ?? 5); seed++)
        {
            await using var run = new ClinicRun(seed);
            try
            {
                await CheckAsync(run, new Random(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed} fails (FW24_CLINIC_FIRST): {exception.Message}", exception);
            }
        }
    }

    private static async Task CheckAsync(ClinicRun run, Random random)
    {
        await run.WriteAsync(50);
        var import = await run.ImportAsync();
        await run.WriteAsync(15);
        await Q10_the_import_is_undone_where_it_still_applies(run, import.From, import.To);
        await CheckAllAsync(run, random);

        // Some changes exhaust their retries.
        await run.WriteAsync(60, lossRate: 0.2);
        Assert.Contains(run.Changes, static change => change.IsLost);
        await CheckTrailsAsync(run);

        await run.RepairAsync();
        await CheckAllAsync(run, random);
        Assert.NotEmpty(run.Cloud.Faults.Injected);
    }

    private static async Task CheckAllAsync(ClinicRun run, Random random)
    {
        await CheckTrailsAsync(run);
        await Q1_every_trail_has_all_changes_in_pages(run, random);
        await Q3_every_item_as_it_was(run, random);
        await Q3_every_partition_as_it_was(run, random);
        await Q4_what_each_one_wrote(run, random);
        await Q5_who_deleted_and_what_it_was(run);
        await Q6_the_changes_to_a_value(run);
    }

    private static async Task CheckTrailsAsync(ClinicRun run)
    {
        await Q3_what_is_not_known_of_a_partition(run);
        await Q7_what_is_not_known_of_each_trail(run);
        await Q13_what_is_missing_now(run);
    }

    private static async Task Q1_every_trail_has_all_changes_in_pages(ClinicRun run, Random random)
    {
        foreach (var (table, id) in run.Items)
        {
            var query = TrailOf(run, table, id).Changes().Descending();
            Assert.Equal(run.Of(table, id).Select(static one => $"{one}").Reverse(), await InPagesAsync(query, random.Next(1, 6)));
        }
    }

    private static async Task Q3_every_item_as_it_was(ClinicRun run, Random random)
    {
        var audit = run.Cloud.AuditReader();
        foreach (var (table, id) in run.Items)
        {
            var changes = run.Of(table, id);
            var times = changes.Select(static change => change.Time).Append(changes[0].Time.AddSeconds(-1)).Append(DateTimeOffset.MaxValue);
            foreach (var at in times)
            {
                var time = random.Next(2) == 0 || at == DateTimeOffset.MaxValue ? at : at.AddSeconds(random.Next(10_000));
                var (knowledge, item) = table switch
                {
                    "patients" => Of(await audit.OfPatient(id).StateAsync(time, Stop)),
                    "appointments" => Of(await audit.OfAppointment("north", id).StateAsync(time, Stop)),
                    _ => Of(await audit.OfInvoice("july", id).StateAsync(time, Stop)),
                };
                var expected = changes.FindLast(change => change.Time <= time)?.After;
                Assert.Equal((expected is null ? ItemKnowledge.Absent : ItemKnowledge.Whole, expected), (knowledge, item));
            }
        }

        static (ItemKnowledge Knowledge, object? Item) Of<T>(ItemState<T> state)
            where T : class
            => (state.Knowledge, state.Item);
    }

    // Every change is recorded: the items are those that there were.
    private static async Task Q3_every_partition_as_it_was(ClinicRun run, Random random)
    {
        var audit = run.Cloud.AuditReader();
        foreach (var at in TimesOf(run, random.Next(3, 8)))
        {
            var appointments = run.Items.Where(static item => item.Table == "appointments")
                .Select(item => (Appointment?)ItemAt(item, at));
            var invoices = run.Items.Where(static item => item.Table == "billing").Select(item => (Invoice?)ItemAt(item, at))
                .OfType<Invoice>().OrderBy(static one => one.Part, StringComparer.Ordinal).ToList();
            Assert.Equal(invoices, ItemsOf(await audit.AsOfInvoice(at, "july").ToListAsync(Stop)));
            var (from, to) = ($"b-{random.Next(6)}", $"b-{random.Next(6)}");
            Assert.Equal(
                invoices.Where(one => string.CompareOrdinal(one.Part, from) >= 0),
                ItemsOf(await audit.AsOfInvoice(at, "july", KeyRange.From(from)).ToListAsync(Stop)));
            Assert.Equal(
                invoices.Where(one => string.CompareOrdinal(one.Part, to) <= 0),
                ItemsOf(await audit.AsOfInvoice(at, "july", KeyRange.To(to)).ToListAsync(Stop)));
            foreach (var (table, id) in run.Items.Where(static item => item.Table == "patients"))
            {
                Assert.Equal(
                    ItemAt((table, id), at) is Patient patient ? [patient] : [],
                    ItemsOf(await audit.AsOfPatient(at, id).ToListAsync(Stop)));
            }

            if (IsSearchable("appointments"))
            {
                Assert.Equal(
                    appointments.OfType<Appointment>().OrderBy(static one => one.AppointmentId, StringComparer.Ordinal),
                    ItemsOf(await audit.AsOfAppointment(at, "north").ToListAsync(Stop)));
            }
            else
            {
                Assert.Throws<NotSupportedException>(() => audit.AsOfAppointment(at, "north"));
            }

            // A page of an index: its items as they were, or that they were not.
            var page = await run.Cloud.Table<Appointment>().QueryByDoctor("d-4").ToPageAsync(3, null, Stop);
            Assert.Equal(
                page.Items.Select(one => (Appointment?)ItemAt(("appointments", one.AppointmentId), at)),
                (await audit.AsOf(at, page.Items).ToListAsync(Stop)).Select(static state => state.Item));
        }

        object? ItemAt((string Table, string Id) item, DateTimeOffset at)
            => run.Of(item.Table, item.Id).FindLast(change => change.Time <= at)?.After;

        static IEnumerable<T> ItemsOf<T>(List<ItemState<T>> states)
            where T : class
            => states.Select(static state => state.Item!);
    }

    // Some changes are not recorded, but every removal is: no item is left out, and each is what its trail says.
    private static async Task Q3_what_is_not_known_of_a_partition(ClinicRun run)
    {
        var audit = run.Cloud.AuditReader();
        foreach (var at in TimesOf(run, 5))
        {
            var expected = new List<(string Key, ItemKnowledge, string Known)>();
            foreach (var (table, id) in run.Items.Where(static item => item.Table == "billing"))
            {
                var state = await audit.OfInvoice("july", id).StateAsync(at, Stop);
                if (state.Knowledge is not ItemKnowledge.Absent)
                {
                    expected.Add((Text(state.Key), state.Knowledge, Text(state.Audited.Known)));
                }
            }

            Assert.Equal(
                expected.OrderBy(static one => one.Key, StringComparer.Ordinal),
                (await audit.AsOfInvoice(at, "july").ToListAsync(Stop)).Select(
                    static state => (Text(state.Key), state.Knowledge, Text(state.Audited.Known))));
        }

        static string Text(ItemImage image) => Encoding.UTF8.GetString(image.Json.Span);
    }

    private static IEnumerable<DateTimeOffset> TimesOf(ClinicRun run, int count)
        => Enumerable.Range(0, count).Select(number => run.Changes[number * (run.Changes.Count - 1) / (count - 1)].Time)
            .Append(run.Changes[0].Time.AddSeconds(-1)).Append(DateTimeOffset.MaxValue);

    private static async Task Q4_what_each_one_wrote(ClinicRun run, Random random)
    {
        string[] tables = [.. ClinicItems.Tables.Where(IsSearchable)];
        foreach (var actor in ClinicRun.Actors)
        {
            var from = run.Changes[random.Next(run.Changes.Count)].Time;
            var to = run.Changes[random.Next(run.Changes.Count)].Time.AddSeconds(random.Next(3));
            (from, to) = from <= to ? (from, to) : (to, from);
            var query = run.Cloud.AuditReader().Changes(tables).By(actor).Between(from, to);
            var expected = run.Changes.Where(change => tables.Contains(change.Table) && change.Actor == actor
                && change.Kind is not AuditActorKind.LastWriter && change.Time >= from && change.Time <= to);
            var found = (await query.ToListAsync(Stop)).ConvertAll(ClinicItems.TextOf);

            // The order of changes of a second is not that of the writes, since each item has its own sequence.
            Assert.Equal(expected.Select(static one => $"{one}").Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
            Assert.Equal(found.Select(static one => one[..19]).Order(StringComparer.Ordinal), found.Select(static one => one[..19]));
            Assert.Equal(found, await InPagesAsync(query, random.Next(1, 9)));
            Assert.Equal(found.AsEnumerable().Reverse(), await InPagesAsync(query.Descending(), random.Next(1, 9)));
        }

        foreach (var table in ClinicItems.Tables.Where(static table => !IsSearchable(table)))
        {
            var error = await Assert.ThrowsAsync<NotSupportedException>(
                () => run.Cloud.AuditReader().Changes(table).By("r-9").ToListAsync(Stop));
            Assert.Contains("AuditTableName", error.Message, StringComparison.Ordinal);
        }
    }

    private static async Task Q5_who_deleted_and_what_it_was(ClinicRun run)
    {
        foreach (var (table, id) in run.Items)
        {
            var trail = TrailOf(run, table, id);
            var deletion = await trail.Changes().Operations(ChangeOperations.Remove).Descending().FirstOrDefaultAsync(Stop);
            var expected = run.Of(table, id).FindLast(static change => change.After is null);

            Assert.Equal(expected?.ToString(), deletion is null ? null : ClinicItems.TextOf(deletion));
            if (deletion is not null)
            {
                var before = run.Of(table, id).FindLast(change => change.Time < deletion.Time)?.After;
                var state = await trail.StateAsync(deletion.Time.AddSeconds(-1), Stop);
                Assert.Equal(before is null ? ItemKnowledge.Absent : ItemKnowledge.Whole, state.Knowledge);
            }
        }
    }

    private static async Task Q6_the_changes_to_a_value(ClinicRun run)
    {
        var audit = run.Cloud.AuditReader();
        await SameAsync(audit.ChangesOfInvoice().ChangedTo(static x => x.IsPaid, true).ToListAsync(Stop), "billing", "IsPaid", "true");
        await SameAsync(audit.ChangesOfPatient().ChangedTo(static x => x.Doctor, "d-4").ToListAsync(Stop), "patients", "Doctor", "\"d-4\"");
        var cancelled = audit.ChangesOfAppointment().ChangedTo(static x => x.Status, AppointmentStatus.Cancelled);
        if (IsSearchable("appointments"))
        {
            await SameAsync(cancelled.ToListAsync(Stop), "appointments", "Status", "\"Cancelled\"");
        }
        else
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => cancelled.ToListAsync(Stop));
        }

        async Task SameAsync(Task<List<AuditEntry>> found, string table, string name, string value) => Assert.Equal(
            run.Changes.Where(change => change.Table == table && change.Sets(name, value)).Select(static one => $"{one}")
                .Order(StringComparer.Ordinal),
            (await found).Select(ClinicItems.TextOf).Order(StringComparer.Ordinal));
    }

    private static async Task Q7_what_is_not_known_of_each_trail(ClinicRun run)
    {
        foreach (var (table, id) in run.Items)
        {
            var changes = run.Of(table, id);
            var stored = changes.FindAll(static change => !change.IsLost);
            var report = await TrailOf(run, table, id).ReportAsync(Stop);
            bool? isAtEnd = ClinicAudits.IsInDynamoDb(table) ? !changes[^1].IsLost : null;

            Assert.Equal(
                HolesOf(stored), report.Unknown.Select(static span => (span.From!.Value, span.To!.Value)));
            Assert.Equal(
                (stored.Count, true, isAtEnd, 0), (report.Records, report.HasBeginning, report.IsAtEnd, report.Conflicts.Count));
            Assert.Equal(report.Unknown.Count == 0 && isAtEnd is not false, report.IsWhole);
        }
    }

    private static async Task Q13_what_is_missing_now(ClinicRun run)
    {
        var missing = new List<(string Key, DateTimeOffset From, DateTimeOffset Since)>();
        await foreach (var one in run.Cloud.AuditReader().MissingAsync(ClinicAudits.Indexed).WithCancellation(Stop))
        {
            missing.Add((Text(one.Gap.Key), one.From!.Value, one.Since));
        }

        var expected = run.Items.Where(static item => item.Table == ClinicAudits.Indexed).SelectMany(
            item => HolesOf(run.Of(item.Table, item.Id).FindAll(static change => !change.IsLost)).Select(
                hole => (Text(ClinicItems.KeyOf(item.Table, item.Id)), hole.From, hole.To)));
        Assert.Equal(expected.Order(), missing.Order());
        Assert.Equal(missing.Select(static one => one.Since).Order(), missing.Select(static one => one.Since));

        static string Text(ItemImage key) => System.Text.Encoding.UTF8.GetString(key.Json.Span);
    }

    private static async Task Q10_the_import_is_undone_where_it_still_applies(ClinicRun run, DateTimeOffset from, DateTimeOffset to)
    {
        var audit = run.Cloud.AuditReader();
        var imported = run.Changes.FindAll(change => change.Table == "billing" && change.Time >= from && change.Time <= to);
        var records = await audit.ChangesOfInvoice().By(AuditActorKind.Unchanged).Between(from, to).ToListAsync(Stop);
        Assert.Equal(
            imported.Select(static one => $"{one}").Order(StringComparer.Ordinal),
            records.Select(ClinicItems.TextOf).Order(StringComparer.Ordinal));

        var expected = new List<string>();
        foreach (var id in imported.Select(static change => change.Id).Distinct())
        {
            var item = (Invoice?)run.ItemOf("billing", id);
            foreach (var change in imported.Where(change => change.Id == id).Reverse())
            {
                var isUndone = item is not null && item.Total == ((Invoice)change.After!).Total;
                item = isUndone ? item! with { Total = ((Invoice)change.Before!).Total } : item;
                expected.Add($"{change} {(isUndone ? UndoResult.Undone : UndoResult.Refused)}");
            }

            if (item != (Invoice?)run.ItemOf("billing", id))
            {
                run.Undone(id, item! with { ChangedBy = "u-7" });
            }
        }

        var plans = await audit.PlanUndoAsync<Invoice>(records, Stop);
        var outcomes = await plans.ApplyAsync(run.Cloud.Table<Invoice>().As("u-7").Because("the import"), Stop);
        await run.Cloud.RunUntilIdleAsync(Stop);

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            outcomes.SelectMany(static outcome => outcome.Records).Select(static one => $"{ClinicItems.TextOf(one.Record)} {one.Result}")
                .Order(StringComparer.Ordinal));
        foreach (var (table, id) in run.Items.Where(static item => item.Table == "billing"))
        {
            Assert.Equal(run.ItemOf(table, id), await run.Cloud.Table<Invoice>().GetAsync("july", id, Stop));
        }
    }

    // Records of which one does not begin with what the one before ended with. All states of an item differ.
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> HolesOf(List<Written> stored)
        => stored.Zip(stored.Skip(1)).Where(static pair => !Equals(pair.First.After, pair.Second.Before))
            .Select(static pair => (pair.First.Time, pair.Second.Time));

    private static bool IsSearchable(string table) => table == ClinicAudits.Indexed || !ClinicAudits.IsInDynamoDb(table);

    private static ItemTrail TrailOf(ClinicRun run, string table, string id)
        => run.Cloud.AuditReader().Of(ClinicItems.EntityOf(table), ClinicItems.KeyOf(table, id));

    private static async Task<List<string>> InPagesAsync(AuditQuery query, int size)
    {
        var (texts, token) = (new List<string>(), default(string));
        do
        {
            var page = await query.ToPageAsync(size, token, Stop);
            texts.AddRange(page.Items.Select(ClinicItems.TextOf));
            token = page.NextToken;
        }
        while (token is not null);

        return texts;
    }

    private static int? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
