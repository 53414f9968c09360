using System.Text;
using Fw24.Audit.Records;
using Fw24.Changes.Reading;
using Fw24.Items;
using Fw24.Json.Text;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

/// <summary>Sets that DynamoDB cannot hold, and the cost of comparing them.</summary>
public sealed class LargeSetTests
{
    // Scanning the previous matches for each element would take 1.25 * 10^11 steps: minutes.
    private const int Elements = 500_000;

    [Theory]
    [InlineData("NS")]
    [InlineData("SS")]
    [InlineData("BS")]
    public void Fuzz4_sets_of_equal_elements_are_compared_in_linear_time(string type)
    {
        var (one, two) = type is "BS" ? ("AQ==", "Ag==") : ("1", "2");
        var (left, right, other) = (Set(type, two, one, twoFirst: true), Set(type, two, one, twoFirst: false), Set(type, two, one, twoFirst: false, last: one));

        Assert.True(AttributeEquality.AreEqual(left, right));
        Assert.True(AttributeEquality.AreEqual(right, left));
        Assert.False(AttributeEquality.AreEqual(left, other));

        var diff = new ImageDiff();
        diff.Compare(Item(left), Item(right));
        Assert.Equal(0, diff.Count);
    }

    [Theory]
    [InlineData("""{"SS":["a","b","a"]}""", "each element once, found one of them twice")]
    [InlineData("""{"SS":["a","\u0061"]}""", "each element once, found one of them twice")]
    [InlineData("""{"SS":["\u0061","a"]}""", "each element once, found one of them twice")]
    [InlineData("""{"NS":["1","2","1.0"]}""", "each element once, found one of them twice")]
    [InlineData("""{"NS":["-0","0e5"]}""", "each element once, found one of them twice")]
    [InlineData("""{"BS":["AQ==","AA==","AQ=="]}""", "each element once, found one of them twice")]
    [InlineData("""{"SS":[]}""", "an element, found an empty set")]
    [InlineData("""{"NS": [ ] }""", "an element, found an empty set")]
    [InlineData("""{"BS":[]}""", "an element, found an empty set")]
    public void Fuzz4_a_set_that_DynamoDB_cannot_hold_is_a_fault_of_its_record(string set, string reason)
    {
        foreach (var (image, path) in new[] { ($$"""{"s":{{set}}}""", "s"), ($$$$$"""{"m":{"M":{"l":{"L":[{"S":"x"},{{{{{set}}}}}]}}}}""", "m.l[1]") })
        {
            var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("a"), StreamEvents.Modify("b", newImage: image), StreamEvents.Modify("c")));

            Assert.Equal([null, $"Records[1] (eventID b) dynamodb.NewImage.{path}: expected {reason}.", null], records.Select(static record => record.Fault));
        }
    }

    [Fact]
    public void Fuzz4_large_sets_are_checked_in_linear_time_and_equal_elements_are_found_among_them()
    {
        const int Count = 200_000;
        var elements = Enumerable.Range(0, Count).Select(static i => $"\"e{i}\"").ToArray();
        var numbers = Enumerable.Range(0, Count).Select(static i => $"\"{i}\"").ToArray();

        Assert.Null(Fault(elements, numbers));
        elements[Count - 1] = "\"e77\"";
        Assert.Contains("NewImage.s: expected each element once", Fault(elements, numbers), StringComparison.Ordinal);
        elements[Count - 1] = "\"x\"";
        numbers[Count - 1] = "\"77.0\"";
        Assert.Contains("NewImage.n: expected each element once", Fault(elements, numbers), StringComparison.Ordinal);

        static string? Fault(string[] elements, string[] numbers) => Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify(
            newImage: $$$"""{"OrderId":{"S":"ord-1"},"s":{"SS":[{{{string.Join(',', elements)}}}]},"n":{"NS":[{{{string.Join(',', numbers)}}}]}}""")))).Fault;
    }

    [Fact]
    public void Fuzz4_names_and_elements_that_are_taken_are_not_found_again()
    {
        var index = new HashIndex(4);
        for (var i = 0; i < 100; i++)
        {
            index.Add(new HashIndex.Entry { Hash = i % 3, Start = i });
        }

        for (var taken = 0; taken < 34; taken++)
        {
            var first = index.First(0);
            Assert.False(index[first].IsTaken);
            index.Take(first);
        }

        Assert.Equal(-1, index.First(0));
        Assert.Equal(33, Count(index, 1));
        index.Take(index.Next(index.First(1)));
        Assert.Equal(32, Count(index, 1));
        Assert.Equal(33, Count(index, 2));
        index.Dispose();

        static int Count(in HashIndex index, int hash)
        {
            var count = 0;
            for (var entry = index.First(hash); entry >= 0; entry = index.Next(entry))
            {
                count++;
            }

            return count;
        }
    }

    private static byte[] Set(string type, string two, string one, bool twoFirst, string? last = null)
    {
        var ones = string.Join(',', Enumerable.Repeat($"\"{one}\"", Elements));
        return Encoding.UTF8.GetBytes(twoFirst ? $$"""{"{{type}}":["{{two}}",{{ones}}]}""" : $$"""{"{{type}}":[{{ones}},"{{last ?? two}}"]}""");
    }

    private static ItemImage Item(byte[] value) => new((byte[])[.. "{\"s\":"u8, .. value, .. "}"u8]);
}
