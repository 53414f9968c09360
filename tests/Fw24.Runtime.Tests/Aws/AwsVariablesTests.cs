using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Fw24.Aws;
using Fw24.Aws.Client;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Aws;

/// <summary>Clients configured only by the process's variables. The tests run alone, because every other client would read the variables, too.</summary>
[Collection(nameof(AwsVariablesTests))]
[CollectionDefinition(nameof(AwsVariablesTests), DisableParallelization = true)]
public sealed class AwsVariablesTests : IAsyncDisposable
{
    private static readonly string[] s_services = ["SNS", "SQS", "S3", "DYNAMODB", "DYNAMODB_STREAMS", "CLOUDWATCH_LOGS", "SECRETS_MANAGER"];

    private static readonly string[] s_accesses =
        ["reads the endpoint", "reads the endpoint, then the region", "reads the region, then the endpoint", "sets the region"];

    private readonly AwsVariables _variables = new();
    private readonly LoopbackServer _server = new(static _ => LoopbackAnswer.Of(503, "{}"));

    public static TheoryData<string, bool> Services => new(s_services.SelectMany(static service => new[] { (service, true), (service, false) }));

    public static TheoryData<string, string?, int> Attempts
        => new(s_services.SelectMany(static service => new (string, string?, int)[] { (service, null, 3), (service, "0", 1), (service, "1", 1), (service, "5", 5) }));

