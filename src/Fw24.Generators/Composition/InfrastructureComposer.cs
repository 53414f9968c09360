using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Infrastructure;
using Fw24.Generators.Rules;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Composition;

/// <summary>Determines every name and number of an app's infrastructure.</summary>
/// <remarks>Names derive from declarations, never from their order, so adding a table or handler does not change the others.</remarks>
internal static class InfrastructureComposer
{
    // A queue hides a message for six times its function's timeout (Lambda, "Using Lambda with Amazon SQS").
    private const int VisibilityFactor = 6;
    private const int MaxVisibilitySeconds = 43_200;

    // A lag of five minutes is late for a pipeline; half of a record's maximum age is late for any setting.
    private const int LateSeconds = 300;

    // What the function that seals gets at least, and at most: only its own hook puts it on Lambda Managed Instances.
    private const int MinSealSeconds = 60;
    private const int MaxSealSeconds = 900;
    private const int MaxSealMegabytes = 10_240;

    // A filter policy allows 150 combinations of values (SNS, "Filter policy constraints").
    private const int MaxFilterCombinations = 150;

    // Construct ids in a table's construct, and its other members.
    private static readonly HashSet<string> s_tableMembers = new(StringComparer.Ordinal)
    {
        "Audit", "Changes", "Configure", "ConfigureAudit", "DeliveryAlarm", "DroppedAlarm", "FailedRecords", "FailedRecordsRule",
        "IteratorAgeAlarm", "Node", "StreamArn", "StreamFailureAlarm", "StreamFailures", "StreamMapping", "StreamProcessor", "Table",
    };

    /// <summary>Composes the infrastructure that a compilation and its references declare.</summary>
    /// <param name="namespace">The namespace of the stack.</param>
    /// <param name="assembly">The compilation.</param>
    /// <param name="settings">The app settings it declares.</param>
    /// <param name="own">Its entities.</param>
    /// <param name="handlers">Its handlers.</param>
    /// <param name="references">Its references.</param>
    /// <returns>The infrastructure; <see langword="null"/> when they declare nothing.</returns>
    public static InfrastructureModel? Compose(
        string @namespace, AssemblyModel assembly, Fw24AppAttribute? settings, IReadOnlyList<EntitySummary> own, IReadOnlyList<HandlerDeclaration> handlers, IReadOnlyList<ReferencedApp> references)
    {
        // Treat an app that is a program like a library: this stack covers all of it.
        var app = AppComposer.Compose(
            assembly with { IsExecutable = true },
            settings ?? references.OrderByDescending(static app => app.IsExecutable).FirstOrDefault()?.Settings,
            own,
            handlers,
            [.. references.Select(static app => app with { IsExecutable = false })]).App;
        return app is null ? null : Compose(app, [.. own, .. references.SelectMany(static reference => reference.Entities)], assembly.Architecture, @namespace);
    }

    private static InfrastructureModel Compose(AppModel app, IReadOnlyList<EntitySummary> entities, string architecture, string @namespace)
    {
        // An entity Order also generates an OrderTable: the construct of a table "order" in its namespace needs another name.
        var neighbours = entities.Where(entity => entity.Namespace == @namespace).SelectMany(static entity => new[] { entity.Prefix, entity.Prefix + "Table" });
        var classes = MemberNames.Distinct(app.Tables.Select(static table => table.Name), "Table", neighbours);
        var logGroups = AuditLogGroups(app);
        var auditTables = AuditTables(app);
        var tables = app.Tables
            .Select(table => Table(table, app, entities, classes[table.Name], audit => Destination(table, audit, app, logGroups, auditTables)))
            .ToEquatableArray();
        return new InfrastructureModel
        {
            App = app.Name,
            Prefix = MemberNames.Pascal(app.Name),
            Architecture = architecture,
            ParkingQueue = $"{app.Name}-parked-records",
            AuditLogGroups = logGroups,
            AuditTables = auditTables,
            Tables = tables,
            Seal = app.IsSealed ? Seal(app) : null,
        };
    }

