namespace Fw24.Generators.Model.Infrastructure;

/// <summary>An app's infrastructure with every name and number decided: what the emitters print.</summary>
internal sealed record InfrastructureModel
{
    private const int MaxRedrivingQueues = 10;

    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>What the names of the app's own classes begin with: <c>Orders</c>.</summary>
    public required string Prefix { get; init; }

    /// <summary>How long an invocation may run.</summary>
    public required int TimeoutSeconds { get; init; }

    public required int MemoryMegabytes { get; init; }

    /// <summary>Lambda's name of the processor: <c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The name of the queue for what cannot be processed.</summary>
    public required string ParkingQueue { get; init; }

    /// <summary>The log groups of audit records, in ordinal order.</summary>
    public required EquatableArray<AuditLogGroup> AuditLogGroups { get; init; }

    /// <summary>The tables of audit records that hold nothing else, in ordinal order.</summary>
    public required EquatableArray<AuditTable> AuditTables { get; init; }

    /// <summary>The tables, in ordinal order.</summary>
    public required EquatableArray<TableConstruct> Tables { get; init; }

    /// <summary>The tables whose changes are published, and how.</summary>
    public IEnumerable<StreamConstruct> Streams => Tables.Select(static table => table.Stream).OfType<StreamConstruct>();

    /// <summary>Whether there is a function at all.</summary>
    public bool HasFunctions => Streams.Any();

    /// <summary>Whether what nobody takes out of the queues of stream failures goes to the parking queue: a queue names at most 10 that may (SQS, SetQueueAttributes).</summary>
    public bool RedrivesFailures => Streams.Count() <= MaxRedrivingQueues;

    /// <summary>The tables of entities that hold audit records, too.</summary>
    public IEnumerable<TableConstruct> TablesWithAuditRecords
        => Tables.Where(table => Streams.Any(stream => stream.Subscribers.Any(subscriber => subscriber.StoresIn(table))));

    /// <summary>Whether a table redacts by a keyed hash.</summary>
    public bool HasHmacKey => Streams.Any(static stream => stream.HasHmacKey);
}
