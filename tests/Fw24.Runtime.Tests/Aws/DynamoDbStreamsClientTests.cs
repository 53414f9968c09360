using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Aws.Streams;
using Fw24.Changes.Reading;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Aws;

public sealed class DynamoDbStreamsClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_signed_JSON_1_0_with_its_target()
    {
        await using var streams = new ScriptedStreams();
        using var client = streams.Client();

        await client.DescribeStreamAsync(ScriptedStreams.Arn, "shard-7", Cancellation);

        var request = Assert.Single(streams.Requests);
        Assert.Equal(("POST", "/"), (request.Method, request.Target));
        Assert.Equal("application/x-amz-json-1.0", request.Header("Content-Type"));
        Assert.Equal("DynamoDBStreams_20120810.DescribeStream", request.Header("X-Amz-Target"));
        Assert.Equal($$"""{"StreamArn":"{{ScriptedStreams.Arn}}","ExclusiveStartShardId":"shard-7"}""", request.Text);
        Assert.Equal("token", request.Header("X-Amz-Security-Token"));
        Assert.Matches("^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-central-1/dynamodb/aws4_request, SignedHeaders=.*host.*x-amz-target, Signature=[0-9a-f]{64}$", request.Header("Authorization"));
    }

    [Theory]
    [InlineData("TRIM_HORIZON", null)]
    [InlineData("LATEST", null)]
    [InlineData("AT_SEQUENCE_NUMBER", "42")]
    [InlineData("AFTER_SEQUENCE_NUMBER", "42")]
    public async Task A_position_becomes_its_iterator_type(string type, string? sequenceNumber)
    {
        await using var streams = new ScriptedStreams { Shards = { new ScriptedShard("s", null, "42") } };
        using var client = streams.Client();
        var position = type switch
        {
            "TRIM_HORIZON" => ShardPosition.TrimHorizon,
            "LATEST" => ShardPosition.Latest,
            "AT_SEQUENCE_NUMBER" => ShardPosition.At(sequenceNumber!),
            _ => ShardPosition.After(sequenceNumber!),
        };

        var iterator = await client.GetShardIteratorAsync(ScriptedStreams.Arn, "s", position, Cancellation);

        Assert.Equal(type is "TRIM_HORIZON" or "AT_SEQUENCE_NUMBER" ? "s|0" : "s|1", iterator);
        var sequence = sequenceNumber is null ? "" : $",\"SequenceNumber\":\"{sequenceNumber}\"";
        Assert.Equal($$"""{"StreamArn":"{{ScriptedStreams.Arn}}","ShardId":"s","ShardIteratorType":"{{type}}"{{sequence}}}""", streams.Requests[0].Text);
    }

    [Fact]
    public async Task Records_become_what_Lambda_hands_over()
    {
        const string record = """
            {"eventID":"e-1","eventName":"REMOVE","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-central-1",
             "dynamodb":{"ApproximateCreationDateTime":1.795375260E9,"Keys":{"p":{"S":"a"}},"OldImage":{"p":{"S":"a"},"n":{"N":"1.0"},"x":{"S":"é\u00e9\ud83d\ude00"}},"SequenceNumber":"700000000000000000001","SizeBytes":9,"StreamViewType":"NEW_AND_OLD_IMAGES"},
             "userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"},"futureMember":{"a":[1,{}]}}
            """;
        await using var streams = new ScriptedStreams { Before = static (_, _) => LoopbackAnswer.Of(200, $$"""{"FutureMember":[{}],"Records":[{{record}}]}""") };
        using var client = streams.Client();

        var page = await client.GetRecordsAsync(ScriptedStreams.Arn, "i", cancellationToken: Cancellation);

        Assert.Null(page.NextShardIterator);
        Assert.Equal("700000000000000000001", page.LastSequenceNumber);
        using var json = JsonDocument.Parse(Assert.Single(page.Records));
        Assert.Equal("1795375260", json.RootElement.GetProperty("dynamodb").GetProperty("ApproximateCreationDateTime").GetRawText());
        Assert.Equal("""{"p":{"S":"a"},"n":{"N":"1.0"},"x":{"S":"é\u00e9\ud83d\ude00"}}""", json.RootElement.GetProperty("dynamodb").GetProperty("OldImage").GetRawText());
        Assert.Equal("""{"principalId":"dynamodb.amazonaws.com","type":"Service"}""", json.RootElement.GetProperty("userIdentity").GetRawText());
        Assert.Equal(ScriptedStreams.Arn, json.RootElement.GetProperty("eventSourceARN").GetString());
        Assert.Equal("""{"a":[1,{}]}""", json.RootElement.GetProperty("futureMember").GetRawText());

        var read = Assert.Single(StreamBatch.Read(ShardRecords.ToEvent(page.Records)));
        Assert.Null(read.Fault);
        Assert.Equal("e-1", Encoding.UTF8.GetString(read.EventId.Span));
        Assert.Equal(ScriptedStreams.Arn, Encoding.UTF8.GetString(read.EventSourceArn.Span));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795375260), read.ChangedAt);
        Assert.Equal(ChangeOrigin.TimeToLive, read.Origin);
    }

    [Theory]
    [InlineData("1795375260", "1795375260")]
    [InlineData("1795375260.000", "1795375260")]
    [InlineData("1795375260.999", "1795375260")]
    [InlineData("1.79537526E9", "1795375260")]
    public async Task Times_become_whole_seconds(string sent, string expected)
    {
        await using var streams = new ScriptedStreams
        {
            Before = (_, _) => LoopbackAnswer.Of(200, $$$"""{"Records":[{"dynamodb":{"Keys":{},"ApproximateCreationDateTime": {{{sent}}} ,"SequenceNumber":"1"}}]}"""),
        };
        using var client = streams.Client();

        var page = await client.GetRecordsAsync(ScriptedStreams.Arn, "i", cancellationToken: Cancellation);

        using var json = JsonDocument.Parse(page.Records[0]);
        Assert.Equal(expected, json.RootElement.GetProperty("dynamodb").GetProperty("ApproximateCreationDateTime").GetRawText());
        Assert.Equal("1", page.LastSequenceNumber);
    }

    [Fact]
    public async Task An_error_tells_its_code()
    {
        await using var streams = new ScriptedStreams { Before = static (_, _) => ScriptedStreams.Error(400, "ExpiredIteratorException") };
        using var client = streams.Client();

        var error = await Assert.ThrowsAsync<AmazonServiceException>(() => client.GetRecordsAsync(ScriptedStreams.Arn, "i", cancellationToken: Cancellation));

        Assert.Equal(("ExpiredIteratorException", "said so", "REQUEST-1"), (error.ErrorCode, error.Message, error.RequestId));
        Assert.Single(streams.Requests);
    }

    [Theory]
    [InlineData(400, "ProvisionedThroughputExceededException")]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task H31_a_failure_that_may_pass_is_tried_again(int status, string code)
    {
        var calls = 0;
        await using var streams = new ScriptedStreams { Shards = { new ScriptedShard("s", null) } };
        streams.Before = (_, _) => calls++ is 0 ? ScriptedStreams.Error(status, code) : null;
        using var client = streams.Client();

        var description = await client.DescribeStreamAsync(ScriptedStreams.Arn, cancellationToken: Cancellation);

        Assert.Single(description.Shards);
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H31_a_broken_connection_is_tried_again(bool isTruncated)
    {
        var calls = 0;
        var broken = isTruncated ? LoopbackAnswer.Of(200, """{"StreamDescription":{"StreamStatus":"ENABLED"}}""") with { TruncateAt = 20 } : LoopbackAnswer.Reset;
        await using var streams = new ScriptedStreams { Shards = { new ScriptedShard("s", null) } };
        streams.Before = (_, _) => calls++ is 0 ? broken : null;
        using var client = streams.Client();

        await client.DescribeStreamAsync(ScriptedStreams.Arn, cancellationToken: Cancellation);

        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"StreamDescription":{"Shards":[]}}""")]
    [InlineData("""{"StreamDescription":{"StreamStatus":"ENABLED","Shards":[{"ShardId":""")]
    [InlineData("""{"StreamDescription":{"StreamStatus":"ENABLED","Shards":[{}]}}""")]
    public async Task A_broken_answer_is_an_error(string answer)
    {
        await using var streams = new ScriptedStreams { Before = (_, _) => LoopbackAnswer.Of(200, answer) };
        using var client = streams.Client();

        await Assert.ThrowsAnyAsync<JsonException>(() => client.DescribeStreamAsync(ScriptedStreams.Arn, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("eu-central-1", false, false, "https://streams.dynamodb.eu-central-1.amazonaws.com/")]
    [InlineData("cn-north-1", false, false, "https://streams.dynamodb.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-east-1", true, false, "https://streams.dynamodb-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", false, true, "https://streams.dynamodb.us-east-1.api.aws/")]
    public async Task The_endpoint_follows_the_region(string region, bool fips, bool dualStack, string expected)
    {
        Uri? called = null;
        using var client = new DynamoDbStreamsClient(config =>
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
            config.UseFIPSEndpoint = fips;
            config.UseDualstackEndpoint = dualStack;
            config.DefaultAWSCredentials = new BasicAWSCredentials("a", "b");
            config.MaxErrorRetry = 0;
            config.HttpClientFactory = new RefusingHttp(uri => called = uri);
        });

        await Assert.ThrowsAnyAsync<Exception>(() => client.DescribeStreamAsync(ScriptedStreams.Arn, cancellationToken: Cancellation));

        Assert.Equal(expected, called?.AbsoluteUri);
    }

    private sealed class RefusingHttp(Action<Uri> seen) : Amazon.Runtime.HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Refusal(seen));

        private sealed class Refusal(Action<Uri> seen) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                seen(request.RequestUri!);
                throw new HttpRequestException("refused");
            }
        }
    }
}
