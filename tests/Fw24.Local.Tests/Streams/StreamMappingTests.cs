using System.Text.Json;
using Fw24.Local.Faults;
using Fw24.Local.Resources;
using Fw24.Local.Tables;
using Fw24.Local.Tests.Harness;

namespace Fw24.Local.Tests.Streams;

public sealed class StreamMappingTests
{
    private static readonly StreamMappingResource s_mapping = new()
    {
        Table = "things",
        Function = "reader",
        BatchSize = 4,
        RetryAttempts = 2,
        ReportBatchItemFailures = true,
        OnFailureQueue = "given-up",
    };

    private readonly ScriptedFunction _function = new();

    [Fact]
    public async Task Records_come_in_order_in_batches()
    {
        await using var cloud = Create(s_mapping);
        Put(cloud, 10);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0 1 2 3", "4 5 6 7", "8 9"], _function.Batches);
    }

    [Fact]
    public async Task A_window_gathers_records_until_the_batch_is_full_or_the_window_is_over()
    {
        await using var cloud = Create(s_mapping with { MaxBatchingWindowSeconds = 10 });
        Put(cloud, 2);
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(9), Cloud.Cancelled);
        Assert.Empty(_function.Batches);
        Put(cloud, 5, from: 2);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0 1 2 3", "4 5 6"], _function.Batches);
        Assert.Equal([9, 19], Seconds());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"batchItemFailures":null}""")]
    [InlineData("""{"batchItemFailures":[]}""")]
    [InlineData("""{"other":[1,{"x":2}],"batchItemFailures":[]}""")]
    public async Task H01_an_empty_or_null_answer_is_success(string answer)
    {
        _function.Answer = (_, _) => answer;
        await using var cloud = Create(s_mapping);
        Put(cloud, 2);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0 1"], _function.Batches);
    }

    [Theory]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""")]
    [InlineData("""{"batchItemFailures":[{"badKey":"1"}]}""")]
    [InlineData("""{"batchItemFailures":[{}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"of another batch"}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"1"}""")]
    [InlineData("\"text\"")]
    public async Task H01_an_invalid_answer_is_the_failure_of_the_whole_batch(string answer)
    {
        _function.Answer = (_, _) => _function.Batches.Count == 1 ? answer : "";
        await using var cloud = Create(s_mapping);
        Put(cloud, 2);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0 1", "0 1"], _function.Batches);
    }

    [Fact]
    public async Task The_lowest_sequence_number_is_the_checkpoint()
    {
        _function.Answer = (_, numbers) => _function.Batches.Count == 1 ? ScriptedFunction.Failed(numbers, "3", "1", "2") : "";
        await using var cloud = Create(s_mapping);
        Put(cloud, 5);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0 1 2 3", "1 2 3", "4"], _function.Batches);
        Assert.Equal(3, cloud.Report().RetriedRecords);
    }

    [Fact]
    public async Task Without_ReportBatchItemFailures_any_answer_is_success()
    {
        _function.Answer = static (_, numbers) => ScriptedFunction.Failed(numbers, "0");
        await using var cloud = Create(s_mapping with { ReportBatchItemFailures = false });
        Put(cloud, 2);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0 1"], _function.Batches);
    }

    [Fact]
    public async Task H12_records_whose_retries_are_exhausted_are_reported_and_the_shard_goes_on()
    {
        _function.Answer = static (batch, _) => batch.StartsWith('0') ? throw new InvalidOperationException() : "";
        await using var cloud = Create(s_mapping);
        Put(cloud, 6);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0 1 2 3", "0 1 2 3", "0 1 2 3", "4 5"], _function.Batches);
        Assert.Equal([0, 1, 3, 3], Seconds());
        var records = cloud.Tables["things"].Stream!.Records;
        var report = JsonElement.Parse(Assert.Single(cloud.Queues["given-up"].Messages).Body.Span);
        var requestId = report.GetProperty("requestContext").GetProperty("requestId").GetString();
        Assert.Equal(
            $$$"""{"requestContext":{"requestId":"{{{requestId}}}","functionArn":"arn:aws:lambda:eu-west-1:111122223333:function:reader","condition":"RetryAttemptsExhausted","approximateInvokeCount":3},"responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},"version":"1.0","timestamp":"2026-01-01T00:00:03.000Z","DDBStreamBatchInfo":{"shardId":"{{{cloud.Tables["things"].Stream!.OpenShards[0]}}}","startSequenceNumber":"{{{records[0].SequenceNumber}}}","endSequenceNumber":"{{{records[3].SequenceNumber}}}","approximateArrivalOfFirstRecord":"2026-01-01T00:00:00Z","approximateArrivalOfLastRecord":"2026-01-01T00:00:00Z","batchSize":4,"streamArn":"arn:aws:dynamodb:eu-west-1:111122223333:table/things/stream/2026-01-01T00:00:00.000"}}""",
            report.GetRawText());
        Assert.Equal(4, cloud.Report().AbandonedRecords);
    }

    [Fact]
    public async Task A1_4_a_bucket_keeps_the_records_and_the_message_names_its_object()
    {
        _function.Answer = static (batch, _) => batch.StartsWith('0') ? throw new InvalidOperationException() : "";
        await using var cloud = Create(s_mapping with { FailedRecordsBucket = "kept" });
        Put(cloud, 6);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var message = Assert.Single(cloud.Queues["given-up"].Messages);
        var detail = JsonElement.Parse(message.Body.Span).GetProperty("detail");
        var key = detail.GetProperty("object").GetProperty("key").GetString()!;
        Assert.Matches("^aws/lambda/[0-9a-f-]{36}/[^/]+/2026/01/01/2026-01-01T00\\.00\\.03-[0-9a-f-]{36}$", key);
        var content = (await cloud.FailedRecords.FetchAsync($"s3://{detail.GetProperty("bucket").GetProperty("name").GetString()}/{key}", Cloud.Cancelled))!.Value;
        Assert.Equal(detail.GetProperty("object").GetProperty("size").GetInt32(), content.Length);
        var record = JsonElement.Parse(content.Span);
        Assert.Equal(4, record.GetProperty("DDBStreamBatchInfo").GetProperty("batchSize").GetInt32());
        var records = JsonElement.Parse(record.GetProperty("payload").GetString()!).GetProperty("Records");
        Assert.Equal(
            cloud.Tables["things"].Stream!.Records.Take(4).Select(static kept => kept.SequenceNumber),
            records.EnumerateArray().Select(static kept => kept.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()));
        Assert.Contains("reader gave up 4 records", message.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A1_4_the_event_of_an_object_may_come_twice_and_late()
    {
        _function.Answer = static (_, _) => throw new InvalidOperationException();
        await using var cloud = Create(
            s_mapping with { FailedRecordsBucket = "kept" },
            static options => options.Faults = LocalFaults.Random(5, new LocalFaultRates { Duplicate = 1 }));
        Put(cloud, 1);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(2, cloud.Queues["given-up"].Count);
        Assert.Single(
            cloud.Queues["given-up"].Messages.Select(static message => System.Text.Encoding.UTF8.GetString(message.Body.Span)).Distinct());
    }

    [Fact]
    public async Task H12_no_retries_means_one_attempt()
    {
        _function.Answer = static (_, _) => throw new InvalidOperationException();
        await using var cloud = Create(s_mapping with { RetryAttempts = 0 });
        Put(cloud, 2);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Single(_function.Batches);
        Assert.Equal(1, cloud.Queues["given-up"].Count);
    }

    [Fact]
    public async Task Retries_without_end_go_on_for_as_long_as_the_stream_keeps_the_record()
    {
        _function.Answer = static (_, _) => throw new InvalidOperationException();
        await using var cloud = Create(s_mapping with { RetryAttempts = -1 });
        Put(cloud, 1);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.InRange(_function.Batches.Count, 24 * 60, (24 * 60) + 10);
        Assert.Equal("RecordAgeExceeded", Condition(cloud));
    }

    [Fact]
    public async Task Records_that_got_too_old_are_given_up_before_the_function_sees_them_again()
    {
        _function.Answer = static (_, _) => throw new InvalidOperationException();
        await using var cloud = Create(s_mapping with { RetryAttempts = 10_000, MaxRecordAgeSeconds = 60 });
        Put(cloud, 1);
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(50), Cloud.Cancelled);
        Put(cloud, 1, from: 1);
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(59), Cloud.Cancelled);

        Assert.All(Seconds().Zip(_function.Batches).Where(static at => at.Second == "0"), static at => Assert.InRange(at.First, 0, 60));
        Assert.Equal("RecordAgeExceeded", Condition(cloud));
        Assert.Equal("1", _function.Batches[^1]);
    }

    [Fact]
    public async Task Bisecting_finds_the_record_that_fails_and_costs_its_neighbours_no_retry()
    {
        _function.Answer = static (batch, _) => batch.Split(' ').Contains("5") ? throw new InvalidOperationException() : "";
        await using var cloud = Create(s_mapping with { BatchSize = 8, BisectBatchOnError = true });
        Put(cloud, 8);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0 1 2 3 4 5 6 7", "0 1 2 3", "4 5 6 7", "4 5", "4", "5", "5", "5", "6 7"], _function.Batches);
        Assert.Equal(1, cloud.Report().AbandonedRecords);
    }

    [Fact]
    public async Task Bisecting_at_the_number_that_a_partial_answer_names_leaves_the_rest()
    {
        _function.Answer = static (_, numbers) => numbers.ContainsKey("5") ? ScriptedFunction.Failed(numbers, "5") : "";
        await using var cloud = Create(s_mapping with { BatchSize = 8, BisectBatchOnError = true });
        Put(cloud, 8);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0 1 2 3 4 5 6 7", "5 6 7", "5", "5", "5", "6 7"], _function.Batches);
        Assert.Equal(1, cloud.Report().AbandonedRecords);
    }

    [Fact]
    public async Task Without_bisecting_a_partial_answer_uses_up_an_attempt()
    {
        _function.Answer = static (_, numbers) => numbers.ContainsKey("2") ? ScriptedFunction.Failed(numbers, "2") : "";
        await using var cloud = Create(s_mapping);
        Put(cloud, 5);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0 1 2 3", "2 3", "2 3", "4"], _function.Batches);
        Assert.Equal(2, cloud.Report().AbandonedRecords);
    }

    [Fact]
    public async Task A_throttled_invocation_uses_up_no_attempt()
    {
        // The first step is the write's.
        await using var cloud = Create(s_mapping with { RetryAttempts = 0 }, static options =>
            options.Faults = LocalFaults.Replay(1, [Throttle(1), Throttle(2), Throttle(3)]));
        Put(cloud, 1);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["0"], _function.Batches);
        Assert.Equal(3, cloud.Report().Functions["reader"].Throttled);

        static InjectedFault Throttle(long step) => new(step, default, FaultBoundary.Invoke, FaultKind.Throttle, "reader");
    }

    [Fact]
    public async Task Lanes_keep_the_order_of_each_item_and_do_not_wait_for_each_other()
    {
        // The first item's records fail for a while; those of items in other lanes continue.
        _function.Answer = (batch, _) => batch.Split(' ').Any(static value => int.Parse(value, null) % 20 == 0) && _function.Batches.Count < 60
            ? throw new InvalidOperationException()
            : "";
        await using var cloud = Create(s_mapping with { ParallelizationFactor = 4, RetryAttempts = -1 });
        Put(cloud, 200, keys: 20);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        foreach (var item in _function.Values.Select(static value => int.Parse(value, null)).GroupBy(static value => value % 20))
        {
            var once = item.Distinct().ToList();
            Assert.Equal(10, once.Count);
            Assert.Equal(once.Order(), once);
        }

        var firstOfBlocked = _function.Batches.FindLastIndex(static batch => batch.Split(' ').Contains("0"));
        Assert.True(_function.Batches.Take(firstOfBlocked).SelectMany(static batch => batch.Split(' ')).Distinct().Count() > 100);
    }

    [Fact]
    public async Task A_split_shard_is_read_to_its_end_before_its_children()
    {
        await using var cloud = Create(s_mapping);
        var stream = cloud.Tables["things"].Stream!;
        Put(cloud, 40, keys: 10);
        stream.Split(stream.OpenShards[0]);
        Put(cloud, 40, from: 40, keys: 10);
        stream.Split(stream.OpenShards[1]);
        Put(cloud, 40, from: 80, keys: 10);
        Assert.Equal(3, stream.OpenShards.Count);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var values = _function.Values.Select(static value => int.Parse(value, null)).ToList();
        Assert.Equal(120, values.Distinct().Count());
        foreach (var item in values.GroupBy(static value => value % 10))
        {
            Assert.Equal(item.Order(), item);
        }

        Assert.Equal(Enumerable.Range(0, 40), values.Take(40));
    }

    [Theory]
    [InlineData("""{"dynamodb":{"Keys":{"id":{"S":[{"anything-but":{"prefix":"AUDIT#"}}]}}}}""", "0 3")]
    [InlineData("""{"dynamodb":{"Keys":{"id":{"S":[{"prefix":"AUDIT#"}]}}}}""", "1 2")]
    [InlineData("""{"dynamodb":{"Keys":{"id":{"S":[{"anything-but":["AUDIT#1","AUDIT#2","x"]}]}}}}""", "0")]
    [InlineData("""{"eventName":["INSERT"],"dynamodb":{"NewImage":{"value":{"N":["1","3"]}}}}""", "1 3")]
    [InlineData("""{"dynamodb":{"OldImage":{"id":{"S":[{"exists":false}]}}}}""", "0 1 2 3")]
    [InlineData("""{"userIdentity":{"type":[{"exists":true}]}}""", "")]
    [InlineData("""{"dynamodb":{"Keys":{"id":{"S":[{"suffix":"2"},"x"]}}}}""", "2 3")]
    public async Task Filter_criteria_decide_what_is_part_of_a_batch(string pattern, string expected)
    {
        await using var cloud = Create(s_mapping with { FilterPatterns = [pattern] });
        foreach (var (id, value) in (ReadOnlySpan<(string, int)>)[("a", 0), ("AUDIT#1", 1), ("AUDIT#2", 2), ("x", 3)])
        {
            cloud.Tables["things"].Put(Cloud.Thing(id, value));
        }

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        Assert.Equal(expected, string.Join(' ', _function.Values));
        Assert.Equal(4 - _function.Values.Count(), cloud.Report().FilteredRecords);
    }

    [Fact]
    public async Task A_payload_has_at_most_6_MB()
    {
        _function.Answer = static (_, _) => "";
        var sizes = new List<int>();
        await using var cloud = Cloud.Create(Topology(s_mapping with { BatchSize = 1000 }), options => options.Replace("reader", (payload, _, _) =>
        {
            sizes.Add(payload.Length);
            return default;
        }));
        for (var item = 0; item < 40; item++)
        {
            cloud.Tables["things"].Put($$$"""{"id":{"S":"{{{item}}}"},"x":{"S":"{{{new string('x', 390_000)}}}"}}""");
        }

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        Assert.Equal(3, sizes.Count);
        Assert.All(sizes, static size => Assert.InRange(size, 3_000_000, 6 * 1024 * 1024));
    }

    [Fact]
    public async Task A_stream_keeps_its_records_for_a_day()
    {
        await using var cloud = Cloud.Create(Cloud.Topology([Cloud.Table()]));
        Put(cloud, 3);
        await cloud.AdvanceAsync(TimeSpan.FromHours(23), Cloud.Cancelled);
        Put(cloud, 2, from: 3);
        Assert.Equal(5, cloud.Tables["things"].Stream!.Records.Count);
        await cloud.AdvanceAsync(TimeSpan.FromHours(2), Cloud.Cancelled);
        Assert.Equal(2, cloud.Tables["things"].Stream!.Records.Count);
    }

    private static void Put(LocalCloud cloud, int count, int from = 0, int keys = int.MaxValue)
    {
        LocalTable table = cloud.Tables["things"];
        for (var value = from; value < from + count; value++)
        {
            table.Put(Cloud.Thing($"k{value % keys}", value));
        }
    }

    private static string? Condition(LocalCloud cloud) => JsonElement.Parse(Assert.Single(cloud.Queues["given-up"].Messages).Body.Span)
        .GetProperty("requestContext").GetProperty("condition").GetString();

    private IEnumerable<int> Seconds() => _function.Times.Select(time => (int)(time - new LocalCloudOptions().StartTime).TotalSeconds);

    private LocalCloud Create(StreamMappingResource mapping, Action<LocalCloudOptions>? configure = null)
    {
        var cloud = Cloud.Create(Topology(mapping), options =>
        {
            options.Replace("reader", _function.HandleAsync);
            configure?.Invoke(options);
        });
        _function.Time = cloud.Time;
        return cloud;
    }

    private static LocalTopology Topology(StreamMappingResource mapping) => Cloud.Topology(
        [Cloud.Table()], queues: [new QueueResource { Name = "given-up" }], functions: [Cloud.Function("reader")], streamMappings: [mapping]);
}
