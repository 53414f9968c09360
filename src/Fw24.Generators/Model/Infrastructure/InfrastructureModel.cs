namespace Fw24.Generators.Model.Infrastructure;

/// <summary>An app's infrastructure with every name and number determined, for the emitters to print.</summary>
/// <remarks>Names of resources are those of which the names in AWS derive by <see cref="DeployedName"/>, once the stage is known.</remarks>
internal sealed record InfrastructureModel
{
    private const int MaxRedrivingQueues = 10;

    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>The prefix of the names of the app's own classes: <c>Orders</c>.</summary>
    public required string Prefix { get; init; }

    /// <summary>Lambda's name of the processor architecture: <c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The name of the queue for records that cannot be processed.</summary>
    public required string ParkingQueue { get; init; }

    /// <summary>The log groups of audit records, in ordinal order.</summary>
    public required EquatableArray<AuditLogGroup> AuditLogGroups { get; init; }

    /// <summary>The tables that hold only audit records, in ordinal order.</summary>
    public required EquatableArray<AuditTable> AuditTables { get; init; }

    /// <summary>The tables, in ordinal order.</summary>
    public required EquatableArray<TableConstruct> Tables { get; init; }

    /// <summary>The streams of the tables whose changes are published.</summary>
    public IEnumerable<StreamConstruct> Streams => Tables.Select(static table => table.Stream).OfType<StreamConstruct>();

    /// <summary>Indicates whether the app has any function.</summary>
    public bool HasFunctions => Streams.Any();

    /// <summary>
    /// Indicates whether messages left in the stream failure queues move to the parking queue: a queue can name at most 10 sources (SQS, SetQueueAttributes).
    /// </summary>
    public bool RedrivesFailures => Streams.Count() <= MaxRedrivingQueues;

    /// <summary>The entity tables that also hold audit records.</summary>
    public IEnumerable<TableConstruct> TablesWithAuditRecords
        => Tables.Where(table => Streams.Any(stream => stream.Subscribers.Any(subscriber => subscriber.StoresIn(table))));

    /// <summary>Indicates whether a bucket keeps the records of a stream's failed batches.</summary>
    public bool KeepsFailedRecords => Streams.Any(static stream => stream.KeepsFailedRecords);

    /// <summary>The table of the changes that handlers have handled; <see langword="null"/> if no handler records them.</summary>
    public string? IdempotencyTable
        => Streams.Any(static stream => stream.Subscribers.Any(static subscriber => subscriber.IsIdempotent)) ? IdempotencyTableOf(App) : null;

    /// <summary>The log of the sealed audits; <see langword="null"/> if there is none.</summary>
    public required SealConstruct? Seal { get; init; }

    /// <summary>Indicates whether a table redacts by a keyed hash.</summary>
    public bool HasHmacKey => Streams.Any(static stream => stream.HasHmacKey);

    /// <summary>Gets the name of the table of the changes that an app's handlers have handled.</summary>
    public static string IdempotencyTableOf(string app) => $"{app}-idempotency";
}
