using System.Text;
using Fw24.Audit;
using Fw24.Items;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit.Trails;

/// <summary>A trail without its beginning returns what is known, and reports the rest as unknown.</summary>
public sealed class PartialTrailTests
{
    private const string Placed = """{"Id":{"S":"item-1"},"Status":{"S":"Placed"},"Total":{"N":"1"},"Note":{"S":"n"},"Lines":{"L":[{"M":{"Qty":{"N":"1"},"Sku":{"S":"a"}}},{"M":{"Qty":{"N":"5"},"Sku":{"S":"b"}}}]}}""";
    private const string Paid = """{"Id":{"S":"item-1"},"Status":{"S":"Paid"},"Total":{"N":"1"},"Note":{"S":"n"},"Lines":{"L":[{"M":{"Qty":{"N":"1"},"Sku":{"S":"a"}}},{"M":{"Qty":{"N":"6"},"Sku":{"S":"b"}}}]}}""";
    private const string Costly = """{"Id":{"S":"item-1"},"Status":{"S":"Paid"},"Total":{"N":"2"},"Note":{"S":"n"},"Lines":{"L":[{"M":{"Qty":{"N":"1"},"Sku":{"S":"a"}}},{"M":{"Qty":{"N":"6"},"Sku":{"S":"b"}}},{"M":{}}]}}""";
    private const string Bare = """{"Id":{"S":"item-1"},"Status":{"S":"Paid"},"Total":{"N":"2"},"Lines":{"L":[{"M":{"Qty":{"N":"1"},"Sku":{"S":"a"}}},{"M":{"Qty":{"N":"6"},"Sku":{"S":"b"}}},{"M":{}}]}}""";

