using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

public sealed class YoursToChangeTests(Synthesis synthesis)
{
    [Fact]
    public void What_is_there_already_is_used_and_not_made()
    {
        var app = synthesis.Templates["existing"];
        Assert.Equal(["older"], app.OfType("AWS::DynamoDB::Table").Select(static table => (string)table.Value["Properties"]!["TableName"]!));
        Assert.Equal(["older-stream"], app.OfType("AWS::SNS::Topic").Select(static topic => (string)topic.Value["Properties"]!["TopicName"]!));
        Assert.DoesNotContain(app.OfType("AWS::Logs::LogGroup"), static group => !((string)group.Value["Properties"]!["LogGroupName"]!).StartsWith("/aws/lambda/", StringComparison.Ordinal));

        var environment = app.Single("AWS::Lambda::Function", "FunctionName", "existing-old-stream")["Environment"]!["Variables"]!;
        Assert.Equal("arn:aws:sns:eu-central-1:123456789012:old-changes.fifo", (string?)environment["FW24_TOPIC_ARN"]);
        Assert.Contains(app.OfType("AWS::Lambda::EventSourceMapping"), static mapping =>
            mapping.Value["Properties"]!["EventSourceArn"] is JsonValue arn && arn.ToString() is "arn:aws:dynamodb:eu-central-1:123456789012:table/old/stream/2026-01-01T00:00:00.000");
        Assert.Equal("/old/logs", (string?)app.Single("AWS::Lambda::Function", "FunctionName", "existing-old-audit")["Environment"]!["Variables"]!["FW24_AUDIT_LOG_GROUP"]);
        Assert.Equal("oldest", (string?)app.Single("AWS::Lambda::Function", "FunctionName", "existing-older-audit")["Environment"]!["Variables"]!["FW24_AUDIT_TABLE"]);
    }

    [Theory]
    [InlineData("AWS::DynamoDB::Table", "TableName", "things", "ContributorInsightsSpecification", """{"Enabled":true}""")]
    [InlineData("AWS::DynamoDB::Table", "TableName", "things", "PointInTimeRecoverySpecification", """{"PointInTimeRecoveryEnabled":false}""")]
    [InlineData("AWS::DynamoDB::Table", "TableName", "trail", "ContributorInsightsSpecification", """{"Enabled":true}""")]
    [InlineData("AWS::SNS::Topic", "TopicName", "things-stream", "DisplayName", "\"hooked topic\"")]
    [InlineData("AWS::SQS::Queue", "QueueName", "hooks-things-stream-failures", "MessageRetentionPeriod", "1123200")]
    [InlineData("AWS::S3::Bucket", "BucketName", "hooked-records", "BucketName", "\"hooked-records\"")]
    [InlineData("AWS::SQS::Queue", "QueueName", "hooks-parked-records", "MessageRetentionPeriod", "1036800")]
    [InlineData("AWS::SQS::Queue", "QueueName", "hooks-Watcher", "ReceiveMessageWaitTimeSeconds", "7")]
    [InlineData("AWS::SQS::Queue", "QueueName", "hooks-Watcher-dlq", "MessageRetentionPeriod", "950400")]
    [InlineData("AWS::Lambda::Function", "FunctionName", "hooks-Watcher", "MemorySize", "2048")]
    [InlineData("AWS::Lambda::Function", "FunctionName", "hooks-things-stream", "MemorySize", "256")]
    [InlineData("AWS::Logs::LogGroup", "LogGroupName", "/aws/lambda/hooks-Watcher", "RetentionInDays", "5")]
    [InlineData("AWS::Logs::LogGroup", "LogGroupName", "/audit/logs/hooks", "RetentionInDays", "2192")]
    [InlineData("AWS::SecretsManager::Secret", "Name", "hooked-secret", "Name", "\"hooked-secret\"")]
    public void A_hook_changes_a_resource_before_it_is_made(string type, string key, string name, string property, string expected)
        => Assert.Equal(expected, synthesis.Templates["hooks"].Single(type, key, name)[property]!.ToJsonString());

    [Fact]
    public void Hooks_reach_mappings_roles_alarms_buckets_and_indexes()
    {
        var app = synthesis.Templates["hooks"];
        var mappings = app.OfType("AWS::Lambda::EventSourceMapping").Select(static mapping => mapping.Value["Properties"]!).ToList();
        Assert.Single(mappings, static mapping => (bool?)mapping["Enabled"] is false);
        Assert.Equal(3, mappings.Count(static mapping => (int?)mapping["ScalingConfig"]?["MaximumConcurrency"] is 9));
        Assert.Single(mappings, static mapping => (int?)mapping["BatchSize"] is 3);
        Assert.Equal(17, (int?)app.Single("AWS::SQS::Queue", "QueueName", "hooks-things-audit")["RedrivePolicy"]!["maxReceiveCount"]);
        Assert.All(app.OfType("AWS::IAM::Role"), static role => Assert.Equal(7_200, (int?)role.Value["Properties"]!["MaxSessionDuration"]));
        Assert.All(app.OfType("AWS::CloudWatch::Alarm"), static alarm => Assert.Equal(8, (int?)alarm.Value["Properties"]!["EvaluationPeriods"]));
        Assert.Single(app.OfType("AWS::S3::Bucket"), static bucket => (string?)bucket.Value["Properties"]!["AccelerateConfiguration"]?["AccelerationStatus"] is "Enabled");
        Assert.Equal("KEYS_ONLY", (string?)app.Single("AWS::DynamoDB::Table", "TableName", "things")["GlobalSecondaryIndexes"]![0]!["Projection"]!["ProjectionType"]);
    }

