using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Model.Apps;

/// <summary>A table, as its entities together declare it.</summary>
internal sealed record TableModel
{
    public required string Name { get; init; }

    /// <summary>The settings of the table itself.</summary>
    public required DynamoTableAttribute Settings { get; init; }

    public required KeyModel PartitionKey { get; init; }

    public required KeyModel? SortKey { get; init; }

    public required string? Discriminator { get; init; }

    /// <summary>
    /// The expression of the model of the entity that owns items without the discriminator; <see langword="null"/> if none does.
    /// </summary>
    public required string? UnmarkedEntity { get; init; }

    /// <summary>The name of that entity.</summary>
    public required string? UnmarkedOwner { get; init; }

    public required string? TimeToLive { get; init; }

    /// <summary>The indexes, in ordinal order.</summary>
    public required EquatableArray<IndexModel> Indexes { get; init; }

    public required StreamEnabledAttribute? Stream { get; init; }

    public required AuditAttribute? Audit { get; init; }

    /// <summary>The attributes that an entity stores in clear and that are sensitive in another entity of the table, in the order of the entities.</summary>
    public required EquatableArray<ClearAttribute> ClearAttributes { get; init; }

    /// <summary>The expressions of its entities' models, in ordinal order of the entities' names.</summary>
    public required EquatableArray<string> Entities { get; init; }
}

/// <summary>An attribute that an entity stores in clear although it is sensitive in another entity of its table.</summary>
/// <param name="Entity">The entity's name.</param>
/// <param name="Name">The attribute's name.</param>
internal sealed record ClearAttribute(string Entity, string Name);
