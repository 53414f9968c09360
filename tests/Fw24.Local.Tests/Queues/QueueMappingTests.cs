using System.Text.Json;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Topics;

namespace Fw24.Local.Tests.Queues;

public sealed class QueueMappingTests
{
    private readonly List<List<string>> _batches = [];
    private readonly List<string> _payloads = [];
    private readonly List<TimeSpan> _times = [];
    private Func<IReadOnlyDictionary<string, string>, string> _answer = static _ => "";

    [Fact]
    public async Task A_message_comes_as_the_event_that_Lambda_hands_over()
    {
        await using var cloud = Create();
        cloud.Queues["work"].Send(
            Cloud.Bytes("{\"a\":\"ä/<\"}"), new Dictionary<string, MessageAttribute> { ["changed"] = new("String.Array", "[\"Status\"]") });
        var message = cloud.Queues["work"].Messages[0];
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var handle = JsonElement.Parse(_payloads[0]).GetProperty("Records")[0].GetProperty("receiptHandle").GetString();
        Assert.Equal(
            $$$$$"""{"Records":[{"messageId":"{{{{{message.MessageId}}}}}","receiptHandle":"{{{{{handle}}}}}","body":"{\"a\":\"ä/<\"}","attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1767225600000","SenderId":"AIDAFW24LOCAL","ApproximateFirstReceiveTimestamp":"1767225600000"},"messageAttributes":{"changed":{"stringValue":"[\"Status\"]","stringListValues":[],"binaryListValues":[],"dataType":"String.Array"}},"md5OfBody":"6ce7eaa31b7a05aea1d97692d3432ddb","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:111122223333:work","awsRegion":"eu-west-1"}]}""",
            _payloads[0]);
    }

