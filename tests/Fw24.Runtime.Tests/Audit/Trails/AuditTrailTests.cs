using System.Text;
using Fw24.Audit;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit.Trails;

public sealed class AuditTrailTests
{
    private const string Item =
        """
        {"Id":{"S":"item-1"},"Big":{"N":"12345678901234567890123456789012345678"},"Tiny":{"N":"1E-130"},"Odd":{"N":"+01.50"},"Empty":{"S":""},"None":{"NULL":true},
         "Bytes":{"B":"AAH/"},"NoBytes":{"B":""},"Words":{"SS":["b","","a"]},"Numbers":{"NS":["10","9","-1"]},"Blobs":{"BS":["AQ==","AA=="]},"Yes":{"BOOL":true},
         "Deep":{"M":{"List":{"L":[{"NULL":true},{"L":[]},{"M":{}},{"M":{"$b":{"S":"not bytes"}}},{"M":{"$m":{"M":{"$x":{"NULL":true}}}}}]}}},"entityType":{"S":"Unheard"}}
        """;

    [Fact]
    public void H21_Everything_an_item_can_hold_comes_back_from_its_line()
    {
        var image = AuditTable.ImageOf(Item);
        var record = AuditTable.Writer().Write(AuditTable.Change(null, Item));

        Assert.DoesNotContain((byte)'\n', record.Json.ToArray());
        var item = Assert.Single(AuditTrail.Gather(AuditEntry.ParseLines(record.Json.Span))).Fold().Item;
        AssertSame(image, item);
    }

    [Fact]
    public void H21_Folding_a_life_gives_the_item_after_every_change()
    {
        AuditItem[] layouts = [Layout(nested: false), Layout(nested: true)];
        Seeded.ForAll(RandomHistory.All, 600, history =>
        {
            var writer = AuditTable.Writer();
            var fromLines = new List<AuditEntry>();
            var fromItems = new List<AuditEntry>();
            var keys = AuditTable.ImageOf(RandomHistory.Keys);
            foreach (var (old, @new) in history.Changes)
            {
                var record = writer.Write(AuditTable.Change(old, @new, keys, fromLines.Count + 1));
                fromLines.Add(AuditEntry.Parse(record.Json.Span));
                fromItems.Add(AuditEntry.FromItem(layouts[fromLines.Count % 2].Write(fromLines[^1], expiresAt: null)));

                AssertSame(@new, Assert.Single(AuditTrail.Gather(fromLines)).Fold().Item);
                AssertSame(@new, Assert.Single(AuditTrail.Gather(fromItems)).Fold().Item);
            }
        });

        static AuditItem Layout(bool nested) => new() { PartitionKey = "id", SortKey = "entity", IsNested = nested, TimeToLive = "ttl" };
    }

    // DynamoDB allows 31 nested lists and maps, and those of the record surround those of the item.
    [Theory]
    [InlineData(false, 29)]
    [InlineData(true, 28)]
    public void P5_What_is_nested_too_deep_for_an_audit_item_is_in_it_as_text(bool isNested, int deepest)
    {
        var layout = new AuditItem { PartitionKey = "id", SortKey = "entity", IsNested = isNested, TimeToLive = "ttl" };
        foreach (var leaf in new[] { """{"S":"a \"quoted\" ä\n"}""", """{"L":[]}""", """{"NS":["1","2"]}""" })
        {
            for (var levels = deepest - 2; levels <= 31; levels++)
            {
                var image = AuditTable.ImageOf($$"""{"Id":{"S":"item-1"},"x":{{string.Concat(Enumerable.Repeat("{\"L\":[", levels))}}{{leaf}}{{string.Concat(Enumerable.Repeat("]}", levels))}}}""");
                var entry = AuditEntry.Parse(AuditTable.Writer().Write(AuditTable.Change(default, image, AuditTable.ImageOf(RandomHistory.Keys), 1)).Json.Span);

                var item = layout.Write(entry, expiresAt: null);

                var depth = levels + (leaf.StartsWith("{\"S", StringComparison.Ordinal) ? 0 : 1);
                Assert.Equal(depth > deepest, Encoding.UTF8.GetString(item.Json.Span).Contains("newJson", StringComparison.Ordinal));
                AssertSame(image, Assert.Single(AuditTrail.Gather([AuditEntry.FromItem(item)])).Fold().Item);
            }
        }
    }

    [Fact]
    public void H03_Duplicates_and_disorder_change_nothing()
    {
        var entries = Life(12);
        var expected = Assert.Single(AuditTrail.Gather(entries)).Fold().Item;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var delivered = entries.Concat(entries.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(delivered);

            var trail = Assert.Single(AuditTrail.Gather(delivered));

            Assert.Equal(entries.Select(static entry => entry.EventId), trail.Entries.Select(static entry => entry.EventId));
            Assert.True(AuditTable.Same(expected, trail.Fold().Item), $"seed {seed}");
        }
    }

    [Fact]
    public void H04_Sequence_numbers_are_compared_as_numbers()
    {
        // As text, 10… to 12… would sort before 2….
        Assert.Equal(Enumerable.Range(1, 12).Select(static number => $"event-{number}"), Assert.Single(AuditTrail.Gather(Life(12).AsEnumerable().Reverse())).Entries.Select(static entry => entry.EventId));
    }

