using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules;

/// <summary>Applies the rules for a project and its lock: to the app, then to its tables, entities and handlers.</summary>
/// <param name="now">The project as the code declares it.</param>
/// <param name="then">The project as it is locked.</param>
/// <param name="own">The entities that the project declares.</param>
/// <param name="references">The apps and libraries that it references.</param>
internal sealed class EvolutionRules(SchemaLock now, SchemaLock then, IReadOnlyList<EntitySummary> own, IReadOnlyList<ReferencedApp> references)
{
    private readonly LockPairs _pairs = new(now, then);
    private readonly RuleViolationList _violations = new("");

    /// <summary>Gets the violations by the differences between a project and its lock.</summary>
    public static RuleViolationList Check(
        SchemaLock now, SchemaLock then, IReadOnlyList<EntitySummary> own, IReadOnlyList<ReferencedApp> references)
        => new EvolutionRules(now, then, own, references).Check();

    private RuleViolationList Check()
    {
        RuleRegistry.Check(new AppOfLock(now, then), _violations);
        foreach (var table in then.Tables)
        {
            Check(table);
        }

        foreach (var store in Stores(then).Distinct(StringComparer.Ordinal).Intersect(Stores(now), StringComparer.Ordinal))
        {
            CheckAuditTable(store);
        }

        foreach (var (entity, locked) in _pairs.Entities)
        {
            Check(entity, locked);
        }

        foreach (var handler in _pairs.Handlers)
        {
            RuleRegistry.Check(handler, _violations);
        }

        foreach (var (handler, successor) in _pairs.RemovedHandlers.Where(removed => !IsMoved(removed.Then)))
        {
            RuleRegistry.Check(new RemovedHandler(handler, successor, Class(handler.Table, handler.Entity)), _violations);
        }

        if (!_violations.Any() && now != then)
        {
            RuleRegistry.Check(new OutdatedLock(FirstDifference()), _violations);
        }

        // A nested type is checked again for an entity with another upgrade or form.
        var distinct = new RuleViolationList("");
        distinct.AddRange(_violations.Distinct());
        return distinct;
    }

    private void Check(LockedTable table)
    {
        var removed = _pairs.RemovedEntities.Where(entity => entity.Table == table.Name && !IsMoved(entity));
        if (now.Table(table.Name) is { } present)
        {
            var entities = EntitiesOf(table.Name);
            RuleRegistry.Check(new TableOfLock(present, table, entities, entities.FindAll(_pairs.IsLocked)), _violations);
            foreach (var entity in removed)
            {
                RuleRegistry.Check(new RemovedEntity(entity, FirstOf(table.Name)), _violations);
            }
        }
        else if (removed.Any() || then.Entities.All(entity => entity.Table != table.Name))
        {
            // If its entities moved to another table, they are reported.
            RuleRegistry.Check(new RemovedTable(table), _violations);
        }
    }

    private void CheckAuditTable(string store)
    {
        var differing = now.Tables.FirstOrDefault(
            table => table.Audit is { } audit && audit.Store == store
                && then.Table(table.Name)?.Audit is { } locked && !audit.Indexes.Equals(locked.Indexes));
        var place = differing ?? now.Tables.First(table => table.Audit?.Store == store);
        RuleRegistry.Check(new AuditTableOfLock(store, Indexes(now), Indexes(then), EntitiesOf(place.Name)), _violations);

        List<string> Indexes(SchemaLock schema)
            => [.. schema.Tables.Where(table => table.Audit?.Store == store).SelectMany(static table => table.Audit!.Indexes).Distinct()];
    }

    private static IEnumerable<string> Stores(SchemaLock schema) => schema.Tables
        .Where(static table => table.Audit is { Destination: nameof(AuditLoggerType.DynamoDb), Store: not null })
        .Select(static table => table.Audit!.Store!);

