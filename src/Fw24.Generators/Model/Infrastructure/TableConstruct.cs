using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A table and everything that receives its changes.</summary>
internal sealed record TableConstruct
{
    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The construct's class, which is also its property in the stack: <c>OrdersTable</c>.</summary>
    public required string ClassName { get; init; }

    /// <summary>The names of its entities, in ordinal order.</summary>
    public required EquatableArray<string> Entities { get; init; }

    public required KeyModel PartitionKey { get; init; }

    public required KeyModel? SortKey { get; init; }

    public required string? TimeToLive { get; init; }

    public required EquatableArray<IndexModel> Indexes { get; init; }

    /// <summary>The names of the indexes that handlers may query: those without audit records.</summary>
    public IEnumerable<string> IndexesOfHandlers
        => Indexes.Where(static index => !index.HoldsAuditRecords).Select(static index => index.Name);

    public required BillingMode BillingMode { get; init; }

    public required bool PointInTimeRecovery { get; init; }

    /// <summary>The number of days for which backups are kept; <see langword="null"/> for DynamoDB's own maximum.</summary>
    public required int? RecoveryDays { get; init; }

    public required bool DeletionProtection { get; init; }

    public required RemovalPolicy RemovalPolicy { get; init; }

    public required StreamConstruct? Stream { get; init; }
}
