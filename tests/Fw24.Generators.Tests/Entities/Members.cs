using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fw24.Generators.Tests.Entities;

/// <summary>Properties whose accessors are declared at several levels, each stored because it can be read and set through the entity.</summary>
[DynamoTable("widgets")]
public sealed class Widget : LabelledAgain
{
    [PartitionKey] public required string Id { get; init; }
    public override string Label { set => base.Label = value.Trim(); }
    public override string Code => base.Code.ToUpperInvariant();
    public override string? Made { init => base.Made = value; }
    public override int Steps { get => base.Steps; }
    public override required string Needed { set => base.Needed = value; }
    public override string Guarded => base.Guarded;
    public new int Count { get; set; }
    public Part? Part { get; set; }
    public Pin Pin { get; set; } = new();

    /// <summary>A member that other code cannot access hides nothing from it.</summary>
    public string ReadPrivately() => Note;

    private new string Note => "private " + base.Note;
}

/// <summary>A level between the entity and the class that declares the properties.</summary>
public abstract class LabelledAgain : Labelled
{
    public override string Shared { set => base.Shared = value + "!"; }
    public override int Steps { set => base.Steps = value; }
    protected new string Tag => base.Tag;
}

public class Labelled
{
    public virtual string Label { get; set; } = "none";
    public virtual string Code { get; set; } = "c";
    [DynamoAttribute("s6")] public virtual string Shared { get; set; } = "s";
    public virtual string? Made { get; init; }
    public virtual int Steps { get; set; } = 1;
    public virtual required string Needed { get; set; }
    public virtual string Guarded { get; protected set; } = "guarded";
    public string? Count { get; set; }
    public string Note { get; set; } = "note";
    public string Tag { get; set; } = "tag";

    public void Guard(string value) => Guarded = value;
}

/// <summary>A nested type with its own setter and its base's getter.</summary>
public class Part : PartBase
{
    public override string Name { set => base.Name = value.ToLowerInvariant(); }
}

public class PartBase
{
    public virtual string Name { get; set; } = "part";
}

/// <summary>A generic base.</summary>
public sealed class Pin : Pin<int>
{
    public override int Number { init => base.Number = value; }
}

public class Pin<T>
    where T : struct
{
    public virtual T Number { get; init; }
}

/// <summary>Values that are set without an initializer.</summary>
[DynamoTable("owns")]
public sealed partial class Owns : OwnsBase
{
    private bool _on = true;
    private int _retries = 7;
    private string? _optional = "o";
    private string _text = "text";
    private List<string> _words = ["word"];

    public Owns()
        : base("base")
    {
    }

    [PartitionKey] public required string Id { get; init; }
    public bool On { get => _on; set => _on = value; }
    public int Retries { get => _retries; set => _retries = value; }
    public string? Optional { get => _optional; set => _optional = value; }
    public string Text { get => _text; init => _text = value; }

    public List<string> Words
    {
        get { return _words; }
        set { _words = value; }
    }

    public override int Level { set => base.Level = value; }
}

public abstract class OwnsBase(string kind)
{
    public string Kind { get; set; } = kind;
    public virtual int Level { get; set; } = 5;
}

/// <summary>The same without a constructor that could have set them.</summary>
[DynamoTable("lazies")]
public sealed partial class Lazy
{
    private int _retries = 7;

    [PartitionKey] public required string Id { get; init; }
    public int Retries { get => _retries; set => _retries = value; }
    public List<string> Words { get => field ??= ["lazy"]; set; }
    public string Text { get => field ?? "none"; set; }
    public string? Trimmed { get; set => field = value!.Trim(); }
    public partial int Part { get; set; }
    public partial string Later { get; set; }
    public Nest Nest { get; init; } = new();

    /// <summary>Computed, although cached.</summary>
    public string Slug => field ??= Text + "-slug";

    /// <summary>Computed in a block, and cached.</summary>
    public string Slug2
    {
        get { return field ??= Text + "-slug"; }
    }

    /// <summary>Computed by another part of the class.</summary>
    public partial string Slug3 { get; }

