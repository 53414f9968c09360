using System.Text;
using Fw24.Changes.Reading;
using Fw24.Items;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Records;

/// <summary>S12: DynamoDB allows no empty names, but hostile JSON has them: they are treated like other names, and shown as two quotes.</summary>
public sealed class EmptyNameTests
{
    public static TheoryData<string, string> Broken => new()
    {
        { """{"":{"Q":"1"}}""", "\"\"" },
        { """{"m":{"M":{"":{"Q":"1"}}}}""", "m.\"\"" },
        { """{"":{"M":{"":{"M":{"":{"Q":"1"}}}}}}""", "\"\".\"\".\"\"" },
        { """{"":{"M":{"x":{"Q":"1"}}}}""", "\"\".x" },
        { """{"":{"L":[{"M":{"":{"Q":"1"}}}]}}""", "\"\"[0].\"\"" },
        { """{"a":{"L":[{"S":"x"},{"L":[{"M":{"b":{"Q":"1"}}}]}]}}""", "a[1][0].b" },
        { """{"a":{"M":{"[0]":{"M":{"":{"Q":"1"}}}}}}""", "a.[0].\"\"" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void S12_a_defect_below_an_empty_name_is_told_by_its_path_and_its_neighbours_are_whole(string image, string path)
    {
        var records = StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("a"), StreamEvents.Modify("b", newImage: image), StreamEvents.Modify("c")));

        Assert.Equal([null, $"Records[1] (eventID b) dynamodb.NewImage.{path}: expected a typed value such as {{\"S\":…}}, found a value without a DynamoDB type.", null], records.Select(static record => record.Fault));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void S12_every_reader_tells_it_by_the_same_path(string image, string path)
    {
        var item = new ItemImage(Encoding.UTF8.GetBytes(image));
        var message = Encoding.UTF8.GetBytes($$$"""{"specversion":"1.0","id":"e","type":"fw24.order.inserted.v1","data":{"Keys":{"a":{"S":"x"}},"SequenceNumber":"1","NewImage":{{{image}}}}}""");

        Assert.Equal("data.NewImage." + path, Assert.Throws<ItemFormatException>(() => ChangeEnvelope.Read(message)).Path);
        Assert.Equal(path, Assert.Throws<ItemFormatException>(() => AttributeMap.FromItem(item)).Path);
    }

    [Fact]
    public void S12_a_second_empty_name_is_told_as_any_other()
    {
        var record = Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify("b", newImage: """{"m":{"M":{"":{"S":"1"},"":{"S":"1"}}}}"""))));

        Assert.Equal("Records[0] (eventID b) dynamodb.NewImage.m.\"\": expected an attribute's name once, found a second one.", record.Fault);
    }

    [Fact]
    public async Task S12_the_record_is_parked_and_the_others_go_on()
    {
        var stream = new TestStream();
        var broken = TestRecord.Change("a", 1, 0) with { NewImage = """{"OrderId":{"S":"a"},"A":{"M":{"":{"Q":"1"}}}}""" };

        Assert.Empty(await stream.InvokeAsync(TestRecord.Change("b", 1, 1), broken, TestRecord.Change("c", 1, 2)));

        Assert.Equal(["b-1", "c-1"], stream.Topic.EventIds);
        Assert.Contains("dynamodb.NewImage.A.\"\"", Assert.Single(stream.Parking.Records).Reason, StringComparison.Ordinal);
    }
}
