using System.Text;
using System.Text.Json;
using Fw24.Aws;
using Fw24.Changes.Reading;
using Fw24.Functions.Queues;
using Fw24.Messages;
using Fw24.Replay;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Replay;

public sealed class ReplayerTests : IAsyncDisposable
{
    private const string TrimmedRecords = "TrimmedDataAccessException";
    private const string TrimmedShard = "ResourceNotFoundException";

    private readonly List<(string Function, byte[] Payload)> _invocations = [];
    private readonly MemoryClaimCheck _claims = new();
    private readonly ScriptedStreams _streams = new() { PageSize = 2 };
    private readonly DynamoDbStreamsClient _client;
    private readonly Replayer _replayer;
    private string _failed = "";
    private string[] _parked = [];

    public ReplayerTests()
    {
        _client = _streams.Client();
        _replayer = ReplayerOn(_client);
    }

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

    [Theory]
    [InlineData("{\"redacted\":true,\"eventID\":\"e-1\",\"dynamodb\":{\"Keys\":{\"S\":\"***\"},\"SequenceNumber\":\"100\"}}")]
    [InlineData("{\"redacted\":true,\"eventID\":\"e-1\",\"withheldBytes\":1234,\"withheldHash\":\"AAAAAAAAAAAAAAAAAAAAAA\"}")]
    public async Task H12_a_record_whose_key_was_withheld_is_refused_and_keeps_its_reason(string content)
    {
        var outcome = await _replayer.ReplayParkedAsync(await ParkAsync("orders-stream", Encoding.UTF8.GetBytes(content)), Cancellation);

        Assert.Equal(RecordResult.Refused, Assert.Single(outcome.Outcomes).Result);
        Assert.Contains("were withheld when it was parked", outcome.Outcomes[0].Reason, StringComparison.Ordinal);
        Assert.False(outcome.CanBeDeleted);
        Assert.Empty(_invocations);
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
        // The last two have one digit more, which breaks comparison as text.
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "97", "98", "99", "100", "101"));

        var outcome = await _replayer.ReplayStreamAsync(StreamRange.Read(OnFailureMessage("98", "100")), Cancellation);

        Assert.Equal((3, true), (outcome.Records, outcome.Succeeded));
        Assert.Equal(["98", "99", "100"], Replayed);
    }

    [Fact]
    public async Task H12_an_on_failure_message_in_the_parking_queue_is_replayed_from_the_stream()
    {
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "97", "98", "99", "100", "101"));

        var outcome = await _replayer.ReplayParkedAsync(OnFailureMessage("98", "100"), Cancellation);

        Assert.Equal((3, true), (outcome.Records, outcome.Succeeded));
        Assert.Equal(["98", "99", "100"], Replayed);
        Assert.All(_invocations, static one => Assert.Equal("orders-stream", one.Function));
    }

    [Fact]
    public async Task H12_a_parked_record_that_holds_the_words_of_an_on_failure_message_is_still_a_parked_record()
    {
        var content = OnFailureMessage("98", "100").ToArray();

        await _replayer.ReplayParkedAsync(await ParkAsync("orders-stream", content), Cancellation);

        Assert.Equal([.. "{\"Records\":["u8, .. content, .. "]}"u8], Assert.Single(_invocations).Payload);
        Assert.Empty(_streams.Requests);
    }

    [Theory]
    [InlineData(TrimmedRecords)]
    [InlineData(TrimmedShard)]
    public async Task H12_a_range_that_is_gone_is_an_error_that_says_what_to_do(string code)
    {
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "200"));
        _streams.Before = (request, operation) => operation is "GetShardIterator" && (code is TrimmedShard || IsAtSequenceNumber(request)) ? ScriptedStreams.Error(400, code) : null;

        var error = await Assert.ThrowsAsync<TrimmedRangeException>(async () => await _replayer.ReplayParkedAsync(OnFailureMessage("98", "100"), Cancellation));

        Assert.Empty(_invocations);
        Assert.Equal((new StreamRange(ScriptedStreams.Arn, "shard-1", "98", "100"), 0), (error.Range, error.Replayed));
        Assert.Equal(
            $"The shard shard-1 of {ScriptedStreams.Arn} no longer keeps all records from 98 to 100: a stream keeps a record for 24 hours. None of them was replayed. "
            + "To publish the current state of their items, write those items again; a trail in DynamoDB marks where changes are missing. Then delete the message.",
            error.Message);
    }

    [Fact]
    public async Task H12_what_the_stream_still_keeps_of_a_range_is_replayed_before_the_rest_is_told_gone()
    {
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "99", "100", "101"));
        _streams.Before = static (request, operation) => operation is "GetShardIterator" && IsAtSequenceNumber(request) ? ScriptedStreams.Error(400, TrimmedRecords) : null;

        var error = await Assert.ThrowsAsync<TrimmedRangeException>(async () => await _replayer.ReplayParkedAsync(OnFailureMessage("98", "100"), Cancellation));

        Assert.Equal(["99", "100"], Replayed);
        Assert.Contains("The last 2 of them were replayed.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H12_a_range_that_is_trimmed_while_it_is_replayed_goes_on_with_what_is_left()
    {
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "96", "97", "98", "99", "100"));
        var pages = 0;
        _streams.Before = (_, operation) =>
        {
            if (operation is not "GetRecords" || ++pages != 2)
            {
                return null;
            }

            _streams.Shards[0].Records.RemoveRange(0, 3);
            return ScriptedStreams.Error(400, TrimmedRecords);
        };

        await Assert.ThrowsAsync<TrimmedRangeException>(async () => await _replayer.ReplayParkedAsync(OnFailureMessage("96", "100"), Cancellation));

        Assert.Equal(["96", "97", "99", "100"], Replayed);
    }

    [Fact]
    public async Task H12_a_range_cannot_be_replayed_without_a_client_or_without_its_table()
    {
        var withoutStreams = await Assert.ThrowsAsync<InvalidOperationException>(async () => await ReplayerOn(null).ReplayParkedAsync(OnFailureMessage("98", "100"), Cancellation));
        Assert.Contains("DynamoDbStreamsClient", withoutStreams.Message, StringComparison.Ordinal);

        var foreign = new StreamRange(ScriptedStreams.Arn.Replace("table/orders/", "table/orders-2/", StringComparison.Ordinal), "shard-1", "98", "100");
        var withoutTable = await Assert.ThrowsAsync<InvalidOperationException>(async () => await _replayer.ReplayStreamAsync(foreign, Cancellation));
        Assert.Contains("table/orders-2/", withoutTable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H12_a_replay_of_a_stream_stops_at_what_fails()
    {
        _failed = """{"itemIdentifier":"2"}""";
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "1", "2", "3"));

        var outcome = await _replayer.ReplayStreamAsync(new StreamRange(ScriptedStreams.Arn, "shard-1", "1", "3"), Cancellation);

        Assert.Equal(["2"], outcome.Failed);
        Assert.Single(_invocations);
    }

    [Fact]
    public async Task W8_a_replay_of_a_stream_tells_the_end_of_each_record_and_goes_on_after_one_that_is_parked()
    {
        _parked = ["2"];
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "1", "2", "3"));

        var outcome = await _replayer.ReplayStreamAsync(new StreamRange(ScriptedStreams.Arn, "shard-1", "1", "3"), Cancellation);

        Assert.Equal([new("1", RecordResult.Handled), new("2", RecordResult.Parked, "it is broken"), new("3", RecordResult.Handled)], outcome.Outcomes);
        Assert.True(outcome is { Succeeded: false, CanBeDeleted: true, FirstReason: "it is broken" });
    }

    [Fact]
    public async Task W8_a_range_without_a_record_is_no_success()
    {
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "5", "6"));

        var outcome = await _replayer.ReplayStreamAsync(new StreamRange(ScriptedStreams.Arn, "shard-1", "5", "4"), Cancellation);

        Assert.True(outcome is { Records: 0, Succeeded: false, CanBeDeleted: false });
    }

    [Fact]
    public async Task W8_a_range_that_is_partly_gone_says_so_also_when_what_is_left_fails()
    {
        _failed = """{"itemIdentifier":"99"}""";
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "99", "100", "101"));
        _streams.Before = static (request, operation) => operation is "GetShardIterator" && IsAtSequenceNumber(request) ? ScriptedStreams.Error(400, TrimmedRecords) : null;

        var error = await Assert.ThrowsAsync<TrimmedRangeException>(async () => await _replayer.ReplayParkedAsync(OnFailureMessage("98", "100"), Cancellation));

        Assert.Equal([new("99", RecordResult.Failed, "it failed"), new("100", RecordResult.Handled)], error.Outcome.Outcomes);
        Assert.Contains("Not all of the last 2 of them were handled: it failed.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Replay it again before the others are trimmed, too.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_shard_ends_the_replay()
    {
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "1", "2") { IsClosed = true });

        Assert.Equal(2, (await _replayer.ReplayStreamAsync(new StreamRange(ScriptedStreams.Arn, "shard-1", "1", "9"), Cancellation)).Records);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"DDBStreamBatchInfo":{"shardId":"s","startSequenceNumber":"1","streamArn":"a"}}""")]
    [InlineData("""{"KinesisBatchInfo":{"shardId":"s"}}""")]
    public void What_is_no_on_failure_message_is_an_error(string message)
        => Assert.Throws<ItemFormatException>(() => StreamRange.Read(Encoding.UTF8.GetBytes(message)));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _streams.DisposeAsync();
    }

    private IEnumerable<string> Replayed => _invocations.SelectMany(static one => Numbers(one.Payload));

    private Replayer ReplayerOn(DynamoDbStreamsClient? streams) => new(
        new() { Name = "shop", Tables = [TestTables.Orders()], Handlers = [] },
        function => (payload, context, _) =>
        {
            _invocations.Add((function, payload.ToArray()));
            foreach (var id in IdsIn(payload))
            {
                context.OnOutcome!(OutcomeOf(id));
            }

            return new(Encoding.UTF8.GetBytes($$"""{"batchItemFailures":[{{_failed}}]}"""));
        },
        _claims,
        streams);

    private RecordOutcome OutcomeOf(string id) => _failed.Contains($"\"{id}\"", StringComparison.Ordinal) ? new(id, RecordResult.Failed, "it failed")
        : _parked.Contains(id) ? new(id, RecordResult.Parked, "it is broken")
        : new(id, RecordResult.Handled);

    private static IEnumerable<string> IdsIn(ReadOnlyMemory<byte> payload) => payload.Span.IndexOf("\"messageId\":\"replay\""u8) >= 0
        ? ["replay"]
        : StreamBatch.Read(payload).Select(static record => Encoding.UTF8.GetString(record.SequenceNumber.Span));

    private static ReadOnlyMemory<byte> OnFailureMessage(string start, string end) => Encoding.UTF8.GetBytes(
        $$$"""{"requestContext":{"condition":"RetryAttemptsExhausted"},"DDBStreamBatchInfo":{"shardId":"shard-1","startSequenceNumber":"{{{start}}}","endSequenceNumber":"{{{end}}}","batchSize":3,"streamArn":"{{{ScriptedStreams.Arn}}}"}}""");

    private static bool IsAtSequenceNumber(LoopbackRequest request)
        => request.Text.Contains("AT_SEQUENCE_NUMBER", StringComparison.Ordinal);

    private ValueTask<ReadOnlyMemory<byte>> ParkAsync(string function, byte[] content) => ParkedMessage.CreateAsync(
        new ParkedRecord { Function = function, Reason = "it was broken", EventId = "e-1", Content = content }, _claims, DateTimeOffset.UnixEpoch, Cancellation);

    private static IEnumerable<string> Numbers(byte[] payload)
    {
        using var json = JsonDocument.Parse(payload);
        return [.. json.RootElement.GetProperty("Records").EnumerateArray().Select(static record => record.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()!)];
    }
}
