using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Fw24.Integration.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;
using Orders;

namespace Fw24.Integration.Tests.Bootstrap;

/// <summary>
/// The sample's executable serves every function of the app, each in its own process with a loopback runtime API. DynamoDB is
/// DynamoDB Local; the rest of AWS is simulated. <c>.ci/aot</c> runs the same tests on the executable published with native AOT.
/// </summary>
public sealed class BootstrapTests(DynamoDbLocal dynamoDb) : IAsyncDisposable
{
    private const string NoFailures = """{"batchItemFailures":[]}""";

    private readonly LoopbackCloud _cloud = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Every_function_of_the_app_answers_its_invocations()
    {
        await CreateTableAsync("order-board", "OrderId");
        await CreateTableAsync("customer-directory", "CustomerId");
        await CreateTableAsync("customers-audit", "pk", "sk");
        var outputs = new Dictionary<string, string>();
        var counts = new Dictionary<string, int>();
        foreach (var table in OrdersApp.Model.Tables.Where(static table => table.Stream is not null || table.Audit is not null))
        {
            var before = _cloud.Published.Count;
            outputs[table.StreamFunction] = await ServeAsync(table.StreamFunction, StreamPayloads.Of(table.Name));
            var messages = _cloud.Published.Skip(before).ToList();
            counts[table.Name] = messages.Count;

            var consumers = OrdersApp.Model.Handlers.Where(handler => handler.TableName == table.Name).Select(static handler => handler.Name);
            foreach (var consumer in table.Audit is null ? consumers : consumers.Append(table.AuditFunction))
            {
                outputs[consumer] = await ServeAsync(consumer, StreamPayloads.QueueEvent(messages));
            }
        }

        Assert.Equal(
            ["CustomerDirectory", "OrderBoard", "ShipmentMailer", "customers-audit", "customers-stream", "orders-audit", "orders-stream", "products-audit", "products-stream"],
            outputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([("customers", 2), ("orders", 4), ("products", 2)], counts.Select(static pair => (pair.Key, pair.Value)));
        Assert.Empty(_cloud.Parked);
        Assert.Equal(["eu-central-1/logs", "eu-central-1/sns"], _cloud.Scopes.Distinct().Order());
        AssertAudited(_cloud.Logged, 4);
        AssertAudited(outputs["products-audit"].Split('\n').Where(static line => line.Contains("fw24.audit/2", StringComparison.Ordinal)), 2);

        // Two records, and the head of the trail.
        var trail = (await dynamoDb.Client.ScanAsync(new ScanRequest("customers-audit"), Cancellation)).Items;
        Assert.Equal((2, 3), (trail.Count(static item => !item["pk"].S.StartsWith("AUDIT#\\head#", StringComparison.Ordinal)), trail.Count));
        Assert.Contains("Order ord-1 is on its way", outputs["ShipmentMailer"], StringComparison.Ordinal);
        Assert.Equal("Shipped", (await ItemAsync("order-board", "OrderId", "ord-1"))["Status"].S);
        Assert.Equal("Gold", (await ItemAsync("customer-directory", "CustomerId", "c-1"))["Tier"].S);

        // H22: sensitive values do not occur downstream of the stream processor.
        var everything = string.Join('\n', [.. outputs.Values, .. _cloud.Published.Select(static message => message.Body), .. _cloud.Logged]);
        Assert.DoesNotContain(StreamPayloads.Canary, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(StreamPayloads.PhoneCanary, everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FW24_FUNCTION", null, "FW24_FUNCTION")]
    [InlineData("FW24_FUNCTION", "orders-streams", "orders-stream,")]
    [InlineData("FW24_TOPIC_ARN", null, "FW24_TOPIC_ARN")]
    [InlineData("FW24_TOPIC_ARN", "orders-stream", "FW24_TOPIC_ARN")]
    [InlineData("FW24_PARKING_QUEUE_URL", "orders-parking.fifo", "FW24_PARKING_QUEUE_URL")]
    public async Task A_function_that_cannot_start_says_why(string variable, string? value, string named)
    {
        var variables = Variables("orders-stream");
        variables[variable] = value ?? "";
        await using var process = new BootstrapProcess(variables);

        var error = await process.AnswerAsync();

        Assert.Equal("/2018-06-01/runtime/init/error", error.Target);
        using var body = JsonDocument.Parse(error.Body);
        Assert.Contains(named, body.RootElement.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await process.ExitAsync());
        Assert.Contains(named, Assert.Single(process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders-stream", "{\"detail\":\"" + StreamPayloads.Canary + "\"}")]
    [InlineData("orders-audit", "{\"detail\":\"" + StreamPayloads.Canary + "\"}")]
    [InlineData("ShipmentMailer", "{\"detail\":\"" + StreamPayloads.Canary + "\"}")]
    [InlineData("orders-stream", "\"" + StreamPayloads.Canary)]
    [InlineData("orders-audit", "[\"" + StreamPayloads.Canary + "\"]")]
    [InlineData("ShipmentMailer", "")]
    public async Task A_payload_that_is_no_event_fails_its_invocation_only(string function, string payload)
    {
        await using var process = new BootstrapProcess(Variables(function));

        var error = await process.InvokeAsync(payload);
        var answer = await process.InvokeAsync("""{"Records":[]}""");

        Assert.EndsWith("/invocation/r-1/error", error.Target, StringComparison.Ordinal);
        Assert.Equal("Function.ItemFormatException", error.Header("Lambda-Runtime-Function-Error-Type"));
        Assert.EndsWith("/invocation/r-2/response", answer.Target, StringComparison.Ordinal);
        Assert.Equal(NoFailures, answer.Text);
        Assert.DoesNotContain(StreamPayloads.Canary, error.Text + process.Output, StringComparison.Ordinal);

        // One line reports it, before the next invocation is requested.
        await process.WaitAsync();
        await process.TerminateAsync();
        await process.ExitAsync();
        var line = Assert.Single(process.Output.Split('\n'), static line => line.Contains("r-1", StringComparison.Ordinal));
        Assert.Contains($"Invocation r-1 of {function} failed: Fw24.ItemFormatException: ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H27_A1_10_invocations_at_the_same_time_send_their_own_traces()
    {
        const int Rounds = 5;
        string[] traces =
        [
            "Root=1-5759e988-bd862e3fe1be46a99427279a;Parent=53995c3f42cd8ada;Sampled=1",
            "Root=1-5759e988-bd862e3fe1be46a99427279b;Parent=53995c3f42cd8adb;Sampled=1",
        ];
        var (meeting, sent) = (new Meeting(traces.Length), new ConcurrentBag<string>());
        _cloud.BeforeAnswer = request =>
        {
            var message = JsonElement.Parse(request.Parameter("PublishBatchRequestEntries.member.1.Message")!);
            sent.Add($"{request.Header("X-Amzn-Trace-Id")} {message.GetProperty("traceparent").GetString()}");
            return meeting.ArriveAsync();
        };
        var variables = Variables("products-stream");
        variables["AWS_LAMBDA_MAX_CONCURRENCY"] = "2";
        variables["AWS_LAMBDA_FUNCTION_NAME"] = "orders-products-stream";
        await using var process = new BootstrapProcess(variables);
        for (var i = 0; i < Rounds; i++)
        {
            process.Invoke(StreamPayloads.Of("products"), traces[0]);
            process.Invoke(StreamPayloads.Of("products"), traces[1]);
        }

        for (var i = 0; i < 2 * Rounds; i++)
        {
            Assert.Equal(NoFailures, (await process.AnswerAsync()).Text);
        }

        // Both changes of the product, one after the other.
        await process.TerminateAsync();
        Assert.Equal(0, await process.ExitAsync());
        Assert.Equal(2 * Rounds, meeting.Rounds);
        Assert.Equal(
            traces.SelectMany(static trace => Enumerable.Repeat(
                $"{trace} 00-5759e988bd862e3fe1be46a99427279{trace[39]}-53995c3f42cd8ad{trace[39]}-01", 2 * Rounds)),
            sent.Order(StringComparer.Ordinal));
        var batches = process.Output.Split('\n')
            .Where(static line => line.Contains("\"products-stream r-", StringComparison.Ordinal))
            .Select(static line => JsonElement.Parse(line))
            .ToList();
        Assert.Equal(2 * Rounds, batches.Count);
        Assert.All(batches, static line =>
        {
            var id = line.GetProperty("requestId").GetString();
            Assert.StartsWith($"products-stream {id}: 2 records", line.GetProperty("message").GetString(), StringComparison.Ordinal);
        });
    }

    private async Task<string> ServeAsync(string function, string payload)
    {
        await using var process = new BootstrapProcess(Variables(function));
        var answer = await process.InvokeAsync(payload);
        Assert.EndsWith("/invocation/r-1/response", answer.Target, StringComparison.Ordinal);
        Assert.Equal(NoFailures, answer.Text);

        await process.WaitAsync();
        await process.WaitAsync();
        await process.TerminateAsync();
        Assert.Equal(0, await process.ExitAsync());
        return process.Output;
    }

    private static void AssertAudited(IEnumerable<string> lines, int count)
    {
        var records = lines.ToList();
        Assert.Equal(count, records.Count);
        Assert.All(records, static line =>
        {
            using var record = JsonDocument.Parse(line);
            Assert.Equal("fw24.audit/2", record.RootElement.GetProperty("schema").GetString());
            Assert.Equal("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01", record.RootElement.GetProperty("trace").GetString());
        });
    }

    private Task<CreateTableResponse> CreateTableAsync(string name, params string[] keys) => dynamoDb.Client.CreateTableAsync(
        new CreateTableRequest
        {
            TableName = name,
            KeySchema = [.. keys.Select(static (key, index) => new KeySchemaElement(key, index is 0 ? KeyType.HASH : KeyType.RANGE))],
            AttributeDefinitions = [.. keys.Select(static key => new AttributeDefinition(key, ScalarAttributeType.S))],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        },
        Cancellation);

    private async Task<Dictionary<string, AttributeValue>> ItemAsync(string table, string key, string value)
        => (await dynamoDb.Client.GetItemAsync(table, new Dictionary<string, AttributeValue> { [key] = new(value) }, Cancellation)).Item;

    private Dictionary<string, string> Variables(string function) => new()
    {
        ["FW24_FUNCTION"] = function,
        ["FW24_TOPIC_ARN"] = "arn:aws:sns:eu-central-1:123456789012:changes",
        ["FW24_PARKING_QUEUE_URL"] = $"{_cloud.Url}/123456789012/parking",
        ["FW24_AUDIT_LOG_GROUP"] = "/audit/logs/orders",
        ["FW24_AUDIT_TABLE"] = "customers-audit",
        ["AWS_ENDPOINT_URL"] = _cloud.Url,
        ["AWS_ENDPOINT_URL_DYNAMODB"] = dynamoDb.Url.ToString(),
        ["AWS_REGION"] = "eu-central-1",
        ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };
}
