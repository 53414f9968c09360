using System.Globalization;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Changes.Marks;
using Fw24.Configuration;
using Fw24.Functions.Handlers.Idempotency;
using Fw24.Local.Resources;
using Fw24.Model;

namespace Fw24.Local;

/// <summary>Builds the topology of an app from its model: the same resources as the generated stack.</summary>
/// <param name="app">The app.</param>
/// <param name="stage">The stage, if there is one.</param>
/// <param name="isShared">
/// Indicates whether queues have the names of the stack, which contain the app's, because other apps' are beside them.
/// </param>
internal sealed class AppTopology(AppModel app, string? stage, bool isShared = false)
{
    private const int DaySeconds = 86_400;
    private const int MaxVisibilitySeconds = 43_200;
    private const int MinSealTimeoutSeconds = 60;
    private const int DeadLetterRetentionSeconds = 14 * DaySeconds;

    private readonly TableNames _names = TableNames.InStage(stage);
    private readonly List<TableResource> _tables = [];
    private readonly List<TopicResource> _topics = [];
    private readonly List<QueueResource> _queues = [];
    private readonly List<SubscriptionResource> _subscriptions = [];
    private readonly List<FunctionResource> _functions = [];
    private readonly List<StreamMappingResource> _streamMappings = [];
    private readonly List<QueueMappingResource> _queueMappings = [];
    private readonly List<ScheduleResource> _schedules = [];
    private readonly List<LogGroupResource> _logGroups = [];

    private string ParkingQueue => DeployedName.Queue(
        isShared ? $"{app.Name}-parked-records" : $"{app.Name}-parking", fifo: false, stage);

    private string QueuePrefix => isShared ? $"{app.Name}-" : "";

    public LocalTopology Build()
    {
        _queues.Add(new QueueResource { Name = ParkingQueue, RetentionSeconds = DeadLetterRetentionSeconds });
        foreach (var table in app.Tables)
        {
            AddTable(table);
        }

        foreach (var handler in app.Handlers)
        {
            AddHandler(handler);
        }

        if (app.IsSealed)
        {
            AddSeal();
        }

        return Topology();
    }

    private LocalTopology Topology() => new()
    {
        Tables = _tables,
        Topics = _topics,
        Queues = _queues,
        Subscriptions = _subscriptions,
        Functions = _functions,
        StreamMappings = _streamMappings,
        QueueMappings = _queueMappings,
        Schedules = _schedules,
        LogGroups = _logGroups,
        ParkingQueue = ParkingQueue,
        Names = [_names],
    };

    private void AddTable(TableModel table)
    {
        var streamed = table.Stream is not null || table.Audit is not null;
        var stream = table.Stream ?? new StreamEnabledAttribute();
        Add(new TableResource
        {
            Name = _names.Of(table.Name),
            PartitionKey = table.PartitionKey,
            SortKey = table.SortKey,
            Indexes = table.Indexes,
            TimeToLive = table.TimeToLive,
            StreamViewType = streamed ? stream.ViewType : null,
        });
        if (!streamed)
        {
            return;
        }

        _topics.Add(new TopicResource { Name = table.TopicIn(stage), MaxMessageBytes = stream.MaxMessageBytes });
        AddStreamProcessor(table, stream);
        if (table.Audit is { } audit)
        {
            AddAudit(table, audit);
        }
    }

