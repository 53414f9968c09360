using System.Diagnostics;
using Fw24.Changes.Marks;
using Fw24.Items;
using Fw24.Model;

using Fw24.Tables.Queries;

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
    private readonly TableReader<T> _reader;
    private readonly TimeProvider _time;

    // The source of what no other write has.
    private readonly Func<Guid> _nonces;

    public Table(
        TableModel table,
        EntityModel<T> entity,
        IItemStore store,
        string? name = null,
        PageTokenKeys? tokenKeys = null,
        TimeProvider? time = null,
        Func<Guid>? nonces = null)
    {
        (_table, _entity, _store, _name, _time) = (table, entity, store, name ?? table.Name, time ?? TimeProvider.System);
        _nonces = nonces ?? Guid.NewGuid;
        _reader = new TableReader<T>(table, entity, store, _name, tokenKeys);
        _versions = entity.Version is { } attribute ? new VersionCount(entity.Name, attribute, table) : null;
        Stamps = entity.Stamps(table);
    }

    private Table(Table<T> other)
        => (_table, _entity, _store, _name, _reader, _time, _nonces, _versions,
                Stamps, HasActor, Reason, IsVersioned, AllowsRedacted, IsConsistent, Condition)
            = (other._table, other._entity, other._store, other._name, other._reader, other._time, other._nonces, other._versions,
                other.Stamps, other.HasActor, other.Reason, other.IsVersioned, other.AllowsRedacted, other.IsConsistent, other.Condition);

    // The stamps of every item put here, regardless of the entity's properties: its discriminator and the actor.
    private ItemStamp[] Stamps { get; init; }

    // The stamps of an item put now. A store may create its client, which knows the region, at its first call.
    private ItemStamp[] CurrentStamps
    {
        get
        {
            var stamps = Reason is null ? Stamps : [.. Stamps, new ItemStamp(WriteReason.Attribute, Reason.ToValue(_nonces()))];
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

    // Why items are written; null without a reason.
    private WriteReason? Reason { get; init; }

    private string Region => _store.Region
        ?? throw new InvalidOperationException(
            $"{_entity.Name} has a [WriteRegion] property, and the region of {_table.Name} is not known. Set AWS_REGION, or the region of the client.");

    private bool IsVersioned { get; init; } = true;

    // Checks and increments versions on writes; null without versioning.
    private VersionCount? Versions => IsVersioned ? _versions : null;

    private bool AllowsRedacted { get; init; }

    private bool IsConsistent { get; init; } = true;

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

    public ITable<T> Because(string reason, params IReadOnlyList<(string Name, string Value)> fields)
    {
        var because = WriteReason.Create(reason, fields);
        return _table.Audit is not null
            ? new Table<T>(this) { Reason = because }
            : throw new InvalidOperationException(
                $"{_table.Name} has no audit that could record why {_entity.Name} is written: give it [Audit], or leave out Because.");
    }

    public ITable<T> WithoutVersioning() => new Table<T>(this) { IsVersioned = false };

    public ITable<T> WithoutRedactionCheck() => new Table<T>(this) { AllowsRedacted = true };

    public ITable<T> When(ItemCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new Table<T>(this) { Condition = ItemCondition.All(Condition, condition) };
    }

    public ITable<T> Consistent(bool isConsistent = true) => new Table<T>(this) { IsConsistent = isConsistent };

    public Task<T?> GetAsync(ItemImage key, CancellationToken cancellationToken = default) => GetAsync(_reader, key, cancellationToken);

    public Task<TRow?> GetAsync<TRow>(ItemImage key, CancellationToken cancellationToken = default)
        where TRow : class, IProjection<T, TRow>
        => GetAsync(_reader.Project(TRow.Projection), key, cancellationToken);

    public TableQuery<T, TFields> Query<TFields>(ItemQuery query, TFields fields)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(_reader, fields, IsConsistent ? query : query with { IsConsistent = false });
    }

    public TableQuery<TRow, TFields> Query<TRow, TFields>(ItemQuery query, TFields fields)
        where TRow : class, IProjection<T, TRow>
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(_reader.Project(TRow.Projection), fields, IsConsistent ? query : query with { IsConsistent = false });
    }

    public TableQuery<CollectionItem, TFields> QueryCollection<TFields>(ItemQuery query, TFields fields)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(
            new CollectionReader<T>(_reader, _table, _reader.IsNoAuditRecord),
            fields,
            IsConsistent ? query : query with { IsConsistent = false });
    }

    public TableScan<T, TFields> Scan<TFields>(TFields fields) => new(_reader, fields, new ItemScan { IsConsistent = IsConsistent });

    public IAsyncEnumerable<T> QueryAsync(ItemQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _reader.QueryAsync(IsConsistent ? query : query with { IsConsistent = false }, cancellationToken);
    }

    /// <summary>Gets the address of an item.</summary>
    internal TransactionKey KeyOf(ItemImage key) => new(_name, key);

    /// <summary>Reads an item of the entity; <see langword="null"/> if it is absent, or of another one.</summary>
    internal T? ReadOrDefault(ItemImage image) => _reader.TryRead(image, null, out var item) ? item : null;

    private async Task<TItem?> GetAsync<TItem>(IEntityReader<TItem> reader, ItemImage key, CancellationToken cancellationToken)
        where TItem : class
    {
        var image = await _store.GetAsync(_name, key, OptionsOf(reader), cancellationToken).ConfigureAwait(false);
        return reader.TryRead(image, null, out var item) ? item : null;
    }

    private ItemReadOptions OptionsOf<TItem>(IEntityReader<TItem> reader)
        where TItem : class
        => reader.AttributesOf(null) is { } attributes ? new() { IsConsistent = IsConsistent, Attributes = attributes }
            : IsConsistent ? ItemReadOptions.Default
            : new() { IsConsistent = false };
}
