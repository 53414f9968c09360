using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Operations;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>The calls of SQS that lists, replays and redrives make, and what an endpoint answers.</summary>
public sealed class SqsFailureQueuesTests : IAsyncDisposable
{
    private static readonly FailureQueue s_dead = new("orders-ShipmentMailer-dlq.fifo", FailureQueueKind.DeadLetter, "ShipmentMailer")
    {
        Source = "orders-ShipmentMailer.fifo",
    };

    private readonly LoopbackServer _server;
    private readonly Dictionary<string, LoopbackAnswer> _answers = new(StringComparer.Ordinal);
    private readonly SqsFailureQueues _queues;

    public SqsFailureQueuesTests()
    {
        _server = new LoopbackServer(Answer);
        _queues = new SqsFailureQueues([s_dead], config =>
        {
            config.ServiceURL = _server.Url;
            config.AuthenticationRegion = "eu-central-1";
            config.DefaultAWSCredentials = new BasicAWSCredentials("a", "b");
            config.MaxErrorRetry = 0;
        });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_received_with_its_sender_group_and_times()
    {
        _answers["ReceiveMessage"] = LoopbackAnswer.Of(200, """
            {"Messages":[{"MessageId":"m1","ReceiptHandle":"r1","Body":"{\"ü\":1}","MD5OfBody":"f9452f311659294528a8a76492a0ef0b",
            "Attributes":{"SenderId":"AROA:mailer","SentTimestamp":"1772618400123","ApproximateReceiveCount":"3","MessageGroupId":"g"}}]}
            """);

        var message = Assert.Single(await _queues.ReceiveAsync(s_dead, 7, TimeSpan.FromSeconds(90), Cancellation));

        Assert.Equal(("m1", "r1", 3), (message.MessageId, message.ReceiptHandle, message.ReceiveCount));
        Assert.Equal(("AROA:mailer", "g"), (message.SenderId, message.GroupId));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_772_618_400_123), message.SentAt);
        Assert.Equal("{\"ü\":1}", Encoding.UTF8.GetString(message.Body.Span));
        var request = RequestOf("ReceiveMessage");
        Assert.Equal((7, 90), (Number(request, "MaxNumberOfMessages"), Number(request, "VisibilityTimeout")));
        Assert.Equal($"{_server.Url}/123456789012/{s_dead.Name}", request.GetProperty("QueueUrl").GetString());
    }

    [Fact]
    public async Task A_message_that_is_no_longer_hidden_is_left_as_it_is()
    {
        _answers["ChangeMessageVisibility"] = LoopbackAnswer.Of(
            400, """{"__type":"com.amazonaws.sqs#MessageNotInflight","message":"no"}""");

        await _queues.HideAsync(Message(), TimeSpan.Zero, Cancellation);

        Assert.Equal(0, Number(RequestOf("ChangeMessageVisibility"), "VisibilityTimeout"));
    }

    [Fact]
    public async Task A_message_that_SQS_does_not_delete_is_done_and_not_deleted()
    {
        _answers["ReceiveMessage"] = LoopbackAnswer.Of(200, """
            {"Messages":[{"MessageId":"m1","ReceiptHandle":"r1","Body":"{}","MD5OfBody":"99914b932bd37a50b983c5e7c90ae93b","Attributes":{}}]}
            """);
        _answers["DeleteMessage"] = LoopbackAnswer.Of(400, """{"__type":"com.amazonaws.sqs#ReceiptHandleIsInvalid","message":"expired"}""");
        using var journal = ReplayJournal.InMemory();

        var summary = await new FailureReplay(_queues, journal).DropAsync(
            [s_dead], new FailureFilter { MessageIds = ["m1"] }, "a test", cancellationToken: Cancellation);

        Assert.Equal((1, 1, true), (summary.Count(FailureResult.Dropped), summary.NotDeleted, summary.IsDone));
    }

    [Fact]
    public async Task A_redrive_names_the_queue_of_the_function_and_the_rate()
    {
        _answers["StartMessageMoveTask"] = LoopbackAnswer.Of(200, """{"TaskHandle":"t"}""");
        _answers["ListMessageMoveTasks"] = LoopbackAnswer.Of(200, """
            {"Results":[{"Status":"RUNNING","ApproximateNumberOfMessagesMoved":3,"ApproximateNumberOfMessagesToMove":8}]}
            """);

        await _queues.RedriveAsync(s_dead, 20, Cancellation);
        var status = await _queues.FindRedriveAsync(s_dead, Cancellation);

        var request = RequestOf("StartMessageMoveTask");
        Assert.Equal("arn:aws:sqs:eu-central-1:123456789012:orders-ShipmentMailer-dlq.fifo", request.GetProperty("SourceArn").GetString());
        Assert.Equal("arn:aws:sqs:eu-central-1:123456789012:orders-ShipmentMailer.fifo", request.GetProperty("DestinationArn").GetString());
        Assert.Equal(20, Number(request, "MaxNumberOfMessagesPerSecond"));
        Assert.Equal(new RedriveStatus("RUNNING", 3, 8, null), status);
    }

    [Fact]
    public async Task A_redrive_that_cannot_be_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _queues.RedriveAsync(s_dead, 501, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await _queues.RedriveAsync(new FailureQueue("parked", FailureQueueKind.Parking, null), null, Cancellation));
        _answers["ListMessageMoveTasks"] = LoopbackAnswer.Of(200, "{}");
        Assert.Null(await _queues.FindRedriveAsync(s_dead, Cancellation));
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_named()
    {
        _answers["GetQueueUrl"] = LoopbackAnswer.Of(400, """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no"}""");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await _queues.CountAsync(s_dead, Cancellation));

        Assert.Contains($"no queue {s_dead.Name} in this account", exception.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _queues.Dispose();
        await _server.DisposeAsync();
    }

    private static FailureMessage Message() => new()
    {
        MessageId = "m1", Queue = s_dead, Body = default, ReceiptHandle = "r1", SentAt = DateTimeOffset.UnixEpoch,
    };

    private static int Number(JsonElement request, string name) => request.GetProperty(name).GetInt32();

    private LoopbackAnswer Answer(LoopbackRequest request)
    {
        var operation = OperationOf(request);
        if (_answers.TryGetValue(operation, out var answer))
        {
            return answer;
        }

        using var json = JsonDocument.Parse(request.Text);
        return operation switch
        {
            // An emulator names a host that cannot be found.
            "GetQueueUrl" => LoopbackAnswer.Of(
                200, JsonSerializer.Serialize(new { QueueUrl = $"http://sqs.nowhere/123456789012/{Text(json, "QueueName")}" })),
            "GetQueueAttributes" => LoopbackAnswer.Of(
                200, JsonSerializer.Serialize(new { Attributes = new { QueueArn = ArnOf(Text(json, "QueueUrl").Split('/')[^1]) } })),
            _ => LoopbackAnswer.Of(200, "{}"),
        };
    }

    private static string Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString()!;

    private static string ArnOf(string queue) => $"arn:aws:sqs:eu-central-1:123456789012:{queue}";

    private JsonElement RequestOf(string operation)
        => JsonDocument.Parse(_server.Requests.Single(request => OperationOf(request) == operation).Text).RootElement;

    private static string OperationOf(LoopbackRequest request) => request.Header("X-Amz-Target")!.Split('.')[^1];
}
