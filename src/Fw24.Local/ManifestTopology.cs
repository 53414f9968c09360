using System.Text.Json;
using Fw24.Configuration;
using Fw24.Local.Resources;
using Fw24.Model;

namespace Fw24.Local;

/// <summary>Builds a topology from a manifest, which the build writes next to the synthesized stack.</summary>
internal sealed class ManifestTopology(JsonElement manifest)
{
    private const string Schema = "fw24.manifest/1";
    private const string Bucket = "fw24-local";
    private const string SealLog = "seal-log";

    // Names, ARNs and URLs follow the same rules in every topology built here.
    private readonly LocalTopology _names = new()
    {
        Tables = [], Topics = [], Queues = [], Subscriptions = [], Functions = [], StreamMappings = [], QueueMappings = [], LogGroups = [],
    };

    private string? Stage => OptionalText(manifest, "stage");

    /// <summary>Reads a manifest.</summary>
    /// <param name="json">The manifest.</param>
    /// <param name="stage">The stage, if the manifest leaves it open.</param>
    public static LocalTopology Read(string json, string? stage)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var schema = Text(document.RootElement, "schema");
            if (schema is not Schema)
            {
                throw new InvalidDataException($"The manifest has the schema '{schema}', but this version reads {Schema}.");
            }

            // ${Stage}: a parameter of the template.
            var stated = OptionalText(document.RootElement, "stage");
            if (stated?.StartsWith("${", StringComparison.Ordinal) is true)
            {
                return Read(json.Replace(stated, Demand(stage, stated), StringComparison.Ordinal), stage);
            }

