using Amazon.DynamoDBv2.DataModel;

namespace Fw24.Integration.Tests.Mapper;

/// <summary>A class of the AWS SDK's object mapper.</summary>
[DynamoDBTable("parcels")]
public sealed class OldParcel
{
    [DynamoDBHashKey] public Lane Lane { get; set; }
    [DynamoDBRangeKey] public DateTime At { get; set; }
    [DynamoDBVersion] public int? Revision { get; set; }
    [DynamoDBGlobalSecondaryIndexRangeKey("by-urgent")] public bool Urgent { get; set; }
    public bool? Insured { get; set; }
    [DynamoDBGlobalSecondaryIndexHashKey("by-urgent", "by-due")] public Lane Previous { get; set; }
    public Lane? Fallback { get; set; }
    public Marks Marks { get; set; }
    public DateTime? Packed { get; set; }
    [DynamoDBProperty(StoreAsEpochLong = true)] public DateTime? Expires { get; set; }
    [DynamoDBGlobalSecondaryIndexRangeKey("by-due")] public DateOnly Due { get; set; }
    public TimeOnly Cutoff { get; set; }
    public Guid Guid { get; set; }
    public string? Text { get; set; }
    public byte[]? Label { get; set; }
    public int? Count { get; set; }
    public ulong Large { get; set; }
    public double Weight { get; set; }
    public decimal Price { get; set; }
    public List<string>? Names { get; set; }
    public List<int>? Sizes { get; set; }
    public List<bool>? Checks { get; set; }
    public List<Lane>? Lanes { get; set; }
    public List<DateTime>? Stops { get; set; }
    public List<byte[]>? Scans { get; set; }
    public List<ParcelPart>? Parts { get; set; }
    public List<List<int>>? Grid { get; set; }
    public string[]? Words { get; set; }
    public HashSet<string>? Tags { get; set; }
    public HashSet<decimal>? Rates { get; set; }
    public HashSet<Lane>? Allowed { get; set; }
    public HashSet<Guid>? Guids { get; set; }
    public SortedSet<int>? Sorted { get; set; }
    public Dictionary<string, string>? Notes { get; set; }
    public Dictionary<string, bool>? Flags { get; set; }
    public Dictionary<string, Lane>? LanesByName { get; set; }
    public Dictionary<string, List<int>>? SizesByName { get; set; }
    public Dictionary<string, ParcelPart>? PartsByName { get; set; }
    public ParcelPart? Part { get; set; }
}
