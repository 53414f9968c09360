using System.Text.Json.Nodes;
using Fw24.Integration.Tests.Operate.Failures;
using Fw24.Operations.Aws;
using Fw24.Operations.Status;
using Fw24.Operations.Status.Inspections;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>What an inspection reads besides drift: problems, metrics, and what it does without a right.</summary>
public sealed class InspectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_for_an_operator_is_a_problem()
    {
        await using var app = DeployedOrders.Create();
        app.Lambda.Functions["orders-OrderBoard"]["State"] = "Failed";
        app.Lambda.Functions["orders-OrderBoard"]["StateReason"] = "The image is gone";
        app.Lambda.Functions["orders-ShipmentMailer"]["LastUpdateStatus"] = "Failed";
        app.Lambda.MappingTo("orders-orders-audit")["State"] = "Disabled";
        app.Lambda.MappingTo("orders-customers-stream")["LastProcessingResult"] = "PROBLEM: Function call failed";
        app.Stores.Queues["orders-parked-records"]["ApproximateNumberOfMessages"] = "2";
        app.Stores.Queues["orders-parked-records"]["ApproximateNumberOfMessagesNotVisible"] = "1";
        app.Stores.Queues["orders-orders-audit.fifo"]["ApproximateNumberOfMessages"] = "400";
        app.Stores.Tables["orders"]["TableStatus"] = "INACCESSIBLE_ENCRYPTION_CREDENTIALS";
        app.Stores.Tables["order-board"]["TableStatus"] = "UPDATING";
        app.Stores.Tables["order-board"]["GlobalSecondaryIndexes"]![0]!["IndexStatus"] = "DELETING";
        app.CloudWatch.On("orders-products-audit", "Errors")["StateValue"] = "ALARM";
        app.CloudWatch.On("orders-orders-audit", "Errors")["ActionsEnabled"] = "false";

        var state = await InspectAsync(app);

        Assert.Equal(
            [
                "order-board: the index by-status is DELETING",
                "orders-OrderBoard: is Failed: The image is gone",
                "orders-ShipmentMailer: its last update failed",
                "orders-customers-stream: its event source mapping reports PROBLEM: Function call failed",
                "orders-orders-audit: its event source mapping is Disabled: USER_INITIATED",
                "orders-orders-orders-audit-Errors-1X2Y3Z: its actions are disabled",
                "orders-orders-products-audit-Errors-1X2Y3Z: is in ALARM since 2026-11-22 10:00:00Z: Threshold Crossed",
                "orders-parked-records: messages wait for an operator: 3",
                "orders: is INACCESSIBLE_ENCRYPTION_CREDENTIALS",
            ],
            state.Resources.Where(static one => !one.IsWell)
                .Select(static one => $"{one.Name}: {string.Join("; ", one.Problems)}")
                .Order(StringComparer.Ordinal));
        Assert.All(state.Resources, static one => Assert.Empty(one.Drift));
    }

    [Fact]
    public async Task Functions_have_the_lag_failures_and_gaps_of_their_metrics()
    {
        await using var app = DeployedOrders.Create();
        app.CloudWatch.Values[("IteratorAge", "orders-customers-stream")] = [2_500, 90_000];
        app.CloudWatch.Values[("ApproximateAgeOfOldestMessage", "orders-OrderBoard.fifo")] = [12, 7];
        app.CloudWatch.Values[("Errors", "orders-OrderBoard")] = [1, 0, 2];
        app.CloudWatch.Values[("Throttles", "orders-OrderBoard")] = [4];
        app.CloudWatch.Values[("GapsOpened", "customers-audit")] = [3, 2];
        app.CloudWatch.Values[("GapsFilled", "customers-audit")] = [1];

        var state = await InspectAsync(app);

        var (stream, board, audit) = (
            Of("orders-customers-stream"), Of("orders-OrderBoard"), Of("orders-customers-audit"));
        Assert.Equal((2.5, 0, 0), (stream.LagSeconds, stream.Errors, stream.Throttles));
        Assert.Equal((12d, 3, 4), (board.LagSeconds, board.Errors, board.Throttles));
        Assert.Equal(new GapCount(4, IsExact: false), audit.Gaps);
        Assert.Null(audit.LagSeconds);
        Assert.Null(board.Gaps);

        var asked = app.Requests
            .Where(static request => request.Text.Contains("Action=GetMetricData", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(
            [("2026-03-04T09:00:00Z", "300"), ("2024-12-04T10:00:00Z", "86400")],
            asked.Select(static request => (
                request.Parameter("StartTime")!, request.Parameter("MetricDataQueries.member.1.MetricStat.Period")!)));
        Assert.All(asked, static request => Assert.Equal("2026-03-04T10:00:00Z", request.Parameter("EndTime")));

        FunctionState Of(string name) => state.Functions.Single(function => function.Name == name);
    }

    [Theory]
    [InlineData("GetFunctionConfiguration", 9, "its state and configuration (lambda:GetFunctionConfiguration: AccessDeniedException)")]
    [InlineData("GetFunctionConcurrency", 9, "its reserved concurrency (lambda:GetFunctionConcurrency: AccessDeniedException)")]
    [InlineData("GetTopicAttributes", 3, "its attributes (sns:GetTopicAttributes: AccessDenied)")]
    [InlineData("ListSubscriptionsByTopic", 3, "its subscriptions (sns:ListSubscriptionsByTopic: AccessDenied)")]
    [InlineData("DescribeAlarms", 34, "its state (cloudwatch:DescribeAlarms: AccessDenied)")]
    [InlineData("DescribeTable", 6, "its description (dynamodb:DescribeTable: AccessDeniedException)")]
    [InlineData("DescribeStackResources", 1, "its stack (cloudformation:DescribeStackResources: AccessDenied)")]
    public async Task Without_a_right_its_facts_are_not_known_and_all_others_are(string operation, int resources, string fact)
    {
        await using var app = DeployedOrders.Create();
        app.Denied.Add(operation);

        var state = await InspectAsync(app);

        var unknown = state.Resources.Where(static one => !one.IsWell).ToList();
        Assert.Equal(resources, unknown.Count);
        Assert.All(unknown, one => Assert.Equal(fact, Assert.Single(one.NotKnown)));
        Assert.All(unknown, static one => Assert.Empty(one.Drift.Concat(one.Problems)));
    }

    [Fact]
    public async Task Without_the_mappings_the_alarms_on_them_are_not_known_either()
    {
        await using var app = DeployedOrders.Create();
        app.Denied.Add("ListEventSourceMappings");

        var state = await InspectAsync(app);

        Assert.All(state.Functions, static function => Assert.Equal(
            ["its event source mapping (lambda:ListEventSourceMappings: AccessDeniedException)"], function.NotKnown));
        Assert.Equal(3, state.Alarms.Count(static alarm
            => alarm.NotKnown is ["its metric (its event source mapping is not known)"]));
    }

    [Fact]
    public async Task Without_the_queues_a_function_tells_the_account()
    {
        await using var app = DeployedOrders.Create();
        app.Denied.Add("GetQueueUrl");

        var state = await InspectAsync(app);

        Assert.Equal(
            ["its messages and attributes (sqs:GetQueueUrl, sqs:GetQueueAttributes: AccessDeniedException)"],
            state.Resources.SelectMany(static one => one.NotKnown).Distinct());
        Assert.All(state.Topics, static topic => Assert.True(topic.IsWell));

        app.Denied.Add("GetFunctionConfiguration");
        state = await InspectAsync(app);
        Assert.All(state.Topics, static topic => Assert.Equal(
            ["its ARN (neither a queue nor a function tells the account)"], topic.NotKnown));
    }

    [Theory]
    [InlineData(404, "text/html", "<html>no such page</html>")]
    [InlineData(200, "application/json", "[]")]
    [InlineData(501, "text/plain", "")]
    public async Task An_endpoint_that_does_not_know_the_services_tells_nothing(int status, string contentType, string body)
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of(status, body, contentType));
        await using var app = DeployedOrders.Create();
        using var inspection = new AppInspection(config =>
        {
            LoopbackAws.At(server.Url)(config);
            config.MaxErrorRetry = 0;
        });

        var state = await inspection.InspectAsync(app.Manifest, null, new InspectedCode(), Stop);

        Assert.All(state.Resources, static one => Assert.NotEmpty(one.NotKnown));
        Assert.All(state.Resources, static one => Assert.Empty(one.Drift));
    }

    [Fact]
    public async Task An_endpoint_that_nobody_listens_at_tells_nothing()
    {
        await using var app = DeployedOrders.Create();
        var server = new LoopbackServer(static _ => LoopbackAnswer.Reset);
        var url = server.Url;
        await server.DisposeAsync();
        using var inspection = new AppInspection(config =>
        {
            LoopbackAws.At(url)(config);
            config.MaxErrorRetry = 0;
        });

        var state = await inspection.InspectAsync(app.Manifest, null, new InspectedCode(), Stop);

        Assert.Contains(
            "its state and configuration (lambda:GetFunctionConfiguration: ConnectionError)", state.Functions[0].NotKnown);
        Assert.All(state.Resources, static one => Assert.NotEmpty(one.NotKnown));
    }

    [Fact]
    public async Task A_service_that_never_responds_tells_nothing()
    {
        await using var server = new LoopbackServer(static _ => LoopbackAnswer.Silence);
        using var client = new LambdaClient(config =>
        {
            LoopbackAws.At(server.Url)(config);
            (config.MaxErrorRetry, config.Timeout) = (0, TimeSpan.FromMilliseconds(50));
        });
        var findings = new Findings();

        await findings.AskAsync(
            "its state", "lambda:GetFunctionConfiguration", () => client.GetFunctionAsync("orders-OrderBoard", Stop));

        Assert.Equal("its state (lambda:GetFunctionConfiguration: no response)", Assert.Single(findings.NotKnown));
    }

    [Fact]
    public async Task A_stage_is_a_dimension_of_the_apps_own_metrics()
    {
        await using var app = DeployedOrders.Create(change: static manifest =>
        {
            manifest["stage"] = "dev";
            manifest["alarms"]!.AsArray().Clear();
            manifest["alarms"]!.AsArray().Add(JsonNode.Parse("""
                {
                    "function": "orders-customers-audit", "metric": "GapsOpened", "statistic": "Sum",
                    "periodSeconds": 300, "threshold": 0, "evaluationPeriods": 1
                }
                """));
        });

        var state = await InspectAsync(app);

        var asked = app.Requests.Last(static request => request.Text.Contains("GetMetricData", StringComparison.Ordinal));
        Assert.Equal("GapsOpened", asked.Parameter("MetricDataQueries.member.1.MetricStat.Metric.MetricName"));
        Assert.Equal(
            ["App", "orders", "Function", "customers-audit", "Stage", "dev"],
            asked.Form
                .Where(static one => one.Key.StartsWith("MetricDataQueries.member.1.MetricStat.Metric.Dim", StringComparison.Ordinal))
                .Select(static one => one.Value));

        // The harness deploys the alarm on a metric of Lambda's.
        var alarm = Assert.Single(state.Alarms);
        Assert.Equal(("orders-customers-audit GapsOpened", "does not exist"), (alarm.Name, Assert.Single(alarm.Drift)));
    }

    private static async Task<AppState> InspectAsync(DeployedOrders app)
    {
        using var inspection = new AppInspection(app.Configure, new VirtualClock());
        return await inspection.InspectAsync(app.Manifest, null, new InspectedCode(), Stop);
    }
}
