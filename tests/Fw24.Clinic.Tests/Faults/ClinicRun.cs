using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;
using Fw24.Local;
using Fw24.Local.Faults;

namespace Fw24.Clinic.Tests.Faults;

/// <summary>Random writes to a clinic under faults, of which the test keeps its own record.</summary>
internal sealed class ClinicRun : IAsyncDisposable
{
    /// <summary>The names of those who write.</summary>
    public static readonly string[] Actors = ["r-1", "r-2", "r-9", "d-4", "d-5"];

    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly Random _random;
    private readonly LossyLoggers _loggers = new();
    private readonly Dictionary<(string Table, string Id), object?> _items = [];
    private int _value;

    public ClinicRun(int seed)
    {
        _random = new Random(seed);
        Cloud = LocalCloud.Create(ClinicApp.Model, options =>
        {
            (options.Seed, options.StartTime, options.Faults) = ((ulong)seed, s_start, LocalFaults.Random((ulong)seed));
            options.Around = (name, _, function) => _loggers.Around(name, function);
        });
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public LocalCloud Cloud { get; }

    /// <summary>All changes, in order.</summary>
    public List<Written> Changes { get; } = [];

    /// <summary>The items that were ever written.</summary>
    public IEnumerable<(string Table, string Id)> Items => _items.Keys;

    /// <summary>The time now, in seconds as records have it.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Cloud.Time.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>The changes of an item, in order.</summary>
    public List<Written> Of(string table, string id) => Changes.FindAll(change => change.Table == table && change.Id == id);

    /// <summary>An item as it is.</summary>
    public object? ItemOf(string table, string id) => _items.GetValueOrDefault((table, id));

    /// <summary>Writes what comes to mind.</summary>
    /// <param name="count">The number of changes.</param>
    /// <param name="lossRate">The part of the changes to existing items that the audit loggers fail.</param>
    public async Task WriteAsync(int count, double lossRate = 0)
    {
        for (var number = 0; number < count; number++)
        {
            var table = ClinicItems.Tables[_random.Next(3)];
            var id = $"{table[0]}-{_random.Next(table is "billing" ? 6 : 4)}";
            var before = ItemOf(table, id);
            if (before is not null && _random.Next(7) == 0)
            {
                await DeleteAsync(table, id);
            }
            else
            {
                var isLost = before is not null && _random.NextDouble() < lossRate;
                await PutAsync(table, id, isLost ? $"{LossyLoggers.Lost}{_value}" : Actors[_random.Next(Actors.Length)]);
            }

            await PassAsync();
        }

        await Cloud.RunUntilIdleAsync(Stop);
    }

    /// <summary>Changes totals of invoices as an import does, which states no actor, alone in its time.</summary>
    /// <returns>The times between which it ran, inclusive.</returns>
    public async Task<(DateTimeOffset From, DateTimeOffset To)> ImportAsync()
    {
        await Cloud.AdvanceAsync(TimeSpan.FromHours(1), Stop);
        var from = Now;
        for (var number = 0; number < 8; number++)
        {
            var id = $"b-{_random.Next(6)}";
            if (ItemOf("billing", id) is Invoice before)
            {
                var after = before with { Total = ++_value };
                await Cloud.Table<Invoice>().UpdateAsync(
                    "july", id, update => update.Set(static x => x.Total, after.Total), Stop);
                Add("billing", id, before.ChangedBy, AuditActorKind.Unchanged, after);
            }

            await PassAsync();
        }

        var to = Now;
        await Cloud.AdvanceAsync(TimeSpan.FromHours(1), Stop);
        return (from, to);
    }

    /// <summary>Takes note of what an undo wrote.</summary>
    public void Undone(string id, Invoice after) => Add("billing", id, after.ChangedBy, AuditActorKind.Writer, after);

    /// <summary>Makes the audit loggers handle what they failed.</summary>
    public async Task RepairAsync()
    {
        await _loggers.RepairAsync(Cloud, Stop);
        for (var number = 0; number < Changes.Count; number++)
        {
            Changes[number] = Changes[number] with { IsLost = false };
        }
    }

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    private async Task DeleteAsync(string table, string id)
    {
        var actor = ClinicItems.ChangedBy(ItemOf(table, id));
        switch (table)
        {
            case "patients":
                await Cloud.Table<Patient>().DeleteAsync(id, Stop);
                break;

            case "appointments":
                await Cloud.Table<Appointment>().DeleteAsync("north", id, Stop);
                break;

            default:
                await Cloud.Table<Invoice>().DeleteAsync("july", id, Stop);
                break;
        }

        Add(table, id, actor, AuditActorKind.LastWriter, null);
    }

    // No two values of an item are equal.
    private async Task PutAsync(string table, string id, string actor)
    {
        var before = ItemOf(table, id);
        object after;
        switch (table)
        {
            case "patients":
                var doctor = _random.Next(3) == 0 ? null : $"d-{_random.Next(4, 6)}";
                var patient = new Patient { PatientId = id, Name = $"Ana {++_value}", Doctor = doctor };
                await Cloud.Table<Patient>().As(actor).PutAsync(patient, Stop);
                after = patient with { ChangedBy = actor };
                break;

            case "appointments":
                var version = (before as Appointment)?.Version ?? 0;
                var appointment = new Appointment
                {
                    Clinic = "north",
                    AppointmentId = id,
                    PatientId = "p-1",
                    Doctor = $"d-{_random.Next(4, 6)}",
                    Day = new DateOnly(2026, 4, _random.Next(1, 30)),
                    Room = _random.Next(3) == 0 ? null : $"{++_value}",
                    Status = (AppointmentStatus)_random.Next(3),
                    Version = version,
                };
                await Cloud.Table<Appointment>().As(actor).PutAsync(appointment, Stop);
                after = appointment with { ChangedBy = actor, Version = version + 1 };
                break;

            default:
                var invoice = new Invoice
                {
                    InvoiceId = "july",
                    Part = id,
                    PatientId = "p-1",
                    Total = ++_value,
                    IsPaid = _random.Next(2) == 0,
                };
                await Cloud.Table<Invoice>().As(actor).PutAsync(invoice, Stop);
                after = invoice with { ChangedBy = actor };
                break;
        }

        // An image does not tell who wrote the name that was there.
        Add(table, id, actor, ClinicItems.ChangedBy(before) == actor ? AuditActorKind.Unchanged : AuditActorKind.Writer, after);
    }

    private void Add(string table, string id, string? actor, AuditActorKind kind, object? after)
    {
        var isLost = ClinicItems.ChangedBy(after)?.StartsWith(LossyLoggers.Lost, StringComparison.Ordinal) is true;
        Changes.Add(new Written(table, id, Now, actor, kind, ItemOf(table, id), after) { IsLost = isLost });
        _items[(table, id)] = after;
    }

    // All in all less than the two weeks for which dead-letter queues keep messages.
    private Task PassAsync() => _random.Next(4) switch
    {
        0 => Task.CompletedTask,
        1 => Cloud.AdvanceAsync(TimeSpan.FromMilliseconds(_random.Next(10_000)), Stop),
        2 => Cloud.AdvanceAsync(TimeSpan.FromMinutes(_random.Next(90)), Stop),
        _ => Cloud.AdvanceAsync(TimeSpan.FromHours(_random.Next(12)), Stop),
    };
}
