using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Aws;

public sealed class SnsChangePublisherTests
{
    private const string Topic = "arn:aws:sns:eu-central-1:123456789012:orders-stream.fifo";
    private const string Xml = "text/xml";

    private static readonly ChangeMessage s_plain = new()
    {
        Body = """{"id":"e-1","data":{"a":{"S":"x & y = z + 100%"}}}"""u8.ToArray(),
        Entity = "Order",
        Operation = "insert",
        Changed = """["*"]"""u8.ToArray(),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_is_one_PublishBatch_call()
    {
        await using var sns = new LoopbackServer(static request => LoopbackAnswer.Of(200, Published(Count(request)), Xml));
        using var publisher = Publisher(sns);
        var fifo = s_plain with
        {
            Body = """{"id":"e-2","text":"żółć 😀 \"\\\n"}"""u8.ToArray(),
            Operation = "modify",
            Changed = """["Status","Lines"]"""u8.ToArray(),
            GroupId = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"u8.ToArray(),
            DeduplicationId = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"u8.ToArray(),
            TraceParent = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01",
        };

        Assert.Empty(await publisher.PublishAsync([s_plain, fifo], Cancellation));

        (string Name, string Value)[] expected =
        [
            ("Action", "PublishBatch"),
            ("Version", "2010-03-31"),
            ("TopicArn", Topic),
            ("PublishBatchRequestEntries.member.1.Id", "0"),
            ("PublishBatchRequestEntries.member.1.Message", """{"id":"e-1","data":{"a":{"S":"x & y = z + 100%"}}}"""),
            .. Attributes(1, ("entity", "String", "Order"), ("operation", "String", "insert"), ("changed", "String.Array", """["*"]"""), ("schema", "String", "fw24.change/1")),
            ("PublishBatchRequestEntries.member.2.Id", "1"),
            ("PublishBatchRequestEntries.member.2.Message", """{"id":"e-2","text":"żółć 😀 \"\\\n"}"""),
            ("PublishBatchRequestEntries.member.2.MessageGroupId", "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"),
            ("PublishBatchRequestEntries.member.2.MessageDeduplicationId", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            .. Attributes(
                2,
                ("entity", "String", "Order"),
                ("operation", "String", "modify"),
                ("changed", "String.Array", """["Status","Lines"]"""),
                ("schema", "String", "fw24.change/1"),
                ("traceparent", "String", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01")),
        ];
        var request = Assert.Single(sns.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/", request.Target);
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", request.Header("Content-Type"));
        Assert.Equal(string.Join('&', expected.Select(static pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}")), request.Text);
        LoopbackAws.AssertSigned(request, "eu-central-1", "sns");
    }

    [Fact]
    public async Task Ten_entries_are_numbered_from_one()
    {
        await using var sns = new LoopbackServer(static request => LoopbackAnswer.Of(200, Published(Count(request)), Xml));
        using var publisher = Publisher(sns);

        Assert.Empty(await publisher.PublishAsync([.. Enumerable.Repeat(s_plain, 10)], Cancellation));

        var ids = Assert.Single(sns.Requests).Form.Where(static pair => pair.Key.EndsWith(".Id", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, 10).Select(static n => KeyValuePair.Create($"PublishBatchRequestEntries.member.{n}.Id", $"{n - 1}")), ids);
    }

    [Fact]
    public async Task Failed_entries_are_told_with_their_fault()
    {
        const string Answer = """
            <PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
              <PublishBatchResult>
                <Failed>
                  <member><Id>2</Id><Code>InternalError</Code><Message>try &lt;again&gt;</Message><SenderFault>false</SenderFault></member>
                  <member><SenderFault>true</SenderFault><Message/><Code>InvalidParameter</Code><Id>0</Id></member>
                </Failed>
                <Successful>
                  <member><MessageId>a</MessageId><Id>1</Id><SequenceNumber>10000000000000003000</SequenceNumber></member>
                </Successful>
              </PublishBatchResult>
              <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
            </PublishBatchResponse>
            """;
        await using var sns = new LoopbackServer(static _ => LoopbackAnswer.Of(200, Answer, Xml));
        using var publisher = Publisher(sns);

        var failures = await publisher.PublishAsync([s_plain, s_plain, s_plain], Cancellation);

        Assert.Equal(
            [new PublishFailure(0, "InvalidParameter", "", SenderFault: true), new PublishFailure(2, "InternalError", "try <again>", SenderFault: false)],
            failures);
    }

    [Theory]
    [InlineData("<PublishBatchResponse><PublishBatchResult><Successful/><Failed/></PublishBatchResult></PublishBatchResponse>", 2)]
    [InlineData("<PublishBatchResponse><PublishBatchResult><Successful><member><Id>0</Id></member><member><Id>7</Id></member></Successful></PublishBatchResult></PublishBatchResponse>", 1)]
    [InlineData("<PublishBatchResponse><PublishBatchResult><Successful><member><Id>0</Id></member><member><Id>x</Id></member><member/></Successful></PublishBatchResult></PublishBatchResponse>", 1)]
    [InlineData("<PublishBatchResponse/>", 2)]
    public async Task H31_what_the_answer_does_not_mention_counts_as_failed(string answer, int failed)
    {
        await using var sns = new LoopbackServer(_ => LoopbackAnswer.Of(200, answer, Xml));
        using var publisher = Publisher(sns);

        var failures = await publisher.PublishAsync([s_plain, s_plain], Cancellation);

        Assert.Equal(failed, failures.Count);
        Assert.Equal(1, failures[^1].Index);
        Assert.All(failures, static failure => Assert.False(failure.SenderFault));
    }

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("""{"Successful":[{"Id":"0"}]}""")]
    [InlineData("<html><Successful><member><Id>0</Id></member></Successful></html>")]
    [InlineData("<PublishBatchResponse><PublishBatchResult><Successful><member><Id>0</Id></member>")]
    public async Task H31_an_answer_of_another_kind_tells_nothing(string answer)
    {
        await using var sns = new LoopbackServer(_ => LoopbackAnswer.Of(200, answer, Xml));
        using var publisher = Publisher(sns);

        await Assert.ThrowsAsync<AmazonClientException>(async () => await publisher.PublishAsync([s_plain], Cancellation));
    }

    [Theory]
    [InlineData(400, "Throttling")]
    [InlineData(400, "ThrottledException")]
    [InlineData(429, "TooManyRequestsException")]
    [InlineData(400, "RequestLimitExceeded")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(502, "")]
    [InlineData(429, "Throttled")]
    public async Task H31_an_error_that_passes_is_tried_again(int status, string code)
    {
        var calls = 0;
        await using var sns = new LoopbackServer(_ => ++calls < 3 ? Error(status, code) : LoopbackAnswer.Of(200, Published(1), Xml));
        using var publisher = Publisher(sns);

        Assert.Empty(await publisher.PublishAsync([s_plain], Cancellation));

        Assert.Equal(3, sns.Requests.Count);
        Assert.All(sns.Requests, request => Assert.Equal(sns.Requests[0].Text, request.Text));
        Assert.All(sns.Requests, static request => LoopbackAws.AssertSigned(request, "eu-central-1", "sns"));
    }

    // Query errors: with and without the namespace, with members that a later version may add, and for either party's fault.
    [Theory]
    [InlineData("<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n <Error>\n  <Type>Sender</Type>\n  <Code>NotFound</Code>\n  <Message>told why</Message>\n </Error>\n <RequestId>req-7</RequestId>\n</ErrorResponse>", ErrorType.Sender)]
    [InlineData("<ErrorResponse><Error><Later><a/></Later><Message>told why</Message><Code>NotFound</Code><Type>Receiver</Type><Detail/></Error><RequestId>req-7</RequestId></ErrorResponse>", ErrorType.Receiver)]
    public async Task An_error_is_told_however_it_is_written(string body, ErrorType type)
    {
        await using var sns = new LoopbackServer(_ => LoopbackAnswer.Of(404, body, Xml));
        using var publisher = Publisher(sns);

        var error = await Assert.ThrowsAsync<AmazonServiceException>(async () => await publisher.PublishAsync([s_plain], Cancellation));

        Assert.Equal(("NotFound", "told why", "req-7", type), (error.ErrorCode, error.Message, error.RequestId, error.ErrorType));
        Assert.Single(sns.Requests);
    }

    [Fact]
    public async Task H31_an_error_that_stays_is_thrown_after_three_tries()
    {
        await using var sns = new LoopbackServer(static _ => Error(503, "ServiceUnavailable"));
        using var publisher = Publisher(sns);

        var error = await Assert.ThrowsAsync<AmazonServiceException>(async () => await publisher.PublishAsync([s_plain], Cancellation));

        Assert.Equal("ServiceUnavailable", error.ErrorCode);
        Assert.Equal(3, sns.Requests.Count);
    }

    [Theory]
    [InlineData(403, "AuthorizationError")]
    [InlineData(403, "InvalidSecurity")]
    [InlineData(403, "InvalidClientTokenId")]
    [InlineData(403, "ExpiredToken")]
    [InlineData(403, "SignatureDoesNotMatch")]
    [InlineData(404, "NotFound")]
    [InlineData(400, "EndpointDisabled")]
    [InlineData(400, "InvalidParameter")]
    [InlineData(400, "InvalidParameterValue")]
    [InlineData(400, "ValidationException")]
    [InlineData(400, "InvalidBatchEntryId")]
    [InlineData(400, "KMSAccessDenied")]
    [InlineData(400, "KMSDisabled")]
    [InlineData(400, "KMSInvalidState")]
    [InlineData(400, "KMSNotFound")]
    [InlineData(403, "KMSOptInRequired")]
    // It is transient, but unknown to the SDK: the stream processor itself retries.
    [InlineData(400, "KMSThrottling")]
    public async Task An_error_that_the_SDK_does_not_expect_to_pass_is_thrown_at_once(int status, string code)
    {
        await using var sns = new LoopbackServer(_ => Error(status, code));
        using var publisher = Publisher(sns);

        var error = await Assert.ThrowsAsync<AmazonServiceException>(async () => await publisher.PublishAsync([s_plain], Cancellation));

        Assert.Equal((code, status, "req-7", ErrorType.Sender), (error.ErrorCode, (int)error.StatusCode, error.RequestId, error.ErrorType));
        Assert.Equal("told <why>", error.Message);
        Assert.Single(sns.Requests);
    }

    // Codes that SNS calls the sender's fault in a PublishBatch entry: a faulty message is parked; a faulty stack (a permission, a key,
    // a topic) fails every message until it is fixed, so the records are retried.
    [Theory]
    [InlineData("InvalidParameter", true)]
    [InlineData("InvalidParameterValue", true)]
    [InlineData("ParameterValueInvalid", true)]
    [InlineData("BatchRequestTooLong", true)]
    [InlineData("AuthorizationError", false)]
    [InlineData("AccessDenied", false)]
    [InlineData("InvalidSecurity", false)]
    [InlineData("KMSAccessDenied", false)]
    [InlineData("KMSDisabled", false)]
    [InlineData("KMSInvalidState", false)]
    [InlineData("KMSNotFound", false)]
    [InlineData("KMSOptInRequired", false)]
    [InlineData("KMSThrottling", false)]
    [InlineData("NotFound", false)]
    [InlineData("EndpointDisabled", false)]
    [InlineData("Throttled", false)]
    [InlineData("InternalError", false)]
    [InlineData("SomethingNew", false)]
    public async Task H11_only_what_is_wrong_with_a_message_parks_it(string code, bool isParked)
    {
        var answer = $"<PublishBatchResponse><PublishBatchResult><Failed><member><Id>0</Id><Code>{code}</Code><SenderFault>true</SenderFault></member></Failed><Successful><member><Id>1</Id></member></Successful></PublishBatchResult></PublishBatchResponse>";
        await using var sns = new LoopbackServer(request => LoopbackAnswer.Of(200, Count(request) is 2 ? answer : answer.Replace("<Id>1</Id>", "", StringComparison.Ordinal), Xml));
        using var publisher = Publisher(sns);
        var stream = new TestStream(publisher: publisher);

        var failed = await stream.InvokeAsync(TestRecord.Change("a", 1, 0), TestRecord.Change("b", 1, 1));

        Assert.Equal(isParked ? [] : [TestRecord.Sequence(0)], failed);
        Assert.Equal(isParked ? ["a-1"] : [], stream.Parking.EventIds);
        Assert.Equal(isParked ? 1 : 4, sns.Requests.Count);
    }

    [Theory]
    [InlineData(403, "AuthorizationError")]
    [InlineData(400, "KMSAccessDenied")]
    [InlineData(404, "NotFound")]
    [InlineData(400, "InvalidParameter")]
    [InlineData(403, "ExpiredToken")]
    public async Task H11_a_call_that_is_refused_as_a_whole_parks_nothing(int status, string code)
    {
        await using var sns = new LoopbackServer(_ => Error(status, code));
        using var publisher = Publisher(sns);
        var stream = new TestStream(publisher: publisher);

        var failed = await stream.InvokeAsync(TestRecord.Change("a", 1, 0), TestRecord.Change("b", 1, 1));

        Assert.Equal([TestRecord.Sequence(0), TestRecord.Sequence(1)], failed);
        Assert.Empty(stream.Parking.Records);
        Assert.Contains(code, Assert.Single(stream.Log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidParameter")]
    [InlineData("BatchRequestTooLong")]
    public async Task H11_a_message_for_which_a_whole_call_is_refused_is_parked_and_the_others_go_on(string code)
    {
        var published = new List<string>();
        await using var sns = new LoopbackServer(request =>
        {
            string[] ids = [.. request.Form.Where(static pair => pair.Key.EndsWith(".Message", StringComparison.Ordinal)).Select(static pair => JsonElement.Parse(pair.Value).GetProperty("id").GetString()!)];
            if (ids.Contains("b-1"))
            {
                return Error(400, code);
            }

            published.AddRange(ids);
            return LoopbackAnswer.Of(200, Published(ids.Length), Xml);
        });
        using var publisher = Publisher(sns);
        var stream = new TestStream(publisher: publisher);

        var failed = await stream.InvokeAsync(TestRecord.Change("a", 1, 0), TestRecord.Change("b", 1, 1), TestRecord.Change("c", 1, 2), TestRecord.Change("a", 2, 3), TestRecord.Change("b", 2, 4));

        // The call of three, each of them in its own call, then the messages that waited for them.
        Assert.Empty(failed);
        Assert.Equal(["b-1"], stream.Parking.EventIds);
        Assert.Equal(["a-1", "c-1", "a-2", "b-2"], published);
        Assert.Equal(5, sns.Requests.Count);
    }

    [Fact]
    public async Task H11_where_no_message_passes_by_itself_none_is_to_blame()
    {
        // A throttled neighbour does not prove that the topic works.
        const string Throttled = "<PublishBatchResponse><PublishBatchResult><Failed><member><Id>0</Id><Code>Throttled</Code></member></Failed></PublishBatchResult></PublishBatchResponse>";
        await using var sns = new LoopbackServer(static request => request.Text.Contains("%22b-1%22", StringComparison.Ordinal) ? Error(400, "InvalidParameter") : LoopbackAnswer.Of(200, Throttled, Xml));
        using var publisher = Publisher(sns);
        var stream = new TestStream(publisher: publisher);

        Assert.Equal(2, (await stream.InvokeAsync(TestRecord.Change("a", 1, 0), TestRecord.Change("b", 1, 1))).Length);

        Assert.Empty(stream.Parking.Records);
    }

    [Fact]
    public async Task H31_of_messages_that_are_published_one_by_one_each_keeps_its_own_failure()
    {
        const string Throttled = "<PublishBatchResponse><PublishBatchResult><Failed><member><Id>0</Id><Code>Throttled</Code></member></Failed></PublishBatchResult></PublishBatchResponse>";
        await using var sns = new LoopbackServer(static request => Count(request) is 3 || request.Text.Contains("poison", StringComparison.Ordinal) ? Error(400, "InvalidParameter")
            : request.Text.Contains("busy", StringComparison.Ordinal) ? LoopbackAnswer.Of(200, Throttled, Xml)
            : LoopbackAnswer.Of(200, Published(1), Xml));
        using var publisher = Publisher(sns);

        var failures = await publisher.PublishAsync([s_plain, s_plain with { Body = "\"busy\""u8.ToArray() }, s_plain with { Body = "\"poison\""u8.ToArray() }], Cancellation);

        Assert.Equal([(1, "Throttled", false), (2, "InvalidParameter", true)], failures.Select(static failure => (failure.Index, failure.Code, failure.SenderFault)));
    }

    // "Clock skew" of the SDK: the response's Date gives the time, and the retry is signed for it.
    [Theory]
    [InlineData(403, "RequestExpired")]
    [InlineData(403, "RequestTimeTooSkewed")]
    [InlineData(403, "SignatureDoesNotMatch")]
    public async Task H31_a_clock_that_is_wrong_is_corrected_and_the_call_is_made_again(int status, string code)
    {
        var skew = TimeSpan.FromHours(-3);
        var calls = 0;
        await using var sns = new LoopbackServer(_ => ++calls == 1
            ? Error(status, code).With("Date", DateTimeOffset.UtcNow.Add(skew).ToString("r", CultureInfo.InvariantCulture))
            : LoopbackAnswer.Of(200, Published(1), Xml));
        using var publisher = Publisher(sns);

        Assert.Empty(await publisher.PublishAsync([s_plain], Cancellation));

        Assert.Equal(2, sns.Requests.Count);
        Assert.All(sns.Requests, static request => LoopbackAws.AssertSigned(request, "eu-central-1", "sns"));
        Assert.InRange(LoopbackAws.SignedAt(sns.Requests[1]) - LoopbackAws.SignedAt(sns.Requests[0]), skew - TimeSpan.FromMinutes(6), skew + TimeSpan.FromMinutes(6));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("\uFFFE\uFFFF and \uFFFD")]
    [InlineData("zażółć 😀 \uFFFF")]
    public async Task H07_a_message_has_the_size_that_is_sent(string text)
    {
        await using var sns = new LoopbackServer(static _ => LoopbackAnswer.Of(200, Published(1), Xml));
        using var publisher = Publisher(sns);
        var message = s_plain with
        {
            Body = Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""),
            Changed = Encoding.UTF8.GetBytes($"""["{text}"]"""),
            TraceParent = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01",
        };

        await publisher.PublishAsync([message], Cancellation);

        // The body, and the name, type and value of each attribute.
        var counted = Assert.Single(sns.Requests).Form.Where(static pair => pair.Key.EndsWith(".Message", StringComparison.Ordinal) || pair.Key.Contains(".MessageAttributes.", StringComparison.Ordinal));
        Assert.Equal(counted.Sum(static pair => Encoding.UTF8.GetByteCount(pair.Value)), message.Size);
    }

    [Fact]
    public async Task H08_a_message_too_long_by_itself_is_the_senders_fault()
    {
        await using var sns = new LoopbackServer(static _ => Error(400, "BatchRequestTooLong"));
        using var publisher = Publisher(sns);

        var failure = Assert.Single(await publisher.PublishAsync([s_plain], Cancellation));
        Assert.Equal((0, "BatchRequestTooLong", true), (failure.Index, failure.Code, failure.SenderFault));

        await Assert.ThrowsAsync<AmazonServiceException>(async () => await publisher.PublishAsync([s_plain, s_plain], Cancellation));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("truncated chunk")]
    [InlineData("truncated error")]
    [InlineData("reset")]
    [InlineData("silence")]
    public async Task H31_a_connection_that_breaks_is_tried_again(string fault)
    {
        var calls = 0;
        await using var sns = new LoopbackServer(_ => (++calls, fault) switch
        {
            (> 1, _) => LoopbackAnswer.Of(200, Published(1), Xml),
            (_, "truncated") => LoopbackAnswer.Of(200, Published(1), Xml) with { TruncateAt = 40 },
            (_, "truncated chunk") => LoopbackAnswer.Of(200, Published(1), Xml) with { TruncateAt = 40, ChunkSize = 16 },
            (_, "truncated error") => Error(503, "ServiceUnavailable") with { TruncateAt = 40 },
            (_, "reset") => LoopbackAnswer.Reset,
            _ => LoopbackAnswer.Silence,
        });
        using var publisher = new SnsChangePublisher(Topic, config =>
        {
            LoopbackAws.At(sns)(config);
            config.Timeout = TimeSpan.FromMilliseconds(fault is "silence" ? 200 : 60_000);
        });

        Assert.Empty(await publisher.PublishAsync([s_plain], Cancellation));
        Assert.Equal(2, sns.Requests.Count);
    }

    [Fact]
    public async Task H31_a_try_takes_seconds_not_minutes()
    {
        await using var sns = new LoopbackServer(static _ => LoopbackAnswer.Of(200, Published(1), Xml));
        var timeout = TimeSpan.Zero;
        using var publisher = new SnsChangePublisher(Topic, config =>
        {
            LoopbackAws.At(sns)(config);
            timeout = config.Timeout!.Value;
        });

        await publisher.PublishAsync([s_plain], Cancellation);
        Assert.Equal(TimeSpan.FromSeconds(5), timeout);
    }

    [Fact]
    public async Task H30_a_call_ends_with_the_invocations_time()
    {
        using var ending = new CancellationTokenSource();
        await using var sns = new LoopbackServer(_ =>
        {
            ending.Cancel();
            return LoopbackAnswer.Silence;
        });
        using var publisher = Publisher(sns);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await publisher.PublishAsync([s_plain], ending.Token));
        Assert.Single(sns.Requests);
    }

    [Fact]
    public async Task Temporary_credentials_send_their_token()
    {
        await using var sns = new LoopbackServer(static _ => LoopbackAnswer.Of(200, Published(1), Xml));
        using var publisher = new SnsChangePublisher(Topic, config =>
        {
            config.ServiceURL = sns.Url;
            config.DefaultAWSCredentials = new SessionAWSCredentials(LoopbackAws.AccessKey, LoopbackAws.SecretKey, "token/+=");
        });

        await publisher.PublishAsync([s_plain], Cancellation);

        var request = Assert.Single(sns.Requests);
        Assert.Equal("token/+=", request.Header("X-Amz-Security-Token"));
        Assert.Contains("x-amz-security-token", request.Header("Authorization"), StringComparison.Ordinal);
        LoopbackAws.AssertSigned(request, "eu-central-1", "sns");
    }

    [Theory]
    [InlineData("")]
    [InlineData("orders-stream")]
    [InlineData("arn:aws:sqs:eu-central-1:123456789012:orders")]
    [InlineData("arn:aws:sns::123456789012:orders")]
    [InlineData("arn:aws:sns:eu-central-1:123456789012:orders:8a21d249-4329-4871-acc6-7be709c6ea7f")]
    public void What_is_no_topics_ARN_is_refused(string arn)
    {
        var error = Assert.Throws<ArgumentException>(() => new SnsChangePublisher(arn));
        Assert.Contains("arn:aws:sns:REGION:ACCOUNT:NAME", error.Message, StringComparison.Ordinal);
    }

    private static SnsChangePublisher Publisher(LoopbackServer server) => new(Topic, LoopbackAws.At(server));

    private static int Count(LoopbackRequest request)
        => request.Form.Count(static pair => pair.Key.EndsWith(".Id", StringComparison.Ordinal));

    private static IEnumerable<(string Name, string Value)> Attributes(int entry, params (string Name, string Type, string Value)[] attributes)
    {
        var number = 0;
        foreach (var (name, type, value) in attributes)
        {
            var prefix = $"PublishBatchRequestEntries.member.{entry}.MessageAttributes.entry.{++number}.";
            yield return (prefix + "Name", name);
            yield return (prefix + "Value.DataType", type);
            yield return (prefix + "Value.StringValue", value);
        }
    }

    private static string Published(int count)
    {
        var members = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            members.Append($"<member><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc{i}</MessageId><Id>{i}</Id></member>");
        }

        return $"""<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult><Failed/><Successful>{members}</Successful></PublishBatchResult><ResponseMetadata><RequestId>d74b8436</RequestId></ResponseMetadata></PublishBatchResponse>""";
    }

    private static LoopbackAnswer Error(int status, string code) => LoopbackAnswer.Of(
        status,
        code is ""
            ? "<html>bad gateway</html>"
            : $"""<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>{code}</Code><Message>told &lt;why&gt;</Message></Error><RequestId>req-7</RequestId></ErrorResponse>""",
        Xml);
}
