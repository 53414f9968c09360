using Fw24.Model;

namespace Fw24.Local.Resources;

/// <summary>A table.</summary>
public sealed partial record TableResource
{
    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The partition key.</summary>
    public required KeyAttribute PartitionKey { get; init; }

    /// <summary>The sort key, if the table has one.</summary>
    public KeyAttribute? SortKey { get; init; }

    /// <summary>The global secondary indexes. Default: none.</summary>
    public IReadOnlyList<IndexModel> Indexes { get; init; } = [];

    /// <summary>The time to live attribute, if the table has one.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>The images that the table's stream carries; <see langword="null"/> if it has no stream.</summary>
    public StreamViewType? StreamViewType { get; init; }

    /// <summary>Gets the position of an index among the table's.</summary>
    /// <exception cref="Amazon.DynamoDBv2.AmazonDynamoDBException">The table has no such index.</exception>
    internal int PlaceOf(string index)
    {
        for (var place = 0; place < Indexes.Count; place++)
        {
            if (Indexes[place].Name == index)
            {
                return place;
            }
        }

        throw AwsErrors.NoIndex(index);
    }

    /// <summary>Gets the names of the attributes of the table's key and, for an index, of the index's key.</summary>
    internal IEnumerable<string> KeyNames(IndexModel? index)
        => new[] { PartitionKey, SortKey }.OfType<KeyAttribute>().Concat(index?.Keys ?? []).Select(static key => key.Name);
}
