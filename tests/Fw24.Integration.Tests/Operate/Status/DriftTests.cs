using System.Text.Json.Nodes;
using Fw24.Operations.Status;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>Each difference between what is deployed and the manifest, by its name.</summary>
public sealed class DriftTests
{
    private static readonly Dictionary<string, (Action<DeployedOrders> Change, string Resource, string Drift)> s_kinds = new()
    {
        ["no function"] = (
            static app => app.Lambda.Functions.Remove("orders-OrderBoard"), "orders-OrderBoard", "does not exist"),
        ["runtime"] = Function("Runtime", "dotnet10", "Runtime is dotnet10, and provided.al2023 in the manifest"),
        ["handler"] = Function("Handler", "main", "Handler is main, and bootstrap in the manifest"),
        ["timeout"] = Function("Timeout", 5, "Timeout is 5, and 30 in the manifest"),
        ["memory"] = Function("MemorySize", 128, "MemorySize is 128, and 512 in the manifest"),
        ["architecture"] = Function(
            "Architectures", new JsonArray("arm64"), "Architectures is arm64, and x86_64 in the manifest"),
        ["no variable"] = Variable(
            static variables => variables.Remove("FW24_FUNCTION"), "the variable FW24_FUNCTION of the manifest does not exist"),
        ["other variable"] = Variable(
            static variables => variables["API_KEY"] = "secret-7", "the variable API_KEY is not in the manifest"),
        ["changed variable"] = Variable(
            static variables => variables["FW24_FUNCTION"] = "secret-7",
            "the variable FW24_FUNCTION has another value than in the manifest"),
        ["variable of another table"] = Variable(
            static variables => variables["FW24_TABLE_ARN"] = "arn:aws:dynamodb:eu-central-1:123456789012:table/other",
            "the variable FW24_TABLE_ARN has another value than in the manifest"),
        ["reserved concurrency"] = (
            static app => app.Lambda.Reserved["orders-OrderBoard"] = 0,
            "orders-OrderBoard",
            "ReservedConcurrentExecutions is 0, and none in the manifest"),
        ["no mapping"] = (
            static app => app.Lambda.Mappings.Remove(app.Lambda.MappingTo("orders-OrderBoard")),
            "orders-OrderBoard",
            "has no event source mapping from the queue orders-OrderBoard.fifo"),
        ["batch size"] = Mapping("BatchSize", 100, "BatchSize is 100, and 10 in the manifest"),
        ["batching window"] = Mapping(
            "MaximumBatchingWindowInSeconds", 9, "MaximumBatchingWindowInSeconds is 9, and 0 in the manifest"),
        ["parallelization"] = Mapping("ParallelizationFactor", 2, "ParallelizationFactor is 2, and 1 in the manifest"),
        ["retries"] = Mapping("MaximumRetryAttempts", -1, "MaximumRetryAttempts is -1, and 5 in the manifest"),
        ["record age"] = Mapping(
            "MaximumRecordAgeInSeconds", 60, "MaximumRecordAgeInSeconds is 60, and 86400 in the manifest"),
        ["bisection"] = Mapping(
            "BisectBatchOnFunctionError", false, "BisectBatchOnFunctionError is False, and True in the manifest"),
        ["response types"] = Mapping("FunctionResponseTypes", null, "ReportBatchItemFailures is False, and True in the manifest"),
        ["filters"] = Mapping(
            "FilterCriteria",
            new JsonObject { ["Filters"] = new JsonArray(new JsonObject { ["Pattern"] = "{}" }) },
            "the filters of its event source mapping are not those of the manifest"),
        ["on-failure destination"] = Mapping(
            "DestinationConfig",
            null,
            "its on-failure destination is none, and orders-customers-stream-failures in the manifest"),
        ["on-failure bucket"] = (
            static app => app.Lambda.MappingTo("orders-products-stream")["DestinationConfig"] = null,
            "orders-products-stream",
            "its on-failure destination is none, and the bucket failed-records:products in the manifest"),
        ["maximum concurrency"] = (
            static app => app.Lambda.MappingTo("orders-OrderBoard")["ScalingConfig"]
                = new JsonObject { ["MaximumConcurrency"] = 2 },
            "orders-OrderBoard",
            "MaximumConcurrency is 2, and none in the manifest"),
        ["no topic"] = (static app => app.Sns.Topics.Remove("products-stream"), "products-stream", "does not exist"),
        ["throughput scope"] = (
            static app => app.Sns.Topics["orders-stream.fifo"]["FifoThroughputScope"] = "Topic",
            "orders-stream.fifo",
            "FifoThroughputScope is TOPIC, and MESSAGEGROUP in the manifest"),
        ["no subscription"] = (
            static app => app.Sns.Subscriptions.Remove("orders-OrderBoard.fifo"),
            "orders-stream.fifo",
            "the queue orders-OrderBoard.fifo is not subscribed"),
        ["filter policy"] = (
            static app => app.Sns.Subscriptions["orders-ShipmentMailer.fifo"]["FilterPolicy"] = """{"entity":["Order"]}""",
            "orders-stream.fifo",
            """
            the filter policy of orders-ShipmentMailer.fifo is {"entity":["Order"]}, and
            {"entity":["Order"],"operation":["modify"],"changed":["Status","*"]} in the manifest
            """),
        ["raw delivery"] = (
            static app => app.Sns.Subscriptions["orders-products-audit"]["RawMessageDelivery"] = "false",
            "products-stream",
            "the subscription of orders-products-audit has no raw delivery"),
        ["dead letters of a subscription"] = (
            static app => app.Sns.Subscriptions["orders-products-audit"].Remove("RedrivePolicy"),
            "products-stream",
            "the dead-letter queue of the subscription of orders-products-audit is none, and orders-products-audit-dlq "
                + "in the manifest"),
        ["no alarm"] = (
            static app => app.CloudWatch.Alarms.Remove(app.CloudWatch.On("orders-OrderBoard", "Errors")),
            "orders-OrderBoard Errors",
            "does not exist"),
        ["threshold"] = Alarm("Threshold", "7.0", "Threshold is 7, and 0 in the manifest"),
        ["period"] = Alarm("Period", "60", "Period is 60, and 300 in the manifest"),
        ["evaluation periods"] = Alarm("EvaluationPeriods", "3", "EvaluationPeriods is 3, and 1 in the manifest"),
        ["statistic"] = Alarm("Statistic", "Average", "Statistic is Average, and Sum in the manifest"),
        ["no queue"] = (
            static app => app.Stores.Queues.Remove("orders-CustomerDirectory"), "orders-CustomerDirectory", "does not exist"),
        ["visibility timeout"] = Queue("VisibilityTimeout", "5", "VisibilityTimeout is 5, and 181 in the manifest"),
        ["retention"] = Queue("MessageRetentionPeriod", "60", "MessageRetentionPeriod is 60, and 345600 in the manifest"),
        ["delay"] = Queue("DelaySeconds", "9", "DelaySeconds is 9, and 0 in the manifest"),
        ["dead-letter queue"] = Queue(
            "RedrivePolicy",
            """{"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:123456789012:other","maxReceiveCount":"10"}""",
            "its dead-letter queue is other, and orders-CustomerDirectory-dlq in the manifest"),
        ["receives"] = Queue(
            "RedrivePolicy",
            """
            {"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:123456789012:orders-CustomerDirectory-dlq","maxReceiveCount":"3"}
            """,
            "maxReceiveCount is 3, and 10 in the manifest"),
        ["no table"] = (static app => app.Stores.Tables.Remove("order-board"), "order-board", "does not exist"),
        ["key"] = Table(
            "KeySchema",
            new JsonArray(new JsonObject { ["AttributeName"] = "Id", ["KeyType"] = "HASH" }),
            "its key is Id, and OrderId in the manifest"),
        ["stream"] = Table(
            "StreamSpecification",
            new JsonObject { ["StreamEnabled"] = true, ["StreamViewType"] = "KEYS_ONLY" },
            "its stream is KEYS_ONLY, and off in the manifest"),
        ["no index"] = Table("GlobalSecondaryIndexes", null, "the index by-status of the manifest does not exist"),
    };

