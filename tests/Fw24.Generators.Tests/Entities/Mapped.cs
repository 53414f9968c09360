namespace Fw24.Generators.Tests.Entities;

/// <summary>A class that reads what the AWS SDK's object mapper writes with its conversion V1.</summary>
[DynamoTable("mapped")]
public sealed record Mapped
{
    [PartitionKey] public required string Id { get; init; }
    [DynamoConverter<BooleanAsNumber>] public bool Yes { get; init; }
    [DynamoConverter<BooleanAsNumber>] public bool? Maybe { get; init; }
    [DynamoConverter<EnumAsNumber<Priority>>] public Priority Priority { get; init; }
    public DateTime At { get; init; }
    public Guid Guid { get; init; }
    public decimal Number { get; init; }
    public byte[]? Bytes { get; init; }
    public HashSet<string> Set { get; init; } = [];
    public HashSet<int> Listed { get; init; } = [];
    public Dictionary<string, string> Map { get; init; } = [];
    public MappedPart? Part { get; init; }
}

/// <summary>A class that reads what the AWS SDK's object mapper writes with its conversion V2.</summary>
[DynamoTable("mapped-v2")]
public sealed record MappedV2
{
    [PartitionKey] public required string Id { get; init; }
    public bool Yes { get; init; }
    public bool? Maybe { get; init; }
    [DynamoConverter<EnumAsNumber<Priority>>] public Priority Priority { get; init; }
    public DateTime At { get; init; }
    public Guid Guid { get; init; }
    public decimal Number { get; init; }
    public byte[]? Bytes { get; init; }
    public HashSet<string> Set { get; init; } = [];
    public List<int> Listed { get; init; } = [];
    public Dictionary<string, string> Map { get; init; } = [];
    public MappedPart? Part { get; init; }
}

/// <summary>A nested object.</summary>
public sealed record MappedPart
{
    public string? Text { get; init; }
}
