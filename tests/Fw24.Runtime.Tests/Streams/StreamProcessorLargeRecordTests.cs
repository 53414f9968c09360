using System.Text;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Streams;

public sealed class StreamProcessorLargeRecordTests
{
    private readonly MemoryClaimCheck _claims = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task H08_a_large_record_is_published_in_its_place_and_comes_back_whole()
    {
        var stream = new TestStream(claims: _claims);
        TestRecord[] records = [TestRecord.Change("a", 1, 0), Large("a", 2, 1), TestRecord.Change("a", 3, 2), Large("b", 1, 3)];

        Assert.Empty(await stream.InvokeAsync(records));

        Assert.Equal(["a-1", "a-2", "a-3"], stream.Topic.EventIds.Where(static id => id.StartsWith('a')));
        Assert.Equal(2, _claims.Content.Count);
        Assert.Empty(stream.Parking.Records);
        foreach (var record in records)
        {
            var message = stream.Topic.Messages.Single(message => message.EventId == record.EventId);
            Assert.Equal("modify", message.Operation);
            Assert.Equal("""["Version"]""", message.Changed.Replace(""","Text"]""", "]", StringComparison.Ordinal));
            Assert.NotEmpty(message.DeduplicationId);

            var body = await ClaimedBody.ResolveAsync(Encoding.UTF8.GetBytes(message.Body), "orders", _claims, Cancellation);
            var change = ChangeEnvelope.Read(body);
            Assert.Null(change.Fault);
            Assert.Equal(record.Data(), Encoding.UTF8.GetString(change.Data.Span));
        }
    }

    [Fact]
    public async Task H08_without_a_place_for_it_a_large_record_is_parked_whole()
    {
        var stream = new TestStream();
        var large = Large("a", 1, 0);

        Assert.Empty(await stream.InvokeAsync(large));

        Assert.Empty(stream.Topic.Messages);
        Assert.Equal(large.ToJson(), Encoding.UTF8.GetString(Assert.Single(stream.Parking.Records).Content.Span));
    }

    [Fact]
    public async Task H08_a_table_that_parks_large_records_claims_none()
    {
        var table = TestTables.Orders();
        table.Stream!.LargeRecords = LargeRecordPolicy.Park;
        var stream = new TestStream(table, claims: _claims);

        Assert.Empty(await stream.InvokeAsync(Large("a", 1, 0)));

        Assert.Empty(_claims.Content);
        Assert.Single(stream.Parking.Records);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task H31_a_store_that_fails_is_tried_again(int failures)
    {
        _claims.FailingCalls = failures;
        var stream = new TestStream(claims: _claims);

        Assert.Empty(await stream.InvokeAsync(Large("a", 1, 0), TestRecord.Change("a", 2, 1)));

        Assert.Equal(["a-1", "a-2"], stream.Topic.EventIds);
    }

    [Fact]
    public async Task H02_a_large_record_that_could_not_be_stored_fails_with_the_rest_of_its_item()
    {
        _claims.FailingCalls = int.MaxValue;
        var stream = new TestStream(claims: _claims);

        var failed = await stream.InvokeAsync(TestRecord.Change("a", 1, 0), Large("a", 2, 1), TestRecord.Change("a", 3, 2), TestRecord.Change("b", 1, 3));

        Assert.Equal([TestRecord.Sequence(1), TestRecord.Sequence(2)], failed);
        Assert.Equal(["a-1", "b-1"], stream.Topic.EventIds.Order());
        Assert.Empty(stream.Parking.Records);
    }

    [Fact]
    public async Task H03_a_claimed_message_that_was_throttled_is_published_with_the_same_claim()
    {
        var stream = new TestStream(claims: _claims) { Topic = { OnCall = static call => call < 2 ? CallFault.ThrowAfter : CallFault.None } };

        Assert.Empty(await stream.InvokeAsync(Large("a", 1, 0)));

        Assert.Equal(3, stream.Topic.Messages.Count);
        Assert.Single(stream.Topic.Messages.Select(static message => message.Body).Distinct());
        Assert.Equal(1, _claims.Stored);
    }

    // Both images are near the maximum of 400 KB of an item.
    private static TestRecord Large(string orderId, int number, int sequence)
    {
        var record = TestRecord.Change(orderId, number, sequence);
        return record with { OldImage = With(record.OldImage!, 'x'), NewImage = With(record.NewImage!, 'y') };

        static string With(string image, char text) => $"{image[..^1]},\"Text\":{{\"S\":\"{new string(text, 390_000)}\"}}}}";
    }
}