    public static TheoryData<string> Kinds => [.. s_kinds.Keys];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Drift_is_named_and_nothing_else_is_found(string kind)
    {
        var (change, resource, drift) = s_kinds[kind];
        await using var app = DeployedOrders.Create();
        change(app);

        var state = await InspectAsync(app);

        var found = Assert.Single(state.Resources, static one => !one.IsWell);
        Assert.Equal((resource, drift.ReplaceLineEndings(" ")), (found.Name, Assert.Single(found.Drift)));
        Assert.Empty(found.Problems);
        Assert.Empty(found.NotKnown);
    }

    [Fact]
    public async Task What_is_deployed_as_stated_is_well()
    {
        await using var app = DeployedOrders.Create();

        var state = await InspectAsync(app);

        Assert.True(state.IsWell);
        Assert.Equal((9, 16, 3), (state.Functions.Count, state.Queues.Count, state.Topics.Count));
        Assert.Equal((6, 34), (state.Tables.Count, state.Alarms.Count));
        Assert.Equal(["No stack of CloudFormation has the app's functions: no template is compared."], state.Notes);
    }

    private static (Action<DeployedOrders>, string, string) Function(string member, JsonNode value, string drift)
        => (app => app.Lambda.Functions["orders-OrderBoard"][member] = value.DeepClone(), "orders-OrderBoard", drift);

    private static (Action<DeployedOrders>, string, string) Variable(Action<JsonObject> change, string drift) => (
        app => change(app.Lambda.Functions["orders-OrderBoard"]["Environment"]!["Variables"]!.AsObject()),
        "orders-OrderBoard",
        drift);

    private static (Action<DeployedOrders>, string, string) Mapping(string member, JsonNode? value, string drift) => (
        app => app.Lambda.MappingTo("orders-customers-stream")[member] = value?.DeepClone(), "orders-customers-stream", drift);

    private static (Action<DeployedOrders>, string, string) Alarm(string member, string value, string drift) => (
        app => app.CloudWatch.On("orders-OrderBoard", "Errors")[member] = value, "orders-orders-OrderBoard-Errors-1X2Y3Z", drift);

    private static (Action<DeployedOrders>, string, string) Queue(string attribute, string value, string drift)
        => (app => app.Stores.Queues["orders-CustomerDirectory"][attribute] = value, "orders-CustomerDirectory", drift);

    private static (Action<DeployedOrders>, string, string) Table(string member, JsonNode? value, string drift)
        => (app => app.Stores.Tables["order-board"][member] = value?.DeepClone(), "order-board", drift);

    private static async Task<AppState> InspectAsync(DeployedOrders app)
    {
        using var inspection = new AppInspection(app.Configure);
        return await inspection.InspectAsync(app.Manifest, null, new InspectedCode(), Stop);
    }
}
