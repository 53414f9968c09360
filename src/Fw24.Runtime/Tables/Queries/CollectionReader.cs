using System.Diagnostics.CodeAnalysis;
using Fw24.Model;

namespace Fw24.Tables.Queries;

/// <summary>Reads the items of all entities of a table, and rows of none. Audit records among them are skipped.</summary>
/// <typeparam name="T">The entity by whose table they are read.</typeparam>
/// <param name="items">Reads the items.</param>
/// <param name="table">The table.</param>
/// <param name="isNoAuditRecord">The condition that an item is no audit record; <see langword="null"/> if the table holds none.</param>
internal sealed class CollectionReader<T>(IEntityReader<T> items, TableModel table, ItemCondition? isNoAuditRecord)
    : IEntityReader<CollectionItem>
    where T : class
{
    public (string Table, string Entity) Names => (items.Names.Table, "the items");

    public PageTokenKeys? TokenKeys => items.TokenKeys;

    public ItemCondition? IsEntity => isNoAuditRecord;

    public IReadOnlyList<string> KeyNames(string? index) => items.KeyNames(index);

    public bool Contains(string? index, string attribute) => items.Contains(index, attribute);

    public IReadOnlyList<string>? AttributesOf(string? index) => null;

    public void CheckIndex(string? index)
    {
        if (index is not null)
        {
            throw new InvalidOperationException(
                $"The index '{index}' of {table.Name} cannot be queried for all entities: query it for one of them, or the table.");
        }
    }

    public ValueTask<ItemPage> ReadAsync(ItemsRead read, CancellationToken cancellationToken) => items.ReadAsync(read, cancellationToken);

    public bool TryRead(in ItemImage image, string? index, [NotNullWhen(true)] out CollectionItem? item)
    {
        item = IsOfEntity(image) ? new CollectionItem(Read(image), image) : null;
        return item is not null;
    }

    public bool IsOfEntity(in ItemImage image) => !image.IsAbsent && !table.IsAuditRow(image);

    public ItemImage KeyOf(in ItemImage image, string? index) => items.KeyOf(image, index);

    public IEntityReader<TRow> Project<TRow>(ItemProjection<CollectionItem, TRow> projection)
        where TRow : class
        => throw new NotSupportedException("The items of several entities have no projection.");

    private object? Read(in ItemImage image)
    {
        try
        {
            return table.EntityOf(image)?.ReadItem(image);
        }
        catch (ItemFormatException exception)
        {
            exception.Key = table.KeyOf(image);
            throw;
        }
    }
}