    /// <summary>Without a value of its own.</summary>
    public int Plain { get; set; }
}

public sealed partial class Lazy
{
    public partial int Part { get => field is 0 ? 3 : field; set; }
    public partial string Later { get => field ?? "later"; set => field = value; }
    public partial string Slug3 => field ??= Text + "-slug";
}

/// <summary>A nested struct with values of its own.</summary>
public struct Nest
{
    private int _x = 5;

    public Nest()
    {
    }

    public int X { readonly get => _x; set => _x = value; }
}

/// <summary>A record whose base passes a value to its own constructor.</summary>
[DynamoTable("positional")]
public sealed record Positional([property: PartitionKey] string Id) : PositionalBase("kind", 3);

public abstract record PositionalBase(string Kind, int Rank);

/// <summary>A constructor that replaces null with a value.</summary>
[DynamoTable("takes-null")]
public sealed class TakesNull(string id, string? note, int? count)
{
    [PartitionKey] public string Id { get; } = id;
    public string Note { get; } = note ?? "none";
    public int Count { get; } = count ?? 3;
}

/// <summary>Several names of one value.</summary>
public enum Shipment
{
    Placed,
    Shipped,
    Dispatched = Shipped,
    Returned,
    ARefund = Returned,
}

[Flags]
public enum Access
{
    None = 0,
    View = 1,
    Edit = 2,
    Change = Edit,
    Own = 4,
    Both = View | Edit,
}

[DynamoTable("shipments")]
public sealed record ShipmentOf
{
    [PartitionKey] public required Shipment State { get; init; }
    public Access Access { get; init; }
    public List<Access> Accesses { get; init; } = [];
}

/// <summary>Times that are keys.</summary>
[DynamoTable("times")]
[GlobalIndex("by-due", PartitionKey = nameof(Id), SortKey = nameof(Due))]
public sealed record Timed
{
    [PartitionKey] public required string Id { get; init; }
    [SortKey] public required DateTime At { get; init; }
    public DateTime? Due { get; init; }
    public DateTime Other { get; init; }
}

/// <summary>Collections with custom comparers.</summary>
[DynamoTable("comparers")]
public sealed class Comparers
{
    private HashSet<string> _backed = new(StringComparer.OrdinalIgnoreCase);

    [PartitionKey] public required string Id { get; init; }
    public HashSet<string> Tags { get; init; } = new(StringComparer.OrdinalIgnoreCase);
    public ISet<string> Sorted { get; set; } = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
    public SortedSet<int> Descending { get; set; } = new(Comparer<int>.Create(static (left, right) => right.CompareTo(left)));
    public IReadOnlySet<string> Read { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
    public ImmutableHashSet<string> Immutable { get; init; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);
    public ImmutableSortedSet<string> ImmutableSorted { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase);
    public FrozenSet<string> Frozen { get; init; } = FrozenSet.ToFrozenSet(["none"], StringComparer.OrdinalIgnoreCase);
    public HashSet<string> Backed { get => _backed; set => _backed = value; }
    public HashSet<string>? Optional { get; set; } = new(StringComparer.OrdinalIgnoreCase);
    public HashSet<string> Plain { get; set; } = [];
    public Dictionary<string, int> Map { get; init; } = new(StringComparer.OrdinalIgnoreCase);
    public IDictionary<string, int> SortedMap { get; init; } = new SortedDictionary<string, int>(StringComparer.OrdinalIgnoreCase);
    public IReadOnlyDictionary<string, List<int>> ReadMap { get; init; } = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
    public ImmutableDictionary<string, int> ImmutableMap { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase);
    public ImmutableSortedDictionary<string, int> ImmutableSortedMap { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase);
    public FrozenDictionary<string, int> FrozenMap { get; init; } = new Dictionary<string, int>().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, int> PlainMap { get; init; } = [];
}

/// <summary>Collections that a constructor creates.</summary>
[DynamoTable("made")]
public sealed class Made
{
    public Made() => Tags = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    [PartitionKey] public required string Id { get; init; }
    public HashSet<string> Tags { get; set; }
}
