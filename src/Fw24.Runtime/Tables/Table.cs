using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Fw24.Model;

namespace Fw24.Tables;

/// <summary>The items of one entity in a store.</summary>
/// <typeparam name="T">The entity.</typeparam>
internal sealed class Table<T> : ITable<T>
    where T : class
{
    private readonly TableModel _table;
    private readonly EntityModel<T> _entity;
    private readonly IItemStore _store;

    // What every item put here carries, whatever the entity's properties say: its discriminator, and the actor.
    private readonly Stamp[] _stamps;

    public Table(TableModel table, EntityModel<T> entity, IItemStore store)
        : this(table, entity, store, Discriminator(table, entity))
    {
    }

    private Table(TableModel table, EntityModel<T> entity, IItemStore store, Stamp[] stamps)
        => (_table, _entity, _store, _stamps) = (table, entity, store, stamps);

    /// <summary>Makes the item that a table holds.</summary>
    /// <exception cref="ArgumentException">DynamoDB cannot hold a value, or the item's key is an audit record's.</exception>
    public static ItemImage ToImage(T item, TableModel table, EntityModel<T> entity) => ToImage(item, table, entity, Discriminator(table, entity));

    public ITable<T> As(string actor)
    {
        ArgumentException.ThrowIfNullOrEmpty(actor);
        if (_entity.Actor is not { } attribute)
        {
            throw new InvalidOperationException($"{_entity.Name} has no [AuditActor] property to say who wrote it.");
        }

        Stamp[] others = [.. _stamps.Where(stamp => stamp.Attribute != attribute)];
        return new Table<T>(_table, _entity, _store, [.. others, new Stamp(attribute, Text(actor))]);
    }

    public async Task PutAsync(T item, CancellationToken cancellationToken = default)
        => await _store.PutAsync(_table.Name, ToImage(item, _stamps), PutCondition.None, cancellationToken).ConfigureAwait(false);

    public Task CreateAsync(T item, CancellationToken cancellationToken = default)
        => PutAsync(ToImage(item, _stamps), PutCondition.NotExists(_table.PartitionKey.Name), "there is an item with its key already", cancellationToken);

    public Task ReplaceAsync(T item, CancellationToken cancellationToken = default)
        => PutAsync(ToImage(item, _stamps), PutCondition.Exists(_table.PartitionKey.Name), "there is no item with its key", cancellationToken);

    public Task ReplaceAsync(T item, long expectedVersion, CancellationToken cancellationToken = default)
    {
        if (_entity.Version is not { } attribute)
        {
            throw new InvalidOperationException($"{_entity.Name} has no [Version] property to compare.");
        }

        var image = ToImage(item, [.. _stamps, new Stamp(attribute, Number(checked(expectedVersion + 1)))]);
        return PutAsync(image, PutCondition.Equal(attribute, Number(expectedVersion)), "the stored item has another version than expected, or there is none", cancellationToken);
    }

    public async Task<T?> GetAsync(ItemImage key, CancellationToken cancellationToken = default)
    {
        var image = await _store.GetAsync(_table.Name, key, cancellationToken).ConfigureAwait(false);
        return IsEntity(image) ? Read(image) : null;
    }

    public async Task DeleteAsync(ItemImage key, CancellationToken cancellationToken = default)
        => await _store.DeleteAsync(_table.Name, key, cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<T> QueryAsync(ItemQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckIndex(query.Index);
        await foreach (var image in _store.QueryAsync(_table.Name, query, cancellationToken).ConfigureAwait(false))
        {
            if (IsEntity(image))
            {
                yield return Read(image);
            }
        }
    }

    // Without its other attributes an item would read as an entity of defaults, or as none at all.
    private void CheckIndex(string? name)
    {
        foreach (var index in _table.Indexes)
        {
            if (index.Name == name && index.Projection is IndexProjection.KeysOnly)
            {
                throw new InvalidOperationException(
                    $"The index '{name}' of {_table.Name} holds only keys, so no {_entity.Name} can be read from it. Let it hold all attributes (Projection = IndexProjection.All), or query it with IItemStore and get each item by its key.");
            }
        }
    }

    private async Task PutAsync(ItemImage image, PutCondition condition, string otherwise, CancellationToken cancellationToken)
    {
        if (!await _store.PutAsync(_table.Name, image, condition, cancellationToken).ConfigureAwait(false))
        {
            throw new ItemConditionException($"{_entity.Name} was not written to {_table.Name}: {otherwise}.");
        }
    }

    private bool IsEntity(ItemImage image)
        => !image.IsAbsent && ReferenceEquals(_table.EntityOf(image), _entity) && !_table.IsAuditRow(image);

    private T Read(ItemImage image)
    {
        var reader = new ItemReader(image.Json.Span, _entity.Name);
        return _entity.Read(ref reader);
    }

    private static Stamp[] Discriminator(TableModel table, EntityModel<T> entity)
        => table.Discriminator is { } discriminator ? [new Stamp(discriminator, Text(entity.Name))] : [];

    private ItemImage ToImage(T item, Stamp[] stamps) => ToImage(item, _table, _entity, stamps);

    private static ItemImage ToImage(T item, TableModel table, EntityModel<T> entity, Stamp[] stamps)
    {
        ArgumentNullException.ThrowIfNull(item);
        var image = Stamped(ItemWriter.ToItem(item, entity.Write), stamps);
        return !table.IsAuditRow(image)
            ? image
            : throw new ArgumentException($"A key of {table.Name} that begins with AUDIT# is an audit record's: no {entity.Name} can have it.", nameof(item));
    }

    private static ItemImage Stamped(ItemImage image, Stamp[] stamps)
    {
        if (stamps.Length == 0)
        {
            return image;
        }

        var buffer = new ArrayBufferWriter<byte>(image.Json.Length + 128);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var attribute in image)
        {
            if (!IsStamped(attribute.Name, stamps))
            {
                json.WritePropertyName(attribute.Name);
                json.WriteRawValue(attribute.Value, skipInputValidation: true);
            }
        }

        foreach (var stamp in stamps)
        {
            json.WritePropertyName(stamp.Utf8Name);
            json.WriteRawValue(stamp.Value.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    private static bool IsStamped(ReadOnlySpan<byte> name, Stamp[] stamps)
    {
        foreach (var stamp in stamps)
        {
            if (name.SequenceEqual(stamp.Utf8Name))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlyMemory<byte> Text(string text) => ItemWriter.ToValue(text, static (writer, text) => writer.WriteString(text));

    private static byte[] Number(long number) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"N\":\"{number}\"}}"));

    private sealed class Stamp(string attribute, ReadOnlyMemory<byte> value)
    {
        public string Attribute { get; } = attribute;

        public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(attribute);

        public ReadOnlyMemory<byte> Value { get; } = value;
    }
}