    private static SealConstruct Seal(AppModel app) => new()
    {
        Function = new FunctionNames(SealConstruct.Name, $"{app.Name}-{SealConstruct.Name}"),
        Settings = new FunctionSettings(
            Math.Min(Math.Max(MinSealSeconds, app.Settings.TimeoutSeconds), MaxSealSeconds),
            Math.Min(app.Settings.MemoryMegabytes, MaxSealMegabytes)),
        Minutes = app.Settings.SealMinutes,
        RetentionDays = app.Settings.SealRetentionDays,
    };

    private static TableConstruct Table(TableModel table, AppModel app, IReadOnlyList<EntitySummary> entities, string className, Func<AuditAttribute, AuditDestination> destination)
    {
        var own = entities.Where(entity => entity.Table.Name == table.Name).OrderBy(static entity => entity.Name, StringComparer.Ordinal).ToList();
        return new TableConstruct
        {
            Name = table.Name,
            ClassName = className,
            Entities = own.Select(static entity => entity.Name).ToEquatableArray(),
            PartitionKey = table.PartitionKey,
            SortKey = table.SortKey,
            TimeToLive = table.TimeToLive,
            Indexes = table.Indexes,
            BillingMode = table.Settings.BillingMode,
            PointInTimeRecovery = table.Settings.PointInTimeRecovery,
            RecoveryDays = table.Settings.PointInTimeRecoveryDays is not Settings.MaxRecoveryDays and var days ? days : null,
            DeletionProtection = table.Settings.DeletionProtection,
            RemovalPolicy = table.Settings.RemovalPolicy,
            Stream = table.Stream is { } stream ? Stream(table, stream, app, own, className, destination) : null,
        };
    }

    private static StreamConstruct Stream(
        TableModel table,
        StreamEnabledAttribute stream,
        AppModel app,
        List<EntitySummary> entities,
        string className,
        Func<AuditAttribute, AuditDestination> destination)
    {
        var name = $"{app.Name}-{table.Name}-stream";
        var subscribers = app.Handlers.Where(handler => handler.Table == table.Name).Select(handler => Handler(handler, table, stream, app, className));
        return new StreamConstruct
        {
            Function = new FunctionNames($"{table.Name}-stream", name),
            Settings = Function(stream.TimeoutSeconds, stream.MemoryMegabytes, app),
            Topic = stream.TopicName ?? TableNames.DefaultTopic(table),
            FailureQueue = $"{name}-failures",
            KeepsFailedRecords = stream.OnFailure is OnFailureDestination.Bucket
                || (stream.OnFailure is OnFailureDestination.Default && entities.TrueForAll(static entity => entity.Sensitive.Count is 0)),
            Fifo = stream.Fifo,
            MaxMessageBytes = stream.MaxMessageBytes == Settings.DefaultMessageBytes ? null : stream.MaxMessageBytes,
            LimitsProtocols = stream.MaxMessageBytes > Settings.DefaultMessageBytes,
            ViewType = stream.ViewType,
            StartingPosition = stream.StartingPosition,
            BatchSize = stream.BatchSize,
            WindowSeconds = stream.MaxBatchingWindowSeconds,
            BisectBatchOnError = stream.BisectBatchOnError,
            RetryAttempts = stream.RetryAttempts,
            ParallelizationFactor = stream.ParallelizationFactor,
            MaxRecordAgeSeconds = stream.MaxRecordAgeSeconds,
            IteratorAgeAlarmSeconds = Math.Min(LateSeconds, stream.MaxRecordAgeSeconds / 2),
            AuditFilterKey = table.PartitionKey.Type is "S" && app.Tables.Any(other => AuditTableName(other) == table.Name) ? table.PartitionKey.Attribute : null,
            HasClaimChecks = stream.LargeRecords is LargeRecordPolicy.ClaimCheck,
            HasHmacKey = entities.Exists(static entity => entity.HasKeyedHash),
            Subscribers = (table.Audit is { } audit ? subscribers.Append(Audit(table, audit, stream, app, destination(audit))) : subscribers).ToEquatableArray(),
        };
    }