            return stage is null || stage == stated
                ? new ManifestTopology(document.RootElement).Build()
                : throw new InvalidDataException(
                    $"The manifest is of {(stated is null ? "no stage" : $"the stage '{stated}'")}, and not of '{stage}'.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"The text is not a manifest of the schema {Schema}: {exception.Message}", exception);
        }
    }

    private static string Demand(string? stage, string parameter) => stage is null
        ? throw new InvalidDataException($"The manifest's stage is {parameter}, a parameter of its template: name the stage to run.")
        : DeployedName.IsStage(stage) ? stage
        : throw new InvalidDataException($"'{stage}' is not a stage: it must be {DeployedName.StageForm}.");

    private LocalTopology Build() => _names with
    {
        Tables = Each("tables", Table),
        Topics = Each("topics", Topic),
        Queues = Each("queues", Queue),
        Subscriptions = Each("subscriptions", Subscription),
        Functions = Each("functions", Function),
        StreamMappings = [.. EventSources("stream").Select(StreamMapping)],
        QueueMappings = [.. EventSources("queue").Select(QueueMapping)],
        LogGroups = Each("logGroups", static group => new LogGroupResource { Name = Text(group, "name"), RetentionDays = Number(group, "retentionDays") ?? 0 }),
        Schedules = manifest.TryGetProperty("schedules", out _) ? Each("schedules", Schedule) : [],
        ParkingQueue = ParkingQueue(),
        Names = [Names()],
    };

    private TableNames Names()
    {
        if (Stage is { } stage && !DeployedName.IsStage(stage))
        {
            throw new FormatException($"'{stage}' is not a stage: it must be {DeployedName.StageForm}.");
        }

        var exceptions = new Dictionary<string, string>(StringComparer.Ordinal);
        if (manifest.TryGetProperty("tableNames", out var names))
        {
            foreach (var name in names.EnumerateObject())
            {
                exceptions.Add(name.Name, name.Value.GetString() ?? throw new FormatException($"'{name.Name}' is null."));
            }
        }

        return TableNames.InStage(Stage, exceptions);
    }

    private static TableResource Table(JsonElement table) => new()
    {
        Name = Text(table, "name"),
        PartitionKey = Key(table.GetProperty("partitionKey")),
        SortKey = table.TryGetProperty("sortKey", out var sortKey) ? Key(sortKey) : null,
        Indexes = table.TryGetProperty("indexes", out var indexes) ? [.. indexes.EnumerateArray().Select(Index)] : [],
        TimeToLive = OptionalText(table, "timeToLive"),
        StreamViewType = OptionalText(table, "stream") switch
        {
            null => null,
            "NEW_AND_OLD_IMAGES" => StreamViewType.NewAndOldImages,
            "NEW_IMAGE" => StreamViewType.NewImage,
            "OLD_IMAGE" => StreamViewType.OldImage,
            "KEYS_ONLY" => StreamViewType.KeysOnly,
            var other => throw new FormatException($"'{other}' is not a stream view type."),
        },
    };

    private static IndexModel Index(JsonElement index) => new(
        Text(index, "name"),
        Keys(index, "partitionKey"),
        Keys(index, "sortKey"),
        Text(index, "projection") switch
        {
            "ALL" => IndexProjection.All,
            "KEYS_ONLY" => IndexProjection.KeysOnly,
            "INCLUDE" => IndexProjection.Include,
            var other => throw new FormatException($"'{other}' is not the projection of an index."),
        })
    {
        Include = index.TryGetProperty("include", out var include) ? Texts(include) : [],
    };

    // One attribute, or several as a list.
    private static List<KeyAttribute> Keys(JsonElement index, string name)
        => index.TryGetProperty(name + "s", out var keys) ? [.. keys.EnumerateArray().Select(Key)]
            : index.TryGetProperty(name, out var key) ? [Key(key)]
            : [];

    private static KeyAttribute Key(JsonElement key) => new(Text(key, "name"), Text(key, "type") switch
    {
        "S" => KeyType.String,
        "N" => KeyType.Number,
        "B" => KeyType.Binary,
        var other => throw new FormatException($"'{other}' is not the type of a key."),
    });

    private static TopicResource Topic(JsonElement topic)
    {
        var resource = new TopicResource { Name = Text(topic, "name") };
        return Number(topic, "maxMessageBytes") is { } bytes ? resource with { MaxMessageBytes = bytes } : resource;
    }

    private static QueueResource Queue(JsonElement queue)
    {
        var resource = new QueueResource { Name = Text(queue, "name"), RetentionSeconds = queue.GetProperty("retentionSeconds").GetInt32() };
        resource = Number(queue, "visibilityTimeoutSeconds") is { } visibility ? resource with { VisibilityTimeoutSeconds = visibility } : resource;
        resource = Number(queue, "delaySeconds") is { } delay ? resource with { DelaySeconds = delay } : resource;
        return queue.TryGetProperty("deadLetterQueue", out var deadLetters)
            ? resource with { DeadLetterQueue = Text(deadLetters, "queue"), MaxReceiveCount = deadLetters.GetProperty("maxReceiveCount").GetInt32() }
            : resource;
    }

    private static SubscriptionResource Subscription(JsonElement subscription)
    {
        var policy = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (subscription.TryGetProperty("filterPolicy", out var conditions))
        {
            foreach (var condition in conditions.EnumerateObject())
            {
                policy.Add(condition.Name, Texts(condition.Value));
            }
        }

        return new SubscriptionResource { Topic = Text(subscription, "topic"), Queue = Text(subscription, "queue"), FilterPolicy = policy };
    }

    private FunctionResource Function(JsonElement function)
    {
        var name = LocalTopology.FunctionName(Text(function, "function"), Stage);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_REGION"] = _names.Region,
            ["AWS_LAMBDA_FUNCTION_NAME"] = name,
        };
        foreach (var variable in function.GetProperty("environment").EnumerateObject())
        {
            environment.Add(variable.Name, variable.Value.ValueKind is JsonValueKind.String ? variable.Value.GetString()! : Reference(variable.Value));
        }

        return new FunctionResource
        {
            Name = name,
            Environment = environment,
            TimeoutSeconds = function.GetProperty("timeoutSeconds").GetInt32(),
            Tables = Allowed(function, environment, "dynamodb:GetItem", "table"),
            Indexes = Allowed(function, environment, "dynamodb:Query", "index"),
        };
    }

    // A handler's role lists the tables whose items it may read, and the indexes that it may query. Stream processors and audit loggers have
    // variables of their own and are not restricted.
    private static List<string>? Allowed(JsonElement function, Dictionary<string, string> environment, string action, string kind)
    {
        if (!function.TryGetProperty("permissions", out var permissions)
            || environment.Keys.Any(static name => name is Fw24Variables.TopicArn or Fw24Variables.AuditLogGroup or Fw24Variables.AuditTable))
        {
            return null;
        }

        return [.. permissions.EnumerateArray()
            .Where(permission => Texts(permission.GetProperty("actions")).Contains(action))
            .SelectMany(static permission => permission.GetProperty("resources").EnumerateArray())
            .Select(resource => OptionalText(resource, kind))
            .OfType<string>()
            .Order(StringComparer.Ordinal)];
    }

    // {"urlOf":{"queue":"orders-parked-records"}}
    private string Reference(JsonElement reference)
    {
        var attribute = reference.EnumerateObject().Single();
        var resource = attribute.Value.EnumerateObject().Single();
        var name = resource.Value.GetString()!;
        return (attribute.Name, resource.Name) switch
        {
            ("arnOf", "table") => _names.TableArn(name),
            ("arnOf", "topic") => _names.TopicArn(name),
            ("urlOf", "queue") => _names.QueueUrl(name),
            ("nameOf", "bucket") => name == SealLog ? LocalTopology.SealBucket(Stage) : Bucket,
            ("arnOf", "key") => _names.KeyArn(name),
            ("arnOf", "secret") => _names.SecretArn(name),
            _ => throw new FormatException($"The embedded engine has no '{attribute.Name}' of a '{resource.Name}'."),
        };
    }

    private StreamMappingResource StreamMapping(JsonElement source) => new()
    {
        Table = Text(source, "stream"),
        Function = FunctionOf(source),
        BatchSize = source.GetProperty("batchSize").GetInt32(),
        MaxBatchingWindowSeconds = Number(source, "maxBatchingWindowSeconds") ?? 0,
        ParallelizationFactor = source.GetProperty("parallelizationFactor").GetInt32(),
        StartingPosition = Text(source, "startingPosition") is "LATEST" ? StreamStartingPosition.Latest : StreamStartingPosition.TrimHorizon,
        RetryAttempts = Number(source, "retryAttempts") ?? -1,
        MaxRecordAgeSeconds = source.GetProperty("maxRecordAgeSeconds").GetInt32(),
        BisectBatchOnError = source.GetProperty("bisectBatchOnError").GetBoolean(),
        ReportBatchItemFailures = source.GetProperty("reportBatchItemFailures").GetBoolean(),
        FilterPatterns = source.TryGetProperty("filters", out var filters) ? Texts(filters) : [],
        OnFailureQueue = Text(source, "onFailure"),
        FailedRecordsBucket = OptionalText(source, "failedRecords") is { } id
            ? LocalTopology.FailedRecordsBucket(id.Split(':')[^1], Stage)
            : null,
    };

    private QueueMappingResource QueueMapping(JsonElement source)
    {
        var mapping = new QueueMappingResource
        {
            Queue = Text(source, "queue"),
            Function = FunctionOf(source),
            BatchSize = source.GetProperty("batchSize").GetInt32(),
            MaxBatchingWindowSeconds = Number(source, "maxBatchingWindowSeconds") ?? 0,
            ReportBatchItemFailures = source.GetProperty("reportBatchItemFailures").GetBoolean(),
        };
        return Number(source, "maxConcurrency") is { } concurrency ? mapping with { MaxConcurrency = concurrency } : mapping;
    }

    private ScheduleResource Schedule(JsonElement schedule) => new()
    {
        Function = FunctionOf(schedule),
        Minutes = schedule.GetProperty("minutes").GetInt32(),
    };

    // Here a function is named within the app; in AWS it has a physical name.
    private string FunctionOf(JsonElement source)
    {
        var name = Text(source, "function");
        var found = manifest.GetProperty("functions").EnumerateArray().Single(function => Text(function, "name") == name);
        return LocalTopology.FunctionName(Text(found, "function"), Stage);
    }

    private string? ParkingQueue()
    {
        foreach (var function in manifest.GetProperty("functions").EnumerateArray())
        {
            if (function.GetProperty("environment").TryGetProperty(Fw24Variables.ParkingQueueUrl, out var url))
            {
                return Text(url.GetProperty("urlOf"), "queue");
            }
        }

        return null;
    }

    private IEnumerable<JsonElement> EventSources(string kind) => manifest.GetProperty("eventSources").EnumerateArray().Where(source => source.TryGetProperty(kind, out _));

    private List<T> Each<T>(string list, Func<JsonElement, T> read) => [.. manifest.GetProperty(list).EnumerateArray().Select(read)];

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(static text => text.GetString()!)];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static string? OptionalText(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int? Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetInt32() : null;
}
