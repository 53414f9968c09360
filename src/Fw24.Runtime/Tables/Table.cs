using System.Runtime.CompilerServices;
using Fw24.Items;
using Fw24.Model;

namespace Fw24.Tables;

/// <summary>The items of one entity in a store.</summary>
/// <typeparam name="T">The entity.</typeparam>
internal sealed partial class Table<T> : ITable<T>
    where T : class
{
    private readonly TableModel _table;
    private readonly EntityModel<T> _entity;
    private readonly IItemStore _store;

    // The table's name in AWS.
    private readonly string _name;
    private readonly VersionCount? _versions;
    private readonly TimeProvider _time;

    public Table(TableModel table, EntityModel<T> entity, IItemStore store, string? name = null, TimeProvider? time = null)
    {
        (_table, _entity, _store, _name, _time) = (table, entity, store, name ?? table.Name, time ?? TimeProvider.System);
        _versions = entity.Version is { } attribute ? new VersionCount(entity.Name, attribute, table) : null;
        Stamps = entity.Stamps(table);
    }

    private Table(Table<T> other)
        => (_table, _entity, _store, _name, _versions, _time, Stamps, IsVersioned, AllowsRedacted, Condition)
            = (other._table, other._entity, other._store, other._name, other._versions, other._time,
                other.Stamps, other.IsVersioned, other.AllowsRedacted, other.Condition);

    // The stamps of every item put here, regardless of the entity's properties: its discriminator and the actor.
    private ItemStamp[] Stamps { get; init; }

    // The stamps of an item put now. A store may create its client, which knows the region, at its first call.
    private ItemStamp[] CurrentStamps => _entity.WriteRegion is { } attribute ? [.. Stamps, ItemStamp.Text(attribute, Region)] : Stamps;

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

        return new Table<T>(this) { Stamps = [.. Stamps.Where(stamp => stamp.Attribute != attribute), ItemStamp.Text(attribute, actor)] };
    }

    public ITable<T> WithoutVersioning() => new Table<T>(this) { IsVersioned = false };

    public ITable<T> WithoutRedactionCheck() => new Table<T>(this) { AllowsRedacted = true };

    public ITable<T> When(ItemCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new Table<T>(this) { Condition = And(Condition, condition) };
    }

    public async Task<T?> GetAsync(ItemImage key, CancellationToken cancellationToken = default)
    {
        var image = await _store.GetAsync(_name, key, cancellationToken).ConfigureAwait(false);
        return IsEntity(image) ? Read(image) : null;
    }

    public async IAsyncEnumerable<T> QueryAsync(ItemQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var projection = ProjectionOf(query.Index);
        await foreach (var image in _store.EnumerateAsync(_name, query, cancellationToken).ConfigureAwait(false))
        {
            if (IsEntity(image))
            {
                yield return projection is IndexProjection.Include ? ReadPart(image, query.Index!) : Read(image);
            }
        }
    }

    private IndexProjection ProjectionOf(string? name)
    {
        foreach (var index in _table.Indexes)
        {
            if (index.Name == name)
            {
                return index.Projection is not IndexProjection.KeysOnly
                    ? index.Projection
                    : throw new InvalidOperationException(
                        $"The index '{name}' of {_table.Name} contains only keys, so no {_entity.Name} can be read from it. "
                        + "Project all attributes (Projection = IndexProjection.All), or query it with IItemStore and get each item by its "
                        + "key.");
            }
        }

        return IndexProjection.All;
    }

    // An index that includes some attributes. The item has the class's own values for the others, which a write would store.
    private T ReadPart(ItemImage image, string index)
    {
        try
        {
            var item = Read(image);
            PartialItems.Remember(item, index);
            return item;
        }
        catch (ItemFormatException exception)
        {
            throw new InvalidOperationException(
                $"The index '{index}' of {_table.Name} does not contain what {_entity.Name} needs: {exception.Message} Include the "
                + "attribute, project all (Projection = IndexProjection.All), or query it with IItemStore and get each item by its key.",
                exception);
        }
    }

    private bool IsEntity(ItemImage image)
        => !image.IsAbsent && ReferenceEquals(_table.EntityOf(image), _entity) && !_table.IsAuditRow(image);

    // A query returns many items: the exception has the key of the one that cannot be read.
    private T Read(in ItemImage image)
    {
        try
        {
            return _entity.FromImage(image);
        }
        catch (ItemFormatException exception)
        {
            exception.Key = _table.KeyOf(image);
            throw;
        }
    }
}
