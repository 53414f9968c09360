using System.Text.Json.Nodes;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>The facts in a manifest.</summary>
internal static class ManifestFacts
{
    public static IReadOnlyList<string> Of(JsonObject manifest) =>
    [
        .. Each(manifest, "tables", static table => $"table {table["name"]} keys {Keys(table)} indexes {string.Join(";", List(table["indexes"]).Select(Index))} ttl {table["timeToLive"]} stream {table["stream"]} {table["billingMode"]} backups {table["pointInTimeRecovery"]} {table["recoveryDays"]} protected {table["deletionProtection"]} {table["removalPolicy"]}"),
        .. Each(manifest, "schedules", Schedule),
        .. Each(manifest, "keys", static key => $"key {key["id"]} {key["keySpec"]} {key["keyUsage"]} {key["removalPolicy"]}"),
        .. Each(manifest, "topics", static topic => $"topic {topic["name"]} fifo {topic["fifo"]} {topic["fifoThroughputScope"]} max {topic["maxMessageBytes"]} key {topic["encryptionKey"]} tls {topic["requiresTls"]} for {string.Join(",", List(topic["subscriptionProtocols"]))}"),
        .. Each(manifest, "queues", static queue => $"queue {queue["name"]} fifo {queue["fifo"]} {queue["deduplicationScope"]} {queue["fifoThroughputLimit"]} hidden {queue["visibilityTimeoutSeconds"]} kept {queue["retentionSeconds"]} late {queue["delaySeconds"]} then {queue["deadLetterQueue"]?["queue"]} {queue["deadLetterQueue"]?["maxReceiveCount"]} of {string.Join(",", List(queue["redriveSources"]).Select(static source => source.ToString()).Order(StringComparer.Ordinal))} encrypted {queue["managedEncryption"]} tls {queue["requiresTls"]}"),
        .. Each(manifest, "subscriptions", static subscription => $"subscription {subscription["topic"]} {subscription["queue"]} raw {subscription["rawMessageDelivery"]} filter {subscription["filterPolicy"]?.ToJsonString()} then {subscription["deadLetterQueue"]}"),
        .. Each(manifest, "functions", static function => $"function {function["name"]} {function["runtime"]} {function["handler"]} {function["architecture"]} {function["memoryMegabytes"]} {function["timeoutSeconds"]} reserved {function["reservedConcurrency"]} log {function["logGroup"]} environment {Environment(function)}"),
        .. Each(manifest, "eventSources", static source => source["stream"] is { } stream
            ? $"mapping {source["function"]} stream {stream} from {source["startingPosition"]} batch {source["batchSize"]} window {source["maxBatchingWindowSeconds"]} bisect {source["bisectBatchOnError"]} retries {source["retryAttempts"]} age {source["maxRecordAgeSeconds"]} parallel {source["parallelizationFactor"]} items {source["reportBatchItemFailures"]} filters {string.Join(";", List(source["filters"]))} then {source["onFailure"]} records {source["failedRecords"]}"
            : $"mapping {source["function"]} queue {source["queue"]} batch {source["batchSize"]} window {source["maxBatchingWindowSeconds"]} "
                + $"concurrency {source["maxConcurrency"]} items {source["reportBatchItemFailures"]}"),
        .. Each(manifest, "logGroups", static group => $"log {group["name"]} days {group["retentionDays"]} {group["removalPolicy"]} protected {group["deletionProtection"]?.ToString() ?? "false"}"),
        .. Each(manifest, "buckets", static bucket => $"bucket {bucket["id"]} days {bucket["expirationDays"]} versions {bucket["versioned"]} {bucket["noncurrentExpirationDays"]} of {string.Join(",", List(bucket["noncurrentExpirationPrefixes"]))} locked {bucket["objectLock"]?.ToString() ?? "false"} once {bucket["writeOnce"]} tls {bucket["requiresTls"]} logs {bucket["accessLogs"]} {bucket["removalPolicy"]}"),
        .. Each(manifest, "alarms", static alarm => $"alarm {alarm["queue"]}{alarm["function"]}{alarm["topic"]}{alarm["stream"]} {alarm["metric"]} {alarm["statistic"]} {alarm["periodSeconds"]} over {alarm["threshold"]} times {alarm["evaluationPeriods"]} missing {alarm["missingData"] ?? "notBreaching"}"),
        .. List(manifest["functions"]).SelectMany(static function => List(function["permissions"]).Select(permission => Permission("permission", function, permission))),
        .. List(manifest["functions"]).SelectMany(static function => List(function["denials"]).Select(permission => Permission("denial", function, permission))),
    ];

    private static string Schedule(JsonNode schedule)
        => $"schedule {schedule["function"]} {schedule["expression"]} retries {schedule["retryAttempts"]} "
            + $"age {schedule["maxEventAgeSeconds"]}";

    private static string Permission(string kind, JsonNode function, JsonNode permission)
    {
        var resources = List(permission["resources"]).Select(static resource => resource.AsObject().Single()).Select(static resource => $"{resource.Key}:{resource.Value}").Order(StringComparer.Ordinal);
        return $"{kind} {function["name"]} {string.Join(",", List(permission["actions"]).Select(static action => action.ToString()).Order(StringComparer.Ordinal))} on {string.Join(",", resources)} keys {string.Join(",", List(permission["leadingKeys"]))} prefixes {string.Join(",", List(permission["prefixes"]))} algorithms {string.Join(",", List(permission["signingAlgorithms"]))}";
    }

    private static string Environment(JsonNode function) => string.Join(";", function["environment"]!.AsObject()
        .OrderBy(static variable => variable.Key, StringComparer.Ordinal)
        .Select(static variable => $"{variable.Key}={(variable.Value is JsonObject reference ? Reference(reference) : variable.Value)}"));

    // {"urlOf":{"queue":"orders-parked-records"}}
    private static string Reference(JsonObject reference)
    {
        var (attribute, resource) = reference.Single();
        var (kind, name) = resource!.AsObject().Single();
        return $"{attribute} {kind}:{name}";
    }

    private static string Index(JsonNode index)
        => $"{index["name"]} {Keys(index)} {index["projection"]} {string.Join(",", List(index["include"]))}";

    private static string Keys(JsonNode node) => string.Join(",", Keys(node, "partitionKey").Concat(Keys(node, "sortKey")));

    private static IEnumerable<string> Keys(JsonNode node, string name)
        => node[name] is { } key ? [Key(key)] : List(node[name + "s"]).Select(Key);

    private static string Key(JsonNode? key) => $"{key?["name"]}:{key?["type"]}";

    private static IEnumerable<string> Each(JsonObject manifest, string list, Func<JsonNode, string> fact)
        => List(manifest[list]).Select(fact);

    private static IEnumerable<JsonNode> List(JsonNode? node) => node?.AsArray().Select(static element => element!) ?? [];
}
