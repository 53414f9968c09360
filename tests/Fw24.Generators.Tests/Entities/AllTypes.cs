using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;

namespace Fw24.Generators.Tests.Entities;

/// <summary>All types that a property may have.</summary>
[DynamoTable("all-types")]
[StreamEnabled]
public sealed record AllTypes
{
    [PartitionKey] public required Guid Id { get; init; }
    [SortKey] public required DateTimeOffset At { get; init; }

    public required string String { get; init; }
    public required bool Boolean { get; init; }
    public required sbyte SByte { get; init; }
    public required byte Byte { get; init; }
    public required short Int16 { get; init; }
    public required ushort UInt16 { get; init; }
    public required int Int32 { get; init; }
    public required uint UInt32 { get; init; }
    public required long Int64 { get; init; }
    public required ulong UInt64 { get; init; }
    public required Int128 Int128 { get; init; }
    public required UInt128 UInt128 { get; init; }
    public required Half Half { get; init; }
    public required float Single { get; init; }
    public required double Double { get; init; }
    public required decimal Decimal { get; init; }
    public required BigInteger BigInteger { get; init; }
    public required DateTime DateTime { get; init; }
    public required DateTimeOffset DateTimeOffset { get; init; }
    public required DateOnly DateOnly { get; init; }
    public required TimeOnly TimeOnly { get; init; }
    public required TimeSpan TimeSpan { get; init; }
    public required Uri Uri { get; init; }
    public required Suit Suit { get; init; }
    public required Rights Rights { get; init; }
    public required byte[] Bytes { get; init; }
    public required ReadOnlyMemory<byte> Memory { get; init; }
    public required Money Money { get; init; }
    public required Person Person { get; init; }
    [TimeToLive] public required DateTime Until { get; init; }

    public string? OptionalString { get; init; }
    public bool? OptionalBoolean { get; init; }
    public int? OptionalInt32 { get; init; }
    public decimal? OptionalDecimal { get; init; }
    public BigInteger? OptionalBigInteger { get; init; }
    public Guid? OptionalGuid { get; init; }
    public DateTime? OptionalDateTime { get; init; }
    public DateTimeOffset? OptionalDateTimeOffset { get; init; }
    public DateOnly? OptionalDateOnly { get; init; }
    public TimeOnly? OptionalTimeOnly { get; init; }
    public TimeSpan? OptionalTimeSpan { get; init; }
    public Uri? OptionalUri { get; init; }
    public Suit? OptionalSuit { get; init; }
    public byte[]? OptionalBytes { get; init; }
    public ReadOnlyMemory<byte>? OptionalMemory { get; init; }
    public Money? OptionalMoney { get; init; }
    public Person? OptionalPerson { get; init; }

    public required string[] Array { get; init; }
    public required List<int> List { get; init; }
    public required IList<Money> IList { get; init; }
    public required ICollection<Person> ICollection { get; init; }
    public required IEnumerable<Uri> IEnumerable { get; init; }
    public required IReadOnlyList<byte[]> IReadOnlyList { get; init; }
    public required IReadOnlyCollection<ReadOnlyMemory<byte>> IReadOnlyCollection { get; init; }
    public required ImmutableArray<Suit> ImmutableArray { get; init; }
    public required ImmutableList<decimal> ImmutableList { get; init; }
    public required List<string?> ListOfOptional { get; init; }
    public required List<int?> ListOfOptionalNumbers { get; init; }
    public required List<Money?> ListOfOptionalMoney { get; init; }
    public required List<List<string>> ListOfLists { get; init; }
    public List<Person?>? OptionalList { get; init; }
    public ImmutableArray<int>? OptionalImmutableArray { get; init; }

    public required HashSet<string> HashSet { get; init; }
    public required ISet<int> ISet { get; init; }
    public required IReadOnlySet<decimal> IReadOnlySet { get; init; }
    public required SortedSet<string> SortedSet { get; init; }
    public required ImmutableHashSet<Guid> ImmutableHashSet { get; init; }
    public required ImmutableSortedSet<string> ImmutableSortedSet { get; init; }
    public required FrozenSet<Suit> FrozenSet { get; init; }
    public required HashSet<byte[]> SetOfBytes { get; init; }
    public required List<HashSet<long>> ListOfSets { get; init; }
    public IReadOnlySet<DateOnly>? OptionalSet { get; init; }

    public required Dictionary<string, int> Dictionary { get; init; }
    public required IDictionary<string, string?> IDictionary { get; init; }
    public required IReadOnlyDictionary<string, Person> IReadOnlyDictionary { get; init; }
    public required SortedDictionary<string, byte[]> SortedDictionary { get; init; }
    public required ImmutableDictionary<string, List<Money>> ImmutableDictionary { get; init; }
    public required ImmutableSortedDictionary<string, Suit> ImmutableSortedDictionary { get; init; }
    public required FrozenDictionary<string, bool> FrozenDictionary { get; init; }
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>>? OptionalDictionary { get; init; }
}

public enum Suit
{
    Clubs,
    Diamonds,
    Hearts,
    Spades,

    /// <summary>Another name of the highest suit.</summary>
    Trump = Spades,
}

[Flags]
public enum Rights : long
{
    None = 0,
    Read = 1,
    Write = 2,
    Own = 1L << 40,
}

/// <summary>A struct with positional properties.</summary>
public readonly record struct Money(decimal Amount, string Currency);

/// <summary>A class that contains itself.</summary>
public sealed class Person
{
    public required string Name { get; init; }
    public Person? Parent { get; init; }
    public List<Person> Children { get; init; } = [];
    public Money? Fortune { get; set; }
}
