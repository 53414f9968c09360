using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Fw24.Model;
using Fw24.Tables.Queries;

namespace Fw24.Tables;

/// <summary>Reads the items of one entity from a store.</summary>
/// <typeparam name="T">The entity.</typeparam>
internal sealed class TableReader<T> : IEntityReader<T>
    where T : class
{
    private readonly TableModel _table;
    private readonly EntityModel<T> _entity;
    private readonly IItemStore _store;

    // The table's name in AWS.
    private readonly string _name;

    public TableReader(TableModel table, EntityModel<T> entity, IItemStore store, string name, PageTokenKeys? tokenKeys)
    {
        (_table, _entity, _store, _name, TokenKeys) = (table, entity, store, name, tokenKeys);
        IsMarked = table.Discriminator is { } discriminator ? MarkedBy(discriminator) : null;
        IsNoAuditRecord = table.HoldsAuditRecords ? IsNoAuditRow(table.PartitionKey.Name) : null;
        IsEntity = ItemCondition.All(IsMarked, IsNoAuditRecord);
    }

    public (string Table, string Entity) Names => (_name, _entity.Name);

    public PageTokenKeys? TokenKeys { get; }

    public ItemCondition? IsEntity { get; }

    /// <summary>The condition that an item is marked as the entity's; <see langword="null"/> if items have no marks.</summary>
    public ItemCondition? IsMarked { get; }

    /// <summary>The condition that an item is no audit record; <see langword="null"/> if the table holds none.</summary>
    public ItemCondition? IsNoAuditRecord { get; }

    public IReadOnlyList<string> KeyNames(string? index)
        => IndexOf(index) is { } found ? [.. found.Keys.Select(static key => key.Name)]
            : _table.SortKey is { } sort ? [_table.PartitionKey.Name, sort.Name]
            : [_table.PartitionKey.Name];

    public bool Contains(string? index, string attribute)
        => IndexOf(index) is not { Projection: not IndexProjection.All } found
            || found.Include.Contains(attribute, StringComparer.Ordinal)
            || KeyNames(index).Contains(attribute)
            || KeyNames(null).Contains(attribute);

    public IReadOnlyList<string>? AttributesOf(string? index) => null;

    public IEntityReader<TRow> Project<TRow>(ItemProjection<T, TRow> projection)
        where TRow : class
        => new ProjectedReader<T, TRow>(this, _table, _entity, projection ?? throw new ArgumentNullException(nameof(projection)));

    public void CheckIndex(string? index)
    {
        if (IndexOf(index) is { Projection: IndexProjection.KeysOnly })
        {
            throw new InvalidOperationException(
                $"The index '{index}' of {_table.Name} contains only keys, so no {_entity.Name} can be read from it. "
                + "Project all attributes (Projection = IndexProjection.All), or query it with IItemStore and get each item by its key.");
        }
    }

    public ValueTask<ItemPage> ReadAsync(ItemsRead read, CancellationToken cancellationToken)
        => read is ItemQuery query
            ? _store.QueryAsync(_name, query, cancellationToken)
            : _store.ScanAsync(_name, (ItemScan)read, cancellationToken);

    public async IAsyncEnumerable<T> QueryAsync(ItemQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckIndex(query.Index);
        await foreach (var image in _store.EnumerateAsync(_name, query, cancellationToken).ConfigureAwait(false))
        {
            if (TryRead(image, query.Index, out var item))
            {
                yield return item;
            }
        }
    }

    public bool IsOfEntity(in ItemImage image)
        => !image.IsAbsent && ReferenceEquals(_table.EntityOf(image), _entity) && !_table.IsAuditRow(image);

    public bool TryRead(in ItemImage image, string? index, [NotNullWhen(true)] out T? item)
    {
        item = !IsOfEntity(image) ? null
            : IndexOf(index) is { Projection: IndexProjection.Include } ? ReadPart(image, index!)
            : Read(image);
        return item is not null;
    }

    /// <summary>Reads an item.</summary>
    /// <exception cref="ItemFormatException">The item cannot be read. A query returns many items: it has the key of the one.</exception>
    public T Read(in ItemImage image)
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

    public ItemImage KeyOf(in ItemImage image, string? index) => _table.KeyOf(image, IndexOf(index));

    private IndexModel? IndexOf(string? name)
    {
        if (name is not null)
        {
            for (var place = 0; place < _table.Indexes.Count; place++)
            {
                if (_table.Indexes[place].Name == name)
                {
                    return _table.Indexes[place];
                }
            }
        }

        return null;
    }

    // An index that includes some attributes. The item has the class's own values for the others, which a write would store.
    private T ReadPart(in ItemImage image, string index)
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

    private ItemCondition MarkedBy(string discriminator)
    {
        var isMarked = ItemCondition.Equal(discriminator, ItemWriter.ToValue(_entity.Name, ItemValue.WriteString));
        return ReferenceEquals(_table.UnmarkedEntity, _entity) ? ItemCondition.NotExists(discriminator) | isMarked : isMarked;
    }

    private static ItemCondition IsNoAuditRow(string partitionKey)
        => !ItemCondition.BeginsWith(partitionKey, """{"S":"AUDIT#"}"""u8.ToArray());
}
