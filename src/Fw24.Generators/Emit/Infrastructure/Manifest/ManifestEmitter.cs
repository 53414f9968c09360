using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure.Manifest;

/// <summary>Prints <c>fw24.manifest.json</c>: the infrastructure in plain values, for tools other than CDK.</summary>
/// <remarks>Its schema is <c>docs/reference/fw24.manifest.schema.json</c>; a change that an old reader would misinterpret needs a new version number.</remarks>
internal static class ManifestEmitter
{
    private const int SecondsPerDay = 86_400;
    private const int MaxRetentionSeconds = 14 * SecondsPerDay;
    private const string ClaimChecks = "claim-checks";

    public static string Emit(InfrastructureModel app) => JsonPrinter.Print(json =>
    {
        json.String("schema", "fw24.manifest/1");
        json.String("app", app.App);
        json.Objects("tables", Tables(app), static (json, write) => write(json));
        json.Objects("topics", app.Streams, WriteTopic);
        json.Objects("queues", Queues(app), WriteQueue);
        json.Objects("subscriptions", app.Streams.SelectMany(static stream => stream.Subscribers, static (stream, subscriber) => (stream, subscriber)), WriteSubscription);
        json.Objects("functions", Functions(app), (json, function) => WriteFunction(json, function, app));
        json.Objects("eventSources", EventSources(app), static (json, write) => write(json));
        json.Objects("logGroups", LogGroups(app), static (json, write) => write(json));
        json.Objects("buckets", app.HasFunctions ? [ClaimChecks] : Array.Empty<string>(), static (json, name) => WriteBucket(json, name));
        json.Objects("secrets", app.HasHmacKey ? ["hmac-key"] : Array.Empty<string>(), static (json, name) => json.String("id", name));
        json.Objects("alarms", Alarms(app), static (json, write) => write(json));
    });

    private static IEnumerable<Action<JsonPrinter>> Tables(InfrastructureModel app)
    {
        foreach (var table in app.Tables)
        {
            yield return json => WriteTable(json, table);
        }

        foreach (var table in app.AuditTables)
        {
            yield return json =>
            {
                json.String("name", table.Name);
                WriteKey(json, "partitionKey", new KeyModel("pk", "S"));
                WriteKey(json, "sortKey", new KeyModel("sk", "S"));
                json.String("timeToLive", "expiresAt");
                json.String("billingMode", "PAY_PER_REQUEST");
                json.Flag("pointInTimeRecovery", true);
                json.Flag("deletionProtection", table.RemovalPolicy is RemovalPolicy.Retain);
                json.String("removalPolicy", table.RemovalPolicy.ToString());
            };
        }
    }

    private static void WriteTable(JsonPrinter json, TableConstruct table)
    {
        json.String("name", table.Name);
        json.Strings("entities", table.Entities);
        WriteKey(json, "partitionKey", table.PartitionKey);
        if (table.SortKey is { } sortKey)
        {
            WriteKey(json, "sortKey", sortKey);
        }

        if (table.Indexes.Count > 0)
        {
            json.Objects("indexes", table.Indexes, static (json, index) =>
            {
                json.String("name", index.Name);
                WriteKey(json, "partitionKey", index.PartitionKey!);
                if (index.SortKey is { } sortKey)
                {
                    WriteKey(json, "sortKey", sortKey);
                }

                json.String("projection", index.Projection is IndexProjection.KeysOnly ? "KEYS_ONLY" : "ALL");
            });
        }

        json.String("timeToLive", table.TimeToLive);
        json.String("stream", table.Stream is { } stream ? CdkNames.ViewType(stream.ViewType) : null);
        json.String("billingMode", CdkNames.BillingMode(table.BillingMode));
        json.Flag("pointInTimeRecovery", table.PointInTimeRecovery);
        json.Flag("deletionProtection", table.DeletionProtection);
        json.String("removalPolicy", table.RemovalPolicy.ToString());
    }

    private static void WriteKey(JsonPrinter json, string name, KeyModel key) => json.Object(name, json =>
    {
        json.String("name", key.Attribute);
        json.String("type", key.Type);
    });

    private static void WriteTopic(JsonPrinter json, StreamConstruct stream)
    {
        json.String("name", stream.Topic);
        json.Flag("fifo", stream.Fifo);
        json.String("fifoThroughputScope", stream.Fifo ? "messageGroup" : null);
        json.String("encryptionKey", "alias/aws/sns");
        json.Flag("requiresTls", true);
        json.Strings("subscriptionProtocols", ["firehose", "lambda", "sqs"]);
    }

