using System.Buffers;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Model;
using Fw24.Tables;
using Fw24.Tables.Conditions;

namespace Fw24.Audit.Reading;

/// <summary>The keys of a partition of a table, or of a range of its sort keys, whether or not there are such items.</summary>
internal sealed class KeySpan
{
    private readonly TableModel _table;
    private readonly ItemQuery _query;
    private readonly ItemCondition _condition;

    /// <summary>Creates the keys of a query.</summary>
    /// <param name="table">The table.</param>
    /// <param name="query">The query of the table itself, without a filter.</param>
    /// <exception cref="NotSupportedException">It is a query of an index.</exception>
    /// <exception cref="ArgumentException">It states more than a partition, a range of sort keys and their order.</exception>
    public KeySpan(TableModel table, ItemQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Index is { } index)
        {
            throw new NotSupportedException(
                $"Which items the index {index} of {table.Name} had at an earlier time does not follow from what they are now. "
                + "AsOf a page of the index's query says what its items were; AsOf a partition of the table finds those that are gone.");
        }

        var hasRange = (query.From, query.To, query.BeginsWith) is not (null, null, null);
        if (query.PartitionKey != table.PartitionKey.Name || query.Further.Count > 0
            || (hasRange && query.SortKey != table.SortKey?.Name))
        {
            throw new ArgumentException(
                $"The key of {table.Name} is {string.Join(" and ", NamesOf(table, isKeyOnly: true))}, and the query is one of another key.",
                nameof(query));
        }

        if (query is not { Filter: null, Attributes: null, IsCount: false, After.IsAbsent: true })
        {
            throw new ArgumentException(
                $"AsOf reads all items of a partition of {table.Name}, or of a range of its sort keys: a filter, a projection, a "
                + "count or a page of the query has no effect on what was. Choose among the items when they are read.",
                nameof(query));
        }

        (_table, _query) = (table, query with { Attributes = NamesOf(table), ReturnsCapacity = false });
        _condition = ConditionOf(query);
    }

    /// <summary>Indicates whether a partition of the table is one item.</summary>
    public bool IsOneItem => _table.SortKey is null;

    /// <summary>The partition key as a map of its attribute.</summary>
    public ItemImage PartitionKey
    {
        get
        {
            var buffer = new ArrayBufferWriter<byte>();
            using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
            json.WriteStartObject();
            json.WritePropertyName(_table.Utf8PartitionKey);
            json.WriteRawValue(_query.PartitionValue.Span);
            json.WriteEndObject();
            json.Flush();
            return new ItemImage(buffer.WrittenMemory);
        }
    }

    /// <summary>The query of the items that there are now: their keys, and what names their entities.</summary>
    public ItemQuery Present => _query;

    /// <summary>Indicates whether a key is one of these.</summary>
    public bool Contains(ItemImage key) => _condition.Holds(key);

    /// <summary>Compares two of these keys as the query orders them.</summary>
    public int Compare(ItemImage left, ItemImage right)
    {
        if (_table.Utf8SortKey is not { } name
            || !left.TryGetAttribute(name, out var first) || !right.TryGetAttribute(name, out var second)
            || !AttributeOrder.TryCompare(first, second, out var order))
        {
            return 0;
        }

        return _query.Descending ? -order : order;
    }

    private static List<string> NamesOf(TableModel table, bool isKeyOnly = false)
    {
        var names = new List<string> { table.PartitionKey.Name };
        if (table.SortKey is { } sort)
        {
            names.Add(sort.Name);
        }

        if (!isKeyOnly && table.Discriminator is { } discriminator)
        {
            names.Add(discriminator);
        }

        return names;
    }

    private static ItemCondition ConditionOf(ItemQuery query)
    {
        var condition = ItemCondition.Compare(query.PartitionKey, Comparison.Equal, query.PartitionValue);
        if (query.From is { } from)
        {
            condition &= ItemCondition.Compare(query.SortKey!, Comparison.GreaterOrEqual, from);
        }

        if (query.To is { } to)
        {
            condition &= ItemCondition.Compare(query.SortKey!, Comparison.LessOrEqual, to);
        }

        return query.BeginsWith is { } prefix ? condition & ItemCondition.BeginsWith(query.SortKey!, prefix) : condition;
    }
}
