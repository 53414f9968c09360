using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS.Model;
using Fw24.Aws.Client;
using Fw24.Integration.Tests.Wires;
using Fw24.Operations.Status;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>
/// The tool's look at a deployed app: queues and tables on real wires, the other services as AWS documents them.
/// </summary>
[Trait("Category", "Server")]
[Collection(WiredServers.Name)]
public sealed class StatusCommandTests(WiredServers servers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_and_what_has_drifted_is_named()
    {
        await using var app = DeployedOrders.Create(account: "000000000000");
        await using var wires = await OrdersWires.DeployAsync(servers.DynamoDb, servers.Messaging, static topology => topology);
        var well = await RunAsync(app);
        Assert.True(well.ExitCode is 0, well.Output + well.Error);
        Assert.Contains("Nothing waits for an operator, and nothing has drifted.", well.Output, StringComparison.Ordinal);
        Assert.Contains("alarms: 34 OK", well.Output, StringComparison.Ordinal);

        var urls = wires.Deployment.QueueUrls;
        await wires.Queues.SendMessageAsync(urls["orders-parked-records"], "{}", Stop);
        await wires.Queues.SetQueueAttributesAsync(
            urls["orders-CustomerDirectory"], new Dictionary<string, string> { ["VisibilityTimeout"] = "5" }, Stop);
        await wires.Queues.DeleteQueueAsync(new DeleteQueueRequest(urls["orders-products-audit-dlq"]), Stop);
        await servers.DynamoDb.Client.UpdateTableAsync(
            new UpdateTableRequest
            {
                TableName = "products",
                StreamSpecification = new StreamSpecification { StreamEnabled = false },
            },
            Stop);
        await servers.DynamoDb.Client.DeleteTableAsync("order-board", Stop);
        app.Lambda.Functions["orders-OrderBoard"]["MemorySize"] = 128;
        app.CloudWatch.On("orders-products-audit", "Errors")["StateValue"] = "ALARM";

        var run = await RunAsync(app, "--json", "--app", ToolRun.Orders);
        Assert.Equal(1, run.ExitCode);
        Assert.False(run.Json.GetProperty("isWell").GetBoolean());
        Assert.Equal(1, One(run, "queues", "orders-parked-records").GetProperty("visible").GetInt32());
        Assert.Equal("VisibilityTimeout is 5, and 181 in the manifest", DriftOf(run, "queues", "orders-CustomerDirectory"));
        Assert.Equal("does not exist", DriftOf(run, "queues", "orders-products-audit-dlq"));
        Assert.Equal("its stream is off, and NEW_AND_OLD_IMAGES in the manifest", DriftOf(run, "tables", "products"));
        Assert.Equal("does not exist", DriftOf(run, "tables", "order-board"));
        Assert.Empty(One(run, "tables", "orders").GetProperty("drift").EnumerateArray());
        Assert.Equal("MemorySize is 128, and 512 in the manifest", DriftOf(run, "functions", "orders-OrderBoard"));
        Assert.Equal(
            "Enabled", One(run, "functions", "orders-OrderBoard").GetProperty("mapping").GetProperty("state").GetString());

        Assert.Equal(
            """{"count":0,"isExact":true}""",
            JsonSerializer.Serialize(One(run, "functions", "orders-customers-audit").GetProperty("gaps")));

        // The next test of these servers deploys anew, and replaces all of it.
        var text = await RunAsync(app);
        Assert.Contains("orders-CustomerDirectory: VisibilityTimeout is 5", text.Output, StringComparison.Ordinal);
        Assert.Contains("orders-parked-records: messages wait for an operator: 1", text.Output, StringComparison.Ordinal);
        Assert.Contains("alarms: 1 ALARM, 33 OK", text.Output, StringComparison.Ordinal);
        Assert.Contains("Look at the marked lines.", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_are_read_from_a_server_of_the_real_protocol()
    {
        await using var app = DeployedOrders.Create(account: "000000000000");
        await using var wires = await OrdersWires.DeployAsync(servers.DynamoDb, servers.Messaging, static topology => topology);
        using var inspection = new AppInspection(config =>
        {
            var url = config is AwsServiceConfig { ServiceId: "DynamoDB" } ? servers.DynamoDb.Url : servers.Messaging.Url;
            LoopbackAws.At(url.ToString())(config);
            config.AuthenticationRegion = "eu-central-1";
        });

        var state = await inspection.InspectAsync(app.Manifest, null, new InspectedCode(), Stop);

        Assert.All(state.Topics, static topic => Assert.Empty(topic.NotKnown));

        // The wires subscribe without dead-letter queues, and with filter policies as far as the server matches them.
        Assert.Equal([2, 3, 1], state.Topics.Select(static topic => topic.Subscriptions));
        Assert.Equal(
            [
                "the dead-letter queue of the subscription of orders-products-audit is none, and orders-products-audit-dlq "
                    + "in the manifest",
            ],
            state.Topics[2].Drift);
    }

    [Fact]
    public async Task Hostile_texts_are_shown_as_text_and_missing_rights_once()
    {
        await using var app = DeployedOrders.Create();
        var alarm = app.CloudWatch.On("orders-OrderBoard", "Errors");
        alarm["StateValue"] = "ALARM";
        alarm["AlarmName"] = "[red]not markup[/]";
        alarm["StateReason"] = "a [link]\u009b31m\nb";
        app.Denied.Add("GetFunctionConfiguration");

        var run = await ToolRun.StartAsync(
            new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = app.Url }, ["status", "--manifest", OrdersWires.Manifest]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "[red]not markup[/]: is in ALARM since 2026-11-22 10:00:00Z: a [link]", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u009b', run.Output);
        Assert.Equal(1, run.Output.Split("not known: its state and configuration (lambda:GetFunctionConfiguration").Length - 1);
    }

    [Theory]
    [InlineData("There is no cloud assembly in nowhere", "--cloud-assembly", "nowhere")]
    [InlineData("There is no file", "--app", "nowhere.dll")]
    public async Task What_the_command_line_names_must_exist(string error, params string[] args)
    {
        var run = await ToolRun.StartAsync(
            new Dictionary<string, string>(), ["status", "--manifest", OrdersWires.Manifest, .. args]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    private Task<ToolRun> RunAsync(DeployedOrders app, params string[] args) => ToolRun.StartAsync(
        new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = app.Url,
            ["AWS_ENDPOINT_URL_SQS"] = servers.Messaging.Url.ToString(),
            ["AWS_ENDPOINT_URL_DYNAMODB"] = servers.DynamoDb.Url.ToString(),
        },
        ["status", "--manifest", OrdersWires.Manifest, .. args]);

    private static string? DriftOf(ToolRun run, string kind, string name)
        => Assert.Single(One(run, kind, name).GetProperty("drift").EnumerateArray()).GetString();

    private static JsonElement One(ToolRun run, string kind, string name)
        => run.Json.GetProperty(kind).EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
}