    private void AddStreamProcessor(TableModel table, StreamEnabledAttribute stream)
    {
        var onFailure = DeployedName.Queue(
            isShared ? $"{app.Name}-{table.StreamFunction}-failures" : $"{table.StreamFunction}-dlq", fifo: false, stage);
        _queues.Add(new QueueResource { Name = onFailure, RetentionSeconds = DeadLetterRetentionSeconds });
        _streamMappings.Add(new StreamMappingResource
        {
            Table = _names.Of(table.Name),
            Function = LocalTopology.FunctionName(table.StreamFunction, stage),
            BatchSize = stream.BatchSize,
            MaxBatchingWindowSeconds = stream.MaxBatchingWindowSeconds,
            ParallelizationFactor = stream.ParallelizationFactor,
            StartingPosition = stream.StartingPosition,
            RetryAttempts = stream.RetryAttempts,
            MaxRecordAgeSeconds = stream.MaxRecordAgeSeconds,
            BisectBatchOnError = stream.BisectBatchOnError,
            ReportBatchItemFailures = true,
            FilterPatterns = FilterPatterns(table),
            OnFailureQueue = onFailure,
            FailedRecordsBucket = KeepsFailedRecords(table, stream) ? LocalTopology.FailedRecordsBucket(table.Name, stage) : null,
        });
        var environment = Environment(table.StreamFunction, table);
        environment[Fw24Variables.TopicArn] = Arns.TopicArn(table.TopicIn(stage));
        if (stream.MaxMessageBytes != TableModel.DefaultMaxMessageBytes)
        {
            environment[Fw24Variables.MaxMessageBytes] = stream.MaxMessageBytes.ToString(CultureInfo.InvariantCulture);
        }

        if (table.Entities.Any(static entity => entity.Sensitive.Any(static attribute => attribute.Redaction is Redaction.Hmac)))
        {
            environment[Fw24Variables.HmacSecretArn] = Arns.SecretArn("hmac-key");
        }

        AddFunction(table.StreamFunction, environment, stream.TimeoutSeconds);
    }

    private static bool KeepsFailedRecords(TableModel table, StreamEnabledAttribute stream)
        => stream.OnFailure is OnFailureDestination.Bucket
            || (stream.OnFailure is OnFailureDestination.Default && table.Entities.All(static entity => entity.Sensitive.Count == 0));

    // Audit rows in the audited table itself must not come back through its stream.
    private static List<string> FilterPatterns(TableModel table)
        => table.Audit is { LoggerType: AuditLoggerType.DynamoDb } audit && (audit.AuditTableName ?? table.Name) == table.Name
            ? [$$$$$"""{"dynamodb":{"Keys":{"{{{{{JsonEncodedText.Encode(table.PartitionKey.Name)}}}}}":{"S":[{"anything-but":{"prefix":"AUDIT#"}}]}}}}"""]
            : [];

    private void AddAudit(TableModel table, AuditAttribute audit)
    {
        var environment = Environment(table.AuditFunction, table);
        if (audit.LoggerType is AuditLoggerType.Cloudwatch)
        {
            var group = DeployedName.LogGroup(audit.LogGroupName ?? $"/audit/logs/{app.Name}", stage);
            environment[Fw24Variables.AuditLogGroup] = group;
            if (audit.Region is not null)
            {
                environment[Fw24Variables.AuditRegion] = audit.Region;
            }

            if (!_logGroups.Exists(known => known.Name == group))
            {
                _logGroups.Add(new LogGroupResource { Name = group, RetentionDays = (int)audit.Retention });
            }
        }

        if (audit.LoggerType is AuditLoggerType.DynamoDb)
        {
            environment[Fw24Variables.AuditTable] = _names.Of(audit.AuditTableName ?? table.Name);
            if (audit.AuditTableName is { } name && name != table.Name)
            {
                Add(AuditTable(_names.Of(name), audit));
            }
        }

        if (audit.Sealed)
        {
            environment[Fw24Variables.SealBucket] = LocalTopology.SealBucket(stage);
        }

        AddFunction(table.AuditFunction, environment, audit.TimeoutSeconds);
        AddSubscriber(table, table.AuditFunction, new Dictionary<string, IReadOnlyList<string>>(), new SubscriberQueue(
            audit.BatchSize,
            audit.MaxBatchingWindowSeconds,
            audit.VisibilityTimeoutSeconds,
            audit.QueueRetentionDays,
            audit.MaxReceiveCount,
            Timeout(audit.TimeoutSeconds),
            audit.MaxConcurrency));
    }

