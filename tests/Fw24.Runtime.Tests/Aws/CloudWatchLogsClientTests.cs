using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Audit.Sinks;
using Fw24.Aws;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Aws;

public sealed class CloudWatchLogsClientTests
{
    private const string Group = "/audit/logs/orders";
    private const string Stream = "2026/11/22/orders-audit/7f3a";

    private static readonly LogEvent[] s_events =
    [
        new(new DateTimeOffset(2026, 11, 22, 10, 5, 0, TimeSpan.Zero), """{"id":"e-1","text":"żółć 😀 \"\\\n <&+'>"}"""u8.ToArray()),
        new(new DateTimeOffset(2026, 11, 22, 12, 5, 0, 7, TimeSpan.FromHours(2)), "plain\ttext\u0001"u8.ToArray()),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_put_by_one_PutLogEvents_call()
    {
        await using var logs = new LoopbackServer(static _ => Ok("""{"nextSequenceToken":"4958"}"""));
        using var client = Client(logs);

        Assert.Equal(default, await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));

        var request = Assert.Single(logs.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/", request.Target);
        Assert.Equal("application/x-amz-json-1.1", request.Header("Content-Type"));
        Assert.Equal("Logs_20140328.PutLogEvents", request.Header("X-Amz-Target"));
        LoopbackAws.AssertSigned(request, "eu-west-1", "logs");

        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal(["logGroupName", "logStreamName", "logEvents"], body.RootElement.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(Group, body.RootElement.GetProperty("logGroupName").GetString());
        Assert.Equal(Stream, body.RootElement.GetProperty("logStreamName").GetString());
        Assert.Equal(
            [(1795341900000, Encoding.UTF8.GetString(s_events[0].Message.Span)), (1795341900007, "plain\ttext\u0001")],
            body.RootElement.GetProperty("logEvents").EnumerateArray().Select(static one => (one.GetProperty("timestamp").GetInt64(), one.GetProperty("message").GetString()!)));
    }

    [Fact]
    public async Task A_quote_costs_two_bytes_and_a_letter_its_own()
    {
        // Otherwise the body of a full call would not fit: a million bytes of JSON have some hundred thousand quotes.
        await using var logs = new LoopbackServer(static _ => Ok("{}"));
        using var client = Client(logs);

        await client.PutLogEventsAsync(Group, Stream, [new(DateTimeOffset.UnixEpoch, "{\"ż\":\"<&>\"}"u8.ToArray())], Cancellation);

        Assert.EndsWith("""{"timestamp":0,"message":"{\"ż\":\"<&>\"}"}]}""", Assert.Single(logs.Requests).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"rejectedLogEventsInfo":{"tooNewLogEventStartIndex":3,"tooOldLogEventEndIndex":1,"expiredLogEventEndIndex":2}}""", 1, 2, 3)]
    [InlineData("""{"rejectedLogEventsInfo":{"tooOldLogEventEndIndex":0},"nextSequenceToken":"1"}""", 0, null, null)]
    [InlineData("""{"nextSequenceToken":null,"rejectedLogEventsInfo":{"later":{"a":[1]},"expiredLogEventEndIndex":5,"tooOldLogEventEndIndex":null}}""", null, 5, null)]
    [InlineData("""{"rejectedLogEventsInfo":null,"rejectedEntityInfo":{"errorType":"InvalidEntity"}}""", null, null, null)]
    [InlineData("{}", null, null, null)]
    public async Task H19_rejected_events_are_told(string answer, int? tooOld, int? expired, int? tooNew)
    {
        await using var logs = new LoopbackServer(_ => Ok(answer));
        using var client = Client(logs);

        Assert.Equal(new RejectedLogEvents(tooOld, expired, tooNew), await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("<html/>")]
    [InlineData("""{"rejectedLogEventsInfo":{"tooOldLogEventEndIndex":"1"}}""")]
    [InlineData("""{"rejectedLogEventsInfo":{"tooOldLogEventEndIndex":1""")]
    public async Task H31_an_answer_of_another_kind_is_no_success(string answer)
    {
        await using var logs = new LoopbackServer(_ => Ok(answer));
        using var client = Client(logs);

        await Assert.ThrowsAnyAsync<Exception>(async () => await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));
    }

    [Fact]
    public async Task A_missing_group_is_made_with_its_retention_and_the_events_are_put_again()
    {
        var (group, stream) = (false, false);
        await using var logs = new LoopbackServer(request =>
        {
            switch (Operation(request))
            {
                case "CreateLogGroup":
                    group = true;
                    return Ok("");
                case "PutRetentionPolicy":
                    return Ok("");
                case "CreateLogStream" when group:
                    stream = true;
                    return Ok("");
                case "PutLogEvents" when stream:
                    return Ok("""{"rejectedLogEventsInfo":{"tooOldLogEventEndIndex":1}}""");
                default:
                    return Error(400, "ResourceNotFoundException");
            }
        });
        using var client = Client(logs, AuditRetention.FiveYears);

        Assert.Equal(new RejectedLogEvents(1, null, null), await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));

        Assert.Equal(
            ["PutLogEvents", "CreateLogStream", "CreateLogGroup", "PutRetentionPolicy", "CreateLogStream", "PutLogEvents"],
            logs.Requests.Select(Operation));
        Assert.Equal($$"""{"logGroupName":"{{Group}}"}""", logs.Requests[2].Text);
        Assert.Equal($$"""{"logGroupName":"{{Group}}","retentionInDays":1827}""", logs.Requests[3].Text);
        Assert.Equal($$"""{"logGroupName":"{{Group}}","logStreamName":"{{Stream}}"}""", logs.Requests[4].Text);
        Assert.All(logs.Requests, static request => LoopbackAws.AssertSigned(request, "eu-west-1", "logs"));
    }

    [Fact]
    public async Task A_group_that_keeps_its_events_forever_gets_no_retention_policy()
    {
        var calls = 0;
        await using var logs = new LoopbackServer(_ => ++calls == 1 ? Error(400, "ResourceNotFoundException") : Ok(""));
        using var client = Client(logs, AuditRetention.Forever);

        await client.CreateLogStreamAsync(Group, Stream, Cancellation);

        Assert.Equal(["CreateLogStream", "CreateLogGroup", "CreateLogStream"], logs.Requests.Select(Operation));
    }

    [Fact]
    public async Task What_exists_already_is_success()
    {
        var missing = true;
        await using var logs = new LoopbackServer(request =>
        {
            if (missing)
            {
                missing = false;
                return Error(400, "ResourceNotFoundException");
            }

            return Operation(request) is "PutRetentionPolicy" ? Ok("") : Error(400, "ResourceAlreadyExistsException");
        });
        using var client = Client(logs, AuditRetention.OneYear);

        await client.CreateLogStreamAsync(Group, Stream, Cancellation);

        Assert.Equal(["CreateLogStream", "CreateLogGroup", "PutRetentionPolicy", "CreateLogStream"], logs.Requests.Select(Operation));
    }

    [Fact]
    public async Task A_group_that_cannot_be_made_is_an_error()
    {
        await using var logs = new LoopbackServer(static request => Error(400, Operation(request) is "CreateLogGroup" ? "AccessDeniedException" : "ResourceNotFoundException"));
        using var client = Client(logs);

        var error = await Assert.ThrowsAsync<AmazonServiceException>(async () => await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));

        Assert.Equal(("AccessDeniedException", "told why", "req-7"), (error.ErrorCode, error.Message, error.RequestId));
        Assert.Equal(3, logs.Requests.Count);
    }

    [Fact]
    public async Task Events_of_a_call_whose_answer_was_lost_are_stored_once()
    {
        var calls = 0;
        await using var logs = new LoopbackServer(_ => ++calls == 1 ? Ok("{}") with { TruncateAt = 1 } : Error(400, "DataAlreadyAcceptedException"));
        using var client = Client(logs);

        Assert.Equal(default, await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));
    }

    [Theory]
    [InlineData(400, "ThrottlingException")]
    [InlineData(400, "Throttling")]
    [InlineData(400, "ThrottledException")]
    [InlineData(400, "RequestThrottledException")]
    [InlineData(400, "RequestThrottled")]
    [InlineData(400, "TooManyRequestsException")]
    [InlineData(400, "RequestLimitExceeded")]
    [InlineData(400, "BandwidthLimitExceeded")]
    [InlineData(400, "ProvisionedThroughputExceededException")]
    [InlineData(400, "LimitExceededException")]
    [InlineData(400, "SlowDown")]
    [InlineData(429, "TooManyRequestsException")]
    [InlineData(500, "InternalFailure")]
    [InlineData(503, "ServiceUnavailableException")]
    public async Task H31_an_error_that_passes_is_tried_again(int status, string code)
    {
        var calls = 0;
        await using var logs = new LoopbackServer(_ => ++calls < 3 ? Error(status, code) : Ok("{}"));
        using var client = Client(logs);

        await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation);
        Assert.Equal(3, logs.Requests.Count);
    }

    [Theory]
    [InlineData(400, "InvalidParameterException")]
    [InlineData(400, "UnrecognizedClientException")]
    [InlineData(400, "AccessDeniedException")]
    public async Task An_error_that_will_not_pass_is_thrown_at_once(int status, string code)
    {
        await using var logs = new LoopbackServer(_ => Error(status, code));
        using var client = Client(logs);

        var error = await Assert.ThrowsAsync<AmazonServiceException>(async () => await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));

        Assert.Equal(code, error.ErrorCode);
        Assert.Single(logs.Requests);
    }

    // The forms of errors in the AWS JSON protocol: in the body or in a header, with or without the namespace.
    [Theory]
    [InlineData("""{"__type":"com.amazonaws.logs#AccessDeniedException","message":"told why"}""", null)]
    [InlineData("""{"__type":"AccessDeniedException","Message":"told why","later":{"a":[1,{"b":null}]}}""", null)]
    [InlineData("""{"message":"told why","code":"AccessDeniedException"}""", null)]
    [InlineData("""{"message":"told why"}""", "AccessDeniedException")]
    [InlineData("""{"message":"told why"}""", "AccessDeniedException:http://internal.amazon.com/coral/com.amazon.coral.service/")]
    public async Task An_error_is_told_however_it_is_written(string body, string? header)
    {
        var answer = LoopbackAnswer.Of(400, body, "application/x-amz-json-1.1", ("x-amzn-RequestId", "req-7"));
        await using var logs = new LoopbackServer(_ => header is null ? answer : answer.With("x-amzn-ErrorType", header));
        using var client = Client(logs);

        var error = await Assert.ThrowsAsync<AmazonServiceException>(async () => await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));

        Assert.Equal(("AccessDeniedException", "told why", "req-7", 400), (error.ErrorCode, error.Message, error.RequestId, (int)error.StatusCode));
        Assert.Single(logs.Requests);
    }

    // Intermediaries between a client and a service respond in formats of their own.
    [Theory]
    [InlineData("")]
    [InlineData("<html>bad gateway</html>")]
    [InlineData("{")]
    public async Task H31_an_error_that_is_no_JSON_is_still_one(string body)
    {
        var calls = 0;
        await using var logs = new LoopbackServer(_ => ++calls < 3 ? LoopbackAnswer.Of(503, body, "text/html") : LoopbackAnswer.Of(403, body, "text/html"));
        using var client = Client(logs);

        var error = await Assert.ThrowsAsync<AmazonServiceException>(async () => await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));

        Assert.Equal(403, (int)error.StatusCode);
        Assert.Equal(3, logs.Requests.Count);
    }

    [Theory]
    [InlineData("InvalidSignatureException")]
    [InlineData("RequestExpired")]
    [InlineData("RequestTimeTooSkewed")]
    public async Task H31_a_clock_that_is_wrong_is_corrected_and_the_call_is_made_again(string code)
    {
        var calls = 0;
        await using var logs = new LoopbackServer(_ => ++calls == 1
            ? Error(400, code).With("Date", DateTimeOffset.UtcNow.AddHours(3).ToString("r", CultureInfo.InvariantCulture))
            : Ok("{}"));
        using var client = Client(logs);

        Assert.Equal(default, await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));

        Assert.Equal(2, logs.Requests.Count);
        Assert.All(logs.Requests, static request => LoopbackAws.AssertSigned(request, "eu-west-1", "logs"));
        Assert.InRange(LoopbackAws.SignedAt(logs.Requests[1]) - LoopbackAws.SignedAt(logs.Requests[0]), TimeSpan.FromHours(2.9), TimeSpan.FromHours(3.1));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("reset")]
    [InlineData("silence")]
    public async Task H31_a_connection_that_breaks_is_tried_again(string fault)
    {
        var calls = 0;
        await using var logs = new LoopbackServer(_ => (++calls, fault) switch
        {
            (> 1, _) => Ok("""{"rejectedLogEventsInfo":{"tooOldLogEventEndIndex":1}}"""),
            (_, "truncated") => Ok("""{"rejectedLogEventsInfo":{"tooOldLogEventEndIndex":2}}""") with { TruncateAt = 30 },
            (_, "reset") => LoopbackAnswer.Reset,
            _ => LoopbackAnswer.Silence,
        });
        using var client = new CloudWatchLogsClient("eu-west-1", configure: config =>
        {
            LoopbackAws.At(logs)(config);
            config.Timeout = TimeSpan.FromMilliseconds(fault is "silence" ? 200 : 60_000);
        });

        Assert.Equal(new RejectedLogEvents(1, null, null), await client.PutLogEventsAsync(Group, Stream, s_events, Cancellation));
        Assert.Equal(2, logs.Requests.Count);
    }

    private static CloudWatchLogsClient Client(LoopbackServer server, AuditRetention retention = AuditRetention.OneYear)
        => new("eu-west-1", retention, LoopbackAws.At(server));

    private static string Operation(LoopbackRequest request) => request.Header("X-Amz-Target")!["Logs_20140328.".Length..];

    private static LoopbackAnswer Ok(string body) => LoopbackAnswer.Of(200, body, "application/x-amz-json-1.1");

    private static LoopbackAnswer Error(int status, string code) => LoopbackAnswer.Of(
        status, $$"""{"__type":"com.amazonaws.logs#{{code}}","message":"told why"}""", "application/x-amz-json-1.1", ("x-amzn-RequestId", "req-7"));
}