    public static TheoryData<string, string> Configurable => new(
        from service in s_services
        where service is not "DYNAMODB"
        from access in s_accesses
        where access is not "sets the region" || service is not "SNS"
        select (service, access));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Services))]
    public async Task X1_every_client_goes_to_the_endpoint_that_the_variables_name(string service, bool isItsOwn)
    {
        _variables.Set(isItsOwn ? $"AWS_ENDPOINT_URL_{service}" : "AWS_ENDPOINT_URL", _server.Url);

        await CallAsync(service);

        Assert.NotEmpty(_server.Requests);
        Assert.All(_server.Requests, static request => Assert.Contains("/eu-central-1/", request.Header("Authorization"), StringComparison.Ordinal));
        Assert.Equal(service is "S3" ? "/orders-claims/orders/e-1.json" : "/", _server.Requests[0].Target.Split('?')[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A1_11_a_store_knows_its_region_and_keeps_its_endpoint(bool isOfTheUser)
    {
        _variables.Set("AWS_ENDPOINT_URL_DYNAMODB", _server.Url);
        _variables.Set("AWS_MAX_ATTEMPTS", "1");
        using var store = isOfTheUser ? new DynamoDbItemStore(static config => _ = config.RegionEndpoint) : new DynamoDbItemStore();

        Assert.Equal("eu-central-1", store.Region);
        await Assert.ThrowsAnyAsync<AmazonServiceException>(
            async () => await store.GetAsync("orders", new ItemImage("""{"Id":{"S":"1"}}"""u8.ToArray()), Cancellation));
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_S3")]
    public async Task X1_content_is_stored_at_the_endpoint_and_fetched_from_it(string variable)
    {
        var stored = new Dictionary<string, byte[]>();
        await using var s3 = ObjectStore(stored);
        _variables.Set(variable, s3.Url);
        using var claims = new S3ClaimCheck("orders-claims");
        var content = new byte[300_000];

        var reference = await claims.StoreAsync("orders/e-1.json", content, Cancellation);

        Assert.Equal(content, (await claims.FetchAsync(reference, Cancellation))?.ToArray());
        Assert.Equal(["/orders-claims/orders/e-1.json"], stored.Keys);
    }

    [Theory]
    [MemberData(nameof(Configurable))]
    public async Task X1_the_endpoint_stays_whatever_code_reads_or_sets(string service, string access)
    {
        _variables.Set("AWS_ENDPOINT_URL", _server.Url);

        await CallAsync(service, config => Access(config, access));

        Assert.NotEmpty(_server.Requests);
        var region = access is "sets the region" ? "eu-west-1" : "eu-central-1";
        Assert.All(_server.Requests, request => Assert.Contains($"/{region}/", request.Header("Authorization"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Configurable))]
    public async Task X1_an_endpoint_that_code_sets_takes_precedence(string service, string access)
    {
        await using var other = new LoopbackServer(static _ => LoopbackAnswer.Of(503, "{}"));
        _variables.Set("AWS_ENDPOINT_URL", _server.Url);

        await CallAsync(service, config =>
        {
            Access(config, access);
            config.ServiceURL = other.Url;
        });

        Assert.Empty(_server.Requests);
        Assert.NotEmpty(other.Requests);
    }

    [Fact]
    public async Task X1_no_region_is_needed_at_an_endpoint()
    {
        _variables.Set("AWS_REGION", null);
        _variables.Set("AWS_ENDPOINT_URL", _server.Url);

        foreach (var service in s_services)
        {
            await CallAsync(service);
        }

        // SNS signs for the topic's region, the others for the profile's, if there is one.
        var region = FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName ?? "us-east-1";
        Assert.All(_server.Requests, request => Assert.Matches($"/({region}|eu-central-1)/", request.Header("Authorization")));
        Assert.Equal(s_services.Length * 3, _server.Requests.Count);
    }

    [Theory]
    [InlineData("https://vpce-0a1b.sqs.eu-west-1.vpce.amazonaws.com", "eu-west-1")]
    [InlineData("http://localstack:4566", "eu-central-1")]
    public void X1_the_region_of_an_endpoint_is_the_one_in_its_name(string endpoint, string region)
    {
        _variables.Set("AWS_ENDPOINT_URL", endpoint);

        Assert.Equal(region, new AmazonSQSConfig().Complete().AuthenticationRegion);
    }

    [Fact]
    public async Task A2_10_a_custom_endpoint_gets_the_content_as_it_is()
    {
        await using var s3 = ObjectStore([]);
        _variables.Set("AWS_ENDPOINT_URL", s3.Url);
        using var claims = new S3ClaimCheck("orders-claims");

        await claims.FetchAsync(await claims.StoreAsync("orders/e-1.json", "{}"u8.ToArray(), Cancellation), Cancellation);

        Assert.Equal("{}", s3.Requests[0].Text);
        Assert.All(s3.Requests, static request => Assert.DoesNotContain(request.Headers, static header => IsChecksum(header)));
    }

    [Fact]
    public async Task A2_10_the_variable_restores_the_checksums()
    {
        await using var s3 = ObjectStore([]);
        _variables.Set("AWS_ENDPOINT_URL", s3.Url);
        _variables.Set("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_SUPPORTED");
        _variables.Set("AWS_RESPONSE_CHECKSUM_VALIDATION", "WHEN_SUPPORTED");
        using var claims = new S3ClaimCheck("orders-claims");

        await claims.FetchAsync(await claims.StoreAsync("orders/e-1.json", "{}"u8.ToArray(), Cancellation), Cancellation);

        Assert.All(s3.Requests, static request => Assert.Contains(request.Headers, static header => IsChecksum(header)));
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task P1_every_client_tries_as_often_as_the_variables_say(string service, string? attempts, int tries)
    {
        _variables.Set("AWS_ENDPOINT_URL", _server.Url);
        _variables.Set("AWS_MAX_ATTEMPTS", attempts);

        await CallAsync(service);

        Assert.Equal(tries, _server.Requests.Count);
    }

    [Fact]
    public void A1_7_all_attempts_fit_in_the_default_time_of_a_function()
    {
        var config = new AmazonDynamoDBConfig().Complete();

        // The standard retry mode waits for at most 1 s before the second attempt and 2 s before the third.
        var all = ((config.MaxErrorRetry + 1) * config.Timeout!.Value) + TimeSpan.FromSeconds(1 + 2);
        Assert.InRange(all, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.InRange(config.ConnectTimeout!.Value, TimeSpan.Zero, config.Timeout.Value);
    }

    public ValueTask DisposeAsync()
    {
        _variables.Dispose();
        return _server.DisposeAsync();
    }

    // The server rejects each call, so only the number of calls is known.
    private static async Task CallAsync(string service, Action<ClientConfig>? configure = null)
    {
        using var publisher = new SnsChangePublisher("arn:aws:sns:eu-central-1:123456789012:orders-stream", configure);
        using var parking = new SqsParkingQueue("https://sqs.eu-central-1.amazonaws.com/123456789012/parking", configure: configure);
        using var claims = new S3ClaimCheck("orders-claims", configure);
        using var store = new DynamoDbItemStore();
        using var streams = new DynamoDbStreamsClient(configure);
        using var logs = new CloudWatchLogsClient(configure: configure);
        using var secrets = new SecretsManagerClient(configure: configure);
        Func<Task> call = service switch
        {
            "SNS" => () => publisher.PublishAsync([new ChangeMessage { Body = "{}"u8.ToArray(), Entity = "Order", Operation = "insert", Changed = "[]"u8.ToArray() }], Cancellation).AsTask(),
            "SQS" => () => parking.ParkAsync(new ParkedRecord { Function = "f", Reason = "r", Content = "{}"u8.ToArray() }, Cancellation).AsTask(),
            "S3" => () => claims.FetchAsync("s3://orders-claims/orders/e-1.json", Cancellation).AsTask(),
            "DYNAMODB" => () => store.GetAsync("orders", new ItemImage("""{"Id":{"S":"1"}}"""u8.ToArray()), Cancellation).AsTask(),
            "DYNAMODB_STREAMS" => () => streams.DescribeStreamAsync("arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026", null, Cancellation),
            "SECRETS_MANAGER" => () => secrets.GetSecretValueAsync("arn:aws:secretsmanager:eu-central-1:123456789012:secret:s", Cancellation).AsTask(),
            _ => () => logs.CreateLogStreamAsync("group", "stream", Cancellation).AsTask(),
        };
        await Assert.ThrowsAnyAsync<AmazonServiceException>(call);
    }

    private static void Access(ClientConfig config, string access)
    {
        switch (access)
        {
            case "reads the endpoint":
                _ = config.ServiceURL;
                break;
            case "reads the endpoint, then the region":
                _ = config.ServiceURL;
                _ = config.RegionEndpoint;
                break;
            case "reads the region, then the endpoint":
                _ = config.RegionEndpoint;
                _ = config.ServiceURL;
                break;
            default:
                config.RegionEndpoint = Amazon.RegionEndpoint.EUWest1;
                break;
        }
    }

    private static LoopbackServer ObjectStore(Dictionary<string, byte[]> stored) => new(request =>
    {
        var path = request.Target.Split('?')[0];
        if (request.Method is "PUT")
        {
            stored[path] = request.Body;
            return LoopbackAnswer.Of(200, "", "application/xml");
        }

        return new LoopbackAnswer { Body = stored[path] };
    });

    private static bool IsChecksum(KeyValuePair<string, string> header)
        => header.Key.StartsWith("x-amz-checksum", StringComparison.OrdinalIgnoreCase)
            || header.Key.StartsWith("x-amz-sdk-checksum", StringComparison.OrdinalIgnoreCase)
            || header.Key.Equals("x-amz-trailer", StringComparison.OrdinalIgnoreCase)
            || header.Value.Contains("aws-chunked", StringComparison.OrdinalIgnoreCase);
}