    private void AddSeal()
    {
        var environment = Environment(AppModel.SealFunction);
        environment[Fw24Variables.SealBucket] = LocalTopology.SealBucket(stage);
        environment[Fw24Variables.SealKeyArn] = Arns.KeyArn("seal-key");
        environment[Fw24Variables.SealRetentionDays] = app.Settings.SealRetentionDays.ToString(CultureInfo.InvariantCulture);
        AddFunction(AppModel.SealFunction, environment, Math.Max(app.Settings.TimeoutSeconds, MinSealTimeoutSeconds), tables: []);
        _schedules.Add(new ScheduleResource
        {
            Function = LocalTopology.FunctionName(AppModel.SealFunction, stage),
            Minutes = app.Settings.SealMinutes,
        });
    }

    // With the indexes of all tables that share it.
    private TableResource AuditTable(string name, AuditAttribute audit) => new()
    {
        Name = name,
        PartitionKey = new KeyAttribute(DynamoDbAuditSink.PartitionKeyAttribute, KeyType.String),
        SortKey = new KeyAttribute(DynamoDbAuditSink.SortKeyAttribute, KeyType.String),
        Indexes = IndexKey.IndexesOf(app.Tables
            .Where(table => table.Audit is { LoggerType: AuditLoggerType.DynamoDb } other && other.AuditTableName == audit.AuditTableName)
            .Aggregate(AuditQueries.None, static (all, table) => all | table.Audit!.Queries)),
        TimeToLive = audit.TimeToLiveDays > 0 ? DynamoDbAuditSink.TimeToLiveAttribute : null,
    };

    private void AddHandler(HandlerModel handler)
    {
        var table = app.Tables.Single(table => table.Name == handler.TableName);
        var policy = new Dictionary<string, IReadOnlyList<string>> { ["operation"] = Operations(handler) };
        if (handler.OnChange.Count > 0)
        {
            policy["changed"] = [.. handler.OnChange, "*"];
        }

        if (table.Discriminator is not null)
        {
            policy["entity"] = [handler.Entity.Name];
        }

        var environment = Environment(handler.Name, table);
        var tables = handler.Tables?.ToList();
        if (handler.Idempotent is not null)
        {
            var name = _names.Of(app.IdempotencyTable);
            environment[Fw24Variables.IdempotencyTable] = name;
            tables?.Add(app.IdempotencyTable);
            Add(IdempotencyTable(name));
        }

        if (handler.Queue.RetryDelaySeconds > 0)
        {
            environment[Fw24Variables.QueueUrl] = Arns.QueueUrl(QueueOf(handler.Name, table));
        }

        AddFunction(handler.Name, environment, handler.Queue.TimeoutSeconds, tables);
        AddSubscriber(table, handler.Name, policy, new SubscriberQueue(
            handler.Queue.BatchSize,
            handler.Queue.MaxBatchingWindowSeconds,
            handler.Queue.VisibilityTimeoutSeconds,
            handler.Queue.RetentionDays,
            handler.Queue.MaxReceiveCount,
            Timeout(handler.Queue.TimeoutSeconds),
            handler.Queue.MaxConcurrency)
        {
            DelaySeconds = handler.Queue.DelaySeconds,
        });
    }

    private static TableResource IdempotencyTable(string name) => new()
    {
        Name = name,
        PartitionKey = new KeyAttribute(IdempotencyRow.IdAttribute, KeyType.String),
        TimeToLive = IdempotencyRow.TimeToLiveAttribute,
    };

    private static List<string> Operations(HandlerModel handler)
    {
        var operations = handler.Operations;
        List<string> names = [];
        if (operations.HasFlag(ChangeOperations.Insert))
        {
            names.Add("insert");
        }

        if (operations.HasFlag(ChangeOperations.Modify))
        {
            names.Add("modify");
        }

        if (operations.HasFlag(ChangeOperations.Remove))
        {
            names.Add("remove");
        }

        // Last, as the stack has them.
        if (operations.HasFlag(ChangeOperations.Insert))
        {
            names.Add(BackfillMark.OperationFor(handler.Name));
        }

        return names;
    }

