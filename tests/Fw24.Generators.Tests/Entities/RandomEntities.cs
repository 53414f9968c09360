using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace Fw24.Generators.Tests.Entities;

/// <summary>Creates entities with random values, often including awkward ones.</summary>
internal sealed class RandomEntities(Random random)
{
    public AllTypes AllTypes() => new()
    {
        Id = Guid(),
        At = Time().ToUniversalTime(),
        String = Text(),
        Boolean = random.Next(2) is 0,
        SByte = (sbyte)random.Next(sbyte.MinValue, sbyte.MaxValue + 1),
        Byte = (byte)random.Next(byte.MaxValue + 1),
        Int16 = (short)random.Next(short.MinValue, short.MaxValue + 1),
        UInt16 = (ushort)random.Next(ushort.MaxValue + 1),
        Int32 = Int32(),
        UInt32 = (uint)random.NextInt64(uint.MaxValue + 1L),
        Int64 = Pick(long.MinValue, long.MaxValue, 0, random.NextInt64()),
        UInt64 = Pick(ulong.MinValue, ulong.MaxValue, (ulong)random.NextInt64()),
        Int128 = (Int128)BigInteger(),
        UInt128 = (UInt128)System.Numerics.BigInteger.Abs(BigInteger()),
        Half = Pick(Half.Zero, Half.Epsilon, Half.MaxValue, (Half)random.NextDouble()),
        Single = Pick(0, 1e-40f, 3e38f, (float)random.NextDouble()),
        Double = Pick(0, 1e-120, 1e120, random.NextDouble() * 1e10),
        Decimal = Decimal(),
        BigInteger = BigInteger(),
        DateTime = DateTime(),
        DateTimeOffset = Time(),
        DateOnly = Date(),
        TimeOnly = new TimeOnly(random.NextInt64(TimeOnly.MaxValue.Ticks)),
        TimeSpan = Pick(System.TimeSpan.MinValue, System.TimeSpan.MaxValue, System.TimeSpan.Zero, new TimeSpan(random.NextInt64())),
        Uri = Uri(),
        Suit = Suit(),
        Rights = (Rights)Pick(0, 1, 3, (1L << 40) | 2, 1L << 50),
        Bytes = Bytes(),
        Memory = Bytes(),
        Money = Money(),
        Person = Person(2),
        Until = System.DateTime.UnixEpoch.AddSeconds(random.NextInt64(4_000_000_000)),
        OptionalString = Maybe(Text),
        OptionalBoolean = MaybeValue(() => random.Next(2) is 0),
        OptionalInt32 = MaybeValue(Int32),
        OptionalDecimal = MaybeValue(Decimal),
        OptionalBigInteger = MaybeValue(BigInteger),
        OptionalGuid = MaybeValue(Guid),
        OptionalDateTime = MaybeValue(DateTime),
        OptionalDateTimeOffset = MaybeValue(Time),
        OptionalDateOnly = MaybeValue(Date),
        OptionalTimeOnly = MaybeValue(() => new TimeOnly(random.NextInt64(TimeOnly.MaxValue.Ticks))),
        OptionalTimeSpan = MaybeValue(() => new TimeSpan(random.NextInt64())),
        OptionalUri = Maybe(Uri),
        OptionalSuit = MaybeValue(Suit),
        OptionalBytes = Maybe(Bytes),
        OptionalMemory = MaybeValue(() => (ReadOnlyMemory<byte>)Bytes()),
        OptionalMoney = MaybeValue(Money),
        OptionalPerson = Maybe(() => Person(1)),
        Array = [.. Many(Text)],
        List = [.. Many(Int32)],
        IList = [.. Many(Money)],
        ICollection = [.. Many(() => Person(1))],
        IEnumerable = [.. Many(Uri)],
        IReadOnlyList = [.. Many(Bytes)],
        IReadOnlyCollection = [.. Many(() => (ReadOnlyMemory<byte>)Bytes())],
        ImmutableArray = [.. Many(Suit)],
        ImmutableList = [.. Many(Decimal)],
        ListOfOptional = [.. Many(() => Maybe(Text))],
        ListOfOptionalNumbers = [.. Many(() => MaybeValue(Int32))],
        ListOfOptionalMoney = [.. Many(() => MaybeValue(Money))],
        ListOfLists = [.. Many(() => Many(Text))],
        OptionalList = Maybe(() => Many(() => Maybe(() => Person(1)))),
        OptionalImmutableArray = MaybeValue(() => Many(Int32).ToImmutableArray()),
        HashSet = [.. Many(Text)],
        ISet = Many(Int32).ToHashSet(),
        IReadOnlySet = Many(Decimal).ToHashSet(),
        SortedSet = new SortedSet<string>(Many(Text), StringComparer.Ordinal),
        ImmutableHashSet = [.. Many(Guid)],
        ImmutableSortedSet = Many(Text).ToImmutableSortedSet(StringComparer.Ordinal),
        FrozenSet = Many(Suit).ToFrozenSet(),
        SetOfBytes = new HashSet<byte[]>(Many(Bytes), ContentEquality.ByBytes),
        ListOfSets = [.. Many(() => Many(() => (long)Int32()).ToHashSet())],
        OptionalSet = Maybe(() => Many(Date).ToHashSet()),
        Dictionary = Named(Int32),
        IDictionary = Named(() => Maybe(Text)),
        IReadOnlyDictionary = Named(() => Person(1)),
        SortedDictionary = new SortedDictionary<string, byte[]>(Named(Bytes), StringComparer.Ordinal),
        ImmutableDictionary = Named(() => Many(Money)).ToImmutableDictionary(),
        ImmutableSortedDictionary = Named(Suit).ToImmutableSortedDictionary(StringComparer.Ordinal),
        FrozenDictionary = Named(() => random.Next(2) is 0).ToFrozenDictionary(),
        OptionalDictionary = Maybe(() => Named(IReadOnlyDictionary<string, int> () => Named(Int32))),
    };