    private static IEnumerable<QueueFacts> Queues(InfrastructureModel app)
    {
        if (!app.HasFunctions)
        {
            yield break;
        }

        var failures = app.RedrivesFailures ? app.Streams.Select(static stream => stream.FailureQueue).ToList() : [];
        yield return new QueueFacts(app.ParkingQueue, false, MaxRetentionSeconds, RedriveSources: failures);
        foreach (var stream in app.Streams)
        {
            yield return app.RedrivesFailures
                ? new QueueFacts(stream.FailureQueue, false, MaxRetentionSeconds, null, app.ParkingQueue, 10)
                : new QueueFacts(stream.FailureQueue, false, MaxRetentionSeconds);
            foreach (var subscriber in stream.Subscribers)
            {
                yield return new QueueFacts(subscriber.DeadLetterQueue, subscriber.Fifo, MaxRetentionSeconds, RedriveSources: [subscriber.Queue]);
                yield return new QueueFacts(
                    subscriber.Queue, subscriber.Fifo, subscriber.RetentionDays * SecondsPerDay, subscriber.VisibilityTimeoutSeconds, subscriber.DeadLetterQueue, subscriber.MaxReceiveCount);
            }
        }
    }

    private static void WriteQueue(JsonPrinter json, QueueFacts queue)
    {
        json.String("name", queue.Name);
        json.Flag("fifo", queue.Fifo);
        if (queue.Fifo)
        {
            json.String("deduplicationScope", "messageGroup");
            json.String("fifoThroughputLimit", "perMessageGroupId");
        }

        json.Number("visibilityTimeoutSeconds", queue.VisibilityTimeoutSeconds);
        json.Number("retentionSeconds", queue.RetentionSeconds);
        if (queue.DeadLetterQueue is { } deadLetterQueue)
        {
            json.Object("deadLetterQueue", json =>
            {
                json.String("queue", deadLetterQueue);
                json.Number("maxReceiveCount", queue.MaxReceiveCount);
            });
        }

        json.Strings("redriveSources", queue.RedriveSources ?? []);
        json.Flag("managedEncryption", true);
        json.Flag("requiresTls", true);
    }

    private static void WriteSubscription(JsonPrinter json, (StreamConstruct Stream, SubscriberConstruct Subscriber) subscription)
    {
        json.String("topic", subscription.Stream.Topic);
        json.String("queue", subscription.Subscriber.Queue);
        json.Flag("rawMessageDelivery", true);
        if (subscription.Subscriber.Filter.Count > 0)
        {
            json.Object("filterPolicy", json =>
            {
                foreach (var condition in subscription.Subscriber.Filter)
                {
                    json.Strings(condition.Attribute, condition.Values);
                }
            });
        }

        json.String("deadLetterQueue", subscription.Subscriber.DeadLetterQueue);
    }

    private static IEnumerable<FunctionFacts> Functions(InfrastructureModel app)
        => app.Tables.SelectMany(static table => table.Stream is { } stream
            ? new[] { FunctionFacts.StreamProcessor(table, stream) }.Concat(stream.Subscribers.Select(subscriber => FunctionFacts.Subscriber(table, stream, subscriber)))
            : []);

    private static void WriteFunction(JsonPrinter json, FunctionFacts function, InfrastructureModel app)
    {
        json.String("name", function.Names.FunctionName);
        json.String("function", function.Names.Name);
        json.String("runtime", "provided.al2023");
        json.String("handler", "bootstrap");
        json.String("architecture", app.Architecture);
        json.Number("memoryMegabytes", app.MemoryMegabytes);
        json.Number("timeoutSeconds", app.TimeoutSeconds);
        json.String("logGroup", $"/aws/lambda/{function.Names.FunctionName}");
        json.Object("environment", json =>
        {
            json.String("FW24_FUNCTION", function.Names.Name);
            WriteReference(json, "FW24_PARKING_QUEUE_URL", "urlOf", "queue", app.ParkingQueue);
            WriteReference(json, "FW24_CLAIM_BUCKET", "nameOf", "bucket", ClaimChecks);
            foreach (var (name, attribute, kind, value) in function.Environment)
            {
                if (kind.Length is 0)
                {
                    json.String(name, value);
                }
                else
                {
                    WriteReference(json, name, attribute, kind, value);
                }
            }
        });
        json.Objects("permissions", function.Permissions(app), WritePermission);
        json.Objects("denials", function.Denials(app), WritePermission);
    }

    private static void WritePermission(JsonPrinter json, Permission permission)
    {
        json.Strings("actions", permission.Actions);
        json.Objects("resources", permission.Resources, static (json, resource) => json.String(resource.Kind, resource.Name));
        json.Strings("leadingKeys", permission.LeadingKeys);
        if (permission.Prefixes.Count > 0)
        {
            json.Strings("prefixes", permission.Prefixes);
        }
    }

    private static void WriteReference(JsonPrinter json, string name, string attribute, string kind, string value)
        => json.Object(name, json => json.Object(attribute, json => json.String(kind, value)));