    [Fact]
    public async Task A_fifo_message_says_its_group_and_place()
    {
        await using var cloud = Create();
        cloud.Queues["work.fifo"].Send("a", "group", "id");
        var number = cloud.Queues["work.fifo"].Messages[0].SequenceNumber;
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var attributes = JsonElement.Parse(_payloads[0]).GetProperty("Records")[0].GetProperty("attributes");
        Assert.Equal(
            ("group", "id", number),
            (attributes.GetProperty("MessageGroupId").GetString(), attributes.GetProperty("MessageDeduplicationId").GetString(), attributes.GetProperty("SequenceNumber").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"batchItemFailures":[]}""")]
    [InlineData("""{"batchItemFailures":null}""")]
    public async Task H01_an_empty_or_null_answer_deletes_the_batch(string answer)
    {
        _answer = _ => answer;
        await using var cloud = Create();
        Send(cloud, "a", "b");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Single(_batches);
        Assert.Equal(0, cloud.Queues["work"].Count);
    }

    [Theory]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""")]
    [InlineData("""{"batchItemFailures":[{"badKey":"a"}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"not one of the batch"}]}""")]
    [InlineData("no JSON")]
    public async Task H01_an_invalid_answer_brings_the_whole_batch_back(string answer)
    {
        _answer = _ => _batches.Count == 1 ? answer : "";
        await using var cloud = Create();
        Send(cloud, "a", "b");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal([["a", "b"], ["a", "b"]], _batches);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(3)], _times);
    }

    [Fact]
    public async Task Only_the_messages_that_the_answer_names_come_back_after_their_visibility_timeout()
    {
        _answer = ids => _batches.Count == 1 ? $$"""{"batchItemFailures":[{"itemIdentifier":"{{ids["b"]}}"}]}""" : "";
        await using var cloud = Create();
        Send(cloud, "a", "b", "c");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal([["a", "b", "c"], ["b"]], _batches);
        Assert.Equal(TimeSpan.FromMinutes(3), _times[1]);
        Assert.Equal(1, cloud.Report().Redelivered);
    }

    [Fact]
    public async Task An_invocation_that_fails_brings_all_back_until_they_are_dead_letters()
    {
        _answer = static _ => throw new InvalidOperationException();
        await using var cloud = Create();
        Send(cloud, "a", "b");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(3, _batches.Count);
        Assert.Equal(["a", "b"], cloud.Queues["dead"].Messages.Select(static message => message.Text));
        Assert.Equal(3, cloud.Report().Functions["worker"].Failed);
    }

    [Fact]
    public async Task H13_a_failed_message_holds_back_its_group_and_no_other()
    {
        // The function responds as required: with the failed message and the later ones of its group.
        _answer = ids => _batches.Count == 1 ? $$"""{"batchItemFailures":[{"itemIdentifier":"{{ids["a2"]}}"},{"itemIdentifier":"{{ids["a3"]}}"}]}""" : "";
        await using var cloud = Create();
        foreach (var text in (string[])["a1", "a2", "a3", "b1", "b2"])
        {
            cloud.Queues["work.fifo"].Send(text, text[..1], text);
        }

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        cloud.Queues["work.fifo"].Send("a4", "a", "a4");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal([["a1", "a2", "a3", "b1", "b2"], ["a2", "a3"], ["a4"]], _batches);
    }

    [Fact]
    public async Task A_window_gathers_messages_until_the_batch_is_full_or_the_window_is_over()
    {
        await using var cloud = Create(new QueueMappingResource { Queue = "work", Function = "worker", BatchSize = 3, MaxBatchingWindowSeconds = 20, ReportBatchItemFailures = true });
        Send(cloud, "a");
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(10), Cloud.Cancelled);
        Send(cloud, "b", "c", "d");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal([["a", "b", "c"], ["d"]], _batches);
        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)], _times);
    }

    [Fact]
    public async Task The_number_of_concurrent_batches_is_limited()
    {
        var (running, most) = (0, 0);
        TimeProvider? time = null;
        await using var cloud = Cloud.Create(Topology(Mapping("work") with { BatchSize = 1, MaxConcurrency = 3 }), options => options.Replace("worker", async (_, _, _) =>
        {
            most = Math.Max(most, ++running);
            await Task.Delay(TimeSpan.FromSeconds(1), time!, CancellationToken.None);
            running--;
            return default;
        }));
        time = cloud.Time;
        Send(cloud, [.. Enumerable.Range(0, 10).Select(static number => $"{number}")]);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal((0, 3), (running, most));
        Assert.Equal(cloud.Time.GetUtcNow(), new LocalCloudOptions().StartTime.AddSeconds(4));
        Assert.Equal(10, cloud.Report().Functions["worker"].Answered);
    }

    [Fact]
    public async Task A_batch_that_takes_longer_than_the_visibility_timeout_is_received_again()
    {
        var invocations = 0;
        TimeProvider? time = null;
        await using var cloud = Cloud.Create(Topology(Mapping("work")), options => options.Replace("worker", async (_, _, _) =>
        {
            if (invocations++ == 0)
            {
                await Task.Delay(TimeSpan.FromMinutes(4), time!, CancellationToken.None);
            }

            return default;
        }));
        time = cloud.Time;
        Send(cloud, "a");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(2, invocations);
        Assert.Equal(0, cloud.Queues["work"].Count);
    }

    [Fact]
    public async Task A_payload_has_at_most_6_MB()
    {
        await using var cloud = Create(Mapping("work") with { BatchSize = 10 });
        for (var message = 0; message < 10; message++)
        {
            cloud.Queues["work"].Send(new string('x', 900_000));
        }

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        Assert.Equal([6, 4], _batches.Select(static batch => batch.Count));
        Assert.All(_payloads, static payload => Assert.InRange(payload.Length, 1, SqsEventWriter.MaxEventBytes));
    }

    private static void Send(LocalCloud cloud, params string[] texts)
    {
        foreach (var text in texts)
        {
            cloud.Queues["work"].Send(text);
        }
    }

    private static QueueMappingResource Mapping(string queue)
        => new() { Queue = queue, Function = "worker", ReportBatchItemFailures = true };

    private static LocalTopology Topology(params QueueMappingResource[] mappings) => Cloud.Topology(
        queues:
        [
            new QueueResource { Name = "dead" },
            new QueueResource { Name = "work", VisibilityTimeoutSeconds = 180, DeadLetterQueue = "dead", MaxReceiveCount = 3 },
            new QueueResource { Name = "work.fifo", VisibilityTimeoutSeconds = 180 },
        ],
        functions: [Cloud.Function("worker", 900)],
        queueMappings: mappings);

    private LocalCloud Create(params QueueMappingResource[] mappings)
    {
        TimeProvider? time = null;
        var cloud = Cloud.Create(Topology(mappings.Length > 0 ? mappings : [Mapping("work"), Mapping("work.fifo")]), options => options.Replace("worker", (payload, _, _) =>
        {
            var ids = JsonElement.Parse(payload.Span).GetProperty("Records").EnumerateArray()
                .Select(static record => (Body: record.GetProperty("body").GetString()!, Id: record.GetProperty("messageId").GetString()!)).ToList();
            _payloads.Add(Cloud.Text(payload));
            _batches.Add(ids.ConvertAll(static record => record.Body));
            _times.Add(time!.GetUtcNow() - options.StartTime);
            return new ValueTask<ReadOnlyMemory<byte>>(Cloud.Bytes(_answer(ids.DistinctBy(static record => record.Body).ToDictionary(static record => record.Body, static record => record.Id))));
        }));
        time = cloud.Time;
        return cloud;
    }
}