    private Person Person(int depth) => new()
    {
        Name = Text(),
        Parent = depth is 0 ? null : Maybe(() => Person(depth - 1)),
        Children = depth is 0 ? [] : [.. Many(() => Person(depth - 1))],
        Fortune = MaybeValue(Money),
    };

    private Money Money() => new(Decimal(), Text());

    private Suit Suit()
        => Pick(Entities.Suit.Clubs, Entities.Suit.Diamonds, Entities.Suit.Hearts, Entities.Suit.Spades, Entities.Suit.Trump, (Suit)77, (Suit)(-3));

    private Guid Guid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private int Int32() => Pick(int.MinValue, int.MaxValue, 0, random.Next());

    private decimal Decimal()
        => Pick(0, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m, Math.Round((decimal)random.NextDouble() * 1000, 2));

    // DynamoDB holds 38 digits.
    private BigInteger BigInteger()
    {
        Span<byte> bytes = stackalloc byte[random.Next(1, 16)];
        random.NextBytes(bytes);
        return new BigInteger(bytes);
    }

    private DateTime DateTime() => new(random.NextInt64(System.DateTime.MaxValue.Ticks), Pick(DateTimeKind.Utc, DateTimeKind.Unspecified));

    private DateTimeOffset Time()
        => new(random.NextInt64(System.DateTime.MaxValue.Ticks / 2) + System.TimeSpan.TicksPerDay, System.TimeSpan.FromMinutes(random.Next(-14 * 60, (14 * 60) + 1)));

    private DateOnly Date() => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber));

    private Uri Uri()
        => new(Pick("https://example.org/a?b=c#d", "relative/path", "urn:isbn:1", $"http://example.org/{random.Next()}"), UriKind.RelativeOrAbsolute);

    private byte[] Bytes()
    {
        var bytes = new byte[Pick(0, 1, 2, 3, random.Next(40))];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Text()
    {
        var text = new StringBuilder();
        for (var length = random.Next(8); length > 0; length--)
        {
            text.Append(Pick("a", "Z", " ", "\"", "\\", "\0", "\n", "/", "é", "ß", "ı", "İ", "\u00ad", "漢", "😀", ((char)random.Next(0x20, 0x7f)).ToString()));
        }

        return text.ToString();
    }

    private List<T> Many<T>(Func<T> make) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => make())];

    private Dictionary<string, T> Named<T>(Func<T> make)
    {
        var named = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var value in Many(make))
        {
            named[Text()] = value;
        }

        return named;
    }

    private T? Maybe<T>(Func<T> make)
        where T : class => random.Next(3) is 0 ? null : make();

    private T? MaybeValue<T>(Func<T> make)
        where T : struct => random.Next(3) is 0 ? null : make();

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
