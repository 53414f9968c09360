using System.Collections.Immutable;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Composition;

/// <summary>Composes a table from its entities' settings.</summary>
internal static class TableComposer
{
    /// <summary>Composes the table: the first entity to state a setting determines it. The rules check that the others agree.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="entities">Its entities, in ordinal order of their names.</param>
    public static TableModel Compose(string name, IReadOnlyList<EntitySummary> entities)
    {
        var discriminator = First(static entity => entity.Table.Discriminator)
            ?? (entities.Count > 1 ? DynamoTableAttribute.DefaultDiscriminator : null);
        var audit = First(static entity => entity.Audit);
        var owner = entities.FirstOrDefault(static entity => entity.Table.OwnsUnmarkedItems);
        return new TableModel
        {
            Name = name,
            Settings = Settings(name, entities),
            PartitionKey = entities[0].PartitionKey,
            SortKey = entities[0].SortKey,
            Discriminator = discriminator,
            UnmarkedEntity = owner?.Model,
            UnmarkedOwner = owner?.Name,
            TimeToLive = First(static entity => entity.TimeToLive),
            Indexes = entities
                .SelectMany(static entity => entity.Indexes)
                .GroupBy(static index => index.Name, StringComparer.Ordinal)
                .OrderBy(static indexes => indexes.Key, StringComparer.Ordinal)
                .Select(indexes => Index([.. indexes], discriminator, entities[0]))
                .ToEquatableArray(),
            // The audit logger receives changes through the table's topic.
            Stream = First(static entity => entity.Stream) ?? (audit is null ? null : new StreamEnabledAttribute()),
            Audit = audit,
            ClearAttributes = ClearAttributes(entities),
            Entities = entities.Select(static entity => entity.Model).ToEquatableArray(),
        };

        T? First<T>(Func<EntitySummary, T?> setting)
            where T : class => entities.Select(setting).FirstOrDefault(static value => value is not null);
    }

    // An index includes what any entity includes, and the discriminator, without which no entity could be told. Keys are in every index.
    private static IndexModel Index(IReadOnlyList<IndexModel> declared, string? discriminator, EntitySummary entity)
    {
        var index = declared[0];
        var keys = index.Keys.Concat([entity.PartitionKey, entity.SortKey]).Select(static key => key?.Attribute).ToList();
        return index.Projection is not IndexProjection.Include ? index : index with
        {
            Include = declared.SelectMany(static other => other.Include)
                .Concat(discriminator is null ? [] : [discriminator])
                .Where(name => !keys.Contains(name, StringComparer.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .OrderBy(static name => name, StringComparer.Ordinal)
                .ToEquatableArray(),
        };
    }

    // At run time, attributes that an item's entity does not declare are redacted by the other entities' rules, without knowing what the entity stores.
    private static EquatableArray<ClearAttribute> ClearAttributes(IReadOnlyList<EntitySummary> entities)
    {
        var sensitive = entities.SelectMany(static entity => entity.Sensitive).ToImmutableHashSet(StringComparer.Ordinal);
        return entities
            .SelectMany(entity => entity.Stored
                .Select(static stored => stored.Attribute)
                .Where(name => sensitive.Contains(name) && !entity.Sensitive.Contains(name, StringComparer.Ordinal))
                .OrderBy(static name => name, StringComparer.Ordinal)
                .Select(name => new ClearAttribute(entity.Name, name)))
            .ToEquatableArray();
    }

    private static DynamoTableAttribute Settings(string name, IReadOnlyList<EntitySummary> entities)
    {
        var settings = new DynamoTableAttribute(name);
        foreach (var stated in entities.Select(static entity => entity.Table).Reverse())
        {
            AttributeSettings.Copy(stated, settings, AttributeSettings.IsShared);
        }

        return settings;
    }
}
