using Fw24.Audit.Reading;
using Fw24.Audit.Records;
using Fw24.Audit.Restoring;
using Fw24.Audit.States;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit.Reader;

/// <summary>Finds the audits of tables and entities.</summary>
/// <param name="sources">The audited tables.</param>
/// <param name="apps">The apps, for errors.</param>
internal sealed class AuditSources(IReadOnlyList<AuditSource> sources, IReadOnlyList<AppModel> apps) : IAuditReader
{
    /// <inheritdoc/>
    public ItemTrail<T, TFields> Of<T, TFields>(ItemImage key, TFields fields)
        where T : class
    {
        var (source, entity) = Find<T>();
        return new ItemTrail<T, TFields>(new TrailReader(source, AuditKey.InOrder(source.Table, key)), entity, fields);
    }

    /// <inheritdoc/>
    public ItemTrail Of(string entity, ItemImage key)
    {
        ArgumentException.ThrowIfNullOrEmpty(entity);
        var found = sources.Where(source => source.Table.Entities.Any(one => one.Name == entity)).ToList();
        return found switch
        {
            [var source] => new ItemTrail(new TrailReader(source, AuditKey.InOrder(source.Table, key)), entity),
            [] => throw NotAudited(entity, HasTable(table => table.Entities.Any(one => one.Name == entity))),
            _ => throw new ArgumentException(
                $"Several tables have an entity {entity}: {string.Join(", ", found.Select(static source => source.Table.Name))}. Use the "
                + "generated method of the entity.",
                nameof(entity)),
        };
    }

    /// <inheritdoc/>
    public AuditQuery<TFields> Changes<T, TFields>(TFields fields)
        where T : class
    {
        var (source, entity) = Find<T>();
        return new AuditQuery<TFields>([source], entity, fields, new AuditSelection { Entity = entity.Name });
    }

    /// <inheritdoc/>
    public AuditQuery Changes(params string[] tables) => new(Find(tables), new AuditSelection());

    /// <inheritdoc/>
    public IAsyncEnumerable<MissingRecords> MissingAsync(params string[] tables)
    {
        // All of them refuse before the first is read.
        var reads = Find(tables).Select(static source => source.Store.MissingAsync(CancellationToken.None)).ToList();
        return Merged.ByOrder(reads, static (left, right) => left.Since.CompareTo(right.Since));
    }

    /// <inheritdoc/>
    public ItemStates<T> AsOf<T>(DateTimeOffset at, ItemQuery partition)
        where T : class
    {
        var (source, entity) = Find<T>();
        return StatesOf(new PastItems(source, entity, at) { Span = new KeySpan(source.Table, partition) }, entity);
    }

    /// <inheritdoc/>
    public ItemStates<T> AsOf<T>(DateTimeOffset at, IEnumerable<T> items)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items);
        var (source, entity) = Find<T>();
        return AsOf<T>(at, items.Select(item => entity.ToImage(item, source.Table)));
    }

    /// <inheritdoc/>
    public ItemStates<T> AsOf<T>(DateTimeOffset at, IEnumerable<ItemImage> keys)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(keys);
        var (source, entity) = Find<T>();
        var inOrder = keys.Select(key => AuditKey.InOrder(source.Table, key));
        return StatesOf(new PastItems(source, entity, at) { Keys = [.. inOrder] }, entity);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ItemRestore<T>>> PlanUndoAsync<T>(IEnumerable<AuditEntry> records, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(records);
        var (source, entity) = Find<T>();
        var items = new OrderedDictionary<string, List<AuditEntry>>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (record.Table != source.Table.Name)
            {
                throw new ArgumentException(
                    $"The record {record.EventId} is one of {record.Table}, and {entity.Name} is in {source.Table.Name}: undo the changes of "
                    + "each table by themselves.",
                    nameof(records));
            }

            var item = AuditKey.Identity(record.Key);
            if (!items.TryGetValue(item, out var changes))
            {
                items.Add(item, changes = []);
            }

            changes.Add(record);
        }

        var restores = new List<ItemRestore<T>>(items.Count);
        foreach (var changes in items.Values)
        {
            var reader = new TrailReader(source, AuditKey.InOrder(source.Table, changes[0].Key));
            restores.Add(await new RestorePlanner<T>(reader, entity).UndoAsync(changes, cancellationToken).ConfigureAwait(false));
        }

        return restores;
    }

    private static ItemStates<T> StatesOf<T>(PastItems items, EntityModel<T> entity)
        where T : class
    {
        items.Check();
        return new ItemStates<T>(items, entity);
    }

    private IReadOnlyList<AuditSource> Find(string[] tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        if (tables.Length == 0)
        {
            return sources.Count > 0 ? sources : throw new ArgumentException(
                $"No table of {string.Join(", ", apps.Select(static app => app.Name))} is audited.", nameof(tables));
        }

        var chosen = new List<AuditSource>();
        foreach (var name in tables)
        {
            chosen.Add(sources.FirstOrDefault(source => source.Table.Name == name)
                ?? throw NotAudited(name, HasTable(table => table.Name == name)));
        }

        return chosen;
    }

    private (AuditSource Source, EntityModel<T> Entity) Find<T>()
        where T : class
    {
        foreach (var source in sources)
        {
            foreach (var entity in source.Table.Entities)
            {
                if (entity is EntityModel<T> found)
                {
                    return (source, found);
                }
            }
        }

        throw NotAudited(typeof(T).Name, HasTable(static table => table.Entities.Any(static one => one is EntityModel<T>)));
    }

    private bool HasTable(Func<TableModel, bool> isMeant) => apps.Any(app => app.Tables.Any(isMeant));

    private ArgumentException NotAudited(string name, bool exists) => new(
        exists
            ? $"{name} is not audited: its table has no [Audit] attribute."
            : $"No app ({string.Join(", ", apps.Select(static app => app.Name))}) has a table or an entity {name}. Audited tables are "
            + $"{string.Join(", ", sources.Select(static source => Described(source.Table)))}.");

    private static string Described(TableModel table)
        => $"{table.Name} ({string.Join(", ", table.Entities.Select(static entity => entity.Name))})";
}
