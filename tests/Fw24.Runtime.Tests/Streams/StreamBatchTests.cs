using System.Text;
using Fw24.Streams;

namespace Fw24.Runtime.Tests.Streams;

public sealed class StreamBatchTests
{
    [Fact]
    public void A_modification_is_read_as_slices_of_the_payload()
    {
        var payload = StreamEvents.Event(StreamEvents.Modify());

        var record = Assert.Single(StreamBatch.Read(payload));

        Assert.Null(record.Fault);
        Assert.Equal("7de3041dd709b024af6f29e4fa13d34c", Text(record.EventId));
        Assert.Equal("4421584500000000017450439091", Text(record.SequenceNumber));
        Assert.Equal(StreamEvents.StreamArn, Text(record.EventSourceArn));
        Assert.Equal(ChangeOperations.Modify, record.Operation);
        Assert.Equal(ChangeOrigin.Application, record.Origin);
        Assert.Equal(new DateTimeOffset(2016, 11, 18, 20, 9, 0, TimeSpan.Zero), record.ChangedAt);
        Assert.Equal("""{"OrderId":{"S":"ord-1"}}""", Text(record.Keys.Json));
        Assert.Equal(StreamEvents.OldImage, Text(record.OldImage.Json));
        Assert.Equal(StreamEvents.NewImage, Text(record.NewImage.Json));
        Assert.StartsWith("""{"ApproximateCreationDateTime":""", Text(record.Data), StringComparison.Ordinal);
        Assert.True(payload.AsSpan().Overlaps(record.NewImage.Json.Span));
    }

    [Fact]
    public void H29_a_broken_record_does_not_break_its_neighbours()
    {
        var payload = StreamEvents.Event(StreamEvents.Modify("a"), StreamEvents.Modify("b", oldImage: """{"Lines":{"L":[{"S":5}]}}"""), StreamEvents.Modify("c"));

        var records = StreamBatch.Read(payload);

        Assert.Equal([false, true, false], records.Select(static r => r.Fault is not null));
        Assert.Equal("Records[1] (eventID b) dynamodb.OldImage.Lines[0]: expected a string, found a number.", records[1].Fault);
        Assert.Equal("4421584500000000017450439091", Text(records[1].SequenceNumber));
        Assert.Equal(["a", "b", "c"], records.Select(static r => Text(r.EventId)));
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
