using System.Text;
using System.Text.Json;
using Fw24.Publishing;
using Fw24.Queues;
using Fw24.Replay;
using Fw24.Runtime.Tests.Aws;
using Fw24.Runtime.Tests.Flow;
using Fw24.Runtime.Tests.Publishing;
using Fw24.Streams;

namespace Fw24.Runtime.Tests.Replay;

public sealed class ReplayerTests
{
    private readonly List<(string Function, byte[] Payload)> _invocations = [];
    private readonly MemoryClaimCheck _claims = new();
    private readonly Replayer _replayer;
    private string _failed = "";

    public ReplayerTests() => _replayer = new Replayer(
        new() { Name = "shop", Tables = [TestTables.Orders()], Handlers = [] },
        function => (payload, _, _) =>
        {
            _invocations.Add((function, payload.ToArray()));
            return new(Encoding.UTF8.GetBytes($$"""{"batchItemFailures":[{{_failed}}]}"""));
        },
        _claims);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100)]
    [InlineData(2_000_000)]
    public async Task H12_a_parked_stream_record_runs_through_its_stream_processor_as_it_came(int size)
    {
        var record = TestRecord.Change("a", 1, 0) with { Extra = $",\"text\":\"{new string('x', size)}\"" };

        var outcome = await _replayer.ReplayParkedAsync(await ParkAsync("orders-stream", Encoding.UTF8.GetBytes(record.ToJson())), Cancellation);

        Assert.True(outcome.Succeeded);
        var (function, payload) = Assert.Single(_invocations);
        Assert.Equal("orders-stream", function);
        Assert.Equal(record.ToJson(), Encoding.UTF8.GetString(Assert.Single(StreamBatch.Read(payload)).Json.Span));
    }

    [Fact]
    public async Task H12_a_broken_record_is_replayed_byte_for_byte()
    {
        await _replayer.ReplayParkedAsync(await ParkAsync("orders-stream", [.. "{\"eventID\":\""u8, 0xFF, .. "\"}"u8]), Cancellation);

        Assert.Equal([.. "{\"Records\":[{\"eventID\":\""u8, 0xFF, .. "\"}]}"u8], Assert.Single(_invocations).Payload);
    }

    [Fact]
    public async Task H12_a_parked_message_runs_through_its_handler()
    {
        const string Body = """{"specversion":"1.0","id":"e-1","subject":"żółć \"1\""}""";

        await _replayer.ReplayParkedAsync(await ParkAsync("ShipmentMailer", Encoding.UTF8.GetBytes(Body)), Cancellation);

        var (function, payload) = Assert.Single(_invocations);
        Assert.Equal("ShipmentMailer", function);
        var message = Assert.Single(QueueBatch.Read(payload));
        Assert.Equal(Body, Encoding.UTF8.GetString(message.Body.Span));
        Assert.Null(message.Fault);
    }

    [Fact]
    public async Task H12_what_fails_again_is_told()
    {
        _failed = """{"itemIdentifier":"replay"}""";

        var outcome = await _replayer.ReplayMessageAsync("orders-audit", "{}"u8.ToArray(), Cancellation);

        Assert.Equal((1, false), (outcome.Records, outcome.Succeeded));
        Assert.Equal(["replay"], outcome.Failed);
    }

    [Fact]
    public async Task H11_a_parked_record_that_is_gone_or_was_changed_is_an_error()
    {
        var message = await ParkAsync("orders-stream", Encoding.UTF8.GetBytes($"\"{new string('x', 300_000)}\""));
        Assert.Single(_claims.Content).Value[^2] ^= 1;
        await Assert.ThrowsAsync<ItemFormatException>(async () => await _replayer.ReplayParkedAsync(message, Cancellation));

        _claims.Content.Clear();
        await Assert.ThrowsAsync<ItemFormatException>(async () => await _replayer.ReplayParkedAsync(message, Cancellation));
        Assert.Empty(_invocations);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"function":"orders-stream"}""")]
    [InlineData("""{"function":7,"content":{}}""")]
    [InlineData("""{"function":"orders-stream","contentBase64":"?"}""")]
    [InlineData("""{"function":"orders-stream","content":{"a":""")]
    public async Task H29_what_is_no_parked_message_is_an_error(string message)
    {
        await Assert.ThrowsAsync<ItemFormatException>(async () => await _replayer.ReplayParkedAsync(Encoding.UTF8.GetBytes(message), Cancellation));
        Assert.Empty(_invocations);
    }

    [Fact]
    public async Task H12_a_range_of_a_stream_is_replayed_from_its_first_record_to_its_last()
    {
        // The last two have a digit more, as a comparison of texts would not expect.
        await using var streams = new ScriptedStreams { PageSize = 2, Shards = { new ScriptedShard("shard-1", null, "97", "98", "99", "100", "101") } };
        using var client = streams.Client();
        var range = StreamRange.Read(Encoding.UTF8.GetBytes(
            $$$"""{"requestContext":{"condition":"RetryAttemptsExhausted"},"DDBStreamBatchInfo":{"shardId":"shard-1","startSequenceNumber":"98","endSequenceNumber":"100","batchSize":3,"streamArn":"{{{ScriptedStreams.Arn}}}"}}"""));

        var outcome = await _replayer.ReplayStreamAsync("orders-stream", range, client, Cancellation);

        Assert.Equal((3, true), (outcome.Records, outcome.Succeeded));
        Assert.Equal(["98", "99", "100"], _invocations.SelectMany(static one => Numbers(one.Payload)));
    }

    [Fact]
    public async Task H12_a_replay_of_a_stream_stops_at_what_fails()
    {
        _failed = """{"itemIdentifier":"2"}""";
        await using var streams = new ScriptedStreams { PageSize = 2, Shards = { new ScriptedShard("shard-1", null, "1", "2", "3") } };
        using var client = streams.Client();

        var outcome = await _replayer.ReplayStreamAsync("orders-stream", new StreamRange(ScriptedStreams.Arn, "shard-1", "1", "3"), client, Cancellation);

        Assert.Equal(["2"], outcome.Failed);
        Assert.Single(_invocations);
    }

    [Fact]
    public async Task A_closed_shard_ends_the_replay()
    {
        await using var streams = new ScriptedStreams { Shards = { new ScriptedShard("shard-1", null, "1", "2") { IsClosed = true } } };
        using var client = streams.Client();

        Assert.Equal(2, (await _replayer.ReplayStreamAsync("orders-stream", new StreamRange(ScriptedStreams.Arn, "shard-1", "1", "9"), client, Cancellation)).Records);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"DDBStreamBatchInfo":{"shardId":"s","startSequenceNumber":"1","streamArn":"a"}}""")]
    [InlineData("""{"KinesisBatchInfo":{"shardId":"s"}}""")]
    public void What_is_no_on_failure_message_is_an_error(string message) =>
        Assert.Throws<ItemFormatException>(() => StreamRange.Read(Encoding.UTF8.GetBytes(message)));

    private ValueTask<ReadOnlyMemory<byte>> ParkAsync(string function, byte[] content) => ParkedMessage.CreateAsync(
        new ParkedRecord { Function = function, Reason = "it was broken", EventId = "e-1", Content = content }, _claims, DateTimeOffset.UnixEpoch, Cancellation);

    private static IEnumerable<string> Numbers(byte[] payload)
    {
        using var json = JsonDocument.Parse(payload);
        return [.. json.RootElement.GetProperty("Records").EnumerateArray().Select(static record => record.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()!)];
    }
}
