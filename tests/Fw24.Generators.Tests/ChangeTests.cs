using System.Collections.Immutable;
using System.Text;
using Fw24.Generators.Tests.Entities;

namespace Fw24.Generators.Tests;

/// <summary>Generated changes and typed diffs.</summary>
public sealed class ChangeTests
{
    private static readonly ChangeHeader s_header = new("e-1", "100", DateTimeOffset.UnixEpoch, "u-1", ChangeOrigin.Application);

    [Fact]
    public void Equal_content_is_no_change()
    {
        var entities = new RandomEntities(new Random(1));
        for (var count = 0; count < 50; count++)
        {
            var entity = entities.AllTypes();

            Assert.Empty(new AllTypesChanges(entity, Copy(entity)));
        }
    }

    [Fact]
    public void A_change_of_each_kind_of_content_shows()
    {
        var old = new RandomEntities(new Random(1)).AllTypes() with
        {
            Uri = new Uri("https://example.org/a#b"),
            Bytes = [1],
            Memory = new byte[] { 1 },
            OptionalMemory = new byte[] { 1 },
            OptionalMoney = new Money(1, "EUR"),
            Person = new Person { Name = "A", Children = [new Person { Name = "B", Fortune = new Money(1, "EUR") }] },
            List = [1, 2],
            HashSet = ["a"],
            SetOfBytes = new HashSet<byte[]>([[1]], ContentEquality.ByBytes),
            OptionalImmutableArray = [1],
            ImmutableDictionary = ImmutableDictionary<string, List<Money>>.Empty.Add("a", [new Money(1, "EUR")]),
            ListOfOptionalMoney = [null],
            Suit = Suit.Clubs,
        };

        Assert.Equal(["Uri"], Names(old, old with { Uri = new Uri("https://example.org/a#c") }));
        Assert.Equal(["Bytes"], Names(old, old with { Bytes = [2] }));
        Assert.Equal(["Memory"], Names(old, old with { Memory = new byte[] { 1, 1 } }));
        Assert.Equal(["OptionalMemory"], Names(old, old with { OptionalMemory = null }));
        Assert.Equal(["OptionalMoney"], Names(old, old with { OptionalMoney = new Money(1, "USD") }));
        Assert.Equal(["OptionalMoney"], Names(old with { OptionalMoney = null }, old));
        Assert.Equal(["Person"], Names(old, old with { Person = new Person { Name = "A", Children = [new Person { Name = "B", Fortune = new Money(2, "EUR") }] } }));
        Assert.Equal(["List"], Names(old, old with { List = [2, 1] }));
        Assert.Equal(["List"], Names(old, old with { List = [1, 2, 3] }));
        Assert.Equal(["HashSet"], Names(old, old with { HashSet = ["b"] }));
        Assert.Equal(["SetOfBytes"], Names(old, old with { SetOfBytes = [[1], [2]] }));
        Assert.Equal(["OptionalImmutableArray"], Names(old, old with { OptionalImmutableArray = [] }));
        Assert.Equal(["ImmutableDictionary"], Names(old, old with { ImmutableDictionary = ImmutableDictionary<string, List<Money>>.Empty.Add("a", [new Money(1, "USD")]) }));
        Assert.Equal(["ListOfOptionalMoney"], Names(old, old with { ListOfOptionalMoney = [new Money(0, "")] }));
        Assert.Equal(["Bytes", "Suit"], Names(old, old with { Suit = Suit.Spades, Bytes = [] }));
        Assert.Equal(new Change<Suit>(Suit.Clubs, Suit.Spades), new AllTypesChanges(old, old with { Suit = Suit.Spades }).Suit);
        Assert.Null(new AllTypesChanges(old, old with { Suit = Suit.Spades }).Bytes);
    }

    [Fact]
    public void The_list_of_changes_has_the_values()
    {
        var old = new Promised("1") { Number = 2 };

        Assert.Equal([new PropertyChange("Number", 2, 3)], new PromisedChanges(old, new Promised("1") { Number = 3 }));
    }

    [Theory]
    [InlineData(ChangeOperations.Insert, typeof(PromisedChange.Inserted))]
    [InlineData(ChangeOperations.Modify, typeof(PromisedChange.Modified))]
    [InlineData(ChangeOperations.Remove, typeof(PromisedChange.Removed))]
    public void A_change_is_of_its_operations_type(ChangeOperations operation, Type type)
    {
        var change = PromisedChange.Read(s_header, new StreamRecord { Operation = operation, OldImage = Image(1), NewImage = Image(1) });

        Assert.IsType(type, change);
        Assert.Equal(new PromisedKey("1"), change.Key);
        Assert.Equal(("e-1", "u-1"), (change.EventId, change.Actor));
    }

    [Theory]
    [InlineData(ChangeOperations.Insert, true, false, "NEW_IMAGE")]
    [InlineData(ChangeOperations.Modify, true, false, "NEW_IMAGE")]
    [InlineData(ChangeOperations.Modify, false, true, "OLD_IMAGE")]
    [InlineData(ChangeOperations.Remove, false, true, "OLD_IMAGE")]
    public void H17_a_view_type_that_is_too_small_is_named(ChangeOperations operation, bool hasOld, bool hasNew, string needed)
    {
        var record = new StreamRecord { Operation = operation, OldImage = hasOld ? Image(1) : default, NewImage = hasNew ? Image(1) : default };

        var exception = Assert.ThrowsAny<Exception>(() => PromisedChange.Read(s_header, record));

        Assert.IsNotType<ItemFormatException>(exception);
        Assert.Contains(needed, exception.Message, StringComparison.Ordinal);
        Assert.Contains("NEW_AND_OLD_IMAGES", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removal_says_why()
    {
        var record = new StreamRecord { Operation = ChangeOperations.Remove, OldImage = Image(1) };

        Assert.Equal(RemovalReason.Deleted, ((PromisedChange.Removed)PromisedChange.Read(s_header, record)).Reason);
        Assert.Equal(RemovalReason.Expired, ((PromisedChange.Removed)PromisedChange.Read(s_header with { Origin = ChangeOrigin.TimeToLive }, record)).Reason);
    }

    [Fact]
    public void A_key_is_written_as_items_hold_it()
    {
        var at = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(2));
        var id = new Guid("00000000-0000-0000-0000-000000000001");
        var entity = new RandomEntities(new Random(1)).AllTypes() with { Id = id, At = at };

        var key = Encoding.UTF8.GetString(new AllTypesKey(id, at).ToItemKey().Json.Span);

        // A time that is a key is in UTC, so that its text sorts by time.
        Assert.Equal("""{"Id":{"S":"00000000-0000-0000-0000-000000000001"},"At":{"S":"2026-11-22T10:00:00.0000000+00:00"}}""", key);
        var item = ItemWriter.ToItem(entity, AllTypesCodec.Write);
        Assert.True(item.TryGetAttribute("At"u8, out var written));
        Assert.Equal("""{"S":"2026-11-22T10:00:00.0000000+00:00"}""", Encoding.UTF8.GetString(written));
    }

    private static ItemImage Image(int number) => new(Encoding.UTF8.GetBytes($$$"""{"Id":{"S":"1"},"Number":{"N":"{{{number}}}"}}"""));

    private static IEnumerable<string> Names(AllTypes old, AllTypes @new)
        => new AllTypesChanges(old, @new).Select(static change => change.Property);

    private static AllTypes Copy(AllTypes entity)
    {
        var item = new ItemReader(ItemWriter.ToItem(entity, AllTypesCodec.Write).Json.Span, "AllTypes");
        return AllTypesCodec.Read(ref item);
    }
}
