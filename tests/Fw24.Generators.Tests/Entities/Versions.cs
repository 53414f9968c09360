namespace Fw24.Generators.Tests.Entities;

/// <summary>The version has no value in an instance created without one.</summary>
[DynamoTable("counted")]
public sealed record Counted([property: PartitionKey] string Id, [property: Version] long Version);

/// <summary>The version is required.</summary>
[DynamoTable("required-counted")]
public sealed class RequiredCounted
{
    [PartitionKey] public required string Id { get; init; }
    [Version] public required int Version { get; init; }
}

/// <summary>The version does not begin at 0: the compiler advises against it.</summary>
#pragma warning disable FW24050
[DynamoTable("started")]
public sealed class Started
{
    [PartitionKey] public required string Id { get; init; }
    [Version] public long Version { get; set; } = 1;
}
#pragma warning restore FW24050
