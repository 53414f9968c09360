namespace Fw24.Integration.Tests.Mapper;

/// <summary>What a list shows of a parcel.</summary>
public interface IParcelRow
{
    DateTime At { get; }
    bool Urgent { get; }
    Lane? Fallback { get; }
    DateTime? Expires { get; }
    TimeOnly Cutoff { get; }
    List<bool> Checks { get; }
    HashSet<Lane> Allowed { get; }
    Dictionary<string, ParcelPart> PartsByName { get; }
}

/// <summary>A row of a parcel in the form of conversion V1.</summary>
[Projection(typeof(ParcelV1))]
public sealed partial record ParcelRowV1(DateTime At, bool Urgent, Lane? Fallback, DateTime? Expires, TimeOnly Cutoff) : IParcelRow
{
    public List<bool> Checks { get; init; } = [];
    public HashSet<Lane> Allowed { get; init; } = [];
    public Dictionary<string, ParcelPart> PartsByName { get; init; } = [];
}

/// <summary>A row of a parcel in the form of conversion V2.</summary>
[Projection(typeof(ParcelV2))]
public sealed partial record ParcelRowV2(DateTime At, bool Urgent, Lane? Fallback, DateTime? Expires, TimeOnly Cutoff) : IParcelRow
{
    public List<bool> Checks { get; init; } = [];
    public HashSet<Lane> Allowed { get; init; } = [];
    public Dictionary<string, ParcelPart> PartsByName { get; init; } = [];
}
