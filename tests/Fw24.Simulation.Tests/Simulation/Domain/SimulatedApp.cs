using Fw24.Changes;
using Fw24.Local.Scheduling;
using Fw24.Model;

namespace Fw24.Simulation.Domain;

/// <summary>The simulated app: generated entities and handlers, with settings that differ by seed.</summary>
internal static class SimulatedApp
{
    public const string Hotels = "hotels";
    public const string Meters = "meters";
    public const string MetersAudit = "meters-audit";
    public const string Tickets = "tickets";
    public const string Tariffs = "tariffs";
    public const string Idempotency = "simulation-idempotency";
    public const string LogGroup = "/audit/logs/simulation";

    private const ChangeOperations Every = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove;

    /// <summary>The app of a run.</summary>
    public static AppModel Model(SimulationPlan plan)
    {
        var random = SeededRandom.For(plan.Seed, "settings");
        return new AppModel
        {
            Name = "simulation",
            Settings = new Fw24AppAttribute("simulation") { TimeoutSeconds = plan.TimeoutSeconds, SealMinutes = 1 },
            Tables =
            [
                new TableModel
                {
                    Name = Hotels,
                    PartitionKey = new("Hotel", KeyType.String),
                    SortKey = new("Part", KeyType.String),
                    Discriminator = "entityType",
                    Entities = [BookingCodec.Model, GuestCodec.Model],
                    Stream = Stream(random, fifo: true),
                    Audit = Audit(random, AuditLoggerType.Cloudwatch, fifo: true),
                },
                new TableModel
                {
                    Name = Meters,
                    PartitionKey = new("Id", KeyType.String),
                    TimeToLive = "Until",
                    Entities = [MeterCodec.Model],
                    Stream = Stream(random, fifo: false),
                    Audit = Audit(random, AuditLoggerType.DynamoDb, fifo: false, MetersAudit),
                },
                new TableModel
                {
                    Name = Tariffs,
                    PartitionKey = new("Id", KeyType.Number),
                    Entities = [TariffCodec.Model],
                    Stream = Stream(random, fifo: false),
                    Audit = Audit(random, AuditLoggerType.Console, fifo: false),
                },
                new TableModel
                {
                    Name = Tickets,
                    PartitionKey = new("Id", KeyType.String),
                    Entities = [TicketCodec.Model],
                    Stream = Stream(random, fifo: true),
                    Audit = Audit(random, AuditLoggerType.DynamoDb, fifo: true),
                },
            ],
            Handlers =
            [
                Handler<BookingDesk, BookingChange>(Hotels, BookingCodec.Model, Every, BookingChange.Read, random, fifo: true),
                Handler<GuestBook, GuestChange>(Hotels, GuestCodec.Model, ChangeOperations.Insert | ChangeOperations.Remove, GuestChange.Read, random, fifo: true),
                Handler<MeterAlarm, MeterChange>(Meters, MeterCodec.Model, ChangeOperations.Modify, MeterChange.Read, random, fifo: false, nameof(Meter.Price)),
                Handler<TariffIndex, TariffChange>(Tariffs, TariffCodec.Model, Every, TariffChange.Read, random, fifo: false),
                Handler<TariffList, TariffChange>(Tariffs, TariffCodec.Model, Every, TariffChange.Read, random, fifo: false),
                Handler<TicketBoard, TicketChange>(Tickets, TicketCodec.Model, Every, TicketChange.Read, random, fifo: true),
                Handler<TicketLedger, TicketChange>(Tickets, TicketCodec.Model, Every, TicketChange.Read, random, fifo: true),
            ],
        };
    }

    private static StreamEnabledAttribute Stream(SeededRandom random, bool fifo) => new()
    {
        Fifo = fifo,
        BatchSize = 1 + random.Next(20),
        BisectBatchOnError = random.Next(4) > 0,
        RetryAttempts = 2 + random.Next(4),
        ParallelizationFactor = 1 + random.Next(3),
        MaxBatchingWindowSeconds = random.Next(3),
    };

    private static AuditAttribute Audit(SeededRandom random, AuditLoggerType type, bool fifo, string? table = null) => new(type)
    {
        AuditTableName = table,
        BatchSize = 1 + random.Next(10),
        MaxBatchingWindowSeconds = fifo ? 0 : random.Next(6),
        MaxReceiveCount = 3 + random.Next(4),
        Sealed = type is not AuditLoggerType.Console,
    };

    private static HandlerModel<THandler, TChange> Handler<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] THandler, TChange>(
        string table, EntityModel entity, ChangeOperations operations, ChangeRead<TChange> read, SeededRandom random, bool fifo, params string[] onChange)
        where THandler : ChangeHandler<TChange>
        where TChange : EntityChange
    {
        // A delivery that is refused because another one is being handled uses a receive.
        var isIdempotent = typeof(THandler).IsDefined(typeof(IdempotentAttribute), inherit: false);
        return new HandlerModel<THandler, TChange>
        {
            Name = typeof(THandler).Name,
            TableName = table,
            Entity = entity,
            Operations = operations,
            HandlesBatches = typeof(THandler) == typeof(TariffIndex) || typeof(THandler) == typeof(TicketLedger),
            OnChange = onChange,
            Queue = new ChangeQueueAttribute
            {
                BatchSize = 1 + random.Next(10),
                MaxBatchingWindowSeconds = fifo ? 0 : random.Next(3),
                MaxReceiveCount = (isIdempotent ? 5 : 3) + random.Next(4),
                RetryDelaySeconds = random.Next(2) * (1 + random.Next(60)),
            },
            Idempotent = isIdempotent ? new IdempotentAttribute() : null,
            Read = read,
        };
    }
}
