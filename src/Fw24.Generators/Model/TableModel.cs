namespace Fw24.Generators.Model;

/// <summary>A table, as its entities together state it.</summary>
internal sealed record TableModel
{
    public required string Name { get; init; }

    /// <summary>What the table itself is set to.</summary>
    public required DynamoTableAttribute Settings { get; init; }

    public required KeyModel PartitionKey { get; init; }

    public required KeyModel? SortKey { get; init; }

    public required string? Discriminator { get; init; }

    public required string? TimeToLive { get; init; }

    /// <summary>The indexes, in ordinal order.</summary>
    public required EquatableArray<IndexModel> Indexes { get; init; }

    public required StreamEnabledAttribute? Stream { get; init; }

    public required AuditAttribute? Audit { get; init; }

    /// <summary>The expressions of its entities' models, in ordinal order of the entities' names.</summary>
    public required EquatableArray<string> Entities { get; init; }
}
