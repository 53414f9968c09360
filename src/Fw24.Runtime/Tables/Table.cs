using System.Diagnostics;
using System.Text;
using Fw24.Items;
using Fw24.Model;

namespace Fw24.Tables;

/// <summary>The items of one entity in a store.</summary>
/// <typeparam name="T">The entity.</typeparam>
internal sealed class Table<T> : ITable<T>
    where T : class
{
    private const string OtherVersion = "the stored item has a different version than expected, or does not exist. It has been changed since it was read: "
        + "read it again, or continue with the item that the last write returned";

    private readonly TableModel _table;
    private readonly EntityModel<T> _entity;
    private readonly IItemStore _store;

    // The table's name in AWS.
    private readonly string _name;
    private readonly VersionCount? _versions;

    private readonly TableReader<T> _reader;

    public Table(TableModel table, EntityModel<T> entity, IItemStore store, string? name = null, PageTokenKeys? tokenKeys = null)
    {
        (_table, _entity, _store, _name) = (table, entity, store, name ?? table.Name);
        _reader = new TableReader<T>(table, entity, store, _name, tokenKeys);
        _versions = entity.Version is { } attribute ? new VersionCount(entity.Name, attribute, table) : null;
        Stamps = entity.Stamps(table);
    }

    private Table(Table<T> other)
        => (_table, _entity, _store, _name, _reader, _versions, Stamps, HasActor, IsVersioned, AllowsRedacted, Condition)
            = (other._table, other._entity, other._store, other._name, other._reader, other._versions,
                other.Stamps, other.HasActor, other.IsVersioned, other.AllowsRedacted, other.Condition);

    // The stamps of every item put here, regardless of the entity's properties: its discriminator and the actor.
    private ItemStamp[] Stamps { get; init; }

    // The stamps of an item put now. A store may create its client, which knows the region, at its first call.
    private ItemStamp[] CurrentStamps
    {
        get
        {
            var stamps = Stamps;
            if (_entity.WriteRegion is { } region)
            {
                stamps = [.. stamps, ItemStamp.Text(region, Region)];
            }

            if (!HasActor && _entity.Actor is { } attribute && AmbientActor.Current is { } actor)
            {
                stamps = [.. stamps, ItemStamp.Text(attribute, actor)];
            }

            // Without a trace, that of an earlier write would be wrong.
            return _entity.TraceParent is not { } trace ? stamps
                : Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? [.. stamps, ItemStamp.Text(trace, id)]
                : [.. stamps, ItemStamp.None(trace)];
        }
    }

    // Indicates whether As has named the actor.
    private bool HasActor { get; init; }

    private string Region => _store.Region
        ?? throw new InvalidOperationException(
            $"{_entity.Name} has a [WriteRegion] property, and the region of {_table.Name} is not known. Set AWS_REGION, or the region of the client.");

    private bool IsVersioned { get; init; } = true;

    // Checks and increments versions on writes; null without versioning.
    private VersionCount? Versions => IsVersioned ? _versions : null;

    private bool AllowsRedacted { get; init; }

    // What every write requires of the stored item besides its version.
    private ItemCondition? Condition { get; init; }

    public ITable<T> As(string actor)
    {
        ArgumentException.ThrowIfNullOrEmpty(actor);
        if (_entity.Actor is not { } attribute)
        {
            throw new InvalidOperationException($"{_entity.Name} has no [AuditActor] property to record who wrote it.");
        }

        return new Table<T>(this)
        {
            Stamps = [.. Stamps.Where(stamp => stamp.Attribute != attribute), ItemStamp.Text(attribute, actor)],
            HasActor = true,
        };
    }

    public ITable<T> WithoutVersioning() => new Table<T>(this) { IsVersioned = false };

    public ITable<T> WithoutRedactionCheck() => new Table<T>(this) { AllowsRedacted = true };

    public ITable<T> When(ItemCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new Table<T>(this) { Condition = ItemCondition.All(Condition, condition) };
    }

    public async Task<T> PutAsync(T item, CancellationToken cancellationToken = default)
    {
        var image = ToImage(item);
        if (Versions is not { } versions)
        {
            return await WriteAsync(image, CurrentStamps, null, "", keepsOthers: true, cancellationToken).ConfigureAwait(false);
        }

        // An item of version 0 was never stored, or was stored before its entity had a version.
        var version = versions.Of(image);
        ItemStamp[] stamps = [.. CurrentStamps, versions.After(version)];
        var condition = versions.Is(version, orNoItem: version == 0);
        var conflict = versions.Conflict(version, OtherVersion);
        return await WriteAsync(image, stamps, condition, conflict, keepsOthers: true, cancellationToken).ConfigureAwait(false);
    }

    public async Task<T> CreateAsync(T item, CancellationToken cancellationToken = default)
    {
        ItemStamp[] stamps = Versions is { } versions ? [.. CurrentStamps, versions.After(0)] : CurrentStamps;
        var condition = ItemCondition.NotExists(_table.PartitionKey.Name);
        var image = ToImage(item);
        return await WriteAsync(image, stamps, condition, "an item with its key already exists", keepsOthers: false, cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<T> ReplaceAsync(T item, CancellationToken cancellationToken = default)
    {
        var image = ToImage(item);
        if (Versions is { } versions)
        {
            return await ReplaceVersionAsync(image, versions, versions.Of(image), cancellationToken).ConfigureAwait(false);
        }

        var condition = ItemCondition.Exists(_table.PartitionKey.Name);
        return await WriteAsync(image, CurrentStamps, condition, "no item with its key exists", keepsOthers: false, cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<T> ReplaceAsync(T item, long expectedVersion, CancellationToken cancellationToken = default)
        => _versions is not null
            ? await ReplaceVersionAsync(ToImage(item), _versions, expectedVersion, cancellationToken).ConfigureAwait(false)
            : throw new InvalidOperationException($"{_entity.Name} has no [Version] property to compare.");

    public async Task<T> UpdateAsync<TFields>(
        ItemImage key, TFields fields, Action<UpdateBuilder<TFields>> update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        RefuseAuditRow(key);
        var builder = new UpdateBuilder<TFields>(fields);
        update(builder);
        if (builder.Version is not null && _versions is null)
        {
            throw new InvalidOperationException($"{_entity.Name} has no [Version] property to compare.");
        }

        var actions = WithStamps(builder.Actions);
        var isVersion = builder.Version is { } version ? _versions!.Is(version, orNoItem: builder.IsUpsert) : null;
        var condition = ItemCondition.All(IsOfEntity(builder.IsUpsert), isVersion, builder.Condition, Condition);
        var result = await _store.UpdateAndReadAsync(_name, new ItemUpdate(key, actions), condition, cancellationToken).ConfigureAwait(false);
        return result.IsUpdated ? _reader.Read(result.Item) : throw new ItemConditionException(
            $"{_entity.Name} was not updated in {_table.Name}: "
            + (result.Item.IsAbsent && !builder.IsUpsert ? "no item with its key exists, or it does not satisfy the conditions."
                : isVersion?.Holds(result.Item) is false ? _versions!.Conflict(builder.Version!.Value, OtherVersion) + "."
                : !result.Item.IsAbsent && !_reader.IsOfEntity(result.Item) ? "the item with its key is one of another entity."
                : "the stored item does not satisfy the conditions."));
    }

    public async Task<T?> GetAsync(ItemImage key, CancellationToken cancellationToken = default)
    {
        var image = await _store.GetAsync(_name, key, cancellationToken).ConfigureAwait(false);
        return _reader.TryRead(image, null, out var item) ? item : null;
    }

    public async Task DeleteAsync(T item, CancellationToken cancellationToken = default)
    {
        var image = _entity.ToImage(item, _table);
        if (Versions is not { } versions)
        {
            await DeleteAsync(_table.KeyOf(image), null, "", cancellationToken).ConfigureAwait(false);
            return;
        }

        versions.CheckIsRead(item);
        var version = versions.Of(image);
        var conflict = versions.Conflict(
            version, "the stored item has a different version than expected. It has been changed since it was read: read it again");
        await DeleteAsync(_table.KeyOf(image), versions.Is(version, orNoItem: true), conflict, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(ItemImage key, CancellationToken cancellationToken = default)
    {
        RefuseAuditRow(key);
        await DeleteAsync(key, null, "", cancellationToken).ConfigureAwait(false);
    }

    public TableQuery<T, TFields> Query<TFields>(ItemQuery query, TFields fields)
        => new(_reader, fields, query ?? throw new ArgumentNullException(nameof(query)));

    public TableScan<T, TFields> Scan<TFields>(TFields fields) => new(_reader, fields, new ItemScan());

    public IAsyncEnumerable<T> QueryAsync(ItemQuery query, CancellationToken cancellationToken = default)
        => _reader.QueryAsync(query, cancellationToken);

    private Task<T> ReplaceVersionAsync(ItemImage image, VersionCount versions, long version, CancellationToken cancellationToken)
    {
        ItemStamp[] stamps = [.. CurrentStamps, versions.After(version)];
        var condition = versions.Is(version, orNoItem: false);
        return WriteAsync(image, stamps, condition, versions.Conflict(version, OtherVersion), keepsOthers: false, cancellationToken);
    }

    private async Task<T> WriteAsync(
        ItemImage image, ItemStamp[] stamps, ItemCondition? condition, string otherwise, bool keepsOthers, CancellationToken cancellationToken)
    {
        image = ItemStamp.Apply(image, stamps);
        var stored = ReadBack(image);
        var both = ItemCondition.All(condition, Condition);
        var isWritten = keepsOthers && _entity.Optional is { } optional
            ? _store.UpdateAsync(_name, UpdateTo(image, optional), both, cancellationToken)
            : _store.PutAsync(_name, image, both, cancellationToken);
        return await isWritten.ConfigureAwait(false)
            ? stored
            : throw new ItemConditionException($"{_entity.Name} was not written to {_table.Name}: {Otherwise(otherwise)}.");
    }

    private async Task DeleteAsync(ItemImage key, ItemCondition? condition, string otherwise, CancellationToken cancellationToken)
    {
        if (!await _store.DeleteAsync(_name, key, ItemCondition.All(condition, Condition), cancellationToken).ConfigureAwait(false))
        {
            throw new ItemConditionException($"{_entity.Name} was not deleted from {_table.Name}: {Otherwise(otherwise)}.");
        }
    }

    private string Otherwise(string otherwise)
        => Condition is null ? otherwise : $"the stored item does not satisfy the condition{(otherwise.Length > 0 ? ", or " : "")}{otherwise}";

    // The item exists, if it must, and is one of this entity.
    private ItemCondition? IsOfEntity(bool orNoItem)
    {
        var exists = orNoItem ? null : ItemCondition.Exists(_table.PartitionKey.Name);
        if (_reader.IsMarked is not { } isMarked)
        {
            return exists;
        }

        return ReferenceEquals(_table.UnmarkedEntity, _entity) ? ItemCondition.All(exists, isMarked)
            : orNoItem ? ItemCondition.NotExists(_table.PartitionKey.Name) | isMarked
            : isMarked;
    }

    // The actions of an update with those of a put: the entity's and the actor's marks, and the next version.
    private List<ItemAction> WithStamps(List<ItemAction> actions)
    {
        var nothing = new ItemImage("{}"u8.ToArray());
        if (!AllowsRedacted && _entity.SensitiveProperties.Count > 0)
        {
            RedactionCheck.Check(actions, new ItemUpdate(nothing, actions).ApplyTo(default), _table, _entity);
        }

        List<ItemAction> all = [.. actions];
        foreach (var stamp in CurrentStamps)
        {
            all.RemoveAll(action => action.Attribute == stamp.Attribute);
            all.Add(new(stamp.IsRemoval ? ItemActionKind.Remove : ItemActionKind.Set, stamp.Attribute, stamp.Value));
        }

        if (Versions is not null)
        {
            all.Add(new(ItemActionKind.Add, _entity.Version!, """{"N":"1"}"""u8.ToArray()));
        }

        return all;
    }

    // Removes the attribute of a property that became null, and an alias whose value the present attribute now has.
    private ItemUpdate UpdateTo(ItemImage image, IReadOnlyList<string> optional)
    {
        var lacking = new List<string>();
        foreach (var name in optional)
        {
            if (!image.TryGetAttribute(Encoding.UTF8.GetBytes(name), out _))
            {
                lacking.Add(name);
            }
        }

        return new ItemUpdate(_table.KeyOf(image), image, lacking);
    }

    // Before the item is stored: an unreadable one would fail in every reader and in every handler of its changes.
    private T ReadBack(ItemImage image)
    {
        try
        {
            return _entity.FromImage(image);
        }
        catch (ItemFormatException exception)
        {
            throw new ArgumentException($"{_entity.Name} cannot be written to {_table.Name}, since it could not be read again. {exception.Message}", exception);
        }
    }

    private ItemImage ToImage(T item)
    {
        var image = _entity.ToImage(item, _table);
        PartialItems.Check(item, _table, _entity);
        if (!AllowsRedacted)
        {
            RedactionCheck.Check(item, image, _table, _entity);
        }

        return image;
    }

    private void RefuseAuditRow(in ItemImage key)
    {
        if (_table.IsAuditRow(key))
        {
            throw new ArgumentException(_entity.AuditRowFault(_table), nameof(key));
        }
    }
}