    [Fact]
    public void A_further_subscription_is_one_line()
        => Assert.Single(synthesis.Templates["hooks"].OfType("AWS::SNS::Subscription"), static subscription => subscription.Value["Properties"]!["Endpoint"]!.ToJsonString() is "\"ops@example.org\"");

    [Fact]
    public void A_key_of_ones_own_encrypts_everything_that_keeps_data()
    {
        var app = synthesis.Templates["own-key"];
        var key = Assert.Single(app.OfType("AWS::KMS::Key")).Key;
        AssertEncrypted("AWS::DynamoDB::Table", static table => table["SSESpecification"]?["KMSMasterKeyId"]);
        AssertEncrypted("AWS::SNS::Topic", static topic => topic["KmsMasterKeyId"]);
        AssertEncrypted("AWS::SQS::Queue", static queue => queue["KmsMasterKeyId"]);
        AssertEncrypted("AWS::Logs::LogGroup", static group => group["KmsKeyId"]);
        AssertEncrypted("AWS::Lambda::Function", static function => function["KmsKeyArn"]);
        AssertEncrypted("AWS::SecretsManager::Secret", static secret => secret["KmsKeyId"]);

        // S3 delivers access logs to no bucket with such a key: all but that one have it.
        Assert.Equal(app.OfType("AWS::S3::Bucket").Count() - 1, app.OfType("AWS::S3::Bucket").Count(bucket => bucket.Value.ToJsonString().Contains(key, StringComparison.Ordinal) && bucket.Value.ToJsonString().Contains("aws:kms", StringComparison.Ordinal)));

        void AssertEncrypted(string type, Func<JsonNode, JsonNode?> keyOf)
        {
            Assert.NotEmpty(app.OfType(type));
            Assert.All(app.OfType(type), resource => Assert.Contains(key, keyOf(resource.Value["Properties"]!)?.ToJsonString() ?? "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Whoever_uses_a_key_of_ones_own_may()
    {
        var app = synthesis.Templates["own-key"];
        var users = app.Statements().Where(static found => found.Type is "AWS::IAM::Policy" && (string?)found.Statement["Sid"] is "UseKey").Select(static found => found.Resource).ToHashSet();
        Assert.Equal(app.OfType("AWS::Lambda::Function").Count(), users.Count);
        var services = app.Statements().Where(static found => found.Type is "AWS::KMS::Key").Select(static found => found.Statement["Principal"]!.ToJsonString()).ToList();
        Assert.Contains(services, static principal => principal.Contains("sns.amazonaws.com", StringComparison.Ordinal));
        Assert.Contains(services, static principal => principal.Contains("logs.", StringComparison.Ordinal));
        Assert.Contains(services, static principal => principal.Contains("events.amazonaws.com", StringComparison.Ordinal));

        // The audit logger of people writes one table, and the phone book's keeper another.
        Assert.Equal(2, app.Statements().Count(static found => (string?)found.Statement["Sid"] is "UseTableKey"));
    }

    [Fact]
    public void Alarms_go_where_they_are_told()
        => Assert.All(
            synthesis.Templates["own-key"].OfType("AWS::CloudWatch::Alarm"),
            static alarm => Assert.Equal("""["arn:aws:sns:eu-central-1:123456789012:alarms"]""", alarm.Value["Properties"]!["AlarmActions"]!.ToJsonString()));

    [Fact]
    public void Tables_alone_need_nothing_else()
    {
        var types = synthesis.Templates["tables-only"].Resources.Values.Select(static resource => (string)resource["Type"]!).Distinct();
        Assert.Equal(["AWS::DynamoDB::Table"], types);
    }

    [Fact]
    public void A_handler_may_use_the_tables_its_constructor_asks_for()
    {
        var statement = synthesis.Sample.Statements().Single(static found => (string?)found.Statement["Sid"] is "UseOrderBoardTable").Statement;
        Assert.Equal(
            [
                "BatchGetItem", "BatchWriteItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem",
            ],
            statement["Action"]!.AsArray().Select(static action => action!.GetValue<string>()["dynamodb:".Length..]));
        Assert.Equal(synthesis.Sample.Id("AWS::DynamoDB::Table", "TableName", "order-board"), (string?)statement["Resource"]!["Fn::GetAtt"]![0]);
    }
}