    private static SubscriberConstruct Handler(HandlerModel handler, TableModel table, StreamEnabledAttribute stream, AppModel app, string className)
    {
        var queue = handler.Queue ?? new ChangeQueueAttribute();
        var window = stream.Fifo ? 0 : queue.MaxBatchingWindowSeconds;
        var settings = Function(queue.TimeoutSeconds, queue.MemoryMegabytes, app);
        var name = $"{app.Name}-{handler.Name}";
        return new SubscriberConstruct
        {
            Member = handler.Name == className || s_tableMembers.Contains(handler.Name) ? handler.Name + "Subscriber" : handler.Name,
            Function = new FunctionNames(handler.Name, name),
            Settings = settings,
            Queue = name,
            DeadLetterQueue = $"{name}-dlq",
            Fifo = stream.Fifo,
            Filter = Filter(handler, table),
            BatchSize = queue.BatchSize,
            WindowSeconds = window,
            VisibilityTimeoutSeconds = queue.VisibilityTimeoutSeconds > 0 ? queue.VisibilityTimeoutSeconds : null,
            DerivedVisibilitySeconds = Visibility(settings, window),
            RetentionDays = queue.RetentionDays,
            DelaySeconds = queue.DelaySeconds,
            MaxReceiveCount = queue.MaxReceiveCount,
            MaxConcurrency = queue.MaxConcurrency,
            Tables = handler.Tables.Where(name => app.Tables.Any(other => other.Name == name)).ToEquatableArray(),
            IsIdempotent = handler.Idempotent is not null,
            DelaysRetries = queue.RetryDelaySeconds > 0,
            IsSealed = false,
            Audit = null,
        };
    }

    private static SubscriberConstruct Audit(TableModel table, AuditAttribute audit, StreamEnabledAttribute stream, AppModel app, AuditDestination destination)
    {
        var window = stream.Fifo ? 0 : audit.MaxBatchingWindowSeconds;
        var settings = Function(audit.TimeoutSeconds, audit.MemoryMegabytes, app);
        var name = $"{app.Name}-{table.Name}-audit";
        return new SubscriberConstruct
        {
            Member = "Audit",
            Function = new FunctionNames($"{table.Name}-audit", name),
            Settings = settings,
            Queue = name,
            DeadLetterQueue = $"{name}-dlq",
            Fifo = stream.Fifo,
            Filter = [],
            BatchSize = audit.BatchSize,
            WindowSeconds = window,
            VisibilityTimeoutSeconds = audit.VisibilityTimeoutSeconds > 0 ? audit.VisibilityTimeoutSeconds : null,
            DerivedVisibilitySeconds = Visibility(settings, window),
            RetentionDays = audit.QueueRetentionDays,
            DelaySeconds = 0,
            MaxReceiveCount = audit.MaxReceiveCount,
            MaxConcurrency = audit.MaxConcurrency,
            Tables = [],
            IsIdempotent = false,
            DelaysRetries = false,
            IsSealed = audit.Sealed,
            Audit = destination,
        };
    }

    private static FunctionSettings Function(int timeoutSeconds, int memoryMegabytes, AppModel app) => new(
        timeoutSeconds > 0 ? timeoutSeconds : app.Settings.TimeoutSeconds,
        memoryMegabytes > 0 ? memoryMegabytes : app.Settings.MemoryMegabytes);

    private static int Visibility(FunctionSettings settings, int window)
        => Math.Min((VisibilityFactor * settings.TimeoutSeconds) + window, MaxVisibilitySeconds);

    private static EquatableArray<FilterCondition> Filter(HandlerModel handler, TableModel table)
    {
        var conditions = new List<FilterCondition>();
        if (table.Discriminator is not null)
        {
            conditions.Add(new FilterCondition("entity", [handler.Entity]));
        }

        // A backfill delivers items to one handler as if they were created.
        var operations = handler.Operations.Select(static operation => operation.ToLowerInvariant()).ToList();
        if (operations.Contains("insert"))
        {
            operations.Add($"{FilterCondition.Backfill}{handler.Name}");
        }

        conditions.Add(new FilterCondition("operation", operations.ToEquatableArray()));

        // The handler checks the record itself, so omitting this condition only causes more invocations.
        if (handler.OnChange.Count > 0 && (handler.OnChange.Count + 1) * operations.Count <= MaxFilterCombinations)
        {
            conditions.Add(new FilterCondition("changed", handler.OnChange.Append("*").ToEquatableArray()));
        }

        return conditions.ToEquatableArray();
    }

