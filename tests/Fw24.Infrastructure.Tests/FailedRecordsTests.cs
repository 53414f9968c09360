using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The destination of what a stream gave up on, and the alarm on what reached none.</summary>
public sealed class FailedRecordsTests(Synthesis synthesis)
{
    private Template App => NestedTemplates.Join(synthesis.Templates["given-up"], synthesis.Templates.Values);

    [Theory]
    [InlineData("plain", true)]
    [InlineData("nested", true)]
    [InlineData("kept", true)]
    [InlineData("asked", false)]
    [InlineData("secret", false)]
    [InlineData("old-secret", false)]
    public void A1_4_a_bucket_keeps_the_records_unless_the_table_has_secrets_or_asks_for_the_queue(string table, bool isBucket)
    {
        var (mapping, processor) = (Mapping(table), Processor(table));
        var destination = App.Resources[(string)mapping["DestinationConfig"]!["OnFailure"]!["Destination"]!["Fn::GetAtt"]![0]!];
        Assert.Equal(isBucket ? "AWS::S3::Bucket" : "AWS::SQS::Queue", (string?)destination["Type"]);
        Assert.Equal(isBucket ? ["s3:ListBucket", "s3:PutObject"] : ["sqs:SendMessage"], Granted(processor, destination));
    }

    [Fact]
    public void A1_4_a_bucket_of_failed_records_is_protected_as_the_others_are()
    {
        var buckets = App.OfType("AWS::S3::Bucket").Select(static bucket => bucket.Value).Where(static bucket => IsFailedRecords(bucket))
            .ToList();
        Assert.Equal(3, buckets.Count);
        Assert.All(buckets, static bucket =>
        {
            var properties = bucket["Properties"]!;
            Assert.Equal("Retain", (string?)bucket["DeletionPolicy"]);
            Assert.Equal(90, (int?)properties["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]);
            var encryption = properties["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!;
            Assert.Equal("aws:kms", (string?)encryption["ServerSideEncryptionByDefault"]!["SSEAlgorithm"]);
            Assert.True((bool?)properties["PublicAccessBlockConfiguration"]!["RestrictPublicBuckets"]);
            Assert.True((bool?)properties["NotificationConfiguration"]!["EventBridgeConfiguration"]!["EventBridgeEnabled"]);
            Assert.Null(properties["NotificationConfiguration"]!["QueueConfigurations"]);
        });
    }

    [Fact]
    public void A1_4_a_rule_names_the_objects_of_Lambda_in_the_tables_queue_of_failures_and_in_no_other()
    {
        var rules = App.OfType("AWS::Events::Rule").ToList();
        Assert.Equal(3, rules.Count);
        foreach (var (id, rule) in rules)
        {
            var properties = rule["Properties"]!;
            var queue = (string)properties["Targets"]![0]!["Arn"]!["Fn::GetAtt"]![0]!;
            var table = ((string)App.Resources[queue]["Properties"]!["QueueName"]!)["given-up-".Length..^"-stream-failures".Length];
            var bucket = (string)properties["EventPattern"]!["detail"]!["bucket"]!["name"]![0]!["Ref"]!;
            Assert.Equal(
                $"failed-records/{table}/",
                (string?)App.Resources[bucket]["Properties"]!["LoggingConfiguration"]!["LogFilePrefix"]);
            Assert.Equal("""[{"prefix":"aws/lambda/"}]""", properties["EventPattern"]!["detail"]!["object"]!["key"]!.ToJsonString());

            var statement = Assert.Single(Named(), found => found.ToJsonString().Contains($"\"{queue}\"", StringComparison.Ordinal));
            Assert.Equal("events.amazonaws.com", (string?)statement["Principal"]!["Service"]);
            Assert.Equal(id, (string?)statement["Condition"]!["ArnEquals"]!["aws:SourceArn"]!["Fn::GetAtt"]![0]);
        }

        var key = Assert.Single(Named(), static found => found["Action"]!.ToJsonString().Contains("kms:", StringComparison.Ordinal));
        Assert.Equal("events.amazonaws.com", (string?)key["Principal"]!["Service"]);
        Assert.NotNull(key["Condition"]!["StringEquals"]!["aws:SourceAccount"]);
    }

    private IEnumerable<JsonObject> Named() => App.Statements()
        .Select(static found => found.Statement)
        .Where(static statement => (string?)statement["Sid"] is "NameFailedRecords");

    [Fact]
    public void A1_4_a_mapping_waits_for_the_rule_that_names_what_it_gives_up()
    {
        var rule = Assert.Single(synthesis.Templates["fifo-console"].OfType("AWS::Events::Rule")).Key;
        var mapping = synthesis.Templates["fifo-console"].OfType("AWS::Lambda::EventSourceMapping")
            .Single(static mapping => mapping.Value["Properties"]!["DestinationConfig"] is not null).Value;
        Assert.Contains(rule, mapping["DependsOn"]!.AsArray().Select(static id => (string)id!));
    }

    [Fact]
    public void A2_2_each_stream_has_an_alarm_on_what_reached_no_destination()
    {
        foreach (var (id, mapping) in App.OfType("AWS::Lambda::EventSourceMapping").Where(
            static mapping => mapping.Value["Properties"]!["DestinationConfig"] is not null))
        {
            Assert.Equal("""["EventCount"]""", mapping["Properties"]!["MetricsConfig"]!["Metrics"]!.ToJsonString());
            var alarms = App.OfType("AWS::CloudWatch::Alarm").Select(static alarm => alarm.Value["Properties"]!);
            var alarm = Assert.Single(alarms, alarm => alarm["Dimensions"]?[0]!["Value"]!.ToJsonString() == $$"""{"Ref":"{{id}}"}""");
            Assert.Equal(
                ("AWS/Lambda", "DroppedEventCount", "EventSourceMappingUUID"),
                ((string?)alarm["Namespace"], (string?)alarm["MetricName"], (string?)alarm["Dimensions"]![0]!["Name"]));
        }
    }

    [Theory]
    [InlineData("plain", """{"PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":7}""")]
    [InlineData("kept", """{"PointInTimeRecoveryEnabled":true}""")]
    public void A2_4_backups_are_kept_for_the_stated_days(string table, string expected)
        => Assert.Equal(
            expected,
            App.Single("AWS::DynamoDB::Table", "TableName", table)["PointInTimeRecoverySpecification"]!.ToJsonString());

    private static bool IsFailedRecords(JsonObject bucket) => bucket["Properties"]!["LoggingConfiguration"]?["LogFilePrefix"] is not null;

    private JsonObject Processor(string table) => App.Single("AWS::Lambda::Function", "FunctionName", $"given-up-{table}-stream");

    private JsonNode Mapping(string table)
    {
        var id = App.Id("AWS::Lambda::Function", "FunctionName", $"given-up-{table}-stream");
        return App.OfType("AWS::Lambda::EventSourceMapping")
            .Single(mapping => (string?)mapping.Value["Properties"]!["FunctionName"]!["Ref"] == id).Value["Properties"]!;
    }

    // What the function's own role may do with a resource.
    private IEnumerable<string> Granted(JsonNode function, JsonNode resource)
    {
        var role = (string)function["Role"]!["Fn::GetAtt"]![0]!;
        var id = App.Resources
            .Single(found => ReferenceEquals(found.Value, resource) || found.Value.ToJsonString() == resource.ToJsonString()).Key;
        return App.Statements()
            .Where(found => found.Type is "AWS::IAM::Policy" && (string?)App.Resources[found.Resource]["Properties"]!["Roles"]![0]!["Ref"] == role)
            .Where(found => found.Statement["Resource"]!.ToJsonString().Contains($"\"{id}\"", StringComparison.Ordinal))
            .Select(static found => (string)found.Statement["Action"]!)
            .Order(StringComparer.Ordinal);
    }
}
