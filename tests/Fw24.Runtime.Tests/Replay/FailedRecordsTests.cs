using System.Text;
using System.Text.Json;
using Fw24.Changes.Reading;
using Fw24.Messages;
using Fw24.Replay;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Replay;

/// <summary>Records that a stream gave up on, in the bucket of its mapping's on-failure destination.</summary>
public sealed class FailedRecordsTests
{
    private const string Bucket = "orders-failed";
    private const string Key = "aws/lambda/1fb79b35-84d5-4b21-a3e5-a2b1a0f0f1d6/shardId-00000001732300000000-0a1b2c3d/"
        + "2026/11/28/2026-11-28T22.00.00-3c8f6a0e-2f0f-4f7a-9a52-5d2a6f9f3f0a";

    private readonly List<(string Function, byte[] Payload)> _invocations = [];
    private readonly Dictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private string _failed = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private List<string> Replayed => [.. _invocations.SelectMany(static one => StreamBatch.Read(one.Payload)).Select(
        static record => Number(record))];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A1_4_the_object_that_a_message_names_is_replayed_without_the_stream(bool isText)
    {
        Keep(Record(3, isText: isText));

        var outcome = await Replayer().ReplayParkedAsync(Created(), Cancellation);

        Assert.Equal((3, true), (outcome.Records, outcome.Succeeded));
        Assert.Equal([TestRecord.Sequence(1), TestRecord.Sequence(2), TestRecord.Sequence(3)], Replayed);
        Assert.All(_invocations, static one => Assert.Equal("orders-stream", one.Function));
    }

    [Fact]
    public async Task A1_4_the_content_of_an_object_is_replayed_like_its_message()
    {
        var outcome = await Replayer().ReplayParkedAsync(Record(2), Cancellation);

        Assert.Equal((2, true), (outcome.Records, outcome.Succeeded));
    }

    [Fact]
    public async Task A1_4_a_record_comes_to_its_function_as_it_was_in_the_stream()
    {
        Keep(Record(1));

        await Replayer().ReplayParkedAsync(Created(), Cancellation);

        var record = Assert.Single(StreamBatch.Read(Assert.Single(_invocations).Payload));
        Assert.Equal(TestRecord.Change("a", 1, 1).ToJson(), Encoding.UTF8.GetString(record.Json.Span));
    }

    [Fact]
    public async Task A1_4_more_records_than_a_page_are_replayed_in_pages_up_to_the_first_failure()
    {
        Keep(Record(250));
        _failed = TestRecord.Sequence(150);

        var outcome = await Replayer().ReplayParkedAsync(Created(), Cancellation);

        Assert.Equal(200, outcome.Records);
        Assert.Equal([TestRecord.Sequence(150)], outcome.Failed);
        Assert.Equal([100, 100], _invocations.Select(static one => StreamBatch.Read(one.Payload).Count));
    }

    [Fact]
    public async Task A1_4_records_before_and_after_those_that_were_given_up_on_are_left_out()
    {
        Keep(Record(3, batchSize: 1, start: 2, end: 2));

        await Replayer().ReplayParkedAsync(Created(), Cancellation);

        Assert.Equal([TestRecord.Sequence(2)], Replayed);
    }

    [Fact]
    public async Task A1_4_a_broken_record_is_passed_on_with_the_others()
    {
        Keep(Record(TestRecord.Event([TestRecord.Change("a", 1, 1).ToJson(), "{\"eventID\":\"broken\"}"]), 2, 1, 2));

        var outcome = await Replayer().ReplayParkedAsync(Created(), Cancellation);

        Assert.Equal(2, outcome.Records);
    }

    [Theory]
    [InlineData("""{"Records":[]}""", "the payload contains 0 of the 1 records that it names")]
    [InlineData("other", "the payload contains a record of another stream than the one that it names")]
    [InlineData("beyond", "the payload contains 0 of the 1 records that it names")]
    public async Task A1_4_a_payload_without_the_records_that_it_names_is_refused(string payload, string reason)
    {
        var sound = TestRecord.Change("a", 1, 1).ToJson();
        Keep(Record(
            payload switch
            {
                "other" => TestRecord.Event([sound.Replace("stream/2026-11-22", "stream/2026-11-23", StringComparison.Ordinal)]),
                "beyond" => TestRecord.Event([TestRecord.Change("a", 1, 7).ToJson()]),
                _ => Encoding.UTF8.GetBytes(payload),
            },
            1,
            1,
            1));

        var outcome = await Replayer().ReplayParkedAsync(Created(), Cancellation);

        Assert.Equal((RecordResult.Refused, reason), (outcome.Outcomes[0].Result, outcome.FirstReason));
        Assert.False(outcome.CanBeDeleted);
        Assert.Empty(_invocations);
    }

