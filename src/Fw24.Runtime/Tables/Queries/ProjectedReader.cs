using System.Diagnostics.CodeAnalysis;
using Fw24.Model;

namespace Fw24.Tables.Queries;

/// <summary>Reads some attributes of the items of one entity.</summary>
/// <typeparam name="T">The entity.</typeparam>
/// <typeparam name="TRow">The class with some of its properties.</typeparam>
/// <param name="items">Reads the items.</param>
/// <param name="table">The table.</param>
/// <param name="entity">The entity's model.</param>
/// <param name="projection">The attributes, and how they are read.</param>
internal sealed class ProjectedReader<T, TRow>(
    IEntityReader<T> items, TableModel table, EntityModel entity, ItemProjection<T, TRow> projection)
    : IEntityReader<TRow>
    where T : class
    where TRow : class
{
    public (string Table, string Entity) Names => items.Names;

    public PageTokenKeys? TokenKeys => items.TokenKeys;

    public ItemCondition? IsEntity => items.IsEntity;

    public IReadOnlyList<string> KeyNames(string? index) => items.KeyNames(index);

    public bool Contains(string? index, string attribute) => items.Contains(index, attribute);

    // The keys continue a page and tell which item cannot be read; the discriminator tells whose it is.
    public IReadOnlyList<string>? AttributesOf(string? index)
        => [.. projection.Attributes.Concat(projection.Aliases).Concat(KeyNames(null)).Concat(KeyNames(index))
            .Concat(table.Discriminator is { } discriminator ? [discriminator] : []).Distinct(StringComparer.Ordinal)];

    public void CheckIndex(string? index)
    {
        IEnumerable<string> read = table.Discriminator is { } discriminator ? [.. projection.Attributes, discriminator] : projection.Attributes;
        if (read.Where(name => !Contains(index, name)).ToList() is { Count: > 0 } missing)
        {
            throw new InvalidOperationException(
                $"The index '{index}' of {table.Name} does not contain what {projection.Name} reads: {string.Join(", ", missing)}. Include "
                + $"the attributes (IndexProjection.Include), or leave their properties out of {projection.Name}.");
        }
    }

    public ValueTask<ItemPage> ReadAsync(ItemsRead read, CancellationToken cancellationToken)
        => items.ReadAsync(
            read.IsCount || read.Attributes is not null ? read : read with { Attributes = AttributesOf(read.Index) }, cancellationToken);

    public bool TryRead(in ItemImage image, string? index, [NotNullWhen(true)] out TRow? item)
    {
        item = IsOfEntity(image) ? Read(image) : null;
        return item is not null;
    }

    public bool IsOfEntity(in ItemImage image) => items.IsOfEntity(image);

    public ItemImage KeyOf(in ItemImage image, string? index) => items.KeyOf(image, index);

    public IEntityReader<TOther> Project<TOther>(ItemProjection<TRow, TOther> other)
        where TOther : class
        => throw new NotSupportedException($"{projection.Name} is a projection already.");

    private TRow Read(in ItemImage image)
    {
        try
        {
            var reader = new ItemReader(image.Json.Span, projection.Name, entity.SensitiveNames);
            return projection.Read(ref reader);
        }
        catch (ItemFormatException exception)
        {
            exception.Key = table.KeyOf(image);
            throw;
        }
    }
}
