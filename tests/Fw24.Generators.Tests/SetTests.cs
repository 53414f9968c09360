using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Fw24.Generators.Tests.Entities;

namespace Fw24.Generators.Tests;

/// <summary>Sets hold the elements that DynamoDB considers different, regardless of .NET's equality.</summary>
public sealed class SetTests
{
    private static readonly Uri s_x = new("https://a.example/#x");
    private static readonly Uri s_y = new("https://a.example/#y");
    private static readonly DateTimeOffset s_noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTime s_date = new(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void F11_reading_loses_no_element()
    {
        var other = s_noon.ToOffset(TimeSpan.FromHours(2));
        var local = DateTime.SpecifyKind(s_date, DateTimeKind.Unspecified);
        var written = new Bag
        {
            Id = "1",
            Links = new HashSet<Uri>([s_x, s_y], ContentEquality.ByUri),
            Times = new HashSet<DateTimeOffset>([s_noon, other], ContentEquality.ByDateTimeOffset),
            Dates = new HashSet<DateTime>([s_date, local], ContentEquality.ByDateTime),
            Hashes = new HashSet<byte[]>([[1], [2], []], ContentEquality.ByBytes),
            SortedLinks = new SortedSet<Uri>([s_y, s_x], ContentEquality.ByUri),
            SortedHashes = new SortedSet<byte[]>([[2], [1, 0]], ContentEquality.ByBytes),
            SortedTimes = new SortedSet<DateTimeOffset>([s_noon, other], ContentEquality.ByDateTimeOffset),
            ImmutableDates = ImmutableHashSet.CreateRange(ContentEquality.ByDateTime, [s_date, local]),
            ImmutableTimes = ImmutableSortedSet.CreateRange(ContentEquality.ByDateTimeOffset, [other, s_noon]),
            FrozenLinks = FrozenSet.ToFrozenSet([s_x, s_y], ContentEquality.ByUri),
            ManyLinks = [new HashSet<Uri>([s_x, s_y], ContentEquality.ByUri)],
            NamedTimes = new() { ["a"] = new HashSet<DateTimeOffset>([s_noon, other], ContentEquality.ByDateTimeOffset) },
        };
        var item = Write(written);

        var read = Read(item);

        Assert.Equal((2, 2, 2, 3), (read.Links.Count, read.Times!.Count, read.Dates!.Count, read.Hashes!.Count));
        Assert.Equal((2, 2, 2), (read.SortedLinks!.Count, read.SortedHashes!.Count, read.SortedTimes!.Count));
        Assert.Equal((2, 2, 2), (read.ImmutableDates!.Count, read.ImmutableTimes!.Count, read.FrozenLinks!.Count));
        Assert.Equal((2, 2), (read.ManyLinks![0].Count, read.NamedTimes!["a"].Count));
        Assert.Contains([1], read.Hashes);
        Assert.Contains(s_y, read.Links);
        Assert.Equal(item, Write(read));
        Assert.Empty(new BagChanges(written, read));
    }

    [Fact]
    public void F11_a_change_of_a_set_is_seen()
    {
        var other = s_noon.ToOffset(TimeSpan.FromHours(2));
        var old = new Bag { Id = "1", Links = [s_x], Times = new HashSet<DateTimeOffset> { s_noon }, ImmutableDates = [s_date], ManyLinks = [[s_x]], NamedTimes = new() { ["a"] = [s_noon] } };
        var @new = new Bag { Id = "1", Links = [s_y], Times = new HashSet<DateTimeOffset> { other }, ImmutableDates = [DateTime.SpecifyKind(s_date, DateTimeKind.Unspecified)], ManyLinks = [[s_y]], NamedTimes = new() { ["a"] = [other] } };

        Assert.Equal(["ImmutableDates", "Links", "ManyLinks", "NamedTimes", "Times"], new BagChanges(old, @new).Select(static change => change.Property));
    }

    [Fact]
    public void F11_a_change_of_an_offset_or_a_kind_is_seen()
    {
        var other = s_noon.ToOffset(TimeSpan.FromHours(2));
        var old = new Bag { Id = "1", At = s_noon, Date = s_date, AllTimes = [s_noon, null] };

        Assert.Equal(["AllTimes", "At", "Date"], new BagChanges(old, old with { At = other, Date = DateTime.SpecifyKind(s_date, DateTimeKind.Unspecified), AllTimes = [other, null] }).Select(static change => change.Property));
        Assert.Empty(new BagChanges(old, old with { AllTimes = [s_noon, null] }));
    }

    [Fact]
    public void F11_what_DynamoDB_takes_for_one_is_written_once()
    {
        Assert.Contains("""{"BS":["AQI="]}""", Write(new Bag { Id = "1", Hashes = [[1, 2], [1, 2]] }), StringComparison.Ordinal);
        Assert.Contains("""{"SS":["2026-11-28T12:00:00.0000000+00:00"]}""", Write(new Bag { Id = "1", Times = new HashSet<DateTimeOffset>([s_noon, s_noon], new Never<DateTimeOffset>()) }), StringComparison.Ordinal);
        Assert.Contains("""{"NS":["1.0","2"]}""", Write(new Bag { Id = "1", Decimals = new([1.0m, 2m, 1.00m], new Never<decimal>()) }), StringComparison.Ordinal);
        Assert.Contains("""{"NS":["10","1E+20"]}""", Write(new Bag { Id = "1", Doubles = new([1e20, 10, 1e20], new Never<double>()) }), StringComparison.Ordinal);
        Assert.Contains("""{"NS":["-0"]}""", Write(new Bag { Id = "1", Doubles = new([0.0, -0.0], new Never<double>()) }), StringComparison.Ordinal);
    }

    private static string Write(Bag bag) => Encoding.UTF8.GetString(ItemWriter.ToItem(bag, BagCodec.Write).Json.Span);

    private static Bag Read(string item)
    {
        var reader = new ItemReader(Encoding.UTF8.GetBytes(item), "Bag");
        return BagCodec.Read(ref reader);
    }

    // No two elements are equal; not even an element with itself.
    private sealed class Never<T> : IEqualityComparer<T>
    {
        public bool Equals(T? x, T? y) => false;

        public int GetHashCode(T obj) => 0;
    }
}