    [Fact]
    public async Task A1_4_a_payload_with_fewer_records_than_it_names_is_refused()
    {
        Keep(Record(2, batchSize: 3));

        Assert.Equal(
            "the payload contains 2 of the 3 records that it names",
            (await Replayer().ReplayParkedAsync(Created(), Cancellation)).FirstReason);
        Assert.Empty(_invocations);
    }

    [Fact]
    public async Task A1_4_an_object_of_another_tables_stream_is_refused()
    {
        Keep(Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(Record(1).Span).Replace("table/orders/", "table/products/", StringComparison.Ordinal)));

        var outcome = await Replayer().ReplayParkedAsync(Created(), Cancellation);

        Assert.Equal($"the object {Key} is in the bucket of the table orders, but names another stream", outcome.FirstReason);
        Assert.Empty(_invocations);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("""{"DDBStreamBatchInfo":{}}""")]
    [InlineData("""{"DDBStreamBatchInfo":7,"payload":"x"}""")]
    [InlineData("metadata alone")]
    [InlineData("a payload that is a number")]
    [InlineData("a payload that is no event")]
    [InlineData("two payloads")]
    public async Task A1_4_what_is_no_record_of_an_invocation_is_an_error(string content)
    {
        var record = Encoding.UTF8.GetString(Record(1).Span);
        Keep(Encoding.UTF8.GetBytes(content switch
        {
            "metadata alone" => record[..record.IndexOf(",\"payload\"", StringComparison.Ordinal)] + "}",
            "a payload that is a number" => record[..record.IndexOf(",\"payload\"", StringComparison.Ordinal)] + ",\"payload\":7}",
            "a payload that is no event" => record[..record.IndexOf(",\"payload\"", StringComparison.Ordinal)] + ",\"payload\":\"[]\"}",
            "two payloads" => record[..^1] + ",\"payload\":\"{}\"}",
            _ => content,
        }));

        await Assert.ThrowsAsync<ItemFormatException>(async () => await Replayer().ReplayParkedAsync(Created(), Cancellation));
        Assert.Empty(_invocations);
    }

    [Theory]
    [InlineData("another-bucket", Key, "detail.object")]
    [InlineData(Bucket, "aws/lambda/another", "detail.object")]
    [InlineData(Bucket, "orders/0123", "detail.object.key")]
    [InlineData(Bucket, "", "detail")]
    public async Task A1_4_an_object_that_is_not_the_tables_own_is_not_read(string bucket, string key, string path)
    {
        Keep(Record(1));

        var error = await Assert.ThrowsAsync<ItemFormatException>(
            async () => await Replayer().ReplayParkedAsync(Created(bucket, key), Cancellation));

        Assert.Equal(path, error.Path);
        Assert.Empty(_invocations);
    }

    [Theory]
    [InlineData("\"source\":\"aws.s3\"", "\"source\":\"mine\"", "source")]
    [InlineData("\"size\":", "\"size\":-", "detail.object.size")]
    [InlineData("\"size\":", "\"size\":99999", "detail.object.size")]
    [InlineData("\"size\":", "\"size\":1", "detail.object.size")]
    [InlineData("\"size\":", "\"length\":", "detail")]
    [InlineData("\"detail\":", "\"detail\":{},\"detail\":", "detail")]
    public async Task A1_4_an_event_that_is_not_S3s_is_an_error(string found, string written, string path)
    {
        Keep(Record(1));
        var message = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Created().Span).Replace(found, written, StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<ItemFormatException>(async () => await Replayer().ReplayParkedAsync(message, Cancellation));

        Assert.Equal(path, error.Path);
        Assert.Empty(_invocations);
    }

    [Fact]
    public async Task A1_4_an_object_cannot_be_replayed_without_its_store()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await Replayer(null).ReplayParkedAsync(Created(), Cancellation));

        Assert.Contains($"s3://{Bucket}/{Key}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set FailedRecords of the Replayer.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S10_the_sender_of_a_message_that_names_an_object_of_ones_own_bucket_makes_no_difference()
    {
        Keep(Record(1));
        var replayer =
            new Replayer(Model(), Function) { FailedRecords = _ => new Store(this), Sender = static _ => "AROAEXAMPLEEXAMPLE123" };

        Assert.True((await replayer.ReplayParkedAsync(Created(), "AROAOFEVENTBRIDGE:events", Cancellation)).Succeeded);
    }

    [Fact]
    public async Task S10_a_message_that_contains_the_records_is_from_its_function()
    {
        var replayer =
            new Replayer(Model(), Function) { FailedRecords = _ => new Store(this), Sender = static _ => "AROAEXAMPLEEXAMPLE123" };

        var outcome = await replayer.ReplayParkedAsync(Record(1), "AROAANOTHER:mallory", Cancellation);

        Assert.Equal("the message was not sent by orders-stream: its SenderId belongs to another sender", outcome.FirstReason);
        Assert.Empty(_invocations);
    }

    [Fact]
    public async Task A1_4_a_message_that_names_an_object_is_not_a_handlers()
        => Assert.Equal(
            "the message was sent to an on-failure destination, which ReplayParkedAsync replays",
            (await Replayer().ReplayMessageAsync("orders-audit", Created(), Cancellation)).FirstReason);

    private static string Number(StreamRecord record) => Encoding.UTF8.GetString(record.SequenceNumber.Span);

    private static Fw24.Model.AppModel Model()
        => new() { Name = "shop", Tables = [TestTables.Orders(audit: new AuditAttribute(AuditLoggerType.Console))], Handlers = [] };

    private Replayer Replayer() => Replayer(_ => new Store(this));

    private Replayer Replayer(Func<string, IClaimCheck?>? records) => new(Model(), Function) { FailedRecords = records };

    private FunctionHandler Function(string function) => (payload, context, _) =>
    {
        _invocations.Add((function, payload.ToArray()));
        var numbers = StreamBatch.Read(payload).Select(Number).ToList();
        foreach (var number in numbers)
        {
            context.OnOutcome!(number == _failed ? new RecordOutcome(number, RecordResult.Failed, "it failed") : new RecordOutcome(
                number,
                RecordResult.Handled));
        }

        var failures = numbers.Contains(_failed) ? $$"""{"itemIdentifier":"{{_failed}}"}""" : "";
        return new(Encoding.UTF8.GetBytes($$"""{"batchItemFailures":[{{failures}}]}"""));
    };

    private void Keep(ReadOnlyMemory<byte> content) => _objects[$"s3://{Bucket}/{Key}"] = content.ToArray();

    private static ReadOnlyMemory<byte> Record(int count, bool isText = true, int? batchSize = null, int start = 1, int? end = null)
        => Record(
            TestRecord.Event(Enumerable.Range(1, count).Select(static number => TestRecord.Change("a", number, number))),
            batchSize ?? count,
            start,
            end ?? count,
            isText);

    private static ReadOnlyMemory<byte> Record(byte[] payload, int batchSize, int start, int end, bool isText = true)
    {
        var text = Encoding.UTF8.GetString(payload);
        return Encoding.UTF8.GetBytes($$$"""
            {"requestContext":{"requestId":"r","functionArn":"f","condition":"RetryAttemptsExhausted","approximateInvokeCount":4},"version":"1.0","timestamp":"2026-11-28T22:00:00.000Z","DDBStreamBatchInfo":{"shardId":"shardId-00000001732300000000-0a1b2c3d","startSequenceNumber":"{{{TestRecord.Sequence(start)}}}","endSequenceNumber":"{{{TestRecord.Sequence(end)}}}","batchSize":{{{batchSize}}},"streamArn":"{{{TestRecord.StreamArn}}}"},"payload":{{{(isText ? JsonSerializer.Serialize(text) : text)}}}}
            """);
    }

    private ReadOnlyMemory<byte> Created(string bucket = Bucket, string key = Key) => Encoding.UTF8.GetBytes(
        $$"""{"version":"0","id":"17793124","detail-type":"Object Created","source":"aws.s3","account":"123456789012","resources":["arn:aws:s3:::{{bucket}}"],"detail":{"version":"0","object":{"key":"{{key}}","size":{{_objects.Values.FirstOrDefault()?.Length ?? 1}} },"bucket":{"name":"{{bucket}}"} } }""");

    private sealed class Store(FailedRecordsTests tests) : IClaimCheck
    {
        public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
            => throw new NotSupportedException();

        public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
            => new(tests._objects.TryGetValue(reference, out var content) ? content : (ReadOnlyMemory<byte>?)null);
    }
}
