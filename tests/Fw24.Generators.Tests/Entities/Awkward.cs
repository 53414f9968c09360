using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fw24.Generators.Tests.Entities;

/// <summary>Sets whose elements .NET compares differently from DynamoDB.</summary>
[DynamoTable("bags")]
[StreamEnabled]
public sealed record Bag
{
    [PartitionKey] public required string Id { get; init; }
    public HashSet<Uri> Links { get; init; } = [];
    public ISet<DateTimeOffset>? Times { get; init; }
    public IReadOnlySet<DateTime>? Dates { get; init; }
    public HashSet<byte[]>? Hashes { get; init; }
    public SortedSet<Uri>? SortedLinks { get; init; }
    public SortedSet<byte[]>? SortedHashes { get; init; }
    public SortedSet<DateTimeOffset>? SortedTimes { get; init; }
    public ImmutableHashSet<DateTime>? ImmutableDates { get; init; }
    public ImmutableSortedSet<DateTimeOffset>? ImmutableTimes { get; init; }
    public FrozenSet<Uri>? FrozenLinks { get; init; }
    public HashSet<double>? Doubles { get; init; }
    public HashSet<decimal>? Decimals { get; init; }
    public List<HashSet<Uri>>? ManyLinks { get; init; }
    public Dictionary<string, HashSet<DateTimeOffset>>? NamedTimes { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTime? Date { get; init; }
    public List<DateTimeOffset?>? AllTimes { get; init; }
}

/// <summary>An entity, and a class in it, that other classes may derive from.</summary>
#pragma warning disable FW24040 // That a write of a derived one throws is what is tested.
[DynamoTable("baskets")]
[StreamEnabled]
public record Basket
{
    [PartitionKey] public required string Id { get; init; }
    [SortKey] public byte[] Part { get; init; } = [];
    public string Text { get; init; } = "";
    public Uri Link { get; init; } = new("https://a.example/");
    public byte[] Bytes { get; init; } = [];
    public List<string> Words { get; init; } = [];
    public List<byte[]> Blobs { get; init; } = [];
    public HashSet<string> Tags { get; init; } = [];
    public Dictionary<string, Payment> Named { get; init; } = [];
    public Payment Payment { get; init; } = new();
    public List<Payment> Payments { get; init; } = [];
    public Payment[]? Array { get; init; }
    public List<ImmutableArray<int>> Numbers { get; init; } = [];
    public Invoice? Invoice { get; init; }
}

public sealed record RushBasket : Basket
{
    public string? Courier { get; init; }
}

public record Payment
{
    public decimal Amount { get; init; }
    public string Currency { get; init; } = "EUR";
}

public sealed record CardPayment : Payment
{
    public string? Last4 { get; init; }
}

public sealed record Invoice(List<Payment> Parts, Payment? Discount = null);
#pragma warning restore FW24040

/// <summary>Structs with a conversion from a nullable type.</summary>
[DynamoTable("contacts")]
[StreamEnabled]
public sealed record Contact
{
    [PartitionKey] public required string Id { get; init; }
    public ReadOnlyMemory<byte>? Blob { get; init; }
    public List<ReadOnlyMemory<byte>?>? Blobs { get; init; }
    public Email? Mail { get; init; }
    public List<Email?>? Mails { get; init; }
    public Dictionary<string, Email?>? Named { get; init; }
    public Card? Card { get; init; }
}

public sealed record Card(Email? Mail, ReadOnlyMemory<byte>? Blob);

public readonly record struct Email(string Value)
{
    public static implicit operator Email(string value) => new(value.Trim());
}

#nullable disable
/// <summary>A class without nullability annotations.</summary>
[DynamoTable("loose")]
[StreamEnabled]
public sealed class Loose
{
    [PartitionKey] public string Id { get; set; }
    public List<string> Words { get; set; }
    public string[] Array { get; set; }
    public List<byte[]> Blobs { get; set; }
    public Dictionary<string, string> Named { get; set; }
    public SortedDictionary<string, Payment> Payments { get; set; }
    public List<List<string>> Lists { get; set; }
    public HashSet<string> Tags { get; set; }
    public LooseLine Line { get; set; }
    public List<LooseLine> Lines { get; set; }
}

public sealed class LooseLine
{
    public string Text { get; set; }
}
#nullable restore