    private static AuditDestination Destination(
        TableModel table, AuditAttribute audit, AppModel app, EquatableArray<AuditLogGroup> logGroups, EquatableArray<AuditTable> auditTables)
    {
        if (audit.LoggerType is AuditLoggerType.Cloudwatch)
        {
            var group = logGroups.First(group => group.Name == LogGroupName(audit, app) && group.Region == audit.Region);
            return new AuditDestination(AuditDestinationKind.LogGroup, group.Name, group.Member, group.Region);
        }

        if (AuditTableName(table) is not { } name)
        {
            return new AuditDestination(AuditDestinationKind.Console, "", "", null);
        }

        return auditTables.FirstOrDefault(auditTable => auditTable.Name == name) is { } own
            ? new AuditDestination(AuditDestinationKind.AuditTable, name, own.Member, null)
            : new AuditDestination(AuditDestinationKind.EntityTable, name, "", null);
    }

    private static EquatableArray<AuditLogGroup> AuditLogGroups(AppModel app)
    {
        var groups = app.Tables
            .Select(static table => table.Audit)
            .OfType<AuditAttribute>()
            .Where(static audit => audit.LoggerType is AuditLoggerType.Cloudwatch)
            .GroupBy(audit => (Name: LogGroupName(audit, app), audit.Region))
            .OrderBy(static group => group.Key.Name, StringComparer.Ordinal)
            .ThenBy(static group => group.Key.Region, StringComparer.Ordinal)
            .ToList();
        var members = MemberNames.Distinct(groups.Select(static group => $"{group.Key.Name} {group.Key.Region}"), "LogGroup");
        return groups.Select(group => new AuditLogGroup
        {
            Name = group.Key.Name,
            Member = members[$"{group.Key.Name} {group.Key.Region}"],
            Region = group.Key.Region,

            // Tables that share a group may disagree: choose the setting that deletes nothing one of them keeps.
            Retention = group.Any(static audit => audit.Retention is AuditRetention.Forever) ? AuditRetention.Forever : group.Max(static audit => audit.Retention),
            RemovalPolicy = Strictest(group),
        }).ToEquatableArray();
    }

    private static EquatableArray<AuditTable> AuditTables(AppModel app)
    {
        var groups = app.Tables
            .Where(table => AuditTableName(table) is { } name && app.Tables.All(other => other.Name != name))
            .GroupBy(static table => AuditTableName(table)!, static table => table.Audit!, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .ToList();
        var members = MemberNames.Distinct(groups.Select(static group => group.Key), "Store");
        return groups.Select(group => new AuditTable
        {
            Name = group.Key,
            Member = members[group.Key],
            RemovalPolicy = Strictest(group),

            // Tables that share an audit table may disagree: it has the indexes of all.
            Indexes = AuditIndexes.Of(group.Aggregate(AuditQueries.None, static (all, audit) => all | audit.Queries)),
        }).ToEquatableArray();
    }

    private static RemovalPolicy Strictest(IEnumerable<AuditAttribute> audits)
        => audits.Any(static audit => audit.RemovalPolicy is RemovalPolicy.Retain) ? RemovalPolicy.Retain : RemovalPolicy.Destroy;

    /// <summary>Gets the log group of a table's audit records.</summary>
    public static string LogGroupName(AuditAttribute audit, AppModel app) => audit.LogGroupName ?? $"/audit/logs/{app.Name}";

    /// <summary>Gets the table of a table's audit records; <see langword="null"/> if another store holds them.</summary>
    public static string? AuditTableName(TableModel table) => table.Audit is { LoggerType: AuditLoggerType.DynamoDb } audit ? audit.AuditTableName ?? table.Name : null;
}
