using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure.Manifest;

/// <summary>Prints <c>fw24.manifest.json</c>: the infrastructure in plain values, for tools other than CDK.</summary>
/// <remarks>Its schema is <c>docs/reference/fw24.manifest.schema.json</c>; a change that an old reader would misinterpret needs a new version number.</remarks>
internal static class ManifestEmitter
{
    private const int SecondsPerHour = 3_600;
    private const int SecondsPerDay = 24 * SecondsPerHour;
    private const int MaxRetentionSeconds = 14 * SecondsPerDay;
    private const string ClaimChecks = "claim-checks";

    public static string Emit(InfrastructureModel app) => JsonPrinter.Print(json =>
    {
        json.String("schema", "fw24.manifest/1");
        json.String("app", app.App);
        json.Members("names.Stated()");
        json.Objects("tables", Tables(app), static (json, write) => write(json));
        json.Objects("topics", app.Streams, WriteTopic);
        json.Objects("queues", Queues(app), WriteQueue);
        json.Objects("subscriptions", app.Streams.SelectMany(static stream => stream.Subscribers, static (stream, subscriber) => (stream, subscriber)), WriteSubscription);
        json.Objects("functions", Functions(app), (json, function) => WriteFunction(json, function, app));
        json.Objects("eventSources", EventSources(app), static (json, write) => write(json));
        json.Objects("logGroups", LogGroups(app), static (json, write) => write(json));
        json.Objects("buckets", Buckets(app), WriteBucket);
        json.Objects("secrets", app.HasHmacKey ? ["hmac-key"] : Array.Empty<string>(), static (json, name) => json.String("id", name));
        if (app.Seal is { } seal)
        {
            json.Objects("keys", [FunctionFacts.SealKey], WriteKey);
            json.Objects("schedules", [seal], WriteSchedule);
        }

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
                json.Resource("name", ManifestName.Table(table.Name));
                WriteKey(json, "partitionKey", new KeyModel("pk", "S"));
                WriteKey(json, "sortKey", new KeyModel("sk", "S"));
                WriteIndexes(json, table.Indexes);
                json.String("timeToLive", "expiresAt");
                json.String("billingMode", "PAY_PER_REQUEST");
                json.Flag("pointInTimeRecovery", true);
                json.Flag("deletionProtection", table.RemovalPolicy is RemovalPolicy.Retain);
                json.String("removalPolicy", table.RemovalPolicy.ToString());
            };
        }

