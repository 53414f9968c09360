namespace Fw24.Generators.Tests.Entities;

/// <summary>Values as the AWS SDK's object mapper stores them with its conversion V1, also in keys.</summary>
[DynamoTable("mapped", Format = ItemFormat.ObjectMapperV1)]
[GlobalIndex("by-open", PartitionKey = nameof(Open), SortKey = nameof(Priority))]
public sealed record Mapped
{
    [PartitionKey] public required Priority Priority { get; init; }
    [SortKey] public DateTime At { get; init; }
    public bool Open { get; init; }
    public bool? Maybe { get; init; }
    public Priority? Fallback { get; init; }
    public DateTime? Closed { get; init; }
    [DynamoConverter<EpochSeconds>] public DateTime? Expires { get; init; }
    public required List<string> Names { get; init; }
    public bool[] Checks { get; init; } = [];
    public List<Priority?> Steps { get; init; } = [];
    public HashSet<int> Numbers { get; init; } = [];
    public HashSet<bool> Answers { get; init; } = [];
    public HashSet<Priority> Priorities { get; init; } = [];
    public SortedSet<string> Sorted { get; init; } = [];
    public Dictionary<string, List<DateTime>> Times { get; init; } = [];
    public MappedPart? Part { get; init; }
}

/// <summary>Values as the AWS SDK's object mapper stores them with its conversion V2.</summary>
[DynamoTable("mapped-v2", Format = ItemFormat.ObjectMapperV2)]
public sealed record MappedV2
{
    [PartitionKey] public required string Id { get; init; }
    public bool Open { get; init; }
    public bool? Maybe { get; init; }
    public List<bool> Checks { get; init; } = [];
    public MappedLevel Level { get; init; }
    public MappedPart? Part { get; init; }
}

/// <summary>A nested object.</summary>
public sealed record MappedPart
{
    public bool Yes { get; init; }
    public Priority Priority { get; init; }
}

/// <summary>An enum of more than an int.</summary>
public enum MappedLevel : ulong
{
    Low,
    High = ulong.MaxValue,
}