    // What a referenced library declares now is in that library's lock.
    private bool IsMoved(LockedEntity entity)
        => references.Any(library => library.Entities.Any(other => other.Table.Name == entity.Table && other.Name == entity.Name));

    private bool IsMoved(LockedHandler handler) => references.Any(library => library.Handlers.Any(other => other.Name == handler.Name));

    private void Check(LockedEntity entity, LockedEntity locked)
    {
        var keys = ChangedKeys(entity.Table, locked.Table);
        var form = new FormChange(locked.Format, entity.Format);
        var attributes = new AttributesOfLock(Global(entity.Class), entity.Attributes, locked.Attributes, form, entity.Upgraded, keys);
        Check(attributes);
        RuleRegistry.Check(new EntityOfLock(entity, locked, attributes), _violations);
        foreach (var (type, lockedType) in _pairs.TypesOf(attributes))
        {
            // A generic type is declared under another name.
            var place = Global(type.Name.Contains('<') ? entity.Class : type.Name);
            Check(new AttributesOfLock(place, type.Attributes, lockedType.Attributes, form, entity.Upgraded, []));
        }
    }

    private void Check(AttributesOfLock attributes)
    {
        RuleRegistry.Check(attributes, _violations);
        foreach (var (@enum, locked) in _pairs.EnumsOf(attributes))
        {
            RuleRegistry.Check(new EnumOfLock(Global(@enum.Name), @enum, locked), _violations);
        }
    }

    // Attributes that are, or were, part of a key that differs.
    private HashSet<string> ChangedKeys(string table, string lockedTable)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        if (now.Table(table) is { } present && then.Table(lockedTable) is { } locked && table == lockedTable)
        {
            Compare(present.PartitionKey, locked.PartitionKey);
            Compare(present.SortKey, locked.SortKey);
            foreach (var index in present.Indexes)
            {
                if (locked.Indexes.FirstOrDefault(other => other.Name == index.Name) is { } other)
                {
                    CompareAll(index.PartitionKeys, other.PartitionKeys);
                    CompareAll(index.SortKeys, other.SortKeys);
                }
            }
        }

        return changed;

        void CompareAll(EquatableArray<KeyModel> keys, EquatableArray<KeyModel> lockedKeys)
        {
            for (var place = 0; place < Math.Max(keys.Count, lockedKeys.Count); place++)
            {
                Compare(keys.ElementAtOrDefault(place), lockedKeys.ElementAtOrDefault(place));
            }
        }

        void Compare(KeyModel? key, KeyModel? lockedKey)
        {
            if (key != lockedKey)
            {
                changed.UnionWith(new[] { key, lockedKey }.OfType<KeyModel>().Select(static one => one.Attribute));
            }
        }
    }

    private List<EntitySummary> EntitiesOf(string table)
        => own.Where(entity => entity.Table.Name == table).OrderBy(static entity => entity.Name, StringComparer.Ordinal).ToList();

    private string FirstOf(string table) => EntitiesOf(table).FirstOrDefault()?.Origin ?? "";

    private string Class(string table, string name)
        => own.FirstOrDefault(entity => entity.Table.Name == table && entity.Name == name)?.Origin ?? "";

    private string FirstDifference()
        => now.Entities.FirstOrDefault(entity => !then.Entities.Contains(entity)) is { } entity ? Global(entity.Class)
            : now.Handlers.FirstOrDefault(handler => !then.Handlers.Contains(handler)) is { } handler ? Global(handler.Class)
            : now.Types.FirstOrDefault(type => !then.Types.Contains(type)) is { } type ? Global(type.Name)
            : now.Enums.FirstOrDefault(@enum => !then.Enums.Contains(@enum)) is { } @enum ? Global(@enum.Name)
            : now.Tables.FirstOrDefault(table => !then.Tables.Contains(table)) is { } table ? FirstOf(table.Name)
            : "";

    private static string Global(string name) => $"global::{name}";
}
