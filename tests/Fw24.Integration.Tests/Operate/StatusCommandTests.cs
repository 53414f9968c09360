using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS.Model;
using Fw24.Integration.Tests.Wires;

namespace Fw24.Integration.Tests.Operate;

/// <summary>The tool's look at deployed queues and tables.</summary>
[Trait("Category", "Server")]
[Collection(WiredServers.Name)]
public sealed class StatusCommandTests(WiredServers servers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_and_what_has_drifted_is_named()
    {
        await using var wires = await OrdersWires.DeployAsync(servers.DynamoDb, servers.Messaging, static topology => topology);
        var well = await RunAsync();
        Assert.True(well.ExitCode is 0, well.Output + well.Error);
        Assert.Contains("Nothing waits for an operator, and nothing has drifted.", well.Output, StringComparison.Ordinal);

        var urls = wires.Deployment.QueueUrls;
        await wires.Queues.SendMessageAsync(urls["orders-parked-records"], "{}", Stop);
        await wires.Queues.SetQueueAttributesAsync(
            urls["orders-CustomerDirectory"], new Dictionary<string, string> { ["VisibilityTimeout"] = "5" }, Stop);
        await wires.Queues.DeleteQueueAsync(new DeleteQueueRequest(urls["orders-products-audit-dlq"]), Stop);
        await servers.DynamoDb.Client.UpdateTableAsync(
            new UpdateTableRequest { TableName = "products", StreamSpecification = new StreamSpecification { StreamEnabled = false } }, Stop);
        await servers.DynamoDb.Client.DeleteTableAsync("order-board", Stop);

        var run = await RunAsync("--json");
        Assert.Equal(1, run.ExitCode);
        Assert.False(run.Json.GetProperty("isWell").GetBoolean());
        Assert.Equal(1, One(run, "queues", "orders-parked-records").GetProperty("visible").GetInt32());
        Assert.Equal("VisibilityTimeout is 5, and 181 in the manifest", DriftOf(run, "queues", "orders-CustomerDirectory"));
        Assert.Equal("does not exist", DriftOf(run, "queues", "orders-products-audit-dlq"));
        Assert.Equal("its stream is off, and NEW_AND_OLD_IMAGES in the manifest", DriftOf(run, "tables", "products"));
        Assert.Equal("does not exist", DriftOf(run, "tables", "order-board"));
        Assert.Empty(One(run, "tables", "orders").GetProperty("drift").EnumerateArray());

        // The next test of these servers deploys anew, and replaces all of it.
        var text = await RunAsync();
        Assert.Contains("orders-CustomerDirectory: VisibilityTimeout is 5", text.Output, StringComparison.Ordinal);
        Assert.Contains("Look at the marked lines.", text.Output, StringComparison.Ordinal);
    }

    private Task<ToolRun> RunAsync(params string[] args) => ToolRun.StartAsync(
        new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = servers.Messaging.Url.ToString(),
            ["AWS_ENDPOINT_URL_DYNAMODB"] = servers.DynamoDb.Url.ToString(),
        },
        ["status", "--manifest", OrdersWires.Manifest, .. args]);

    private static string? DriftOf(ToolRun run, string kind, string name)
        => Assert.Single(One(run, kind, name).GetProperty("drift").EnumerateArray()).GetString();

    private static JsonElement One(ToolRun run, string kind, string name)
        => run.Json.GetProperty(kind).EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
}
