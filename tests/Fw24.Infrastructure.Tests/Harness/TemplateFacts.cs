using System.Text.Json.Nodes;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>The facts in a template, in the terms of <see cref="ManifestFacts"/>.</summary>
internal sealed class TemplateFacts
{
    // The pattern by which a role matches a SHA-256 in hexadecimal digits.
    private static readonly string s_hash = new('?', 64);

    private readonly Template _template;

    private TemplateFacts(Template template) => _template = template;

    public static IReadOnlyList<string> Of(Template template) => new TemplateFacts(template).Facts();

    private IReadOnlyList<string> Facts() =>
    [
        .. Each("AWS::DynamoDB::Table", Table),
        .. Each("AWS::SNS::Topic", (id, topic) => $"topic {topic["TopicName"]} fifo {Flag(topic["FifoTopic"])} {((string?)topic["FifoThroughputScope"] is "MessageGroup" ? "messageGroup" : "")} max {topic["MaximumMessageSize"]} key {Key(topic["KmsMasterKeyId"])} tls {Refuses("AWS::SNS::TopicPolicy", id)} for {Protocols(id)}"),
        .. Each("AWS::SQS::Queue", (id, queue) => $"queue {queue["QueueName"]} fifo {Flag(queue["FifoQueue"])} {queue["DeduplicationScope"]} {queue["FifoThroughputLimit"]} hidden {queue["VisibilityTimeout"]} kept {queue["MessageRetentionPeriod"]} late {queue["DelaySeconds"]} then {Name(queue["RedrivePolicy"]?["deadLetterTargetArn"])} {queue["RedrivePolicy"]?["maxReceiveCount"]} of {string.Join(",", List(queue["RedriveAllowPolicy"]!["sourceQueueArns"]).Select(QueueOf).Order(StringComparer.Ordinal))} encrypted {Flag(queue["SqsManagedSseEnabled"])} tls {Refuses("AWS::SQS::QueuePolicy", id)}"),
        .. Each("AWS::SNS::Subscription", (_, subscription) => $"subscription {Name(subscription["TopicArn"])} {Name(subscription["Endpoint"])} raw {Flag(subscription["RawMessageDelivery"])} filter {subscription["FilterPolicy"]?.ToJsonString()} then {Name(subscription["RedrivePolicy"]?["deadLetterTargetArn"])}"),
        .. Each("AWS::Lambda::Function", (id, function) => $"function {function["FunctionName"]} {function["Runtime"]} {function["Handler"]} {function["Architectures"]![0]} {function["MemorySize"]} {function["Timeout"]} reserved {function["ReservedConcurrentExecutions"]} log {LogGroup(function)} environment {Environment(function)}"),
        .. Each("AWS::Lambda::EventSourceMapping", Mapping),
        .. Each("AWS::Logs::LogGroup", (id, group) => $"log {group["LogGroupName"]} days {group["RetentionInDays"]} {Removal(id)} protected {Flag(group["DeletionProtectionEnabled"])}"),
        .. Each("AWS::S3::Bucket", (id, bucket) => bucket["LoggingConfiguration"] is null ? "" : $"bucket {BucketId(bucket)} days {bucket["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]} versions {((string?)bucket["VersioningConfiguration"]!["Status"] is "Enabled" ? "true" : "false")} {bucket["LifecycleConfiguration"]!["Rules"]![0]!["NoncurrentVersionExpiration"]!["NoncurrentDays"]} of {string.Join(",", List(bucket["LifecycleConfiguration"]!["Rules"]).Select(static rule => rule["Prefix"]).OfType<JsonNode>())} locked {Flag(bucket["ObjectLockEnabled"])} once {(WritesOnce(id) ? "true" : "false")} tls {Refuses("AWS::S3::BucketPolicy", id)} logs true {Removal(id)}").Where(static fact => fact.Length > 0),
        .. Each("AWS::CloudWatch::Alarm", (_, alarm) => $"alarm {Alarmed(alarm)} {alarm["MetricName"]} {alarm["Statistic"]} {alarm["Period"]} over {alarm["Threshold"]} times {alarm["EvaluationPeriods"]} missing {alarm["TreatMissingData"]}"),
        .. Each("AWS::KMS::Key", SigningKey).Where(static fact => fact.Length > 0),
        .. Each("AWS::Events::Rule", Schedule).Where(static fact => fact.Length > 0),
        .. _template.Statements().SelectMany(found => Permissions(found.Type, found.Resource, found.Statement)),
    ];

    private string Table(string id, JsonNode table)
    {
        var types = List(table["AttributeDefinitions"]).ToDictionary(static attribute => (string)attribute["AttributeName"]!, static attribute => (string)attribute["AttributeType"]!);
        var indexes = List(table["GlobalSecondaryIndexes"]).Select(index => Index(index, types));
        return $"table {table["TableName"]} keys {Keys(table["KeySchema"], types)} indexes {string.Join(";", indexes)} ttl {table["TimeToLiveSpecification"]?["AttributeName"]} stream {table["StreamSpecification"]?["StreamViewType"]} {table["BillingMode"] ?? "PROVISIONED"} backups {Flag(table["PointInTimeRecoverySpecification"]?["PointInTimeRecoveryEnabled"])} {table["PointInTimeRecoverySpecification"]?["RecoveryPeriodInDays"]} protected {Flag(table["DeletionProtectionEnabled"])} {Removal(id)}";
    }

    private string Mapping(string id, JsonNode mapping)
    {
        var (kind, name) = Referred(mapping["EventSourceArn"]);
        var items = List(mapping["FunctionResponseTypes"]).Any(static type => (string)type! is "ReportBatchItemFailures") ? "true" : "false";
        return kind is "stream"
            ? $"mapping {Name(mapping["FunctionName"])} stream {name} from {mapping["StartingPosition"]} batch {mapping["BatchSize"]} window {mapping["MaximumBatchingWindowInSeconds"]} bisect {Flag(mapping["BisectBatchOnFunctionError"])} retries {mapping["MaximumRetryAttempts"]} age {mapping["MaximumRecordAgeInSeconds"]} parallel {mapping["ParallelizationFactor"]} items {items} filters {string.Join(";", List(mapping["FilterCriteria"]?["Filters"]).Select(static filter => filter["Pattern"]))} then {Failures(mapping["DestinationConfig"]?["OnFailure"]?["Destination"])}"
            : $"mapping {Name(mapping["FunctionName"])} queue {name} batch {mapping["BatchSize"]} window {mapping["MaximumBatchingWindowInSeconds"]} "
                + $"concurrency {mapping["ScalingConfig"]?["MaximumConcurrency"]} items {items}";
    }

    private string SigningKey(string id, JsonNode key)
        => (string?)key["KeyUsage"] is "SIGN_VERIFY" ? $"key seal-key {key["KeySpec"]} {key["KeyUsage"]} {Removal(id)}" : "";

    private string Schedule(string id, JsonNode rule)
    {
        if (rule["ScheduleExpression"] is not { } expression)
        {
            return "";
        }

        var (function, policy) = (Name(rule["Targets"]![0]!["Arn"]), rule["Targets"]![0]!["RetryPolicy"]!);
        return $"schedule {function} {expression} retries {policy["MaximumRetryAttempts"]} age {policy["MaximumEventAgeInSeconds"]}";
    }

    // A function's permissions are in its role's policy, and those for objects in the bucket's.
    private IEnumerable<string> Permissions(string type, string id, JsonObject statement)
    {
        var allows = (string?)statement["Effect"] is "Allow";
        if (type is not ("AWS::IAM::Policy" or "AWS::S3::BucketPolicy") || (!allows && type is not "AWS::IAM::Policy"))
        {
            yield break;
        }

        var roles = type is "AWS::IAM::Policy"
            ? List(_template.Resources[id]["Properties"]!["Roles"]).Select(static role => (string)role["Ref"]!)
            : Many(statement["Principal"]!["AWS"]).Select(static role => (string)role["Fn::GetAtt"]![0]!);
        var actions = string.Join(",", Many(statement["Action"]).Select(static action => action.ToString()).Order(StringComparer.Ordinal));
        var resources = string.Join(",", Many(statement["Resource"]).Select(Referred).Select(static found => $"{found.Kind}:{found.Name}").Order(StringComparer.Ordinal));
        var keys = string.Join(",", List(statement["Condition"]?[allows ? "ForAllValues:StringLike" : "ForAnyValue:StringLike"]?["dynamodb:LeadingKeys"]));
        var prefixes = statement["Condition"]?["StringLike"]?["s3:prefix"];
        foreach (var role in roles)
        {
            var function = _template.OfType("AWS::Lambda::Function").Single(function => (string?)function.Value["Properties"]!["Role"]!["Fn::GetAtt"]![0] == role).Value["Properties"]!;
            yield return $"{(allows ? "permission" : "denial")} {function["FunctionName"]} {actions} on {resources} keys {keys} prefixes {prefixes} algorithms {statement["Condition"]?["StringEquals"]?["kms:SigningAlgorithm"]}";
        }
    }

    private string Environment(JsonNode function) => string.Join(";", function["Environment"]!["Variables"]!.AsObject()
        .OrderBy(static variable => variable.Key, StringComparer.Ordinal)
        .Select(variable => $"{variable.Key}={Variable(variable.Key, variable.Value!)}"));

    private string Variable(string name, JsonNode value)
    {
        if (value is JsonValue)
        {
            return value.ToString();
        }

        var (kind, resource) = Referred(value);

        // Named resources are given by name, although the template references them.
        return name switch
        {
            "FW24_AUDIT_LOG_GROUP" or "FW24_AUDIT_TABLE" or "FW24_IDEMPOTENCY_TABLE" => resource,
            "FW24_PARKING_QUEUE_URL" or "FW24_QUEUE_URL" => $"urlOf {kind}:{resource}",
            "FW24_CLAIM_BUCKET" or "FW24_SEAL_BUCKET" => $"nameOf {kind}:{resource}",
            _ => $"arnOf {kind}:{resource}",
        };
    }

    private string LogGroup(JsonNode function) => _template.OfType("AWS::Logs::LogGroup")
        .Select(static group => (string)group.Value["Properties"]!["LogGroupName"]!)
        .Single(name => name == $"/aws/lambda/{function["FunctionName"]}");

    private bool IsRefusal(string type, string id) => _template.Statements().Any(found =>
        found.Type == type && (string?)found.Statement["Condition"]?["Bool"]?["aws:SecureTransport"] is "false" && found.Statement["Resource"]!.ToJsonString().Contains($"\"{id}\"", StringComparison.Ordinal));

    private string Protocols(string topic) => string.Join(",", List(_template.Statements()
        .Single(found => (string?)found.Statement["Sid"] is "RefuseOtherProtocols" && found.Statement["Resource"]!.ToJsonString().Contains($"\"{topic}\"", StringComparison.Ordinal))
        .Statement["Condition"]!["StringNotEquals"]!["sns:Protocol"]));

    private bool WritesOnce(string bucket) => _template.Statements().Any(found =>
        (string?)found.Statement["Condition"]?["Null"]?["s3:if-none-match"] is "true" && found.Statement["Resource"]!.ToJsonString().Contains($"\"{bucket}\"", StringComparison.Ordinal));

    // arn:{partition}:sqs:{region}:{account}:orders-OrderBoard, where the first parts may be references.
    private static string QueueOf(JsonNode arn) => (arn["Fn::Join"] is { } join ? List(join[1]).Last() : arn).ToString().Split(':')[^1];

    private string Refuses(string type, string id) => IsRefusal(type, id) ? "true" : "false";

    private string Removal(string id) => (string?)_template.Resources[id]["DeletionPolicy"] is "Retain" ? "Retain" : "Destroy";

    // The queue, and the bucket whose objects a rule names in it.
    private string Failures(JsonNode? destination)
    {
        if (destination is null || Referred(destination) is not ("bucket", var bucket))
        {
            return $"{Name(destination)} records ";
        }

        var rule = _template.OfType("AWS::Events::Rule").Select(static rule => rule.Value["Properties"]!)
            .Single(rule => rule["EventPattern"] is not null && Name(rule["EventPattern"]!["detail"]!["bucket"]!["name"]![0]) == bucket);
        return $"{Name(rule["Targets"]![0]!["Arn"])} records {bucket}";
    }

    // failed-records/orders/ → failed-records:orders
    private static string BucketId(JsonNode bucket)
        => (string?)bucket["LoggingConfiguration"]?["LogFilePrefix"] is { } prefix ? prefix.TrimEnd('/').Replace('/', ':') : "claim-checks";

    private string Name(JsonNode? reference) => reference is null ? "" : Referred(reference).Name;

    // The target of a reference, or of a text that contains references.
    private (string Kind, string Name) Referred(JsonNode? reference)
    {
        if (reference?["Fn::Join"] is { } join)
        {
            var parts = List(join[1]).ToList();
            var (kind, name) = parts.Select(part => part is JsonObject && part["Ref"]?.ToString().StartsWith("AWS::", StringComparison.Ordinal) is not true ? Referred(part) : default).FirstOrDefault(static found => found.Kind is not null);
            return kind switch
            {
                null => Arn(string.Concat(parts)),
                "secret" => (kind, name),
                "table" => ("index", name + string.Concat(parts.OfType<JsonValue>())),
                _ => ("objects", name + string.Concat(parts.OfType<JsonValue>()).Replace(s_hash, "*", StringComparison.Ordinal)),
            };
        }

        if (reference is JsonValue text)
        {
            return Arn(text.ToString());
        }

        var id = (string)(reference!["Ref"] ?? reference["Fn::GetAtt"]![0])!;
        var (type, properties) = ((string)_template.Resources[id]["Type"]!, _template.Resources[id]["Properties"]!);
        return type switch
        {
            "AWS::DynamoDB::Table" => ((string?)reference["Fn::GetAtt"]?[1] is "StreamArn" ? "stream" : "table", (string)properties["TableName"]!),
            "AWS::SNS::Topic" => ("topic", (string)properties["TopicName"]!),
            "AWS::SQS::Queue" => ("queue", (string)properties["QueueName"]!),
            "AWS::Logs::LogGroup" => ("logGroup", (string)properties["LogGroupName"]!),
            "AWS::Lambda::Function" => ("function", (string)properties["FunctionName"]!),
            "AWS::S3::Bucket" => ("bucket", BucketId(properties)),
            "AWS::Lambda::EventSourceMapping" => ("stream", Name(properties["EventSourceArn"])),
            "AWS::SecretsManager::Secret" => ("secret", "hmac-key"),
            "AWS::KMS::Key" => ("key", "seal-key"),
            _ => throw new InvalidOperationException($"A reference to {type}"),
        };
    }

    // arn:aws:logs:us-east-1:123456789012:log-group:/custom/trail:*, or arn:aws:dynamodb:us-east-1:123456789012:table/orders
    private static (string Kind, string Name) Arn(string text)
        => text.IndexOf(":log-group:", StringComparison.Ordinal) is >= 0 and var group ? ("logGroup", text[(group + ":log-group:".Length)..^2])
            : text.IndexOf(":table/", StringComparison.Ordinal) is >= 0 and var table
                ? (text.Contains("/index/", StringComparison.Ordinal) ? "index" : "table", text[(table + ":table/".Length)..])
            : throw new InvalidOperationException($"What is {text}?");

    // The app's own metrics use the function's name within the app.
    private string Alarmed(JsonNode alarm) => (string)alarm["Namespace"]! is "Fw24"
        ? (string)_template.OfType("AWS::Lambda::Function")
            .Select(static function => function.Value["Properties"]!)
            .Single(function => (string)function["Environment"]!["Variables"]!["FW24_FUNCTION"]! == (string)alarm["Dimensions"]!.AsArray().Single(static dimension => (string)dimension!["Name"]! is "Function")!["Value"]!)["FunctionName"]!
        : Name(Assert.Single(alarm["Dimensions"]!.AsArray())!["Value"]!);

    private static string Key(JsonNode? key)
        => key!.ToJsonString() is var text && text.Contains("alias/aws/sns", StringComparison.Ordinal) ? "alias/aws/sns" : text;

    private static string Index(JsonNode index, Dictionary<string, string> types)
    {
        var projection = index["Projection"]!;
        var included = string.Join(",", List(projection["NonKeyAttributes"]));
        return $"{index["IndexName"]} {Keys(index["KeySchema"], types)} {projection["ProjectionType"]} {included}";
    }

    private static string Keys(JsonNode? schema, Dictionary<string, string> types)
        => string.Join(",", List(schema).Select(key => $"{key["AttributeName"]}:{types[(string)key["AttributeName"]!]}"));

    private static string Flag(JsonNode? flag) => (bool?)flag is true ? "true" : "false";

    private IEnumerable<string> Each(string type, Func<string, JsonNode, string> fact)
        => _template.OfType(type).Select(resource => fact(resource.Key, resource.Value["Properties"]!));

    private static IEnumerable<JsonNode> Many(JsonNode? node)
        => node is JsonArray array ? array.Select(static element => element!) : node is null ? [] : [node];

    private static IEnumerable<JsonNode> List(JsonNode? node) => node?.AsArray().Select(static element => element!) ?? [];
}