    private void AddSubscriber(TableModel table, string function, Dictionary<string, IReadOnlyList<string>> policy, SubscriberQueue settings)
    {
        // A FIFO topic keeps its order only in FIFO queues, whose dead-letter queues must be FIFO too.
        var fifo = table.Stream is { Fifo: true };
        var window = fifo ? 0 : settings.Window;
        var (queue, deadLetters) = (QueueOf(function, table), QueueOf($"{function}-dlq", table));
        _queues.Add(new QueueResource { Name = deadLetters, RetentionSeconds = DeadLetterRetentionSeconds });
        _queues.Add(new QueueResource
        {
            Name = queue,
            VisibilityTimeoutSeconds = settings.Visibility > 0 ? settings.Visibility : Math.Min((6 * settings.Timeout) + window, MaxVisibilitySeconds),
            RetentionSeconds = settings.RetentionDays * DaySeconds,
            DelaySeconds = settings.DelaySeconds,
            DeadLetterQueue = deadLetters,
            MaxReceiveCount = settings.MaxReceiveCount,
        });
        _subscriptions.Add(new SubscriptionResource { Topic = table.TopicIn(stage), Queue = queue, FilterPolicy = policy });
        var mapping = new QueueMappingResource
        {
            Queue = queue,
            Function = LocalTopology.FunctionName(function, stage),
            BatchSize = settings.BatchSize,
            MaxBatchingWindowSeconds = window,
            ReportBatchItemFailures = true,
        };
        _queueMappings.Add(settings.MaxConcurrency > 0 ? mapping with { MaxConcurrency = settings.MaxConcurrency } : mapping);
    }

    private string QueueOf(string function, TableModel table)
        => DeployedName.Queue($"{QueuePrefix}{function}", table.Stream is { Fifo: true }, stage);

    private void Add(TableResource table)
    {
        if (!_tables.Exists(known => known.Name == table.Name))
        {
            _tables.Add(table);
        }
    }

    private int Timeout(int own) => own > 0 ? own : app.Settings.TimeoutSeconds;

    private void AddFunction(string name, Dictionary<string, string> environment, int timeoutSeconds, IReadOnlyList<string>? tables = null)
        => _functions.Add(new FunctionResource
        {
            Name = LocalTopology.FunctionName(name, stage),
            Environment = environment,
            TimeoutSeconds = Timeout(timeoutSeconds),
            Tables = tables?.Select(_names.Of).ToList(),
            Indexes = tables is null
                ? null
                : [.. app.Tables.Where(table => tables.Contains(table.Name, StringComparer.Ordinal)).SelectMany(Indexes)],
        });

    // A handler's role does not allow it to query an index that holds audit records.
    private IEnumerable<string> Indexes(TableModel table)
        => table.Indexes.Where(static index => !index.HoldsAuditRecords).Select(index => $"{_names.Of(table.Name)}/index/{index.Name}");

    private Dictionary<string, string> Environment(string function, TableModel table)
    {
        var environment = Environment(function);
        environment[Fw24Variables.TableArn] = Arns.TableArn(_names.Of(table.Name));
        environment[Fw24Variables.ParkingQueueUrl] = Arns.QueueUrl(ParkingQueue);
        return environment;
    }

    private Dictionary<string, string> Environment(string function)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Fw24Variables.Function] = function,
            ["AWS_REGION"] = Arns.Region,
            ["AWS_LAMBDA_FUNCTION_NAME"] = LocalTopology.FunctionName(function, stage),
        };
        if (stage is not null)
        {
            environment[Fw24Variables.Stage] = stage;
        }

        return environment;
    }

    // Every topology built here uses the default region and account.
    private LocalTopology Arns => field ??= Topology();

    private sealed record SubscriberQueue(
        int BatchSize, int Window, int Visibility, int RetentionDays, int MaxReceiveCount, int Timeout, int MaxConcurrency)
    {
        public int DelaySeconds { get; init; }
    }
}
