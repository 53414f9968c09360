using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;
using Fw24.Tables;

namespace Fw24.Clinic.Tests;

/// <summary>What was all of it on a day: a partition of a table, and the page of a query?</summary>
public sealed class AsOfTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly LocalCloud _cloud = LocalCloud.Create(ClinicApp.Model, static options => options.StartTime = s_start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IAuditReader Audit => _cloud.AuditReader();

    private ITable<Appointment> Appointments => _cloud.Table<Appointment>();

    private ITable<Invoice> Invoices => _cloud.Table<Invoice>();

    private ITable<Payment> Payments => _cloud.Table<Payment>();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Q03_a_partition_has_what_is_gone_and_not_what_came_later()
    {
        await Invoices.As("r-1").PutAsync(new Invoice { InvoiceId = "i-88", PatientId = "p-17", Total = 80 }, Stop);
        await PayAsync("i-88", "pay-1", 10);
        await PayAsync("i-88", "pay-2", 20);
        await PayAsync("i-88", "pay-3", 30);
        await PayAsync("i-89", "pay-1", 99);
        await PassAsync();
        var monday = _cloud.Time.GetUtcNow();
        await PassAsync();
        await Payments.DeleteAsync("i-88", "pay-2", Stop);
        await Payments.DeleteAsync("i-89", "pay-1", Stop);
        await PayAsync("i-88", "pay-3", 35);
        await PayAsync("i-88", "pay-4", 40);
        await PassAsync();

        Assert.Equal(
            [("pay-1", 10), ("pay-2", 20), ("pay-3", 30)],
            Amounts(await Audit.AsOfPayment(monday, "i-88").ToListAsync(Stop)));
        Assert.Equal(
            [("pay-2", 20), ("pay-3", 30)],
            Amounts(await Audit.AsOfPayment(monday, "i-88", KeyRange.Between("pay-2", "pay-9")).ToListAsync(Stop)));
        Assert.Equal(
            [("pay-2", 20)],
            Amounts(await Audit.AsOfPayment(monday, "i-88", KeyRange.BeginsWith("pay-2")).ToListAsync(Stop)));
        Assert.Equal([("pay-1", 99)], Amounts(await Audit.AsOfPayment(monday, "i-89").ToListAsync(Stop)));
        Assert.Equal(80, Assert.Single(await Audit.AsOfInvoice(monday, "i-88").ToListAsync(Stop)).Item!.Total);
        Assert.Empty(await Audit.AsOfPayment(s_start.AddDays(-1), "i-88").ToListAsync(Stop));
        var now = await Audit.AsOfPayment(DateTimeOffset.MaxValue, "i-88").ToListAsync(Stop);
        Assert.Equal(await Payments.Query("i-88").ToListAsync(Stop), now.Select(static state => state.Item));
    }

    [Fact]
    public async Task Q03_a_partition_without_sort_key_is_its_item()
    {
        await _cloud.Table<Patient>().PutAsync(new Patient { PatientId = "p-17", Name = "Ana" }, Stop);
        await PassAsync();
        await _cloud.Table<Patient>().DeleteAsync("p-17", Stop);
        await PassAsync();

        Assert.Equal("Ana", Assert.Single(await Audit.AsOfPatient(s_start.AddHours(1), "p-17").ToListAsync(Stop)).Item!.Name);
        Assert.Empty(await Audit.AsOfPatient(s_start.AddDays(2), "p-17").ToListAsync(Stop));
        Assert.Empty(await Audit.AsOfPatient(s_start.AddHours(1), "p-18").ToListAsync(Stop));
    }

    [Fact]
    public async Task Q03_the_items_of_a_page_of_an_index()
    {
        foreach (var number in Enumerable.Range(0, 5))
        {
            await BookAsync($"a-{number}", "d-4");
        }

        await PassAsync();
        var moved = (await Appointments.GetAsync("north", "a-0", Stop))!;
        await Appointments.As("r-2").PutAsync(moved with { Doctor = "d-5" }, Stop);
        await BookAsync("a-9", "d-4");
        await PassAsync();
        var page = await Appointments.QueryByDoctor("d-4").ToPageAsync(10, null, Stop);

        var states = await Audit.AsOf(s_start.AddHours(1), page.Items).ToListAsync(Stop);

        // What another doctor has now is not in the index's page of now.
        Assert.Equal(
            [("a-1", true), ("a-2", true), ("a-3", true), ("a-4", true), ("a-9", false)],
            page.Items.Zip(states, static (item, state) => (item.AppointmentId, state.Item is not null)).Order());
        var key = new AppointmentKey("north", "a-0").ToItemKey();
        var gone = Assert.Single(await Audit.AsOf<Appointment>(s_start.AddHours(1), [key]).ToListAsync(Stop));
        Assert.Equal(moved, gone.Item);
        Assert.Empty(await Audit.AsOf<Appointment>(s_start, Array.Empty<ItemImage>()).ToListAsync(Stop));
    }

    // Nothing tells when the audit of the first item was switched on; the second one's record is lost.
    [Fact]
    public async Task Q03_what_is_not_known_is_there_and_says_so()
    {
        await PayAsync("i-88", "pay-1", 10);
        await PayAsync("i-88", "pay-2", 20);
        await PassAsync();
        await PayAsync("i-88", "pay-2", 21);
        var lost = await _cloud.LoseAsync("billing");
        await PassAsync();
        await Payments.DeleteAsync("i-88", "pay-2", Stop);
        await PassAsync();

        var states = await Audit.AsOfPayment(s_start.AddHours(30), "i-88").ToListAsync(Stop);

        Assert.Equal([ItemKnowledge.Whole, ItemKnowledge.NotKnown], states.Select(static state => state.Knowledge));
        Assert.Contains("Records are missing", states[1].Reason, StringComparison.Ordinal);
        Assert.Equal(new PaymentKey("i-88", "pay-2").ToItemKey().Json.ToArray(), states[1].Key.Json.ToArray());
        Assert.Throws<AuditTrailException>(() => states[1].Item);

        await _cloud.SendAsync("billing", lost);
        states = await Audit.AsOfPayment(s_start.AddHours(30), "i-88").ToListAsync(Stop);
        Assert.Equal([("pay-1", 10), ("pay-2", 21)], Amounts(states));

        // Before the audit, an item may have been there that its first record created again.
        var early = Audit.AsOfPayment(s_start.AddHours(-2), "i-88");
        Assert.Empty(await early.ToListAsync(Stop));
        Assert.All(
            await early.RecordedSince(s_start.AddHours(-1)).ToListAsync(Stop),
            static state => Assert.Equal(ItemKnowledge.NotKnown, state.Knowledge));
        Assert.Equal(2, (await early.RecordedSince(s_start.AddHours(-1)).ToListAsync(Stop)).Count);
    }

    [Fact]
    public async Task Q03_an_item_without_a_beginning_is_whole_if_its_changes_are_recorded()
    {
        await PayAsync("i-88", "pay-1", 10);
        await _cloud.LoseAsync("billing");
        await PayAsync("i-88", "pay-1", 11);
        await PassAsync();
        var past = Audit.AsOfPayment(_cloud.Time.GetUtcNow(), "i-88");

        // An audit in DynamoDB knows it by itself.
        Assert.Equal(
            ClinicAudits.IsInDynamoDb("billing") ? ItemKnowledge.Whole : ItemKnowledge.Partial,
            Assert.Single(await past.ToListAsync(Stop)).Knowledge);
        Assert.Equal([("pay-1", 11)], Amounts(await past.Settled().ToListAsync(Stop)));
    }

    [Fact]
    public async Task Q03_an_audit_that_does_not_find_them_says_which_does()
    {
        await BookAsync("a-4", "d-4");
        await PassAsync();
        using var console = new AuditReader(ClinicApp.Model, _cloud.Store);

        Assert.Contains("FromLines", Assert.Throws<NotSupportedException>(
            () => console.AsOfSetting(s_start, "opens")).Message, StringComparison.Ordinal);
        Assert.Contains("by-doctor", Assert.Throws<NotSupportedException>(() => Audit.AsOf<Appointment>(
            s_start,
            new ItemQuery("Doctor", "{\"S\":\"d-4\"}"u8.ToArray()) { Index = "by-doctor" })).Message, StringComparison.Ordinal);
        if (!ClinicAudits.IsInDynamoDb("appointments"))
        {
            Assert.Single(await Audit.AsOfAppointment(s_start.AddHours(1), "north").ToListAsync(Stop));
            return;
        }

        var refused = Assert.Throws<NotSupportedException>(() => Audit.AsOfAppointment(s_start.AddHours(1), "north"));
        Assert.Contains("appointments", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Queries = AuditQueries.Time", refused.Message, StringComparison.Ordinal);
        Assert.Contains("AuditTableName", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Q03_lines_know_what_they_record()
    {
        var settings = _cloud.Table<Setting>();
        await settings.PutAsync(new Setting { Name = "opens", Value = "8" }, Stop);
        await PassAsync();
        await settings.DeleteAsync("opens", Stop);
        await PassAsync();
        var text = Encoding.UTF8.GetBytes(string.Join('\n', _cloud.Console));
        var lines = AuditReader.FromLines(ClinicApp.Model, () => new MemoryStream(text));

        Assert.Equal("8", Assert.Single(await lines.AsOfSetting(s_start.AddHours(1), "opens").ToListAsync(Stop)).Item!.Value);
        Assert.Empty(await lines.AsOfSetting(s_start.AddDays(2), "opens").ToListAsync(Stop));
        Assert.Empty(await lines.AsOfPayment(s_start.AddHours(1), "i-88").ToListAsync(Stop));
    }

    private static IEnumerable<(string, decimal)> Amounts(List<ItemState<Payment>> states)
        => states.Select(static state => (state.Item!.Part, state.Item.Amount));

    private Task<Payment> PayAsync(string invoice, string part, decimal amount) => Payments.As("r-1").PutAsync(
        new Payment { InvoiceId = invoice, Part = part, Amount = amount }, Stop);

    private Task<Appointment> BookAsync(string id, string doctor) => Appointments.As("r-1").PutAsync(
        new Appointment
        {
            Clinic = "north",
            AppointmentId = id,
            PatientId = "p-17",
            Doctor = doctor,
            Day = new DateOnly(2026, 3, 9),
        },
        Stop);

    // The functions run in the day that passes, not after it.
    private async Task PassAsync()
    {
        var end = _cloud.Time.GetUtcNow().AddDays(1);
        await _cloud.RunUntilIdleAsync(Stop);
        await _cloud.AdvanceAsync(end - _cloud.Time.GetUtcNow(), Stop);
    }
}
