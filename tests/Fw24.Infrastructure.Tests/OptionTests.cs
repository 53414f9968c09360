using System.Globalization;
using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

public sealed class OptionTests(Synthesis synthesis)
{
    private Template App => synthesis.Templates["every-option"];

    [Fact]
    public void A_table_is_as_its_attributes_say()
    {
        var (id, table) = App.OfType("AWS::DynamoDB::Table").Single(static table => (string?)table.Value["Properties"]!["TableName"] is "things");
        Matches(table["Properties"]!, """
            {
              "KeySchema": [{"AttributeName":"n","KeyType":"HASH"},{"AttributeName":"Part","KeyType":"RANGE"}],
              "AttributeDefinitions": [{"AttributeName":"n","AttributeType":"N"},{"AttributeName":"Part","AttributeType":"B"},{"AttributeName":"Owner","AttributeType":"S"},{"AttributeName":"Rank","AttributeType":"N"},{"AttributeName":"Shelf","AttributeType":"B"},{"AttributeName":"Weight","AttributeType":"N"}],
              "ProvisionedThroughput": {"ReadCapacityUnits":5,"WriteCapacityUnits":5},
              "DeletionProtectionEnabled": false,
              "StreamSpecification": {"StreamViewType":"NEW_IMAGE"},
              "TimeToLiveSpecification": {"AttributeName":"gone","Enabled":true},
              "GlobalSecondaryIndexes": [{"IndexName":"by-owner","KeySchema":[{"AttributeName":"Owner","KeyType":"HASH"},{"AttributeName":"Rank","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"},"ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}},{"IndexName":"by-rank","KeySchema":[{"AttributeName":"Rank","KeyType":"HASH"},{"AttributeName":"Shelf","KeyType":"HASH"},{"AttributeName":"Owner","KeyType":"RANGE"},{"AttributeName":"n","KeyType":"RANGE"},{"AttributeName":"Weight","KeyType":"RANGE"}],"Projection":{"NonKeyAttributes":["Note","gone","kind"],"ProjectionType":"INCLUDE"},"ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}}]
            }
            """);
        Assert.Null(table["Properties"]!["PointInTimeRecoverySpecification"]);
        Assert.Equal("Delete", (string?)table["DeletionPolicy"]);
        Assert.StartsWith("things", id, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_mapping_is_as_its_attribute_says() => Matches(App.OfType("AWS::Lambda::EventSourceMapping").Single(static mapping => (int?)mapping.Value["Properties"]!["ParallelizationFactor"] is 4).Value["Properties"]!, """
        {
          "StartingPosition": "LATEST", "BatchSize": 100, "BisectBatchOnFunctionError": false, "MaximumRetryAttempts": 7,
          "MaximumBatchingWindowInSeconds": 3, "MaximumRecordAgeInSeconds": 120, "FunctionResponseTypes": ["ReportBatchItemFailures"]
        }
        """);

    [Fact]
    public void Retries_without_end_are_no_limit()
    {
        var mapping = App.OfType("AWS::Lambda::EventSourceMapping").Single(mapping => mapping.Value["Properties"]!["EventSourceArn"]!.ToJsonString().Contains(App.Id("AWS::DynamoDB::Table", "TableName", "forever"), StringComparison.Ordinal));
        Assert.Null(mapping.Value["Properties"]!["MaximumRetryAttempts"]);
        Assert.Equal("KEYS_ONLY", (string?)App.Single("AWS::DynamoDB::Table", "TableName", "forever")["StreamSpecification"]!["StreamViewType"]);
    }

    [Fact]
    public void A_topic_has_its_stated_name() => Assert.NotNull(App.Single("AWS::SNS::Topic", "TopicName", "thing-changes"));

    [Theory]
    [InlineData("things", "thing-changes", 1_048_576)]
    [InlineData("forever", "forever-stream.fifo", 10_000)]
    public void A1_3_a_topic_has_its_maximum_message_size_and_its_processor_the_same(string table, string topic, int bytes)
    {
        Assert.Equal(bytes, (int?)App.Single("AWS::SNS::Topic", "TopicName", topic)["MaximumMessageSize"]);
        Assert.Equal(
            bytes.ToString(CultureInfo.InvariantCulture),
            Variable(App.Single("AWS::Lambda::Function", "FunctionName", $"every-option-{table}-stream")));
    }

    [Fact]
    public void A1_3_where_it_is_not_stated_SNSs_default_holds()
    {
        var sample = synthesis.Sample;
        Assert.All(sample.OfType("AWS::SNS::Topic"), static topic => Assert.Null(topic.Value["Properties"]!["MaximumMessageSize"]));
        Assert.All(sample.OfType("AWS::Lambda::Function"), static function => Assert.Null(Variable(function.Value["Properties"]!)));
    }

    [Fact]
    public void H16_queues_are_as_their_attributes_say()
    {
        Matches(App.Single("AWS::SQS::Queue", "QueueName", "every-option-ThingWatcher"), """{"VisibilityTimeout":1000,"MessageRetentionPeriod":172800,"DelaySeconds":90,"RedrivePolicy":{"maxReceiveCount":4}}""");
        Matches(App.Single("AWS::SQS::Queue", "QueueName", "every-option-things-audit"), """{"VisibilityTimeout":900,"MessageRetentionPeriod":777600,"RedrivePolicy":{"maxReceiveCount":3}}""");
        Matches(Mapping("every-option-ThingWatcher"), """{"BatchSize":20,"MaximumBatchingWindowInSeconds":2,"FunctionResponseTypes":["ReportBatchItemFailures"]}""");
        Matches(Mapping("every-option-things-audit"), """{"BatchSize":50,"MaximumBatchingWindowInSeconds":20,"FunctionResponseTypes":["ReportBatchItemFailures"]}""");
    }

    [Fact]
    public void H16_visibility_is_derived_from_timeout_and_window()
    {
        // 6 × 30 s, plus the window of one second.
        Matches(synthesis.Sample.Single("AWS::SQS::Queue", "QueueName", "orders-CustomerDirectory"), """{"VisibilityTimeout":181}""");
        Matches(synthesis.Sample.Single("AWS::SQS::Queue", "QueueName", "orders-ShipmentMailer.fifo"), """{"VisibilityTimeout":180}""");
    }

    [Fact]
    public void Filter_policies_say_what_a_handler_overrides_and_asks_for()
    {
        Matches(Subscription(App, "every-option-ThingWatcher"), """{"FilterPolicy":{"entity":["thing"],"operation":["remove"],"changed":["Owner","*"]},"RawMessageDelivery":true}""");
        Matches(Subscription(synthesis.Sample, "orders-ShipmentMailer.fifo"), """{"FilterPolicy":{"entity":["Order"],"operation":["modify"],"changed":["Status","*"]},"RawMessageDelivery":true}""");
        Assert.Null(Subscription(synthesis.Sample, "orders-orders-audit.fifo")["FilterPolicy"]);
    }

    [Fact]
    public void Functions_are_as_the_app_says()
    {
        foreach (var (_, function) in App.OfType("AWS::Lambda::Function"))
        {
            Matches(function["Properties"]!, """{"MemorySize":1024,"Timeout":60,"Runtime":"provided.al2023","Handler":"bootstrap","Architectures":["x86_64"]}""");
        }
    }

    [Fact]
    public void The_audits_log_group_is_in_its_region()
    {
        var elsewhere = synthesis.Templates.Values.Single(static template => template.Name.StartsWith("everyoption", StringComparison.Ordinal));
        var group = Assert.Single(elsewhere.Resources).Value;
        Matches(group, """{"Type":"AWS::Logs::LogGroup","Properties":{"LogGroupName":"/custom/trail","RetentionInDays":3653},"DeletionPolicy":"Delete"}""");
        Matches(
            App.Single("AWS::Lambda::Function", "FunctionName", "every-option-things-audit")["Environment"]!["Variables"]!,
            """{"FW24_AUDIT_LOG_GROUP":"/custom/trail","FW24_AUDIT_REGION":"us-east-1"}""");
        Assert.Contains(elsewhere.Name, synthesis.DependenciesOf("every-option"));
        var store = App.Statements().Single(static found => (string?)found.Statement["Sid"] is "StoreAuditRecords").Statement;
        Assert.Contains(":logs:us-east-1:123456789012:log-group:/custom/trail:*", store["Resource"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_table_whose_large_records_travel_by_claim_check_has_a_place_for_them()
    {
        var objects = App.Statements().Where(static found => found.Type is "AWS::S3::BucketPolicy").Select(static found => found.Statement["Resource"]!.ToJsonString()).ToList();
        Assert.DoesNotContain(objects, static resource => resource.Contains("/things/*", StringComparison.Ordinal));
        Assert.Contains(objects, static resource => resource.Contains("/forever/*", StringComparison.Ordinal));

        // Any parked record may be large.
        var parking = App.Statements().Where(static found => (string?)found.Statement["Sid"] is "ParkLargeRecords").ToList();
        Assert.Equal(App.OfType("AWS::Lambda::Function").Count(), parking.Count);
        Assert.All(parking, static found => Assert.Equal("s3:PutObject", (string?)found.Statement["Action"]));
    }

    [Fact]
    public void An_alarm_is_raised_well_before_a_record_is_too_old()
    {
        var alarms = App.OfType("AWS::CloudWatch::Alarm").Where(static alarm => (string?)alarm.Value["Properties"]!["MetricName"] is "IteratorAge").Select(static alarm => (int?)alarm.Value["Properties"]!["Threshold"]);
        Assert.Equal([60_000, 300_000], alarms.Order());
    }

    [Fact]
    public void An_alarm_is_raised_well_before_a_queue_drops_messages_nobody_received()
    {
        foreach (var template in synthesis.Templates.Values)
        {
            var read = template.OfType("AWS::SQS::Queue").Where(static queue => queue.Value["Properties"]!["VisibilityTimeout"] is not null).ToList();
            var alarms = template.OfType("AWS::CloudWatch::Alarm").Where(static alarm => (string?)alarm.Value["Properties"]!["MetricName"] is "ApproximateAgeOfOldestMessage").ToList();
            Assert.Equal(read.Count, alarms.Count);
            foreach (var (id, queue) in read)
            {
                var alarm = Assert.Single(alarms, alarm => alarm.Value["Properties"]!["Dimensions"]!.ToJsonString().Contains($"\"{id}\"", StringComparison.Ordinal)).Value["Properties"]!;
                Assert.InRange((int)alarm["Threshold"]!, 1, (int)queue["Properties"]!["MessageRetentionPeriod"]! / 2);
            }
        }
    }

    [Fact]
    public void An_alarm_is_raised_when_a_topic_can_deliver_nowhere()
    {
        foreach (var template in synthesis.Templates.Values)
        {
            var topics = template.OfType("AWS::CloudWatch::Alarm").Where(static alarm => (string?)alarm.Value["Properties"]!["MetricName"] is "NumberOfNotificationsFailedToRedriveToDlq").Select(static alarm => alarm.Value["Properties"]!["Dimensions"]![0]!["Value"]!.ToJsonString()).ToList();
            Assert.Equal(topics.Distinct().Count(), template.OfType("AWS::Lambda::EventSourceMapping").Count(static mapping => mapping.Value["Properties"]!["StartingPosition"] is not null));
            Assert.All(template.OfType("AWS::SNS::Topic"), topic => Assert.Contains(topics, name => name.Contains($"\"{topic.Key}\"", StringComparison.Ordinal)));
        }
    }

    private static string? Variable(JsonNode function) => (string?)function["Environment"]!["Variables"]!["FW24_MAX_MESSAGE_BYTES"];

    private JsonObject Mapping(string queue) => App.OfType("AWS::Lambda::EventSourceMapping")
        .Single(mapping => mapping.Value["Properties"]!["EventSourceArn"]!.ToJsonString().Contains($"\"{App.Id("AWS::SQS::Queue", "QueueName", queue)}\"", StringComparison.Ordinal)).Value["Properties"]!.AsObject();

    private static JsonObject Subscription(Template app, string queue) => app.OfType("AWS::SNS::Subscription")
        .Single(subscription => subscription.Value["Properties"]!["Endpoint"]!.ToJsonString().Contains($"\"{app.Id("AWS::SQS::Queue", "QueueName", queue)}\"", StringComparison.Ordinal)).Value["Properties"]!.AsObject();

    // Only the members in the pattern are compared.
    private static void Matches(JsonNode actual, string pattern)
    {
        foreach (var (name, expected) in JsonNode.Parse(pattern)!.AsObject())
        {
            if (name is "RedrivePolicy" or "Properties")
            {
                Matches(actual[name]!, expected!.ToJsonString());
                continue;
            }

            Assert.Equal($"{name}: {expected?.ToJsonString()}", $"{name}: {actual[name]?.ToJsonString()}");
        }
    }
}
