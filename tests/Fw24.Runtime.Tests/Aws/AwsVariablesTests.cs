using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Fw24.Aws;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Aws;

/// <summary>Clients configured only by the process's variables. The tests run alone, because every other client would read the variables, too.</summary>
[Collection(nameof(AwsVariablesTests))]
[CollectionDefinition(nameof(AwsVariablesTests), DisableParallelization = true)]
public sealed class AwsVariablesTests : IAsyncDisposable
{
    private static readonly string[] s_services = ["SNS", "SQS", "S3", "DYNAMODB", "DYNAMODB_STREAMS", "CLOUDWATCH_LOGS", "SECRETS_MANAGER"];

    private readonly Dictionary<string, string?> _before = [];
    private readonly LoopbackServer _server = new(static _ => LoopbackAnswer.Of(503, "{}"));

    public AwsVariablesTests()
    {
        Set("AWS_REGION", "eu-central-1");
        Set("AWS_ACCESS_KEY_ID", LoopbackAws.AccessKey);
        Set("AWS_SECRET_ACCESS_KEY", LoopbackAws.SecretKey);
        Set("AWS_MAX_ATTEMPTS", null);
    }

    public static TheoryData<string, bool> Services => new(s_services.SelectMany(static service => new[] { (service, true), (service, false) }));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Services))]
    public async Task X1_every_client_goes_to_the_endpoint_that_the_variables_name(string service, bool isItsOwn)
    {
        Set(isItsOwn ? $"AWS_ENDPOINT_URL_{service}" : "AWS_ENDPOINT_URL", _server.Url);

        await CallAsync(service);

        Assert.NotEmpty(_server.Requests);
        Assert.All(_server.Requests, static request => Assert.Contains("/eu-central-1/", request.Header("Authorization"), StringComparison.Ordinal));
        Assert.Equal(service is "S3" ? "/orders-claims/orders/e-1.json" : "/", _server.Requests[0].Target.Split('?')[0]);
    }

    [Theory]
    [InlineData("SNS", null, 3)]
    [InlineData("SQS", null, 3)]
    [InlineData("S3", null, 3)]
    [InlineData("DYNAMODB", null, 3)]
    [InlineData("DYNAMODB_STREAMS", null, 3)]
    [InlineData("CLOUDWATCH_LOGS", null, 3)]
    [InlineData("SECRETS_MANAGER", null, 3)]
    [InlineData("SNS", "1", 1)]
    [InlineData("SQS", "1", 1)]
    [InlineData("S3", "1", 1)]
    [InlineData("DYNAMODB", "1", 1)]
    [InlineData("DYNAMODB_STREAMS", "1", 1)]
    [InlineData("CLOUDWATCH_LOGS", "1", 1)]
    [InlineData("SECRETS_MANAGER", "1", 1)]
    [InlineData("DYNAMODB", "5", 5)]
    public async Task P1_every_client_tries_as_often_as_the_variables_say(string service, string? attempts, int tries)
    {
        Set("AWS_ENDPOINT_URL", _server.Url);
        Set("AWS_MAX_ATTEMPTS", attempts);

        await CallAsync(service);

        Assert.Equal(tries, _server.Requests.Count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        FallbackInternalConfigurationFactory.Reset();
        FallbackRegionFactory.Reset();
        await _server.DisposeAsync();
    }

    // The server rejects each call, so only the number of calls is known.
    private static async Task CallAsync(string service)
    {
        using var publisher = new SnsChangePublisher("arn:aws:sns:eu-central-1:123456789012:orders-stream");
        using var parking = new SqsParkingQueue("https://sqs.eu-central-1.amazonaws.com/123456789012/parking");
        using var claims = new S3ClaimCheck("orders-claims");
        using var store = new DynamoDbItemStore();
        using var streams = new DynamoDbStreamsClient();
        using var logs = new CloudWatchLogsClient();
        using var secrets = new SecretsManagerClient();
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

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
        FallbackInternalConfigurationFactory.Reset();
        FallbackRegionFactory.Reset();
    }
}