    [Fact]
    public void W10_before_its_first_record_nothing_is_known_and_never_that_there_was_nothing()
    {
        var state = Trail([Placed, Paid, Costly]).Fold(AuditTable.Start.AddSeconds(1));

        Assert.Equal(ItemKnowledge.NotKnown, state.Knowledge);
        Assert.False(state.TryGetValue("Status", out _));
        Assert.True(state.Known.IsAbsent);
        var error = Assert.Throws<AuditTrailException>(() => state.Item);
        Assert.Equal("event-2", error.EventId);
        Assert.Contains("is unknown", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("item-1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void W10_it_is_folded_from_there()
    {
        var trail = Trail([Placed, Paid, Costly, Bare]);

        // The total was 1 until the record that changed it to 2, and the note existed until the record that removed it.
        var paid = At(trail, 2);
        Assert.Equal(ItemKnowledge.Partial, paid.Knowledge);
        AssertKnown(paid, """{"Id":{"S":"item-1"},"Status":{"S":"Paid"},"Total":{"N":"1"},"Note":{"S":"n"}}""");
        AssertKnown(trail.Fold(), """{"Id":{"S":"item-1"},"Status":{"S":"Paid"},"Total":{"N":"2"}}""");
        Assert.Throws<AuditTrailException>(() => paid.Item);

        AssertKnown(paid, "Lines[1].Qty", """{"N":"6"}""");
        AssertKnown(At(trail, 3), "Lines[2]", """{"M":{}}""");
        AssertKnown(At(trail, 4), "Note", "");
        AssertKnown(paid, "Status.x", "");
        AssertKnown(paid, "Lines[1][0]", "");
        Assert.All(["Lines", "Lines[0]", "Lines[1]", "Lines[1].Sku", "Lines[7]", "Other", "Other.x"], path => Assert.False(paid.TryGetValue(path, out _), path));
    }

    [Fact]
    public void W10_differences_are_in_order_and_name_what_is_known_in_part()
    {
        var trail = Trail([Placed, Paid, Costly, Bare]);
        ItemState StateOf(int number) => new(default, default, At(trail, number), []);
        var (old, @new) = (StateOf(2), StateOf(4));

        var difference = new ItemDifference<ItemState>(old, @new, ["Id"u8.ToArray()]);

        Assert.Equal(["Note", "Total"], difference.Changes.Select(static change => change.Path));
        Assert.Equal(["Lines"], difference.NotKnown);
    }

    [Fact]
    public void W10_a_removal_shows_all_that_there_was_since_the_first_record()
    {
        var trail = Trail([Placed, Paid, Costly, null, Bare]);

        Assert.Equal(ItemKnowledge.NotKnown, At(trail, 1).Knowledge);
        Assert.True(AuditTable.Same(AuditTable.ImageOf(Paid), At(trail, 2).Item));
        Assert.True(AuditTable.Same(AuditTable.ImageOf(Costly), At(trail, 3).Item));
        Assert.Equal(ItemKnowledge.Absent, At(trail, 4).Knowledge);
        Assert.True(AuditTable.Same(AuditTable.ImageOf(Bare), trail.Fold().Item));
    }

    [Fact]
    public void W10_a_trail_of_a_removal_alone_says_not_known_before_and_absent_after()
    {
        var trail = Trail([Placed, null]);

        Assert.Equal(ItemKnowledge.NotKnown, At(trail, 1).Knowledge);
        Assert.Equal(ItemKnowledge.Absent, At(trail, 2).Knowledge);
        Assert.True(trail.Fold().Item.IsAbsent);
        Assert.True(trail.Fold().TryGetValue("Status", out var value) && value.IsEmpty);
    }

    [Fact]
    public void W10_a_whole_trail_is_folded_as_ever()
    {
        var trail = Trail([null, Placed, Paid]);

        Assert.Equal(ItemKnowledge.Absent, At(trail, 1).Knowledge);
        Assert.Equal((ItemKnowledge.Whole, ItemKnowledge.Whole), (At(trail, 2).Knowledge, trail.Fold().Knowledge));
        Assert.True(AuditTable.Same(AuditTable.ImageOf(Paid), trail.Fold().Item));
        Assert.True(AuditTable.Same(AuditTable.ImageOf(Paid), trail.Fold().Known));
    }

    [Fact]
    public void W10_since_when_records_are_complete_decides_what_the_time_before_the_first_one_was()
    {
        var whole = Trail([null, Placed]);
        var partial = Trail([Placed, Paid]);
        var early = AuditTable.Start.AddHours(-2);
        var since = AuditTable.Start.AddHours(-1);

        // An item that was created an hour ago may have had an earlier history, whose records are gone.
        Assert.Equal(ItemKnowledge.NotKnown, whole.Fold(early, since).Knowledge);
        Assert.Equal(ItemKnowledge.Absent, whole.Fold(since, since).Knowledge);
        Assert.Equal(ItemKnowledge.Absent, whole.Fold(early).Knowledge);
        Assert.Equal(ItemKnowledge.Whole, whole.Fold(DateTimeOffset.MaxValue, since).Knowledge);

        // The item has been in the state that its first change found since the start of the records.
        Assert.Equal(ItemKnowledge.NotKnown, partial.Fold(early, since).Knowledge);
        AssertKnown(partial.Fold(since, since), """{"Id":{"S":"item-1"},"Status":{"S":"Placed"}}""");
    }

    [Fact]
    public void W10_a_record_that_does_not_fit_is_still_an_error_and_what_is_before_it_is_not()
    {
        var entries = Entries([Placed, Paid, Paid.Replace("Paid", "Packed", StringComparison.Ordinal), Costly.Replace("Paid", "Shipped", StringComparison.Ordinal)]);
        entries.RemoveAt(1);
        var trail = Assert.Single(AuditTrail.Gather(entries));

        Assert.Equal(ItemKnowledge.Partial, At(trail, 2).Knowledge);
        Assert.False(At(trail, 2).TryGetValue("Total", out _));
        var error = Assert.Throws<AuditTrailException>(() => trail.Fold());
        Assert.Equal("event-4", error.EventId);
    }

    [Theory]
    [InlineData("""{"L":[{"M":{"Qty":{"N":"1"}}},{"M":{"Qty":{"N":"7"}}}]}""")]
    [InlineData("""{"L":[{"M":{"Qty":{"N":"1"}}}]}""")]
    [InlineData("""{"L":[{"M":{"Qty":{"N":"1"}}},{"M":{"Qty":{"N":"6"},"Gift":{"BOOL":true}}}]}""")]
    [InlineData("""{"M":{"Qty":{"N":"6"}}}""")]
    [InlineData("""{"S":"x"}""")]
    public void W10_what_is_known_of_a_part_is_compared_with_what_the_whole_was(string other)
    {
        const string Old = """{"Id":{"S":"item-1"},"Lines":{"L":[{"M":{"Qty":{"N":"1"}}},{"M":{"Qty":{"N":"5"},"Gift":{"BOOL":true}}}]}}""";
        const string New = """{"Id":{"S":"item-1"},"Lines":{"L":[{"M":{"Qty":{"N":"1"}}},{"M":{"Qty":{"N":"6"}}}]}}""";
        const string Without = """{"Id":{"S":"item-1"}}""";
        var fitting = Assert.Single(AuditTrail.Gather([Change(Old, New, 2), Change(New, Without, 3)]));
        var misfit = Assert.Single(AuditTrail.Gather([Change(Old, New, 2), Change($$"""{"Id":{"S":"item-1"},"Lines":{{other}}}""", Without, 3)]));

        AssertKnown(At(fitting, 2), New);
        Assert.Equal("event-3", Assert.Throws<AuditTrailException>(() => misfit.Fold()).EventId);
        AssertKnown(At(misfit, 2), Without);

        static AuditEntry Change(string old, string @new, int number) => AuditEntry.Parse(AuditTable.Writer().Write(AuditTable.Change(old, @new, number: number)).Json.Span);
    }

    [Fact]
    public void W10_records_after_a_gap_say_nothing_of_the_state_before_it()
    {
        var entries = Entries([Placed, Paid, Costly]);
        var gap = new AuditGap
        {
            App = "shop", Table = "orders", Entity = "Order", Key = entries[0].Key, After = entries[0].SequenceNumber, Before = entries[1].SequenceNumber, IsFilled = false, RecordedAt = AuditTable.Start,
        };
        var trail = Assert.Single(AuditTrail.Gather(new AuditLog(entries, [gap])));

        Assert.Throws<AuditTrailException>(() => trail.Fold());
        Assert.Equal(ItemKnowledge.NotKnown, At(trail, 1).Knowledge);
        AssertKnown(trail.Fold(AuditTable.Start.AddSeconds(1), AuditTable.Start), """{"Id":{"S":"item-1"},"Status":{"S":"Placed"}}""");
    }

    [Fact]
    public void W10_what_a_later_record_names_as_redacted_is_not_known_before_it()
    {
        const string Hashed = """{"Id":{"S":"item-1"},"Email":{"S":"hmac:1"}}""";
        const string Rehashed = """{"Id":{"S":"item-1"},"Email":{"S":"hmac:2"}}""";
        var writer = AuditTable.Writer(AuditTable.Model(sensitive: ["Email"]));
        AuditEntry[] entries =
        [
            AuditEntry.Parse(writer.Write(AuditTable.Change(Hashed, Hashed, number: 2, redacted: "")).Json.Span),
            AuditEntry.Parse(writer.Write(AuditTable.Change(Hashed, Rehashed, number: 3, redacted: "Email")).Json.Span),
        ];

        var state = At(Assert.Single(AuditTrail.Gather(entries)), 2);

        Assert.Equal(["Email"], state.Redacted);
        Assert.False(state.TryGetValue("Email", out _));
    }

    [Theory]
    [InlineData("hmac:k1:", "hmac:k2:", true)]
    [InlineData("hmac:", "hmac:k1:", true)]
    [InlineData("hmac:k1:", "hmac:k1:", false)]
    [InlineData("hmac:", "hmac:", false)]
    [InlineData("", "hmac:k1:", false)]
    public void S7_a_key_that_changes_between_two_records_is_no_gap_and_another_hash_of_one_key_is(string before, string after, bool fits)
    {
        static string Image(string start, char digit) => $$$"""{"Id":{"S":"item-1"},"Email":{"S":"{{{start}}}{{{new string(digit, 43)}}}"}}""";
        var writer = AuditTable.Writer(AuditTable.Model(sensitive: ["Email"]));
        AuditEntry[] entries =
        [
            AuditEntry.Parse(writer.Write(AuditTable.Change(null, Image(before, 'a'), number: 1, redacted: "Email")).Json.Span),
            AuditEntry.Parse(writer.Write(AuditTable.Change(Image(after, 'b'), Image(after, 'c'), number: 2, redacted: "Email")).Json.Span),
            AuditEntry.Parse(writer.Write(AuditTable.Change(Image(after, 'c'), null, number: 3, redacted: "Email")).Json.Span),
        ];
        var trail = Assert.Single(AuditTrail.Gather(entries));

        if (!fits)
        {
            Assert.Throws<AuditTrailException>(() => trail.Fold());
            return;
        }

        Assert.Equal(ItemKnowledge.Absent, trail.Fold().Knowledge);
        Assert.True(AuditTable.Same(AuditTable.ImageOf(Image(after, 'c')), At(trail, 2).Item));

        // And without the beginning.
        var rest = Assert.Single(AuditTrail.Gather(entries[1..]));
        Assert.Equal(ItemKnowledge.Absent, rest.Fold().Knowledge);
    }

    [Fact]
    public void W10_whatever_is_cut_off_what_is_said_is_true()
    {
        var (partial, whole) = (0, 0);
        Seeded.ForAll(RandomHistory.All, 300, history =>
        {
            var writer = AuditTable.Writer();
            var keys = AuditTable.ImageOf(RandomHistory.Keys);
            var entries = history.Changes.Select((change, index) => AuditEntry.Parse(writer.Write(AuditTable.Change(change.Old, change.New, keys, index + 1)).Json.Span)).ToList();
            var truth = Assert.Single(AuditTrail.Gather(entries));
            for (var start = 0; start < entries.Count; start++)
            {
                for (var end = start + 1; end <= entries.Count; end++)
                {
                    var trail = Assert.Single(AuditTrail.Gather(entries[start..end]));
                    Assert.Equal(entries[start].Operation is ChangeOperations.Insert ? ItemKnowledge.Absent : ItemKnowledge.NotKnown, At(trail, start).Knowledge);
                    for (var time = start + 1; time <= end; time++)
                    {
                        AssertTrue(At(truth, time), At(trail, time), entries);
                        partial += At(trail, time).Knowledge is ItemKnowledge.Partial ? 1 : 0;
                        whole += At(trail, time).Knowledge is ItemKnowledge.Whole ? 1 : 0;
                    }

                    // Values in a record are known at its time, with all their parts.
                    foreach (var change in entries[end - 1].Changes.Where(static change => !change.New.IsEmpty))
                    {
                        AssertKnown(At(trail, end), change.Path, AuditTable.Text(change.New));
                    }
                }
            }
        });

        Assert.True(partial > 1000 && whole > 1000);
    }

    private static void AssertTrue(AuditedItem truth, AuditedItem told, List<AuditEntry> entries)
    {
        Assert.NotEqual(ItemKnowledge.NotKnown, told.Knowledge);
        Assert.Equal(truth.Knowledge is ItemKnowledge.Absent, told.Knowledge is ItemKnowledge.Absent);
        if (told.Knowledge is ItemKnowledge.Whole)
        {
            Assert.True(AuditTable.Same(truth.Item, told.Item));
        }

        var paths = entries.SelectMany(static entry => entry.Changes).Select(static change => change.Path).Distinct().Append("Id");
        foreach (var path in paths.Where(path => told.TryGetValue(path, out _)))
        {
            _ = told.TryGetValue(path, out var value);
            Assert.True(truth.TryGetValue(path, out var expected));
            Assert.True(value.IsEmpty == expected.IsEmpty && (value.IsEmpty || AttributeEquality.AreEqual(value.Span, expected.Span)), $"{path}: {AuditTable.Text(expected)}, not {AuditTable.Text(value)}");
        }

        // Every attribute that is reported as known is the item's, with its value.
        foreach (var attribute in told.Known)
        {
            Assert.True(truth.Item.TryGetAttribute(attribute.Name, out var expected) && AttributeEquality.AreEqual(expected, attribute.Value));
        }
    }

    private static AuditTrail Trail(string?[] states) => Assert.Single(AuditTrail.Gather(Entries(states)));

    // The first state is the item before the first record, so the change to the second has the number 2.
    private static List<AuditEntry> Entries(string?[] states)
    {
        var writer = AuditTable.Writer();
        return [.. states.Skip(1).Select((state, index) => AuditEntry.Parse(writer.Write(AuditTable.Change(states[index], state, number: index + 2)).Json.Span))];
    }

    private static AuditedItem At(AuditTrail trail, int second) => trail.Fold(AuditTable.Start.AddSeconds(second));

    private static void AssertKnown(AuditedItem item, string expected)
        => Assert.True(AuditTable.Same(AuditTable.ImageOf(expected), item.Known), AuditTable.Text(item.Known.Json));

    private static void AssertKnown(AuditedItem item, string path, string expected)
    {
        Assert.True(item.TryGetValue(path, out var value), path);
        Assert.True(expected.Length == 0 ? value.IsEmpty : AttributeEquality.AreEqual(Encoding.UTF8.GetBytes(expected), value.Span), $"{path}: {AuditTable.Text(value)}");
    }
}
