using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Fw24.Aws.Client;
using Fw24.Operations.Aws;
using Fw24.Operations.Status;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>
/// The requests of the clients that only an operator needs. Their responses are those of <see cref="DeployedOrders"/>.
/// </summary>
public sealed class StatusClientTests
{
    private const string Region = "us-east-1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lambda_is_asked_with_signed_GETs_for_pages_of_mappings()
    {
        await using var app = DeployedOrders.Create();
        var second = app.Lambda.MappingTo("orders-OrderBoard").DeepClone().AsObject();
        second["UUID"] = "second";
        app.Lambda.Mappings.Add(second);
        using var client = new LambdaClient(app.Configure);

        var mappings = await client.ListMappingsAsync("orders-OrderBoard", Stop);

        Assert.Equal(["mapping-of-orders-OrderBoard", "second"], mappings.Select(static mapping => mapping.Id));
        Assert.Equal(
            [
                "/2015-03-31/event-source-mappings?FunctionName=orders-OrderBoard",
                "/2015-03-31/event-source-mappings?FunctionName=orders-OrderBoard&Marker=1",
            ],
            app.Requests.Select(static request => request.Target));
        Assert.All(app.Requests, static request => LoopbackAws.AssertSigned(request, Region, "lambda"));
    }

    [Fact]
    public async Task A_function_is_named_in_the_path_whatever_its_name_contains()
    {
        await using var app = DeployedOrders.Create();
        using var client = new LambdaClient(app.Configure);

        Assert.Null(await client.GetFunctionAsync("../a?b c", Stop));
        var function = await client.GetFunctionAsync("orders-OrderBoard", Stop);

        Assert.Equal("arn:aws:lambda:eu-central-1:123456789012:function:orders-OrderBoard", function?.FunctionArn);
        Assert.Equal(
            [
                ("GET", "/2015-03-31/functions/..%2Fa%3Fb%20c/configuration"),
                ("GET", "/2015-03-31/functions/orders-OrderBoard/configuration"),
            ],
            app.Requests.Select(static request => (request.Method, request.Target)));
        LoopbackAws.AssertSigned(app.Requests[1], Region, "lambda");
    }

    [Fact]
    public async Task The_query_protocol_is_signed_for_each_service()
    {
        const string Topic = "arn%3Aaws%3Asns%3Aeu-central-1%3A123456789012%3Acustomer-changes";
        await using var app = DeployedOrders.Create();
        app.CloudFormation.Templates["orders"] = "{}";
        using var sns = new SnsClient(app.Configure);
        using var cloudWatch = new CloudWatchClient(app.Configure);
        using var cloudFormation = new CloudFormationClient(app.Configure);

        await sns.ListSubscriptionsAsync("arn:aws:sns:eu-central-1:123456789012:customer-changes", Stop);
        await cloudWatch.DescribeAlarmsAsync(Stop);
        await cloudFormation.FindStackAsync("orders-OrderBoard", Stop);

        Assert.Equal(
            [
                $"Action=ListSubscriptionsByTopic&Version=2010-03-31&TopicArn={Topic}",
                $"Action=ListSubscriptionsByTopic&Version=2010-03-31&TopicArn={Topic}&NextToken=page-2",
                "Action=DescribeAlarms&Version=2010-08-01&AlarmTypes.member.1=MetricAlarm&MaxRecords=100",
                "Action=DescribeAlarms&Version=2010-08-01&AlarmTypes.member.1=MetricAlarm&MaxRecords=100&NextToken=20",
                "Action=DescribeStackResources&Version=2010-05-15&PhysicalResourceId=orders-OrderBoard",
            ],
            app.Requests.Select(static request => request.Text));
        LoopbackAws.AssertSigned(app.Requests[0], Region, "sns");
        LoopbackAws.AssertSigned(app.Requests[2], Region, "monitoring");
        LoopbackAws.AssertSigned(app.Requests[4], Region, "cloudformation");
    }

    [Fact]
    public async Task Pages_that_repeat_end_the_list()
    {
        await using var server = new LoopbackServer(static request => request.Method is "GET"
            ? LoopbackAnswer.Of(200, """{"EventSourceMappings":[],"NextMarker":"same"}""")
            : QueryShapes.Result("DescribeAlarms", "", new XElement("NextToken", "same")));
        using var lambda = new LambdaClient(LoopbackAws.At(server));
        using var cloudWatch = new CloudWatchClient(LoopbackAws.At(server));

        await Assert.ThrowsAsync<JsonException>(() => lambda.ListMappingsAsync("orders-OrderBoard", Stop));
        await Assert.ThrowsAsync<XmlException>(() => cloudWatch.DescribeAlarmsAsync(Stop));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Pages_that_never_end_are_given_up_on()
    {
        var pages = 0;
        await using var server = new LoopbackServer(request => request.Method is "GET"
            ? LoopbackAnswer.Of(200, $$"""{"EventSourceMappings":[],"NextMarker":"{{++pages}}"}""")
            : QueryShapes.Result("DescribeAlarms", "", new XElement("NextToken", ++pages)));
        using var lambda = new LambdaClient(LoopbackAws.At(server));
        using var cloudWatch = new CloudWatchClient(LoopbackAws.At(server));

        await Assert.ThrowsAsync<JsonException>(() => lambda.ListMappingsAsync("orders-OrderBoard", Stop));
        Assert.Equal(PageTokens.MaxPages, pages);
        await Assert.ThrowsAsync<XmlException>(() => cloudWatch.DescribeAlarmsAsync(Stop));
        Assert.Equal(2 * PageTokens.MaxPages, pages);
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("[\"x\"]")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_table_whose_key_is_no_list_is_not_known(string key)
    {
        await using var app = DeployedOrders.Create();
        app.Stores.Tables["orders"]["KeySchema"] = JsonNode.Parse(key);
        using var inspection = new AppInspection(app.Configure);

        var state = await inspection.InspectAsync(app.Manifest, null, new InspectedCode(), Stop);

        var table = state.Tables.Single(static table => table.Name is "orders");
        Assert.Contains("not a response of the service", Assert.Single(table.NotKnown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_asked_for_500_at_a_time()
    {
        await using var app = DeployedOrders.Create();
        using var client = new CloudWatchClient(app.Configure);
        Metric[] metrics =
        [
            .. Enumerable.Range(0, 501).Select(
                static i => new Metric("AWS/Lambda", "Errors", "Sum", [new("FunctionName", $"f-{i}")])),
        ];
        app.CloudWatch.Values[("Errors", "f-499")] = [2, 3];
        app.CloudWatch.Values[("Errors", "f-500")] = [7];
        var now = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

        var values = await client.GetMetricsAsync(metrics, now.AddHours(-1), now, TimeSpan.FromMinutes(5), Stop);

        Assert.Equal((0, 5, 7), (values.Sum(metrics[0]), values.Sum(metrics[499]), values.Sum(metrics[500])));
        Assert.Equal((null, 2d), (values.Latest(metrics[0]), values.Latest(metrics[499])));
        Assert.Equal(2, app.Requests.Count);
        Assert.Equal(
            "f-500", app.Requests[1].Parameter("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Value"));
    }
}
