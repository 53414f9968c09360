using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Model.Locks;

/// <summary>The locked facts about a table.</summary>
internal sealed record LockedTable
{
    /// <summary>The number of days for which backups are kept if a lock does not state it: DynamoDB's maximum.</summary>
    public const int MaxRecoveryDays = 35;

    public required string Name { get; init; }

    public required KeyModel PartitionKey { get; init; }

    public required KeyModel? SortKey { get; init; }

    /// <summary>The attribute that distinguishes its entities; <see langword="null"/> for a table of one entity without it.</summary>
    public required string? Discriminator { get; init; }

    /// <summary>The name of the entity that owns items without the discriminator; <see langword="null"/> if none does.</summary>
    public required string? UnmarkedOwner { get; init; }

    /// <summary>The time-to-live attribute.</summary>
    public required string? TimeToLive { get; init; }

    public required bool DeletionProtection { get; init; }

    public required bool PointInTimeRecovery { get; init; }

    /// <summary>The number of days for which backups are kept, if there are any.</summary>
    public required int RecoveryDays { get; init; }

    /// <summary>Indicates whether the table is kept when it leaves the stack.</summary>
    public required bool IsRetained { get; init; }

    /// <summary>The global secondary indexes, in ordinal order of their names.</summary>
    public required EquatableArray<LockedIndex> Indexes { get; init; }

    public required LockedStream? Stream { get; init; }

    public required LockedAudit? Audit { get; init; }
}
