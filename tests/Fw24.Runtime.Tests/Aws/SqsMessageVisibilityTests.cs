using System.Text.Json;
using Amazon.SQS;
using Fw24.Aws;
using Fw24.Functions.Queues;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Aws;

public sealed class SqsMessageVisibilityTests
{
    private const string Accepted = """{"Successful":[],"Failed":[]}""";

    private static readonly HiddenMessage[] s_eleven
        = [.. Enumerable.Range(1, 11).Select(static i => new HiddenMessage($"m-{i}", $"r-{i}", i))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_messages_are_hidden_in_one_call()
    {
        await using var sqs = Sqs(Accepted);
        using var queue = Queue(sqs);

        await queue.HideAsync(s_eleven, Cancellation);

        Assert.Equal([10, 1], sqs.Requests.Select(static request => Entries(request).Count));
        var second = JsonElement.Parse(sqs.Requests[0].Body);
        Assert.EndsWith("/123456789012/orders-mailer.fifo", second.GetProperty("QueueUrl").GetString(), StringComparison.Ordinal);
        Assert.Equal([("r-1", 1), ("r-2", 2)], Entries(sqs.Requests[0]).Take(2));
        Assert.Equal([("r-11", 11)], Entries(sqs.Requests[1]));
    }

    [Fact]
    public async Task A_message_that_SQS_refuses_is_an_error_after_the_others()
    {
        await using var sqs = Sqs("""{"Successful":[],"Failed":[{"Id":"m0","Code":"InvalidParameterValue","SenderFault":true}]}""");
        using var queue = Queue(sqs);

        var error = await Assert.ThrowsAsync<AmazonSQSException>(async ()
            => await queue.HideAsync(s_eleven, Cancellation));

        Assert.Equal(("InvalidParameterValue", 2), (error.ErrorCode, sqs.Requests.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("orders-mailer")]
    [InlineData("arn:aws:sqs:eu-central-1:123456789012:orders-mailer")]
    [InlineData("https://sqs.eu-central-1.amazonaws.com/")]
    public void What_is_no_queues_URL_is_refused(string url)
        => Assert.Contains(
            "https://sqs.REGION.amazonaws.com/ACCOUNT/NAME",
            Assert.Throws<ArgumentException>(() => new SqsMessageVisibility(url)).Message,
            StringComparison.Ordinal);

    private static List<(string? Receipt, int Seconds)> Entries(LoopbackRequest request)
        => [.. JsonElement.Parse(request.Body).GetProperty("Entries").EnumerateArray().Select(static entry
            => (entry.GetProperty("ReceiptHandle").GetString(), entry.GetProperty("VisibilityTimeout").GetInt32()))];

    private static LoopbackServer Sqs(string answer) => new(_ => LoopbackAnswer.Of(200, answer, "application/x-amz-json-1.0"));

    private static SqsMessageVisibility Queue(LoopbackServer server) => new($"{server.Url}/123456789012/orders-mailer.fifo", config =>
    {
        LoopbackAws.At(server)(config);
        config.AuthenticationRegion = "eu-central-1";
    });
}
