using Fw24.Local.Items;
using Fw24.Local.Resources;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Local.Tables;

/// <summary>A query's partition and range of sort keys, both ends included.</summary>
internal readonly record struct QueryRange(byte[] Partition, byte[]? From, byte[]? To)
{
    public static QueryRange Of(ItemQuery query, TableResource table)
    {
        if (query.PartitionKey != table.PartitionKey.Name || (query.SortKey is not null && query.SortKey != table.SortKey?.Name))
        {
            throw AwsErrors.Validation("Query condition missed key schema element");
        }

        var partition = ItemReading.ReadKeyValue(query.PartitionValue.Span, table.PartitionKey);
        if (table.SortKey is not { } sortKey)
        {
            return new QueryRange(partition, null, null);
        }

        var from = query.From is { } first ? ItemReading.ReadKeyValue(first.Span, sortKey) : null;
        var to = query.To is { } last ? ItemReading.ReadKeyValue(last.Span, sortKey) : null;
        if (query.BeginsWith is not { } beginning)
        {
            return new QueryRange(partition, from, to);
        }

        if (sortKey.Type is KeyType.Number)
        {
            throw AwsErrors.Validation("Invalid operator used in KeyConditionExpression: begins_with");
        }

        var prefix = ItemReading.ReadKeyValue(beginning.Span, sortKey);
        return new QueryRange(partition, Larger(from, prefix), Smaller(to, LastWith(prefix)));
    }

    // No sort key is longer, so none that begins so comes behind it.
    private static byte[] LastWith(byte[] prefix)
    {
        var last = new byte[ItemReading.MaxSortKeySize];
        last.AsSpan().Fill(0xFF);
        prefix.CopyTo(last.AsSpan());
        return last;
    }

    private static byte[] Larger(byte[]? left, byte[] right) => left is not null && left.AsSpan().SequenceCompareTo(right) > 0 ? left : right;

    private static byte[] Smaller(byte[]? left, byte[] right) => left is not null && left.AsSpan().SequenceCompareTo(right) < 0 ? left : right;
}