        if (app.IdempotencyTable is { } idempotency)
        {
            yield return json =>
            {
                json.Resource("name", ManifestName.Table(idempotency));
                WriteKey(json, "partitionKey", new KeyModel("id", "S"));
                json.String("timeToLive", "expiresAt");
                json.String("billingMode", "PAY_PER_REQUEST");
                json.Flag("pointInTimeRecovery", true);
                json.Flag("deletionProtection", true);
                json.String("removalPolicy", nameof(RemovalPolicy.Retain));
            };
        }
    }

    private static void WriteTable(JsonPrinter json, TableConstruct table)
    {
        json.Resource("name", ManifestName.Table(table.Name));
        json.Strings("entities", table.Entities);
        WriteKey(json, "partitionKey", table.PartitionKey);
        if (table.SortKey is { } sortKey)
        {
            WriteKey(json, "sortKey", sortKey);
        }

        WriteIndexes(json, table.Indexes);
        json.String("timeToLive", table.TimeToLive);
        json.String("stream", table.Stream is { } stream ? CdkNames.ViewType(stream.ViewType) : null);
        json.String("billingMode", CdkNames.BillingMode(table.BillingMode));
        json.Flag("pointInTimeRecovery", table.PointInTimeRecovery);
        json.Number("recoveryDays", table.PointInTimeRecovery ? table.RecoveryDays : null);
        json.Flag("deletionProtection", table.DeletionProtection);
        json.String("removalPolicy", table.RemovalPolicy.ToString());
        if (table.Stream is { } audited && audited.Subscribers.Any(static subscriber => subscriber.IsSealed))
        {
            json.Flag("sealed", true);
        }
    }

    private static void WriteIndexes(JsonPrinter json, EquatableArray<IndexModel> indexes)
    {
        if (indexes.Count > 0)
        {
            json.Objects("indexes", indexes, static (json, index) =>
            {
                json.String("name", index.Name);
                WriteKeys(json, "partitionKey", index.PartitionKeys);
                WriteKeys(json, "sortKey", index.SortKeys);
                json.String("projection", CdkNames.Projection(index.Projection));
                if (index.Include.Count > 0)
                {
                    json.Strings("include", index.Include);
                }
            });
        }
    }

    // "sortKey": {…}, or of several attributes "sortKeys": [{…}, {…}]
    private static void WriteKeys(JsonPrinter json, string name, EquatableArray<KeyModel> keys)
    {
        if (keys.Count > 1)
        {
            json.Objects(name + "s", keys, WriteKey);
        }
        else if (keys.Count is 1)
        {
            WriteKey(json, name, keys[0]);
        }
    }

    private static void WriteKey(JsonPrinter json, string name, KeyModel key) => json.Object(name, json => WriteKey(json, key));

    private static void WriteKey(JsonPrinter json, KeyModel key)
    {
        json.String("name", key.Attribute);
        json.String("type", key.Type);
    }

    private static void WriteTopic(JsonPrinter json, StreamConstruct stream)
    {
        json.Resource("name", ManifestName.Topic(stream));
        json.Flag("fifo", stream.Fifo);
        json.String("fifoThroughputScope", stream.Fifo ? "messageGroup" : null);
        json.Number("maxMessageBytes", stream.MaxMessageBytes);
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

        var parking = ManifestName.Queue(app.ParkingQueue, fifo: false);
        var failures = app.Streams.Select(static stream => ManifestName.Queue(stream.FailureQueue, fifo: false)).ToList();
        yield return new QueueFacts(parking, false, MaxRetentionSeconds, RedriveSources: app.RedrivesFailures ? failures : []);
        foreach (var stream in app.Streams)
        {
            var failed = ManifestName.Queue(stream.FailureQueue, fifo: false);
            yield return app.RedrivesFailures
                ? new QueueFacts(failed, false, MaxRetentionSeconds, null, parking, 10)
                : new QueueFacts(failed, false, MaxRetentionSeconds);
            foreach (var subscriber in stream.Subscribers)
            {
                var queue = ManifestName.Queue(subscriber.Queue, subscriber.Fifo);
                var deadLetters = ManifestName.Queue(subscriber.DeadLetterQueue, subscriber.Fifo);
                yield return new QueueFacts(deadLetters, subscriber.Fifo, MaxRetentionSeconds, RedriveSources: [queue]);
                var retention = subscriber.RetentionDays * SecondsPerDay;
                var visibility = subscriber.VisibilityTimeoutSeconds ?? subscriber.DerivedVisibilitySeconds;
                var late = Math.Max(SecondsPerHour, 2 * subscriber.Settings.TimeoutSeconds);
                var delay = subscriber.DelaySeconds is 0 ? (int?)null : subscriber.DelaySeconds;
                yield return new QueueFacts(
                    queue, subscriber.Fifo, retention, visibility, deadLetters, subscriber.MaxReceiveCount, late, DelaySeconds: delay);
            }
        }
    }

    private static void WriteQueue(JsonPrinter json, QueueFacts queue)
    {
        json.Resource("name", queue.Name);
        json.Flag("fifo", queue.Fifo);
        if (queue.Fifo)
        {
            json.String("deduplicationScope", "messageGroup");
            json.String("fifoThroughputLimit", "perMessageGroupId");
        }

        json.Number("visibilityTimeoutSeconds", queue.VisibilityTimeoutSeconds);
        json.Number("retentionSeconds", queue.RetentionSeconds);
        json.Number("delaySeconds", queue.DelaySeconds);
        if (queue.DeadLetterQueue is { } deadLetterQueue)
        {
            json.Object("deadLetterQueue", json =>
            {
                json.Resource("queue", deadLetterQueue);
                json.Number("maxReceiveCount", queue.MaxReceiveCount);
            });
        }

        json.Resources("redriveSources", queue.RedriveSources ?? []);
        json.Flag("managedEncryption", true);
        json.Flag("requiresTls", true);
    }

    private static void WriteSubscription(JsonPrinter json, (StreamConstruct Stream, SubscriberConstruct Subscriber) subscription)
    {
        json.Resource("topic", ManifestName.Topic(subscription.Stream));
        json.Resource("queue", ManifestName.Queue(subscription.Subscriber.Queue, subscription.Subscriber.Fifo));
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

        json.Resource("deadLetterQueue", ManifestName.Queue(subscription.Subscriber.DeadLetterQueue, subscription.Subscriber.Fifo));
    }

    private static IEnumerable<FunctionFacts> Functions(InfrastructureModel app)
        => app.Tables.SelectMany(table => table.Stream is { } stream
            ? stream.Subscribers
                .Select(subscriber => FunctionFacts.Subscriber(table, stream, subscriber, app))
                .Prepend(FunctionFacts.StreamProcessor(table, stream))
            : []).Concat(app.Seal is { } seal ? [FunctionFacts.Sealer(seal)] : []);

    private static void WriteFunction(JsonPrinter json, FunctionFacts function, InfrastructureModel app)
    {
        json.Resource("name", ManifestName.Function(function.Names));
        json.String("function", function.Names.Name);
        json.String("runtime", "provided.al2023");
        json.String("handler", "bootstrap");
        json.String("architecture", app.Architecture);
        json.Number("memoryMegabytes", function.Settings.MemoryMegabytes);
        json.Number("timeoutSeconds", function.Settings.TimeoutSeconds);
        json.Resource("logGroup", ManifestName.LogGroup(function.Names));
        json.Object("environment", json =>
        {
            json.String("FW24_FUNCTION", function.Names.Name);
            json.Members("names.Variables()");
            if (function.Parks)
            {
                WriteReference(json, "FW24_PARKING_QUEUE_URL", "urlOf", "queue", ManifestName.Queue(app.ParkingQueue, fifo: false));
                WriteReference(json, "FW24_CLAIM_BUCKET", "nameOf", "bucket", ManifestName.Plain(ClaimChecks));
            }

            foreach (var (name, attribute, kind, value) in function.Environment)
            {
                if (kind.Length is 0)
                {
                    json.Resource(name, value);
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
        json.Objects("resources", permission.Resources, static (json, resource) => json.Resource(resource.Kind, resource.Name));
        json.Strings("leadingKeys", permission.LeadingKeys);
        if (permission.Prefixes.Count > 0)
        {
            json.Strings("prefixes", permission.Prefixes);
        }

        if (permission.SigningAlgorithms.Count > 0)
        {
            json.Strings("signingAlgorithms", permission.SigningAlgorithms);
        }
    }

    private static void WriteReference(JsonPrinter json, string name, string attribute, string kind, ManifestName value)
        => json.Object(name, json => json.Object(attribute, json => json.Resource(kind, value)));

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
                    json.Resource("function", ManifestName.Function(subscriber.Function));
                    json.Resource("queue", ManifestName.Queue(subscriber.Queue, subscriber.Fifo));
                    json.Number("batchSize", subscriber.BatchSize);
                    json.Number("maxBatchingWindowSeconds", subscriber.WindowSeconds > 0 ? subscriber.WindowSeconds : null);
                    json.Number("maxConcurrency", subscriber.MaxConcurrency > 0 ? subscriber.MaxConcurrency : null);
                    json.Flag("reportBatchItemFailures", true);
                };
            }
        }
    }

    private static void WriteStreamMapping(JsonPrinter json, TableConstruct table, StreamConstruct stream)
    {
        json.Resource("function", ManifestName.Function(stream.Function));
        json.Resource("stream", ManifestName.Table(table.Name));
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

        json.Resource("onFailure", ManifestName.Queue(stream.FailureQueue, fifo: false));
        json.String("failedRecords", stream.KeepsFailedRecords ? FunctionFacts.FailedRecords(table) : null);
    }

    private static IEnumerable<Action<JsonPrinter>> LogGroups(InfrastructureModel app)
    {
        foreach (var function in Functions(app))
        {
            yield return json =>
            {
                json.Resource("name", ManifestName.LogGroup(function.Names));
                json.Number("retentionDays", 30);
                json.String("removalPolicy", nameof(RemovalPolicy.Destroy));
            };
        }

        foreach (var group in app.AuditLogGroups)
        {
            yield return json =>
            {
                json.Resource("name", ManifestName.LogGroup(group.Name));
                json.String("region", group.Region);
                json.Number("retentionDays", group.Retention is AuditRetention.Forever ? null : (int)group.Retention);
                json.Flag("deletionProtection", group.RemovalPolicy is RemovalPolicy.Retain);
                json.String("removalPolicy", group.RemovalPolicy.ToString());
            };
        }
    }

    private static IEnumerable<string> Buckets(InfrastructureModel app) => app.HasFunctions
        ? app.Tables.Where(static table => table.Stream is { KeepsFailedRecords: true }).Select(FunctionFacts.FailedRecords)
            .Prepend(ClaimChecks)
            .Concat(app.Seal is null ? [] : [FunctionFacts.SealLog])
        : [];

    private static void WriteBucket(JsonPrinter json, string name)
    {
        var isLog = name is FunctionFacts.SealLog;
        json.String("id", name);
        json.Number("expirationDays", isLog ? null : 90);
        json.Flag("versioned", true);
        json.Number("noncurrentExpirationDays", isLog ? 1 : 30);
        if (isLog)
        {
            json.Strings("noncurrentExpirationPrefixes", ["pending/", "log/checkpoint"]);
            json.Flag("objectLock", true);
        }

        json.Flag("writeOnce", name is ClaimChecks);
        json.Flag("requiresTls", true);
        json.Flag("accessLogs", true);
        json.String("removalPolicy", nameof(RemovalPolicy.Retain));
    }

    private static void WriteKey(JsonPrinter json, string name)
    {
        json.String("id", name);
        json.String("keySpec", "ECC_NIST_P256");
        json.String("keyUsage", "SIGN_VERIFY");
        json.String("removalPolicy", nameof(RemovalPolicy.Retain));
    }

    private static void WriteSchedule(JsonPrinter json, SealConstruct seal)
    {
        json.Resource("function", ManifestName.Function(seal.Function));
        json.Number("minutes", seal.Minutes);
        json.String("expression", seal.Minutes is 1 ? "rate(1 minute)" : $"rate({CdkCode.Number(seal.Minutes)} minutes)");
        json.Number("retryAttempts", 0);
        json.Number("maxEventAgeSeconds", 60);
    }

    private static IEnumerable<Action<JsonPrinter>> Alarms(InfrastructureModel app)
    {
        foreach (var queue in Queues(app).Where(static queue => queue.AgeAlarmSeconds is null))
        {
            yield return json => WriteAlarm(json, "queue", queue.Name, "ApproximateNumberOfMessagesVisible", "Maximum", 300, 0, 1);
        }

        foreach (var queue in Queues(app))
        {
            if (queue.AgeAlarmSeconds is { } age)
            {
                yield return json => WriteAlarm(json, "queue", queue.Name, "ApproximateAgeOfOldestMessage", "Maximum", 300, age, 1);
            }
        }

        foreach (var function in Functions(app))
        {
            yield return json => WriteAlarm(json, "function", ManifestName.Function(function.Names), "Errors", "Sum", 300, 0, 1);
        }

        foreach (var table in app.Tables)
        {
            if (table.Stream is not { } stream)
            {
                continue;
            }

            var (topic, processor) = (ManifestName.Topic(stream), ManifestName.Function(stream.Function));
            yield return json => WriteAlarm(json, "topic", topic, "NumberOfNotificationsFailedToRedriveToDlq", "Sum", 300, 0, 1);
            yield return json => WriteAlarm(json, "stream", ManifestName.Table(table.Name), "DroppedEventCount", "Sum", 300, 0, 1);
            yield return json => WriteAlarm(json, "function", processor, "IteratorAge", "Maximum", 60, 1_000 * stream.IteratorAgeAlarmSeconds, 5);
            foreach (var subscriber in stream.Subscribers.Where(static subscriber => subscriber.TellsGaps))
            {
                var audit = ManifestName.Function(subscriber.Function);
                yield return json => WriteAlarm(json, "function", audit, "GapsOpened", "Sum", 300, 0, 1);
            }
        }

        if (app.Seal is { } seal)
        {
            yield return json =>
            {
                var (function, period) = (ManifestName.Function(seal.Function), 60 * seal.AlarmPeriodMinutes);
                WriteAlarm(json, "function", function, "SealLag", "Maximum", period, seal.AlarmSeconds, SealConstruct.AlarmPeriods);
                json.String("missingData", "breaching");
            };
        }
    }

    private static void WriteAlarm(
        JsonPrinter json, string kind, ManifestName name, string metric, string statistic, int periodSeconds, int threshold, int periods)
    {
        json.Resource(kind, name);
        json.String("metric", metric);
        json.String("statistic", statistic);
        json.Number("periodSeconds", periodSeconds);
        json.Number("threshold", threshold);
        json.Number("evaluationPeriods", periods);
    }
}
