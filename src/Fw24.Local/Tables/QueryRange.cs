using Fw24.Local.Items;
using Fw24.Local.Resources;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Local.Tables;

/// <summary>A query's partition and range of sort keys, both ends inclusive.</summary>
/// <param name="Index">The position of the index among the table's; <see langword="null"/> for the table itself.</param>
/// <param name="Partition">The partition key's value.</param>
/// <param name="From">The smallest sort key; <see langword="null"/> for none.</param>
/// <param name="To">The largest sort key; <see langword="null"/> for none.</param>
internal readonly record struct QueryRange(int? Index, byte[] Partition, byte[]? From, byte[]? To)
{
    public static QueryRange Of(ItemQuery query, TableResource table)
    {
        if (query is { BeginsWith: not null, From: not null } or { BeginsWith: not null, To: not null })
        {
            throw new ArgumentException("DynamoDB allows one condition on the sort key: a range or a prefix.", nameof(query));
        }

        if (query.Index is not { } name)
        {
            return Of(query, null, [new KeyPart(table.PartitionKey)], table.SortKey is { } key ? [new KeyPart(key)] : []);
        }

        var place = table.PlaceOf(name);
        var index = table.Indexes[place];
        return Of(query, place, Parts(index.PartitionKeys, name), Parts(index.SortKeys, name));
    }

    /// <summary>Indicates whether an item is in the partition.</summary>
    public bool IsPartitionOf(in ItemFacts item)
    {
        var key = Index is { } index ? item.IndexKeys[index] : item.Key;
        return key is { } known && known.Partition.Span.SequenceEqual(Partition);
    }

    private static KeyPart[] Parts(IReadOnlyList<KeyAttribute> keys, string index) => [.. keys.Select(key => new KeyPart(key, index))];

    private static QueryRange Of(ItemQuery query, int? index, KeyPart[] partitionKeys, KeyPart[] sortKeys)
    {
        var hasRange = query is not { From: null, To: null, BeginsWith: null };
        if (hasRange && query.SortKey is null)
        {
            throw new ArgumentException("A range of sort keys needs the sort key's name.", nameof(query));
        }

        if (hasRange && sortKeys.Length == 0)
        {
            throw AwsErrors.Validation("Query key condition not supported");
        }

        // Each partition key attribute, then sort key attributes from the first on: values, and a range of the one after them.
        var stated = Stated(query);
        var leading = sortKeys.TakeWhile(key => stated.ContainsKey(key.Key.Name)).ToList();
        if (!Array.TrueForAll(partitionKeys, key => stated.ContainsKey(key.Key.Name))
            || stated.Count != partitionKeys.Length + leading.Count
            || (hasRange && query.SortKey != sortKeys.ElementAtOrDefault(leading.Count)?.Key.Name))
        {
            throw AwsErrors.Validation("Query condition missed key schema element");
        }

        var partition = CompositeKey.Of(Array.ConvertAll(partitionKeys, Value))!;
        var beginning = CompositeKey.Beginning(leading.ConvertAll(Value), sortKeys.Length);
        var (from, to) = hasRange ? Bounds(query, beginning, sortKeys[leading.Count], isLast: leading.Count == sortKeys.Length - 1)
            : leading.Count == 0 ? (null, null)
            : leading.Count == sortKeys.Length ? (beginning, beginning)
            : (beginning, CompositeKey.LastWith(beginning));
        return new QueryRange(index, partition, from, to);

        byte[] Value(KeyPart key) => ItemReading.ReadCondition(stated[key.Key.Name].Span, key);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Stated(ItemQuery query)
    {
        var stated = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [query.PartitionKey] = query.PartitionValue };
        foreach (var (name, value) in query.Further)
        {
            if (!stated.TryAdd(name, value))
            {
                throw AwsErrors.Validation("KeyConditionExpressions must only contain one condition per key");
            }
        }

        return stated;
    }

    private static (byte[]? From, byte[]? To) Bounds(ItemQuery query, byte[] beginning, KeyPart sortKey, bool isLast)
    {
        if (query.BeginsWith is { } prefix)
        {
            byte[] start = [.. beginning, .. CompositeKey.Prefix(Prefix(prefix, sortKey), isLast)];
            return (start, CompositeKey.LastWith(start));
        }

        var from = query.From is { } first ? ItemReading.ReadCondition(first.Span, sortKey) : null;
        var to = query.To is { } last ? ItemReading.ReadCondition(last.Span, sortKey) : null;
        if (from is not null && to is not null && from.AsSpan().SequenceCompareTo(to) > 0)
        {
            throw AwsErrors.Validation("Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound");
        }

        var count = isLast ? 1 : 2;
        byte[] smallest = from is null ? beginning : [.. beginning, .. CompositeKey.Beginning([from], count)];
        byte[] largest = to is null ? beginning : [.. beginning, .. CompositeKey.Beginning([to], count)];
        return (smallest, to is null || !isLast ? CompositeKey.LastWith(largest) : largest);
    }

    private static byte[] Prefix(ReadOnlyMemory<byte> beginning, KeyPart sortKey)
    {
        if (sortKey.Key.Type is KeyType.Number)
        {
            throw AwsErrors.Validation("Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N");
        }

        var prefix = ItemReading.ReadCondition(beginning.Span, sortKey);
        return prefix.Length <= ItemReading.MaxSortKeySize
            ? prefix
            : throw AwsErrors.Validation($"One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of {ItemReading.MaxSortKeySize} bytes");
    }
}
