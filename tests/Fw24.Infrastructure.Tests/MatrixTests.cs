using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

public sealed class MatrixTests(Synthesis synthesis)
{
    public static TheoryData<bool, string> Cells { get; } = new(
        from fifo in new[] { false, true }
        from audit in new[] { "none", "console", "cloudwatch", "own-table", "same-table" }
        select (fifo, audit));

    [Theory]
    [MemberData(nameof(Cells))]
    public void H14_topic_queues_and_dead_letter_queues_are_of_one_kind(bool fifo, string audit)
    {
        var app = App(fifo, audit);
        var topic = Assert.Single(app.OfType("AWS::SNS::Topic")).Value["Properties"]!;
        Assert.Equal(fifo, (bool?)topic["FifoTopic"] ?? false);
        Assert.Equal(fifo ? "orders-stream.fifo" : "orders-stream", (string?)topic["TopicName"]);
        Assert.Equal(fifo ? "MessageGroup" : null, (string?)topic["FifoThroughputScope"]);
        foreach (var (_, subscription) in app.OfType("AWS::SNS::Subscription"))
        {
            var queue = Referred(app, subscription["Properties"]!["Endpoint"]!);
            var deadLetters = Referred(app, queue["RedrivePolicy"]!["deadLetterTargetArn"]!);
            Assert.All([queue, deadLetters], each => Assert.Equal(fifo, (bool?)each["FifoQueue"] ?? false));
            Assert.All([queue, deadLetters], each => Assert.Equal(fifo, ((string?)each["QueueName"])!.EndsWith(".fifo", StringComparison.Ordinal)));
            Assert.Equal(deadLetters, Referred(app, subscription["Properties"]!["RedrivePolicy"]!["deadLetterTargetArn"]!));

            // H16: a late message still has time in the dead-letter queue.
            Assert.Equal(1_209_600, (int?)deadLetters["MessageRetentionPeriod"]);
            Assert.True((int?)queue["VisibilityTimeout"] >= 180);
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void H15_a_FIFO_queue_has_no_batching_window(bool fifo, string audit)
    {
        var windows = App(fifo, audit).OfType("AWS::Lambda::EventSourceMapping").Count(static mapping => mapping.Value["Properties"]!["MaximumBatchingWindowInSeconds"] is not null);
        Assert.Equal(fifo || audit is "none" ? 0 : 1, windows);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void H12_what_the_stream_mapping_gives_up_is_kept_and_named_in_a_standard_queue_with_an_alarm(bool fifo, string audit)
    {
        var app = App(fifo, audit);
        var mapping = app.OfType("AWS::Lambda::EventSourceMapping").Single(static mapping => mapping.Value["Properties"]!["DestinationConfig"] is not null).Value["Properties"]!;
        var bucket = Referred(app, mapping["DestinationConfig"]!["OnFailure"]!["Destination"]!);
        Assert.Equal("failed-records/orders/", (string?)bucket["LoggingConfiguration"]!["LogFilePrefix"]);
        var rule = Assert.Single(app.OfType("AWS::Events::Rule")).Value["Properties"]!;
        var failures = Referred(app, rule["Targets"]![0]!["Arn"]!);
        Assert.Equal("matrix-orders-stream-failures", (string?)failures["QueueName"]);
        Assert.Null(failures["FifoQueue"]);
        Assert.Contains(app.OfType("AWS::CloudWatch::Alarm"), alarm =>
            (string?)alarm.Value["Properties"]!["MetricName"] is "ApproximateNumberOfMessagesVisible"
            && Referred(app, alarm.Value["Properties"]!["Dimensions"]![0]!["Value"]!) == failures);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void H18_audit_records_in_the_table_itself_invoke_nothing_and_touch_nothing_else(bool fifo, string audit)
    {
        var app = App(fifo, audit);
        var mapping = app.OfType("AWS::Lambda::EventSourceMapping").Single(static mapping => mapping.Value["Properties"]!["DestinationConfig"] is not null).Value["Properties"]!;
        var writing = app.Statements().Where(static found => found.Statement["Action"]!.ToJsonString().Contains("dynamodb:PutItem", StringComparison.Ordinal)).Select(static found => found.Statement).ToList();
        if (audit is not "same-table")
        {
            Assert.Null(mapping["FilterCriteria"]);
            Assert.All(writing, static statement => Assert.Null(statement["Condition"]));
            return;
        }

        var filter = Assert.Single(mapping["FilterCriteria"]!["Filters"]!.AsArray())!;
        Assert.Equal("""{"dynamodb":{"Keys":{"Id":{"S":[{"anything-but":{"prefix":"AUDIT#"}}]}}}}""", (string?)filter["Pattern"]);
        var statement = Assert.Single(writing);
        Assert.Equal("dynamodb:PutItem", (string?)statement["Action"]);
        Assert.Equal(
            """{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["AUDIT#*"]},"Null":{"dynamodb:LeadingKeys":"false"}}""",
            statement["Condition"]!.ToJsonString());
    }

    [Fact]
    public void H18_audit_records_in_another_entitys_table_invoke_nothing_and_touch_nothing_else()
    {
        var app = synthesis.Templates["neighbours"];
        var mapping = app.OfType("AWS::Lambda::EventSourceMapping").Single(mapping => mapping.Value["Properties"]!["EventSourceArn"]!.ToJsonString().Contains(app.Id("AWS::DynamoDB::Table", "TableName", "ledger"), StringComparison.Ordinal)).Value["Properties"]!;
        Assert.Equal("""{"dynamodb":{"Keys":{"pk":{"S":[{"anything-but":{"prefix":"AUDIT#"}}]}}}}""", (string?)Assert.Single(mapping["FilterCriteria"]!["Filters"]!.AsArray())!["Pattern"]);
        var statement = app.Statements().Single(static found => (string?)found.Statement["Sid"] is "StoreAuditRecords").Statement;
        Assert.Equal("dynamodb:PutItem", (string?)statement["Action"]);
        Assert.Equal(app.Id("AWS::DynamoDB::Table", "TableName", "ledger"), (string?)statement["Resource"]!["Fn::GetAtt"]![0]);
        Assert.Equal("""["AUDIT#*"]""", statement["Condition"]!["ForAllValues:StringLike"]!["dynamodb:LeadingKeys"]!.ToJsonString());
    }

    [Theory]
    [InlineData("none", null, null)]
    [InlineData("console", null, null)]
    [InlineData("cloudwatch", "AWS::Logs::LogGroup", "logs:CreateLogStream")]
    [InlineData("own-table", "AWS::DynamoDB::Table", "dynamodb:PutItem")]
    [InlineData("same-table", "AWS::DynamoDB::Table", "dynamodb:PutItem")]
    public void H28_the_audit_function_may_write_its_store_which_outlives_the_stack(string audit, string? type, string? action)
    {
        foreach (var fifo in new[] { false, true })
        {
            var app = App(fifo, audit);
            var statements = app.Statements().Where(static found => (string?)found.Statement["Sid"] is "StoreAuditRecords").ToList();
            if (type is null)
            {
                Assert.Empty(statements);
                continue;
            }

            var statement = Assert.Single(statements).Statement;
            Assert.Contains(action!, statement["Action"]!.ToJsonString(), StringComparison.Ordinal);
            var store = app.Resources[(string)statement["Resource"]!["Fn::GetAtt"]![0]!];
            Assert.Equal(type, (string?)store["Type"]);
            Assert.Equal("Retain", (string?)store["DeletionPolicy"]);
            Assert.Equal("Retain", (string?)store["UpdateReplacePolicy"]);
            if (type is "AWS::DynamoDB::Table")
            {
                Assert.True((bool?)store["Properties"]!["DeletionProtectionEnabled"]);
                Assert.True((bool?)store["Properties"]!["PointInTimeRecoverySpecification"]!["PointInTimeRecoveryEnabled"]);
            }
        }
    }

    private Template App(bool fifo, string audit) => synthesis.Templates[$"{(fifo ? "fifo" : "standard")}-{audit}"];

    private static JsonObject Referred(Template app, JsonNode reference)
        => app.Resources[(string)(reference["Fn::GetAtt"]?[0] ?? reference["Ref"])!]["Properties"]!.AsObject();
}
