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
            return Of(query, null, new KeyPart(table.PartitionKey), table.SortKey is { } key ? new KeyPart(key) : null);
        }

        for (var place = 0; place < table.Indexes.Count; place++)
        {
            if (table.Indexes[place] is { } index && index.Name == name)
            {
                return Of(query, place, new KeyPart(index.PartitionKey, name), index.SortKey is { } key ? new KeyPart(key, name) : null);
            }
        }

        throw AwsErrors.NoIndex(name);
    }

    private static QueryRange Of(ItemQuery query, int? index, KeyPart partitionKey, KeyPart? sortKey)
    {
        var hasRange = query is not { From: null, To: null, BeginsWith: null };
        if (hasRange && query.SortKey is null)
        {
            throw new ArgumentException("A range of sort keys needs the sort key's name.", nameof(query));
        }

        if (hasRange && sortKey is null)
        {
            throw AwsErrors.Validation("Query key condition not supported");
        }

        if (query.PartitionKey != partitionKey.Key.Name || (hasRange && query.SortKey != sortKey!.Key.Name))
        {
            throw AwsErrors.Validation("Query condition missed key schema element");
        }

        var partition = ItemReading.ReadCondition(query.PartitionValue.Span, partitionKey);
        if (query.BeginsWith is { } beginning)
        {
            return BeginningWith(beginning, index, partition, sortKey!);
        }

        var from = query.From is { } first ? ItemReading.ReadCondition(first.Span, sortKey!) : null;
        var to = query.To is { } last ? ItemReading.ReadCondition(last.Span, sortKey!) : null;
        return from is null || to is null || from.AsSpan().SequenceCompareTo(to) <= 0
            ? new QueryRange(index, partition, from, to)
            : throw AwsErrors.Validation("Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound");
    }

    private static QueryRange BeginningWith(ReadOnlyMemory<byte> beginning, int? index, byte[] partition, KeyPart sortKey)
    {
        if (sortKey.Key.Type is KeyType.Number)
        {
            throw AwsErrors.Validation("Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N");
        }

        var prefix = ItemReading.ReadCondition(beginning.Span, sortKey);
        return prefix.Length <= ItemReading.MaxSortKeySize
            ? new QueryRange(index, partition, prefix, LastWith(prefix))
            : throw AwsErrors.Validation($"One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of {ItemReading.MaxSortKeySize} bytes");
    }

    // No sort key is longer, so none with this prefix sorts after it.
    private static byte[] LastWith(byte[] prefix)
    {
        var last = new byte[ItemReading.MaxSortKeySize];
        last.AsSpan().Fill(0xFF);
        prefix.CopyTo(last.AsSpan());
        return last;
    }
}
