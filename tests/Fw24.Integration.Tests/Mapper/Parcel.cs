namespace Fw24.Integration.Tests.Mapper;

/// <summary>Fw24's class for the items of <see cref="OldParcel"/>, whose conversion derived classes name.</summary>
public abstract record Parcel
{
    [PartitionKey] public required Lane Lane { get; init; }
    [SortKey] public required DateTime At { get; init; }
    [Version] public int Revision { get; init; }
    public bool Urgent { get; init; }
    public bool? Insured { get; init; }
    public Lane Previous { get; init; }
    public Lane? Fallback { get; init; }
    public Marks Marks { get; init; }
    public DateTime? Packed { get; init; }
    [DynamoConverter<EpochSeconds>] public DateTime? Expires { get; init; }
    public DateOnly Due { get; init; }
    public TimeOnly Cutoff { get; init; }
    public Guid Guid { get; init; }
    public string? Text { get; init; }
    public byte[]? Label { get; init; }
    public int? Count { get; init; }
    public ulong Large { get; init; }
    public double Weight { get; init; }
    public decimal Price { get; init; }
    public required List<string> Names { get; init; }
    public List<int> Sizes { get; init; } = [];
    public List<bool> Checks { get; init; } = [];
    public List<Lane> Lanes { get; init; } = [];
    public List<DateTime> Stops { get; init; } = [];
    public List<byte[]> Scans { get; init; } = [];
    public List<ParcelPart> Parts { get; init; } = [];
    public List<List<int>> Grid { get; init; } = [];
    public string[] Words { get; init; } = [];
    public HashSet<string> Tags { get; init; } = [];
    public HashSet<decimal> Rates { get; init; } = [];
    public HashSet<Lane> Allowed { get; init; } = [];
    public HashSet<Guid> Guids { get; init; } = [];
    public SortedSet<int> Sorted { get; init; } = [];
    public Dictionary<string, string> Notes { get; init; } = [];
    public Dictionary<string, bool> Flags { get; init; } = [];
    public Dictionary<string, Lane> LanesByName { get; init; } = [];
    public Dictionary<string, List<int>> SizesByName { get; init; } = [];
    public Dictionary<string, ParcelPart> PartsByName { get; init; } = [];
    public ParcelPart? Part { get; init; }
}

/// <summary>A parcel in the form of conversion V1.</summary>
[DynamoTable("parcels-v1", Format = ItemFormat.ObjectMapperV1)]
[GlobalIndex("by-urgent", PartitionKey = nameof(Previous), SortKey = nameof(Urgent))]
[StreamEnabled]
public sealed record ParcelV1 : Parcel;

/// <summary>A parcel in the form of conversion V2.</summary>
[DynamoTable("parcels-v2", Format = ItemFormat.ObjectMapperV2)]
[GlobalIndex("by-due", PartitionKey = nameof(Previous), SortKey = nameof(Due))]
[StreamEnabled]
public sealed record ParcelV2 : Parcel;

/// <summary>A nested object, which both classes of a parcel have.</summary>
public sealed record ParcelPart
{
    public string? Text { get; init; }
    public bool Yes { get; init; }
    public Lane Lane { get; init; }
    public Lane? Other { get; init; }
    public DateTime? At { get; init; }
    public List<string> Names { get; init; } = [];
}

/// <summary>An enum.</summary>
public enum Lane : short
{
    None,
    Slow,
    Fast = 500,
}

/// <summary>An enum of flags.</summary>
[Flags]
public enum Marks
{
    None = 0,
    Fragile = 1,
    Cold = 2,
}
