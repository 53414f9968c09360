using Fw24.Aws.Client;
using Fw24.Functions;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Runtime.Tests.Aws;

[Collection(nameof(AwsVariablesTests))]
public sealed class CustomEndpointTests : IDisposable
{
    private const string Secret = "canary";

    private readonly AwsVariables _variables = new();

    [Fact]
    public void Without_a_custom_endpoint_there_is_nothing_to_say() => Assert.Null(CustomEndpoints.List());

    [Fact]
    public void Services_are_listed_by_endpoint_without_credentials_path_and_query()
    {
        _variables.Set("AWS_ENDPOINT_URL", $"http://user:{Secret}@127.0.0.1:4566/{Secret}?token={Secret}");
        _variables.Set("AWS_ENDPOINT_URL_SECRETS_MANAGER", "https://secrets.internal");
        _variables.Set("AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:8000");
        _variables.Set("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "http://localhost:8000");

        Assert.Equal(
            "CloudWatch Logs, S3, SNS, SQS: 127.0.0.1:4566; DynamoDB, DynamoDB Streams: localhost:8000; Secrets Manager: secrets.internal",
            CustomEndpoints.List());
    }

    [Fact]
    public void An_ignored_endpoint_is_not_listed()
    {
        _variables.Set("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
        _variables.Set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");

        Assert.Null(CustomEndpoints.List());
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL", Secret, "CloudWatch Logs", "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS")]
    [InlineData("AWS_ENDPOINT_URL", $"{Secret}:4566", "CloudWatch Logs", "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS")]
    [InlineData("AWS_ENDPOINT_URL_SQS", $"http//{Secret}", "SQS", "AWS_ENDPOINT_URL_SQS")]
    public async Task A_malformed_endpoint_stops_the_function_at_start(string variable, string endpoint, string service, string named)
    {
        _variables.Set(variable, endpoint);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(static async () => await StartAsync(new RecordingLogger<CustomEndpointTests>()));

        Assert.Equal(
            $"The endpoint of {service} is malformed: {named}, AWS_ENDPOINT_URL or the profile's endpoint_url must be a URL, such as http://127.0.0.1:4566.",
            error.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:4566", 1)]
    [InlineData(null, 0)]
    public async Task A_function_says_at_start_where_its_calls_go(string? endpoint, int lines)
    {
        _variables.Set("AWS_ENDPOINT_URL_SNS", endpoint);
        var log = new RecordingLogger<CustomEndpointTests>();

        await StartAsync(log);

        Assert.Equal(Enumerable.Repeat("Information: Calls go to custom endpoints, not to AWS. SNS: 127.0.0.1:4566", lines), log.Lines);
    }

    public void Dispose() => _variables.Dispose();

    private static async Task StartAsync(ILogger logger)
    {
        var builder = Fw24App.CreateBuilder(new AppModel { Name = "shop", Tables = [TestTables.Orders()], Handlers = [] });
        builder.Environment = new FunctionEnvironment(static name => name switch
        {
            Fw24Variables.Function => "orders-stream",
            Fw24Variables.TopicArn => "arn:aws:sns:eu-central-1:123456789012:orders-stream.fifo",
            Fw24Variables.ParkingQueueUrl => "https://sqs.eu-central-1.amazonaws.com/123456789012/parking",
            _ => null,
        });
        builder.Services.AddSingleton<IFunctionHost>(new StartingHost());
        builder.Services.AddSingleton<ILoggerProvider>(new OneLogger(logger));
        await using var app = builder.Build();
        await app.RunAsync(TestContext.Current.CancellationToken);
    }

    private sealed class StartingHost : IFunctionHost
    {
        public Task<int> RunAsync(Func<AppFunction> start, CancellationToken cancellationToken)
        {
            start();
            return Task.FromResult(0);
        }
    }

    private sealed class OneLogger(ILogger logger) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
