using System.Text;
using Fw24.Audit;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit.Trails;

/// <summary>The cost of folding is linear in the size of the records.</summary>
public sealed class LargeTrailTests
{
    // Moving all later elements for each removed one would take 5 * 10^9 steps.
    private const int Many = 100_000;

    [Theory]
    [InlineData("item")]
    [InlineData("map")]
    public void Fuzz5_the_removal_of_many_attributes_is_folded_in_linear_time(string place)
    {
        var members = string.Join(',', Enumerable.Range(0, Many).Select(static i => $$$"""{"a{{{i}}}":{"N":"1"}}"""[1..^1]));
        var (full, empty) = place is "item"
            ? ($$$"""{"Id":{"S":"item-1"},{{{members}}}}""", """{"Id":{"S":"item-1"}}""")
            : ($$$$"""{"Id":{"S":"item-1"},"m":{"M":{{{{{members}}}}}}}""", """{"Id":{"S":"item-1"},"m":{"M":{}}}""");
        var entries = Entries((null, full), (full, empty), (empty, full), (full, null));

        Assert.Equal(Many, entries[1].Changes.Count);
        var trail = Assert.Single(AuditTrail.Gather(entries));
        Assert.True(AuditTable.Same(AuditTable.ImageOf(empty), trail.Fold(entries[1].Time).Item));
        Assert.True(AuditTable.Same(AuditTable.ImageOf(full), trail.Fold(entries[2].Time).Item));
        Assert.True(trail.Fold().Item.IsAbsent);

        // Also backwards, for a trail without its beginning.
        Assert.True(AuditTable.Same(AuditTable.ImageOf(full), Assert.Single(AuditTrail.Gather(entries[1..])).Fold(entries[2].Time).Item));
    }

    [Fact]
    public void Fuzz5_the_change_of_many_lists_is_folded_in_linear_time()
    {
        var (old, @new, shorter) = (Lists("1", "2"), Lists("3", "4"), Lists("3"));
        var entries = Entries((null, old), (old, @new), (@new, shorter), (shorter, old));

        Assert.True(AuditTable.Same(AuditTable.ImageOf(old), Assert.Single(AuditTrail.Gather(entries)).Fold().Item));

        static string Lists(params string[] numbers)
        {
            var list = $$"""{"L":[{{string.Join(',', numbers.Select(static number => $$"""{"N":"{{number}}"}"""))}}]}""";
            return $$"""{"Id":{"S":"item-1"},{{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"l{i}\":{list}"))}}}""";
        }
    }

    [Fact]
    public void Fuzz5_many_changes_below_a_long_name_are_not_told_with_that_name_each()
    {
        // 5,000 changes, each with a path of 60,000 bytes, would be 300 MB.
        var name = new string('n', 60_000);
        var (old, @new) = (Item("1"), Item("2"));
        var writer = AuditTable.Writer();

        var record = writer.Write(AuditTable.Change(old, @new, number: 2));

        Assert.InRange(record.Json.Length, 1, 2 * (old.Length + @new.Length));
        var entries = new[] { AuditEntry.Parse(writer.Write(AuditTable.Change(null, old)).Json.Span), AuditEntry.Parse(record.Json.Span) };
        Assert.Equal(["b", name], entries[1].Changes.Select(static change => change.Path).Order(StringComparer.Ordinal));
        Assert.True(AuditTable.Same(AuditTable.ImageOf(@new), Assert.Single(AuditTrail.Gather(entries)).Fold().Item));

        string Item(string number) => $$$$"""
            {"Id":{"S":"item-1"},"a":{"L":[{"N":"1"},{"N":"1.0"}]},"b":{"M":{"c":{"N":"{{{{number}}}}"}}},"{{{{name}}}}":{"M":{{{{{string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"m{i}\":{{\"N\":\"{number}\"}}"))}}}}}}}
            """;
    }

    [Fact]
    public void Fuzz5_a_removed_attribute_that_comes_back_is_there_again()
    {
        var (with, without) = ("""{"Id":{"S":"item-1"},"a":{"S":"1"},"m":{"M":{"x":{"S":"1"}}}}""", """{"Id":{"S":"item-1"},"m":{"M":{}}}""");
        var entries = Entries((null, with), (with, without), (without, with));
        var trail = Assert.Single(AuditTrail.Gather(entries));

        Assert.True(AuditTable.Same(AuditTable.ImageOf(without), trail.Fold(entries[1].Time).Item));
        Assert.True(trail.Fold(entries[1].Time).TryGetValue("a", out var absent));
        Assert.True(absent.IsEmpty);
        Assert.True(AuditTable.Same(AuditTable.ImageOf(with), trail.Fold().Item));
    }

    [Fact]
    public void Fuzz5_a_record_of_a_few_bytes_does_not_take_the_memory_of_a_long_list()
    {
        var lines = Encoding.UTF8.GetBytes(
            $$$"""{"schema":"fw24.audit/2","id":"e","time":"2026-11-22T10:05:01Z","recordedAt":"2026-11-22T10:05:01Z","app":"shop","table":"orders","entity":"Order","operation":"modify","key":{"Id":"a"},"changes":{{{{string.Join(',', Enumerable.Range(0, 1000).Select(static i => $$"""  "l{{i}}[400000]":{"old":1,"new":2}"""))}}}},"actorKind":"unknown","origin":"application","sequence":"1"}""");
        var trail = Assert.Single(AuditTrail.Gather(AuditEntry.ParseLines(lines)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var item = trail.Fold();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100L * lines.Length);
        Assert.True(item.TryGetValue("l7[400000]", out var value));
        Assert.Equal("""{"N":"2"}""", Encoding.UTF8.GetString(value.Span));
        Assert.False(item.TryGetValue("l7[399999]", out _));
    }

    [Fact]
    public void Fuzz5_a_head_of_many_stretches_is_shortened_to_what_it_was_shortened_to_step_by_step()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var links = Enumerable.Range(1, random.Next(1, 200)).Select(number => new TrailEntry($"{number}", State(random), State(random), "Order", AuditTable.Start, AuditTable.Start)).ToArray();

            var head = TrailCheckpoint.None.With(links);

            Assert.Equal(Shortened(links), head.Stretches.Select(static stretch => stretch.ToString()));
        }

        static string State(Random random) => $"{(char)('a' + random.Next(3))}";
    }

    private static IEnumerable<string> Shortened(TrailEntry[] links)
    {
        List<ContiguousRange> stretches = [.. links.Select(static link => ContiguousRange.Of(link))];
        for (var i = 1; i < stretches.Count && stretches.Count > 8;)
        {
            if (stretches[i - 1].Meets(stretches[i]))
            {
                Join(i);
            }
            else
            {
                i++;
            }
        }

        while (stretches.Count > 64)
        {
            Join(1);
        }

        return stretches.Select(static stretch => stretch.ToString());

        void Join(int index)
        {
            stretches[index - 1] = stretches[index - 1].Join(stretches[index]);
            stretches.RemoveAt(index);
        }
    }

    private static AuditEntry[] Entries(params (string? Old, string? New)[] changes)
    {
        var writer = AuditTable.Writer();
        return [.. changes.Select((change, index) => AuditEntry.Parse(writer.Write(AuditTable.Change(change.Old, change.New, number: index + 1)).Json.Span))];
    }
}
