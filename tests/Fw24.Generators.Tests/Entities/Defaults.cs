using System.Diagnostics.CodeAnalysis;

namespace Fw24.Generators.Tests.Entities;

/// <summary>Properties whose values differ if their attributes are absent.</summary>
[DynamoTable("defaults")]
public sealed class Defaults
{
    [PartitionKey] public required string Id { get; init; }

    // The class's own values are kept.
    public string Kept { get; init; } = "kept";
    public string KeptBySetter { get; set; } = "kept";
    public int KeptNumber { get; init; } = 7;
    public string? KeptOrNull { get; init; } = "kept";
    public int? KeptNumberOrNull { get; set; } = 7;
    public List<string> KeptList { get; init; } = ["kept"];
    public HashSet<string> KeptSet { get; init; } = ["kept"];
    public Page<int> KeptPage { get; init; } = new() { Value = 1 };

    // Properties without a value of their own.
    public string? Null { get; init; }
    public int Zero { get; init; }
    public Suit First { get; init; }
    public required HashSet<string> EmptySet { get; init; }

    // A private setter.
    public string Private { get; private set; } = "private";
    public string? PrivateOrNull { get; private set; }

    /// <summary>Computed, and stored on request.</summary>
    [DynamoAttribute("computed")] public string Computed => $"{Id}#{Zero}";

    /// <summary>Computed, and not stored.</summary>
    public int Unasked => Zero + 1;

    [DynamoIgnore] public string? Ignored { get; set; }

    public void MakePrivate(string value) => (Private, PrivateOrNull) = (value, value);
}

/// <summary>Index keys that may be null, although the class gives them a value: the compiler advises against it.</summary>
#pragma warning disable FW24027
[DynamoTable("sparse")]
[GlobalIndex("by-state", PartitionKey = nameof(State), SortKey = nameof(Rank))]
[GlobalIndex("by-owner", PartitionKey = nameof(Owner))]
public sealed class Sparse(string id, string? owner = "nobody")
{
    [PartitionKey] public string Id { get; } = id;
    public string? Owner { get; } = owner;
    public string? State { get; set; } = "open";
    public int? Rank { get; init; } = 1;
    public string? Note { get; init; } = "none";
}
#pragma warning restore FW24027

/// <summary>A generic type that keeps the values it is created with.</summary>
public sealed record Page<T>
{
    public required T Value { get; init; }
    public int Size { get; init; } = 10;
    public string? Next { get; init; } = "next";
}

/// <summary>A constructor with a body, parameters in different casing, defaults, and more parameters than values.</summary>
[DynamoTable("constructed")]
public class Constructed
{
    public Constructed(string ID, int count = 3, Suit suit = Suit.Hearts, double rate = 1.5, string? note = "none", string[]? words = null)
    {
        (Id, Count, Suit, Rate, Note, Words) = (ID, count, suit, rate, note, words ?? ["default"]);
        Later = "by constructor";
    }

    [PartitionKey] public string Id { get; }
    public int Count { get; }
    public Suit Suit { get; }
    public double Rate { get; }
    public string? Note { get; }
    public string[] Words { get; }
    public string Later { get; set; }
}

/// <summary>A required member that a constructor declares to set.</summary>
[DynamoTable("promised")]
public sealed class Promised
{
    [SetsRequiredMembers]
    public Promised(string id) => Id = id;

    [PartitionKey] public required string Id { get; init; }
    public required int Number { get; init; }
}

/// <summary>Required members that a constructor takes without declaring to set them.</summary>
[DynamoTable("twice")]
public sealed class Twice(string id)
{
    [PartitionKey] public required string Id { get; init; } = id;
    public Corner Corner { get; init; }
}

/// <summary>A struct that keeps the values it is created with.</summary>
public struct Corner
{
    public Corner()
    {
    }

    public int X { get; init; } = 5;
    public int Y { get; private set; } = 6;

    public Corner WithY(int y) => this with { Y = y };
}

/// <summary>Non-public accessors of a generic base class.</summary>
[DynamoTable("tagged")]
public sealed class Tagged : Tag<string, int>
{
    [PartitionKey] public required string Id { get; init; }
}

public abstract class Tag<TName, TValue>
    where TName : class
    where TValue : struct, IComparable<TValue>
{
    public TName? Name { get; private set; }
    public TValue Value { get; init; }
    public Dictionary<string, TValue>? Values { get; protected internal set; }
    public List<TName> Names { get; init; } = [];

    public void Rename(TName name) => Name = name;
}

/// <summary>A base class's properties are stored with its own, and an overridden one is stored once.</summary>
[DynamoTable("derived")]
public sealed class Derived : Stored
{
    public override string Kind => "derived";
    public int Own { get; set; }
}

public abstract class Stored
{
    [PartitionKey] public required string Id { get; init; }
    [DynamoAttribute("kind")] public virtual string Kind => "stored";
    public string Base { get; init; } = "base";
}