    private static IEnumerable<Action<JsonPrinter>> EventSources(InfrastructureModel app)
    {
        foreach (var table in app.Tables)
        {
            if (table.Stream is not { } stream)
            {
                continue;
            }

            yield return json => WriteStreamMapping(json, table, stream);
            foreach (var subscriber in stream.Subscribers)
            {
                yield return json =>
                {
                    json.String("function", subscriber.Function.FunctionName);
                    json.String("queue", subscriber.Queue);
                    json.Number("batchSize", subscriber.BatchSize);
                    json.Number("maxBatchingWindowSeconds", subscriber.WindowSeconds > 0 ? subscriber.WindowSeconds : null);
                    json.Flag("reportBatchItemFailures", true);
                };
            }
        }
    }

    private static void WriteStreamMapping(JsonPrinter json, TableConstruct table, StreamConstruct stream)
    {
        json.String("function", stream.Function.FunctionName);
        json.String("stream", table.Name);
        json.String("startingPosition", CdkNames.StartingPosition(stream.StartingPosition));
        json.Number("batchSize", stream.BatchSize);
        json.Number("maxBatchingWindowSeconds", stream.WindowSeconds > 0 ? stream.WindowSeconds : null);
        json.Flag("bisectBatchOnError", stream.BisectBatchOnError);
        json.Number("retryAttempts", stream.RetryAttempts >= 0 ? stream.RetryAttempts : null);
        json.Number("maxRecordAgeSeconds", stream.MaxRecordAgeSeconds);
        json.Number("parallelizationFactor", stream.ParallelizationFactor);
        json.Flag("reportBatchItemFailures", true);
        if (stream.AuditFilterKey is { } key)
        {
            json.Strings("filters", [CdkNames.AuditFilter(key)]);
        }

        json.String("onFailure", stream.FailureQueue);
    }

    private static IEnumerable<Action<JsonPrinter>> LogGroups(InfrastructureModel app)
    {
        foreach (var function in Functions(app))
        {
            yield return json =>
            {
                json.String("name", $"/aws/lambda/{function.Names.FunctionName}");
                json.Number("retentionDays", 30);
                json.String("removalPolicy", nameof(RemovalPolicy.Destroy));
            };
        }

        foreach (var group in app.AuditLogGroups)
        {
            yield return json =>
            {
                json.String("name", group.Name);
                json.String("region", group.Region);
                json.Number("retentionDays", group.Retention is AuditRetention.Forever ? null : (int)group.Retention);
                json.Flag("deletionProtection", group.RemovalPolicy is RemovalPolicy.Retain);
                json.String("removalPolicy", group.RemovalPolicy.ToString());
            };
        }
    }

    private static void WriteBucket(JsonPrinter json, string name)
    {
        json.String("id", name);
        json.Number("expirationDays", 90);
        json.Flag("versioned", true);
        json.Number("noncurrentExpirationDays", 30);
        json.Flag("writeOnce", true);
        json.Flag("requiresTls", true);
        json.Flag("accessLogs", true);
        json.String("removalPolicy", nameof(RemovalPolicy.Retain));
    }

    private static IEnumerable<Action<JsonPrinter>> Alarms(InfrastructureModel app)
    {
        foreach (var queue in Queues(app).Where(queue => queue.VisibilityTimeoutSeconds is null))
        {
            yield return json => WriteAlarm(json, "queue", queue.Name, "ApproximateNumberOfMessagesVisible", "Maximum", 300, 0, 1);
        }

        foreach (var queue in Queues(app).Where(queue => queue.VisibilityTimeoutSeconds is not null))
        {
            yield return json => WriteAlarm(json, "queue", queue.Name, "ApproximateAgeOfOldestMessage", "Maximum", 300, 3_600, 1);
        }

        foreach (var function in Functions(app))
        {
            yield return json => WriteAlarm(json, "function", function.Names.FunctionName, "Errors", "Sum", 300, 0, 1);
        }

        foreach (var stream in app.Streams)
        {
            yield return json => WriteAlarm(json, "topic", stream.Topic, "NumberOfNotificationsFailedToRedriveToDlq", "Sum", 300, 0, 1);
            yield return json => WriteAlarm(json, "function", stream.Function.FunctionName, "IteratorAge", "Maximum", 60, 1_000 * stream.IteratorAgeAlarmSeconds, 5);
            foreach (var subscriber in stream.Subscribers.Where(static subscriber => subscriber.TellsGaps))
            {
                yield return json => WriteAlarm(json, "function", subscriber.Function.FunctionName, "GapsOpened", "Sum", 300, 0, 1);
            }
        }
    }

    private static void WriteAlarm(JsonPrinter json, string kind, string name, string metric, string statistic, int periodSeconds, int threshold, int periods)
    {
        json.String(kind, name);
        json.String("metric", metric);
        json.String("statistic", statistic);
        json.Number("periodSeconds", periodSeconds);
        json.Number("threshold", threshold);
        json.Number("evaluationPeriods", periods);
    }
}