    [Fact]
    public void H03_A_change_with_a_new_name_is_known_by_its_sequence_number()
    {
        var entries = Life(3);
        var again = AuditEntry.Parse(AuditTable.Writer().Write(AuditTable.Change("""{"Id":{"S":"item-1"},"Count":{"N":"1"}}""", """{"Id":{"S":"item-1"},"Count":{"N":"2"}}""", number: 2) with { EventId = "another"u8.ToArray() }).Json.Span);

        Assert.Equal(3, Assert.Single(AuditTrail.Gather([.. entries, again])).Entries.Count);
    }

    [Fact]
    public void An_item_can_be_seen_as_it_was_at_any_time()
    {
        var trail = Assert.Single(AuditTrail.Gather(Life(5)));

        Assert.True(trail.Fold(AuditTable.Start).Item.IsAbsent);
        Assert.Equal("""{"Id":{"S":"item-1"},"Count":{"N":"3"}}""", AuditTable.Text(trail.Fold(AuditTable.Start.AddSeconds(3)).Item.Json));
        Assert.Equal("""{"Id":{"S":"item-1"},"Count":{"N":"5"}}""", AuditTable.Text(trail.Fold().Item.Json));
    }

    [Fact]
    public void A_missing_record_is_an_error_that_names_the_one_after_it()
    {
        var entries = Life(5);
        entries.RemoveAt(2);

        var error = Assert.Throws<AuditTrailException>(() => Assert.Single(AuditTrail.Gather(entries)).Fold());

        Assert.Equal("event-4", error.EventId);
        Assert.Contains("Count does not have the old value that the record states", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removal_that_leaves_something_out_is_an_error()
    {
        var writer = AuditTable.Writer();
        AuditEntry[] entries =
        [
            AuditEntry.Parse(writer.Write(AuditTable.Change(null, """{"Id":{"S":"item-1"},"a":{"S":"x"},"b":{"S":"y"}}""", number: 1)).Json.Span),
            AuditEntry.Parse(writer.Write(AuditTable.Change("""{"Id":{"S":"item-1"},"a":{"S":"x"}}""", null, number: 2)).Json.Span),
        ];

        Assert.Throws<AuditTrailException>(() => Assert.Single(AuditTrail.Gather(entries)).Fold());
    }

    [Fact]
    public void Items_of_one_batch_have_trails_of_their_own()
    {
        var writer = AuditTable.Writer(AuditTable.Model(sortKey: AuditTable.NumberKey("No")));
        AuditEntry[] entries =
        [
            Insert("""{"Id":{"S":"a"},"No":{"N":"1"}}""", 1), Insert("""{"No":{"N":"2"},"Id":{"S":"a"}}""", 2), Insert("""{"No":{"N":"1.0"},"Id":{"S":"a"}}""", 3),
        ];

        Assert.Equal([2, 1], AuditTrail.Gather(entries).Select(static trail => trail.Entries.Count));

        AuditEntry Insert(string keys, int number) => AuditEntry.Parse(writer.Write(AuditTable.Change(null, keys, keys, number)).Json.Span);
    }

    [Theory]
    [InlineData("""{"schema":"fw24.audit/3"}""", "fw24.audit/2")]
    [InlineData("""{"schema":"fw24.audit/2","redacted":"Email"}""", "list")]
    [InlineData("""{"schema":"fw24.audit/2","redacted":[1]}""", "string")]
    [InlineData("""{"schema":"fw24.audit/1","key":{"Id":"a"}}""", "id")]
    [InlineData("""{"schema":"fw24.audit/1","key":{"Id":{"$b":1}}}""", "string")]
    [InlineData("""{"schema":"fw24.audit/1","changes":{"a":{"new":{"$x":1}}}}""", "$bs or $m")]
    [InlineData("""{"schema":"fw24.audit/1"} {}""", "end")]
    [InlineData("""{"schema":"fw24.audit/1" """, "comma")]
    public void What_is_no_record_is_an_error_that_says_why(string line, string reason)
        => Assert.Contains(reason, Assert.Throws<ItemFormatException>(() => AuditEntry.Parse(Encoding.UTF8.GetBytes(line))).Message, StringComparison.Ordinal);

    [Fact]
    public void Lines_of_other_programs_are_skipped()
    {
        var line = AuditTable.Text(AuditTable.Writer().Write(AuditTable.Change(null, Item)).Json);

        Assert.Single(AuditEntry.ParseLines(Encoding.UTF8.GetBytes($"START RequestId: 1\n{line}\r\n\n  {line}\nEND")).DistinctBy(static entry => entry.EventId));
    }

    private static void AssertSame(ItemImage expected, ItemImage actual)
        => Assert.True(AuditTable.Same(expected, actual), $"{AuditTable.Text(expected.Json)} became {AuditTable.Text(actual.Json)}");

    private static List<AuditEntry> Life(int length)
    {
        var writer = AuditTable.Writer();
        var entries = new List<AuditEntry>();
        for (var number = 1; number <= length; number++)
        {
            var old = number == 1 ? null : $$$"""{"Id":{"S":"item-1"},"Count":{"N":"{{{number - 1}}}"}}""";
            entries.Add(AuditEntry.Parse(writer.Write(AuditTable.Change(old, $$$"""{"Id":{"S":"item-1"},"Count":{"N":"{{{number}}}"}}""", number: number)).Json.Span));
        }

        return entries;
    }
}
