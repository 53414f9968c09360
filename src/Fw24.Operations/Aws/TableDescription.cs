namespace Fw24.Operations.Aws;

/// <summary>A table, in the terms of DynamoDB's API (<c>TableDescription</c>).</summary>
/// <remarks>Elements of lists are structures, so that null is none of them.</remarks>
internal sealed record TableDescription
{
    /// <summary>The status, such as <c>ACTIVE</c>.</summary>
    public string? TableStatus { get; init; }

    /// <summary>The number of items, which DynamoDB counts every six hours.</summary>
    public long? ItemCount { get; init; }

    /// <summary>The partition key and the sort key.</summary>
    public required IReadOnlyList<KeyElement> KeySchema { get; init; }

    /// <summary>The stream.</summary>
    public TableStream? StreamSpecification { get; init; }

    /// <summary>The global secondary indexes.</summary>
    public IReadOnlyList<TableIndex>? GlobalSecondaryIndexes { get; init; }

    /// <summary>An attribute of a key.</summary>
    internal readonly record struct KeyElement
    {
        /// <summary>The attribute's name.</summary>
        public required string AttributeName { get; init; }
    }

    /// <summary>The stream of a table.</summary>
    /// <param name="StreamEnabled">Indicates whether it is on.</param>
    /// <param name="StreamViewType">The images in its records, such as <c>NEW_AND_OLD_IMAGES</c>.</param>
    internal sealed record TableStream(bool? StreamEnabled, string? StreamViewType);

    /// <summary>An index of a table.</summary>
    internal readonly record struct TableIndex
    {
        /// <summary>The index's name.</summary>
        public required string IndexName { get; init; }

        /// <summary>The status, such as <c>ACTIVE</c>.</summary>
        public string? IndexStatus { get; init; }

        /// <summary>The attributes of the key.</summary>
        public required IReadOnlyList<KeyElement> KeySchema { get; init; }
    }
}
