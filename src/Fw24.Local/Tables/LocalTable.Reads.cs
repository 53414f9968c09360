using System.Text;
using Fw24.Local.Items;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Local.Tables;

/// <content>Queries and scans.</content>
public sealed partial class LocalTable
{
    /// <summary>Gets a page of a query (Query).</summary>
    internal ItemPage Query(ItemQuery query)
    {
        var range = QueryRange.Of(query, _resource);
        var index = IndexOf(query);
        var keys = index is null ? _resource.KeyNames(null) : index.Keys.Select(static key => key.Name);
        if (query.Filter?.Attributes.FirstOrDefault(keys.Contains) is { } key)
        {
            throw AwsErrors.Validation($"Filter Expression can only contain non-primary key attributes: Primary key attribute: {key}");
        }

        var after = ReadStart(query, index);
        if (after is { } start && !range.IsPartitionOf(start))
        {
            throw AwsErrors.Validation("The provided starting key is outside query boundaries based on provided conditions");
        }

        RefuseOthers(query, index);
        return Read(query, index, () => _items.Walk(range, after, query.Descending));
    }

    /// <summary>Gets a page of a scan (Scan).</summary>
    internal ItemPage Scan(ItemScan scan)
    {
        int? place = scan.Index is null ? null : _resource.PlaceOf(scan.Index);
        if (scan.Segment < 0 || scan.Segment >= scan.Segments)
        {
            throw AwsErrors.Validation(
                "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
                + $"Segment: {scan.Segment} is not less than TotalSegments: {scan.Segments}");
        }

        var index = IndexOf(scan);
        var after = ReadStart(scan, index);
        return Read(scan, index, () => _items.Scan(place, after)
            .Where(item => scan.Segments == 1 || item.Facts.Key.PartitionHash % (ulong)scan.Segments == (ulong)scan.Segment));
    }

    private ItemPage Read(ItemsRead read, IndexModel? index, Func<IEnumerable<StoredItem>> walk)
    {
        if (read.Limit < 1)
        {
            throw AwsErrors.Validation(
                $"1 validation error detected: Value '{read.Limit}' at 'limit' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 1");
        }

        lock (_context.Loop.Gate)
        {
            return ItemPages.Take(walk(), read, item => Project(item, read.Index), item => Only([.. _resource.KeyNames(index)], item));
        }
    }

    // A query of an index neither returns nor filters by attributes that the index does not contain.
    private void RefuseOthers(ItemQuery query, IndexModel? index)
    {
        if (index is null || !_projected.TryGetValue(index.Name, out var names))
        {
            return;
        }

        if (query.Filter?.Attributes.Where(name => !names.Contains(name)).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } filtered)
        {
            throw AwsErrors.Validation(
                $"One or more parameter values were invalid: Secondary index {index.Name} does not project one or more filter attributes: "
                + $"[{string.Join(", ", filtered)}]");
        }

        if (query.Attributes?.Where(name => !names.Contains(name)).ToList() is { Count: > 0 } returned)
        {
            throw AwsErrors.Validation(
                $"One or more parameter values were invalid: Global secondary index {index.Name} does not project "
                + $"[{string.Join(", ", returned)}]");
        }
    }

    private IndexModel? IndexOf(ItemsRead read) => read.Index is null ? null : _resource.Indexes[_resource.PlaceOf(read.Index)];

    // The keys after which a page begins: those of the table and, of an index, the index's, and nothing else.
    private ItemFacts? ReadStart(ItemsRead read, IndexModel? index)
    {
        if (read.After.IsAbsent)
        {
            return null;
        }

        HashSet<string> names = [];
        foreach (var attribute in read.After)
        {
            names.Add(Encoding.UTF8.GetString(attribute.Name));
        }

        return names.SetEquals(_resource.KeyNames(index))
            ? _reading.ReadItem(read.After.Json)
            : throw AwsErrors.Validation("The provided starting key is invalid: The provided key element does not match the schema");
    }

    // The attributes of an item that the table or an index contains, and their size, by which reads are charged.
    private (ItemImage Image, int Size) Project(StoredItem item, string? index)
    {
        if (!_projected.TryGetValue(index ?? "", out var names))
        {
            return (new ItemImage(item.Json), item.Facts.Size);
        }

        var image = Only(names, item);
        return (image, _reading.ReadItem(image.Json).Size);
    }

    private static ItemImage Only(HashSet<string> names, StoredItem item) => ItemPages.Only(names, new ItemImage(item.Json));
}
