using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules;

/// <summary>Pairs the declarations of a project with those of its lock.</summary>
internal sealed class LockPairs
{
    private readonly SchemaLock _now;
    private readonly SchemaLock _then;
    private readonly List<(LockedEntity Now, LockedEntity Then)> _entities = [];
    private readonly List<HandlerOfLock> _handlers = [];
    private readonly List<(LockedHandler Then, LockedHandler? Successor)> _removedHandlers = [];
    private readonly HashSet<(string, string, FormChange, string)> _visitedTypes = [];
    private readonly HashSet<(string, string)> _visitedEnums = [];

    public LockPairs(SchemaLock now, SchemaLock then)
    {
        (_now, _then) = (now, then);

        // By name, which the items have; then by class, as the name may change; then by the rest, as both may.
        Pair(static (entity, locked) => entity.Table == locked.Table && entity.Name == locked.Name);
        Pair(static (entity, locked) => entity.Class == locked.Class);
        Pair(IsRenamed);
        var handlers = then.Handlers.Select(Present).ToList();
        foreach (var locked in handlers)
        {
            if (now.Handlers.FirstOrDefault(handler => handler.Name == locked.Name) is { } handler)
            {
                _handlers.Add(new HandlerOfLock(handler, locked));
            }
            else
            {
                _removedHandlers.Add((locked, Successor(locked, handlers)));
            }
        }
    }

    /// <summary>The entities that exist in both.</summary>
    public IReadOnlyList<(LockedEntity Now, LockedEntity Then)> Entities => _entities;

    /// <summary>The locked entities that no longer exist.</summary>
    public IEnumerable<LockedEntity> RemovedEntities => _then.Entities.Where(IsGone);

    /// <summary>The handlers that exist in both.</summary>
    public IReadOnlyList<HandlerOfLock> Handlers => _handlers;

    /// <summary>The locked handlers that no longer exist, each with the handler that probably has its place.</summary>
    public IReadOnlyList<(LockedHandler Then, LockedHandler? Successor)> RemovedHandlers => _removedHandlers;

    /// <summary>Indicates whether an entity is locked.</summary>
    public bool IsLocked(EntitySummary entity) => _entities.Exists(pair => pair.Now.Table == entity.Table.Name && pair.Now.Name == entity.Name);

    /// <summary>
    /// Gets the nested types that attributes hold, and those within them; each pair once for all entities of one form whose upgrades read
    /// the same of its attributes.
    /// </summary>
    public IReadOnlyList<(LockedType Now, LockedType Then)> TypesOf(AttributesOfLock attributes)
    {
        var types = new List<(LockedType, LockedType)>();
        var pending = new Queue<AttributesOfLock>([attributes]);
        while (pending.Count > 0)
        {
            foreach (var (attribute, locked) in pending.Dequeue().Read)
            {
                if (_now.Type(StoredType.Nested(attribute.Type)) is { } type
                    && _then.Type(StoredType.Nested(locked.Type)) is { } lockedType
                    && _visitedTypes.Add((type.Name, lockedType.Name, attributes.Form, Upgraded(type))))
                {
                    types.Add((type, lockedType));
                    pending.Enqueue(new AttributesOfLock("", type.Attributes, lockedType.Attributes, attributes.Form, attributes.Upgraded, []));
                }
            }
        }

        return types;

        string Upgraded(LockedType type)
            => string.Join(",", type.Attributes.Where(attributes.IsUpgraded).Select(static attribute => attribute.Name));
    }

    /// <summary>Gets the enums that attributes store, each pair once; without those whose old members the entity's upgrade reads.</summary>
    public IEnumerable<(LockedEnum Now, LockedEnum Then)> EnumsOf(AttributesOfLock attributes)
    {
        foreach (var (attribute, locked) in attributes.Read.Where(pair => !attributes.IsUpgraded(pair.Now)))
        {
            if (_now.Enum(StoredType.NestedEnum(attribute.Type)) is { } @enum
                && _then.Enum(StoredType.NestedEnum(locked.Type)) is { } lockedEnum
                && _visitedEnums.Add((@enum.Name, lockedEnum.Name)))
            {
                yield return (@enum, lockedEnum);
            }
        }
    }

    private void Pair(Func<LockedEntity, LockedEntity, bool> isSame)
    {
        foreach (var locked in _then.Entities.Where(IsGone).ToList())
        {
            if (_now.Entities.FirstOrDefault(entity => IsNew(entity) && isSame(entity, locked)) is { } entity)
            {
                _entities.Add((entity, locked));
            }
        }
    }

    private bool IsNew(LockedEntity entity) => _entities.TrueForAll(pair => pair.Now != entity);

    private bool IsGone(LockedEntity locked) => _entities.TrueForAll(pair => pair.Then != locked);

    // The only one that is gone from its table, and the only one that is new there, with at least half of its attributes.
    private bool IsRenamed(LockedEntity entity, LockedEntity locked)
        => entity.Table == locked.Table
            && _now.Entities.Count(other => other.Table == locked.Table && IsNew(other)) is 1
            && _then.Entities.Count(other => other.Table == locked.Table && IsGone(other)) is 1
            && locked.Attributes
                .Count(attribute => entity.Attribute(attribute.Name)?.Type == attribute.Type) * 2 >= locked.Attributes.Count;

    // The entity's own difference is reported once, not for each of its handlers.
    private LockedHandler Present(LockedHandler handler)
        => _entities.Find(pair => pair.Then.Table == handler.Table && pair.Then.Name == handler.Entity) is ({ } entity, _)
            ? handler with { Table = entity.Table, Entity = entity.Name }
            : handler;

    // The only new one of the entity, in the place of the only one that is gone.
    private LockedHandler? Successor(LockedHandler locked, List<LockedHandler> handlers)
    {
        var added = _now.Handlers.Where(handler => IsOfSame(handler) && handlers.TrueForAll(other => other.Name != handler.Name)).ToList();
        var removed = handlers.Count(other => IsOfSame(other) && _now.Handlers.All(handler => handler.Name != other.Name));
        return added.Count is 1 && removed is 1 ? added[0] : null;

        bool IsOfSame(LockedHandler other) => other.Table == locked.Table && other.Entity == locked.Entity;
    }
}
