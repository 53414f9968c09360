using System.Diagnostics.CodeAnalysis;

namespace Fw24.Tables.Queries;

/// <summary>Reads the items of one entity: what <see cref="TableRead{T, TFields, TRead}"/> needs of its table.</summary>
/// <typeparam name="T">The entity.</typeparam>
internal interface IEntityReader<T>
    where T : class
{
    /// <summary>The names of the table and the entity, for errors and page tokens.</summary>
    (string Table, string Entity) Names { get; }

    /// <summary>The keys that encrypt page tokens; <see langword="null"/> without any.</summary>
    PageTokenKeys? TokenKeys { get; }

    /// <summary>The condition that only the entity's items satisfy; <see langword="null"/> if all items are the entity's.</summary>
    ItemCondition? IsEntity { get; }

    /// <summary>Gets the names of the attributes of the table's key, or of an index's.</summary>
    /// <param name="index">The index; <see langword="null"/> for the table.</param>
    IReadOnlyList<string> KeyNames(string? index);

    /// <summary>Indicates whether the items of an index may have an attribute.</summary>
    /// <param name="index">The index; <see langword="null"/> for the table.</param>
    /// <param name="attribute">The attribute.</param>
    bool Contains(string? index, string attribute);

    /// <summary>Gets the names of the attributes to read; <see langword="null"/> for all.</summary>
    /// <param name="index">The index; <see langword="null"/> for the table.</param>
    IReadOnlyList<string>? AttributesOf(string? index);

    /// <summary>Refuses an index from which the entity cannot be read.</summary>
    /// <param name="index">The index; <see langword="null"/> for the table.</param>
    /// <exception cref="InvalidOperationException">The index contains only keys.</exception>
    void CheckIndex(string? index);

    /// <summary>Reads a page.</summary>
    ValueTask<ItemPage> ReadAsync(ItemsRead read, CancellationToken cancellationToken);

    /// <summary>Reads an item, unless it is one of another entity.</summary>
    /// <param name="image">The item.</param>
    /// <param name="index">The index that it comes from; <see langword="null"/> for the table.</param>
    /// <param name="item">The item.</param>
    bool TryRead(in ItemImage image, string? index, [NotNullWhen(true)] out T? item);

    /// <summary>Indicates whether an item is the entity's.</summary>
    bool IsOfEntity(in ItemImage image);

    /// <summary>Creates the reader of some attributes.</summary>
    IEntityReader<TRow> Project<TRow>(ItemProjection<T, TRow> projection)
        where TRow : class;

    /// <summary>Gets the key after which a page begins that continues after an item.</summary>
    /// <param name="image">The item.</param>
    /// <param name="index">The index that is read; <see langword="null"/> for the table.</param>
    ItemImage KeyOf(in ItemImage image, string? index);
}
