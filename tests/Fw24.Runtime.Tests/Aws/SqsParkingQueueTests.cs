using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Aws;

public sealed class SqsParkingQueueTests
{
    private static readonly FakeTimeProvider s_time = new(new DateTimeOffset(2026, 11, 22, 10, 5, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"eventID":"e-1","dynamodb":{"NewImage":{"N":{"N":"1.00000000000000000000000000000000000001"},"S":{"S":"\u00fc \\ \ud83d"}}}}""")]
    [InlineData("""  [ 1 , "a" ]  """)]
    [InlineData("\"żółć 😀\"")]
    [InlineData("null")]
    public async Task H11_a_record_that_is_JSON_is_parked_byte_for_byte(string content)
    {
        using var body = await ParkAsync(Encoding.UTF8.GetBytes(content), "e-1");

        Assert.Equal(["schema", "function", "reason", "eventId", "parkedAt", "content"], body.RootElement.EnumerateObject().Select(static member => member.Name));
        Assert.Equal("fw24.parked/1", body.RootElement.GetProperty("schema").GetString());
        Assert.Equal("orders-stream", body.RootElement.GetProperty("function").GetString());
        Assert.Equal("Order.Total: expected a number (N), found a string (S).", body.RootElement.GetProperty("reason").GetString());
        Assert.Equal("e-1", body.RootElement.GetProperty("eventId").GetString());
        Assert.Equal("2026-11-22T10:05:00Z", body.RootElement.GetProperty("parkedAt").GetString());
        Assert.Equal(content.Trim(), body.RootElement.GetProperty("content").GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":01}")]
    [InlineData("\"\u00C3\u0028\"")]
    [InlineData("{\"\u00FF\":1}")]
    [InlineData("\"\u00EF\u00BF\u00BF\"")]
    [InlineData("\"\u00EF\u00BF\u00BE\"")]
    [InlineData("\0\u0001\u00FE")]
    [InlineData("deep")]
    public async Task H29_a_record_that_is_anything_else_is_parked_as_base64(string bytes)
    {
        var content = Encoding.Latin1.GetBytes(bytes is "deep" ? new string('[', 10_000) + new string(']', 10_000) : bytes);

        using var body = await ParkAsync(content, eventId: null);

        Assert.Equal(["schema", "function", "reason", "parkedAt", "contentBase64"], body.RootElement.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(content, body.RootElement.GetProperty("contentBase64").GetBytesFromBase64());
    }

    [Fact]
    public async Task H11_a_record_of_a_full_message_is_parked_and_a_larger_one_is_refused_whole()
    {
        await using var sqs = new LoopbackServer(Accept);
        using var queue = Queue(sqs);
        var overhead = await OverheadAsync();

        await queue.ParkAsync(Record(Filled(ParkedMessage.MaxSize - overhead)), Cancellation);
        var error = await Assert.ThrowsAsync<NoClaimCheckException>(async () => await queue.ParkAsync(Record(Filled(ParkedMessage.MaxSize - overhead + 1)), Cancellation));

        Assert.Equal(ParkedMessage.MaxSize, Encoding.UTF8.GetByteCount(Message(Assert.Single(sqs.Requests))));
        Assert.Contains("SQS allows 1048576", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H11_a_record_too_large_for_every_queue_is_parked_by_reference()
    {
        await using var sqs = new LoopbackServer(Accept);
        var claims = new MemoryClaimCheck();
        using var queue = Queue(sqs, claims);
        var content = Filled(2_000_000);

        await queue.ParkAsync(Record(content), Cancellation);
        await queue.ParkAsync(Record(Filled(200_000)), Cancellation);

        var (name, stored) = Assert.Single(claims.Content);
        using var body = JsonDocument.Parse(Message(sqs.Requests[0]));
        Assert.Equal(content, stored);
        Assert.Equal(["schema", "function", "reason", "parkedAt", "contentRef", "contentSha256", "contentSize"], body.RootElement.EnumerateObject().Select(static member => member.Name));
        Assert.Equal($"memory://{name}", body.RootElement.GetProperty("contentRef").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), body.RootElement.GetProperty("contentSha256").GetString());
        Assert.Equal(2_000_000, body.RootElement.GetProperty("contentSize").GetInt32());
        Assert.DoesNotContain("contentRef", Message(sqs.Requests[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_goes_to_the_queue_signed_for_SQS()
    {
        await using var sqs = new LoopbackServer(Accept);
        using var queue = Queue(sqs);

        await queue.ParkAsync(Record("{}"u8.ToArray()), Cancellation);

        var request = Assert.Single(sqs.Requests);
        using var call = JsonDocument.Parse(request.Body);
        Assert.Equal("AmazonSQS.SendMessage", request.Header("X-Amz-Target"));
        Assert.Equal($"{sqs.Url}/123456789012/orders-parking", call.RootElement.GetProperty("QueueUrl").GetString());
        LoopbackAws.AssertSigned(request, "eu-central-1", "sqs");
    }

    [Fact]
    public async Task H11_a_record_that_could_not_be_parked_is_an_error()
    {
        await using var sqs = new LoopbackServer(static _ => LoopbackAnswer.Of(
            400, """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"gone"}""", "application/x-amz-json-1.0"));
        using var queue = Queue(sqs);

        await Assert.ThrowsAnyAsync<AmazonServiceException>(async () => await queue.ParkAsync(Record("{}"u8.ToArray()), Cancellation));
        Assert.Single(sqs.Requests);
    }

    [Fact]
    public async Task H31_throttling_and_resets_are_tried_again()
    {
        var calls = 0;
        await using var sqs = new LoopbackServer(request => ++calls switch
        {
            1 => LoopbackAnswer.Of(400, """{"__type":"com.amazonaws.sqs#RequestThrottled","message":"slow"}""", "application/x-amz-json-1.0"),
            2 => LoopbackAnswer.Reset,
            _ => Accept(request),
        });
        using var queue = Queue(sqs);

        await queue.ParkAsync(Record("{}"u8.ToArray()), Cancellation);
        Assert.Equal(3, sqs.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("orders-parking")]
    [InlineData("arn:aws:sqs:eu-central-1:123456789012:orders-parking")]
    [InlineData("https://sqs.eu-central-1.amazonaws.com/")]
    [InlineData("https://sqs.eu-central-1.amazonaws.com/123456789012/orders-parking.fifo")]
    public void What_is_no_standard_queues_URL_is_refused(string url)
    {
        var error = Assert.Throws<ArgumentException>(() => new SqsParkingQueue(url));
        Assert.Contains("https://sqs.REGION.amazonaws.com/ACCOUNT/NAME", error.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonDocument> ParkAsync(byte[] content, string? eventId)
    {
        await using var sqs = new LoopbackServer(Accept);
        using var queue = Queue(sqs);
        await queue.ParkAsync(Record(content, eventId), Cancellation);
        return JsonDocument.Parse(Message(Assert.Single(sqs.Requests)));
    }

    private static async Task<int> OverheadAsync()
    {
        await using var sqs = new LoopbackServer(Accept);
        using var queue = Queue(sqs);
        await queue.ParkAsync(Record("\"\""u8.ToArray()), Cancellation);
        return Encoding.UTF8.GetByteCount(Message(Assert.Single(sqs.Requests))) - 2;
    }

    private static byte[] Filled(int length) => [(byte)'"', .. Enumerable.Repeat((byte)'x', length - 2), (byte)'"'];

    private static ParkedRecord Record(byte[] content, string? eventId = null) => new()
    {
        Function = "orders-stream",
        Reason = "Order.Total: expected a number (N), found a string (S).",
        EventId = eventId,
        Content = content,
    };

    private static string Message(LoopbackRequest request)
    {
        using var call = JsonDocument.Parse(request.Body);
        return call.RootElement.GetProperty("MessageBody").GetString()!;
    }

    // The SDK verifies the sent body by its MD5.
#pragma warning disable CA5351
    private static LoopbackAnswer Accept(LoopbackRequest request) => LoopbackAnswer.Of(
        200,
        $$"""{"MessageId":"5fea7756","MD5OfMessageBody":"{{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Message(request))))}}"}""",
        "application/x-amz-json-1.0");
#pragma warning restore CA5351

    private static SqsParkingQueue Queue(LoopbackServer server, IClaimCheck? claims = null) => new($"{server.Url}/123456789012/orders-parking", claims, time: s_time, configure: config =>
    {
        LoopbackAws.At(server)(config);
        config.AuthenticationRegion = "eu-central-1";
    });
}
