using System.Text;
using Fw24.Changes.Reading;
using Fw24.Functions.Queues;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

/// <summary>Misplaced bytes invalidate only the record that contains them.</summary>
public sealed class StrayByteTests
{
    public static TheoryData<string, string> Strays
    {
        get
        {
            var strays = new TheoryData<string, string>();
            foreach (var stray in new[] { "x", ":", "::", ",", "]", "}", "[", "\\", "0", "nul", "}}", "]}", "\u0001", "é" })
            {
                foreach (var place in new[] { "\"OldImage\":", "\"Keys\":", "\"NewImage\":", "\"SequenceNumber\":", "\"dynamodb\":", "\"eventID\":", "\"Status\":", "\"Lines\":{\"L\":[", "\"SS\":" })
                {
                    strays.Add(stray, place);
                }
            }

            return strays;
        }
    }

    [Theory]
    [MemberData(nameof(Strays))]
    public void Fuzz6_a_stray_byte_before_a_value_leaves_the_neighbours_whole(string stray, string place)
    {
        var sound = StreamEvents.Modify("b");
        var broken = sound.Insert(sound.IndexOf(place, StringComparison.Ordinal) + place.Length, stray);

        var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("a"), broken, StreamEvents.Modify("c"), StreamEvents.Modify("d")));

        AssertBrokenAlone(1, broken, records);
    }

    [Theory]
    [InlineData("{}}")]
    [InlineData("x{}")]
    [InlineData("}{}")]
    [InlineData("{}x")]
    [InlineData("{]}")]
    [InlineData("[}]")]
    [InlineData("5]6")]
    public void Fuzz8_all_bytes_of_a_broken_record_are_in_records(string broken)
    {
        var payload = StreamEvents.Event(StreamEvents.Modify("a"), broken, StreamEvents.Modify("c"));

        var records = StreamBatch.Read(payload);

        Assert.Null(records[0].Fault);
        Assert.All(records.Skip(1).Take(records.Count - 2), static record => Assert.NotNull(record.Fault));
        var told = string.Concat(records.Select(static record => Text(record.Json)));
        Assert.All(broken.Concat(StreamEvents.Modify("c")), character => Assert.Contains(character, told));
        Assert.True(told.Length >= StreamEvents.Modify("a").Length + broken.Length + StreamEvents.Modify("c").Length);
    }

    [Theory]
    [InlineData("x", "")]
    [InlineData("}", "")]
    [InlineData(",", "")]
    [InlineData("", "x")]
    [InlineData("", "}")]
    [InlineData("", ",")]
    [InlineData("", ":::")]
    public void Fuzz6_stray_bytes_between_records_are_a_record_or_a_part_of_one(string before, string after)
    {
        var payload = $$"""{"Records":[{{before}}{{StreamEvents.Modify("a")}}{{after}},{{StreamEvents.Modify("b")}},{{StreamEvents.Modify("c")}}]}""";

        var records = StreamBatch.Read(Encoding.UTF8.GetBytes(payload));

        Assert.Equal(["b", "c"], records.Where(static record => record.Fault is null).Select(static record => Text(record.EventId)).Except(["a"]));
        Assert.Single(records, static record => record.Fault is not null);
    }

    [Theory]
    [MemberData(nameof(Strays))]
    public void Fuzz6_a_stray_byte_in_a_message_leaves_its_neighbours_whole(string stray, string place)
    {
        // A message is tested in other places than a record, whose places would be in the body here.
        var at = place.Length % 2 == 0 ? "\"messageAttributes\":" : "\"attributes\":{\"ApproximateReceiveCount\":";
        var sound = QueueEvents.Message("m-2", "x");
        var broken = sound.Insert(sound.IndexOf(at, StringComparison.Ordinal) + at.Length, stray);

        var messages = QueueBatch.Read(QueueEvents.Event(QueueEvents.Message("m-1", "x"), broken, QueueEvents.Message("m-3", "x")));

        Assert.Equal(["m-1", "m-2", "m-3"], messages.Select(static message => message.MessageId));
        Assert.Equal([false, true, false], messages.Select(static message => message.Fault is not null));
    }

    private static void AssertBrokenAlone(int index, string broken, IReadOnlyList<StreamRecord> records)
    {
        Assert.Equal(["a", "c", "d"], records.Where(static record => record.Fault is null).Select(static record => Text(record.EventId)));
        Assert.Equal(4, records.Count);
        Assert.NotNull(records[index].Fault);
        Assert.Equal(broken, Text(records[index].Json));
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
