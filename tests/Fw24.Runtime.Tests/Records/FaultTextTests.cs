using Fw24.Changes.Reading;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

public sealed class FaultTextTests
{
    [Theory]
    [InlineData("\"Keys\":{\"OrderId\":{\"S\":\"1\"}}", "\"dynamodb\":{")]
    [InlineData("\"some unknown member\":tru", "\"dynamodb\":{")]
    [InlineData("\"eventID\":\"e\"", "{")]
    [InlineData("\"some unknown member\":tru", "{")]
    public void Fuzz8_only_the_fault_that_is_told_is_put_into_words(string member, string place)
    {
        // 6 MB of broken members: copying the text of each would exceed the payload.
        var sound = StreamEvents.Modify("b");
        var payload = StreamEvents.Event(sound.Insert(sound.IndexOf(place, StringComparison.Ordinal) + place.Length, string.Concat(Enumerable.Repeat(member + ",", 6_000_000 / member.Length))));
        _ = StreamBatch.Read(StreamEvents.Event(sound));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var record = Assert.Single(StreamBatch.Read(payload));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.NotNull(record.Fault);
        Assert.True(record.Json.Length > payload.Length / 2);
    }
}
