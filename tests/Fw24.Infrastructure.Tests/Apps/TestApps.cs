using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests.Apps;

/// <summary>The small apps whose stacks are synthesized.</summary>
internal static class TestApps
{
    /// <summary>Every option with a value other than its default.</summary>
    public static TestApp EveryOption { get; } = new(
        "every-option",
        """
        [assembly: Fw24App("every-option", TimeoutSeconds = 60, MemoryMegabytes = 1024)]

        return;

        [DynamoTable("things", EntityName = "thing", Discriminator = "kind", BillingMode = BillingMode.Provisioned, PointInTimeRecovery = false, DeletionProtection = false, RemovalPolicy = RemovalPolicy.Destroy)]
        [StreamEnabled(
            ViewType = StreamViewType.NewImage, TopicName = "thing-changes", BatchSize = 100, BisectBatchOnError = false, RetryAttempts = 7,
            MaxBatchingWindowSeconds = 3, ParallelizationFactor = 4, MaxRecordAgeSeconds = 120, StartingPosition = StreamStartingPosition.Latest, LargeRecords = LargeRecordPolicy.Park,
            MaxMessageBytes = 1_048_576, FairQueues = true)]
        [Audit(
            AuditLoggerType.Cloudwatch, LogGroupName = "/custom/trail", Region = "us-east-1", Retention = AuditRetention.TenYears, BatchSize = 50, MaxBatchingWindowSeconds = 20,
            VisibilityTimeoutSeconds = 900, QueueRetentionDays = 9, MaxReceiveCount = 3, RemovalPolicy = RemovalPolicy.Destroy)]
        [GlobalIndex("by-owner", PartitionKey = nameof(Owner), SortKey = nameof(Rank), Projection = IndexProjection.KeysOnly)]
        [GlobalIndex(
            "by-rank", PartitionKeys = [nameof(Rank), nameof(Shelf)], SortKeys = [nameof(Owner), nameof(Number), nameof(Weight)],
            Projection = IndexProjection.Include, Include = [nameof(Expires), nameof(Note)])]
        internal sealed record Thing
        {
            [PartitionKey, DynamoAttribute("n")] public required long Number { get; init; }
            [SortKey] public required byte[] Part { get; init; }
            public required string Owner { get; init; }
            public required int Rank { get; init; }
            public byte[]? Shelf { get; init; }
            public decimal? Weight { get; init; }
            public string? Note { get; init; }
            [TimeToLive, DynamoAttribute("gone")] public DateTimeOffset? Expires { get; init; }
        }

        [OnChange(nameof(Thing.Owner))]
        [ChangeQueue(
            BatchSize = 20, MaxBatchingWindowSeconds = 2, VisibilityTimeoutSeconds = 1000, RetentionDays = 2, MaxReceiveCount = 4,
            RetryDelaySeconds = 5, DelaySeconds = 90)]
        [Idempotent(RetentionDays = 60)]
        internal sealed class ThingWatcher : ThingChangeHandler
        {
            protected override Task OnRemovedAsync(ThingChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        [DynamoTable("forever")]
        [StreamEnabled(RetryAttempts = -1, ViewType = StreamViewType.KeysOnly, MaxMessageBytes = 10_000, Fifo = true)]
        internal sealed record Forever([property: PartitionKey] string Id);
        """,
        """
        using System;
        using Amazon.CDK;
        using Amazon.CDK.AWS.Lambda;
        using Constructs;
        using Fw24;

        namespace Infra;

        [InfrastructureStack]
        internal sealed partial class TestStack : Stack;

        public static class Entry
        {
            public static Stack Make(Construct scope, string id, Func<Code> code)
                => new TestStack(scope, id, new() { Code = code, Env = new Amazon.CDK.Environment { Account = "123456789012", Region = "eu-central-1" } });
        }
        """);

    /// <summary>Twelve tables with names of 200 characters that differ only at the end.</summary>
    public static TestApp LongNames { get; } = new(
        "long-names",
        $$"""
        [assembly: Fw24App("long-names")]

        return;

        {{string.Concat(Enumerable.Range(1, 11).Select(static number => $$"""
            [DynamoTable("{{LongName(number)}}"), StreamEnabled(Fifo = {{(number % 2 is 0 ? "true" : "false")}}), Audit(AuditLoggerType.DynamoDb)]
            public sealed record Entity{{number}}([property: PartitionKey] string Id);

            public sealed class {{new string('H', 100)}}{{number}} : Entity{{number}}ChangeHandler
            {
                protected override Task OnInsertedAsync(Entity{{number}}Change.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
            }

            """))}}
        """);

    /// <summary>The user's own keys, keyed hashes, and alarms with a target.</summary>
    public static TestApp OwnKey { get; } = new(
        "own-key",
        """
        [assembly: Fw24App("own-key")]

        return;

        [DynamoTable("people"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.DynamoDb, AuditTableName = "people-trail")]
        public sealed record Person([property: PartitionKey] string Id, [property: Sensitive(Redaction.Hmac)] string? Mail);

        [DynamoTable("phone-book")]
        public sealed record Line([property: PartitionKey] string Mail);

        [Idempotent]
        public sealed class PhoneBook(ITable<Line> lines, ITable<Person> people) : PersonChangeHandler
        {
            protected override Task OnInsertedAsync(PersonChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.WhenAll(lines.PutAsync(new Line(change.New.Id), cancellationToken), people.PutAsync(change.New, cancellationToken));
        }

        [DynamoTable("logged"), Audit(AuditLoggerType.Cloudwatch)]
        public sealed record Logged([property: PartitionKey] string Id);
        """,
        """
        using System;
        using Amazon.CDK;
        using Amazon.CDK.AWS.KMS;
        using Amazon.CDK.AWS.Lambda;
        using Amazon.CDK.AWS.SNS;
        using Constructs;
        using Fw24;

        namespace Infra;

        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure(OwnKeyStackProps props)
            {
                props.EncryptionKey = new Key(this, "Key", new KeyProps { EnableKeyRotation = true });
                props.AlarmTopic = Topic.FromTopicArn(this, "Alarms", "arn:aws:sns:eu-central-1:123456789012:alarms");
            }
        }

        public static class Entry
        {
            public static Stack Make(Construct scope, string id, Func<Code> code) => new TestStack(scope, id, new() { Code = code });
        }
        """);

    /// <summary>Resources that existed before Fw24.</summary>
    public static TestApp Existing { get; } = new(
        "existing",
        """
        [assembly: Fw24App("existing")]

        return;

        [DynamoTable("old"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.Cloudwatch)]
        public sealed record Old([property: PartitionKey] string Id);

        [DynamoTable("older"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "oldest")]
        public sealed record Older([property: PartitionKey] string Id);
        """,
        """
        using System;
        using Amazon.CDK;
        using Amazon.CDK.AWS.DynamoDB;
        using Amazon.CDK.AWS.Lambda;
        using Amazon.CDK.AWS.Logs;
        using Amazon.CDK.AWS.SNS;
        using Constructs;
        using Fw24;

        namespace Infra;

        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure(ExistingStackProps props)
            {
                props.OldTable.Table = Table.FromTableAttributes(this, "Old", new TableAttributes
                {
                    TableArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/old",
                    TableStreamArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/old/stream/2026-01-01T00:00:00.000",
                });
                props.OldTable.Changes = Topic.FromTopicArn(this, "OldChanges", "arn:aws:sns:eu-central-1:123456789012:old-changes.fifo");
                props.AuditLogsExistingLogGroup = LogGroup.FromLogGroupArn(this, "OldLogs", "arn:aws:logs:eu-central-1:123456789012:log-group:/old/logs");
                props.OldestStore = Table.FromTableName(this, "Oldest", "oldest");
            }
        }

        public static class Entry
        {
            public static Stack Make(Construct scope, string id, Func<Code> code) => new TestStack(scope, id, new() { Code = code });
        }
        """);

    /// <summary>Every hook, and an added resource.</summary>
    public static TestApp Hooks { get; } = new(
        "hooks",
        """
        [assembly: Fw24App("hooks")]

        return;

        [DynamoTable("things"), StreamEnabled, Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail", Queries = AuditQueries.Time)]
        [GlobalIndex("by-owner", PartitionKey = nameof(Owner))]
        public sealed record Thing([property: PartitionKey] string Id, string Owner);

        [DynamoTable("logged"), Audit(AuditLoggerType.Cloudwatch)]
        public sealed record Logged([property: PartitionKey] string Id, [property: Sensitive(Redaction.Hmac)] string Secret);

        public sealed class Watcher : ThingChangeHandler
        {
            protected override Task OnModifiedAsync(ThingChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """,
        """
        using System;
        using Amazon.CDK;
        using Amazon.CDK.AWS.CloudWatch;
        using Amazon.CDK.AWS.DynamoDB;
        using Amazon.CDK.AWS.IAM;
        using Amazon.CDK.AWS.Lambda;
        using Amazon.CDK.AWS.Logs;
        using Amazon.CDK.AWS.S3;
        using Amazon.CDK.AWS.SecretsManager;
        using Amazon.CDK.AWS.SNS;
        using Amazon.CDK.AWS.SNS.Subscriptions;
        using Amazon.CDK.AWS.SQS;
        using Constructs;
        using Fw24;

        namespace Infra;

        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure(HooksStackProps props)
            {
                props.TerminationProtection = true;
                props.ThingsTable.FurtherProtocols = ["email"];
            }

            partial void Extend() => ThingsTable.Changes.AddSubscription(new EmailSubscription("ops@example.org"));
        }

        public sealed partial class ThingsTable
        {
            partial void Configure(TableProps table)
            {
                table.ContributorInsightsEnabled = true;
                table.PointInTimeRecovery = false;
            }

            partial void Configure(GlobalSecondaryIndexProps index) => index.ProjectionType = ProjectionType.KEYS_ONLY;
            partial void Configure(TopicProps topic) => topic.DisplayName = "hooked topic";
            partial void Configure(QueueProps queue) => queue.RetentionPeriod = Duration.Days(13);
            partial void Configure(BucketProps bucket) => bucket.BucketName = "hooked-records";
            partial void Configure(EventSourceMappingProps mapping) => mapping.Enabled = false;
            partial void ConfigureWatcher(ChangeSubscriberProps subscriber) => (subscriber.BatchSize, subscriber.OtherSenders) = (3, ["arn:aws:iam::*:role/redrive"]);
            partial void ConfigureAudit(ChangeSubscriberProps subscriber) => (subscriber.MaxReceiveCount, subscriber.OtherSenders) = (17, []);
        }

        public partial class ChangeSubscriber
        {
            partial void Configure(QueueProps queue) => queue.ReceiveMessageWaitTime = Duration.Seconds(7);
            partial void ConfigureDeadLetterQueue(QueueProps queue) => queue.RetentionPeriod = Duration.Days(11);
            partial void Configure(Amazon.CDK.AWS.SNS.SubscriptionProps subscription) => subscription.RawMessageDelivery = true;
            partial void Configure(EventSourceMappingProps mapping) => mapping.MaxConcurrency = 9;
        }

        public sealed partial class AppFunction
        {
            partial void Configure(RoleProps role) => role.MaxSessionDuration = Duration.Hours(2);
            partial void Configure(LogGroupProps logGroup) => logGroup.Retention = RetentionDays.FIVE_DAYS;
            partial void Configure(FunctionProps function) => function.MemorySize = Node.Path.Contains("Watcher") ? 2048 : 256;
        }

        public sealed partial class SharedResources
        {
            partial void Configure(AlarmProps alarm) => alarm.EvaluationPeriods = 8;
            partial void Configure(QueueProps queue) => queue.RetentionPeriod = Duration.Days(12);
            partial void ConfigureClaimChecks(BucketProps bucket) => bucket.TransferAcceleration = true;
            partial void ConfigureAccessLogs(BucketProps bucket) => bucket.EventBridgeEnabled = false;
            partial void Configure(SecretProps secret) => secret.SecretName = "hooked-secret";
            partial void Configure(LogGroupProps logGroup) => logGroup.Retention = RetentionDays.SIX_YEARS;
            partial void Configure(TableProps table) => table.ContributorInsightsEnabled = true;
        }

        public static class Entry
        {
            public static Stack Make(Construct scope, string id, Func<Code> code) => new TestStack(scope, id, new() { Code = code });
        }
        """);

    /// <summary>Names that C#, CDK or AWS interpret or spell differently.</summary>
    public static TestApp AwkwardNames { get; } = new(
        "awkward-names",
        """
        [assembly: Fw24App("my-app_2")]

        return;

        [DynamoTable("2026.things"), StreamEnabled(TopicName = "things-2026"), Audit(AuditLoggerType.Console)]
        public sealed record Thing([property: PartitionKey] string Id);

        public sealed class Table : ThingChangeHandler
        {
            protected override Task OnInsertedAsync(ThingChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        public sealed class Überwachung : ThingChangeHandler
        {
            protected override Task OnInsertedAsync(ThingChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        [DynamoTable("my-table")]
        public sealed record One([property: PartitionKey] string Id);

        [DynamoTable("my_table")]
        public sealed record Two([property: PartitionKey] string Id);

        [DynamoTable("MyTable")]
        public sealed record Three([property: PartitionKey] string Id);

        [DynamoTable("app"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail")]
        public sealed record Four([property: PartitionKey] string Id);

        [DynamoTable("ParkingQueue"), Audit(AuditLoggerType.Cloudwatch, LogGroupName = "trail")]
        public sealed record Five([property: PartitionKey] string Id);
        """);

    /// <summary>Tables in nested stacks: two whose handlers use each other's table, one without a stream, and one that is not nested.</summary>
    public static TestApp Split { get; } = new(
        "split",
        """
        [assembly: Fw24App("split")]

        return;

        [DynamoTable("left"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.DynamoDb)]
        public sealed record Left([property: PartitionKey] string Id, [property: Sensitive(Redaction.Hmac)] string? Secret);

        [Idempotent, ChangeQueue(RetryDelaySeconds = 30, MaxRetryDelaySeconds = 3_600)]
        public sealed class LeftWatcher(ITable<Right> rights, ITable<Plain> plains) : LeftChangeHandler
        {
            protected override Task OnInsertedAsync(LeftChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.WhenAll(rights.PutAsync(new Right(change.New.Id), cancellationToken), plains.PutAsync(new Plain(change.New.Id), cancellationToken));
        }

        [DynamoTable("right"), StreamEnabled, Audit(AuditLoggerType.Cloudwatch)]
        public sealed record Right([property: PartitionKey] string Id);

        public sealed class RightWatcher(ITable<Left> lefts) : RightChangeHandler
        {
            protected override Task OnInsertedAsync(RightChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => lefts.PutAsync(new Left(change.New.Id, null), cancellationToken);
        }

        [DynamoTable("plain")]
        public sealed record Plain([property: PartitionKey] string Id);

        [DynamoTable("flat"), StreamEnabled, Audit(AuditLoggerType.DynamoDb, AuditTableName = "store")]
        public sealed record Flat([property: PartitionKey] string Id);

        public sealed class FlatWatcher(ITable<Left> lefts) : FlatChangeHandler
        {
            protected override Task OnInsertedAsync(FlatChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => lefts.PutAsync(new Left(change.New.Id, null), cancellationToken);
        }
        """,
        """
        using System;
        using Amazon.CDK;
        using Amazon.CDK.AWS.Lambda;
        using Constructs;
        using Fw24;

        namespace Infra;

        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure(SplitStackProps props)
            {
                props.NestedTables = true;
                props.FlatTable.Nested = false;
            }
        }

        public static class Entry
        {
            public static Stack Make(Construct scope, string id, Func<Code> code) => new TestStack(scope, id, new() { Code = code });
        }
        """);

    /// <summary>An app whose tables are all in nested stacks.</summary>
    public static TestApp AllNested { get; } = new(
        "all-nested",
        """
        [assembly: Fw24App("all-nested")]

        return;

        [DynamoTable("things"), StreamEnabled, Audit(AuditLoggerType.Console)]
        public sealed record Thing([property: PartitionKey] string Id);
        """,
        TestApp.PlainStack.Replace("Code = code", "Code = code, NestedTables = true", StringComparison.Ordinal));

    /// <summary>A stack that does not know the location of its functions.</summary>
    public static TestApp Unpublished { get; } = new(
        "unpublished",
        """
        [assembly: Fw24App("unpublished")]

        return;

        [DynamoTable("things"), StreamEnabled]
        public sealed record Thing([property: PartitionKey] string Id);
        """,
        TestApp.PlainStack.Replace(", new() { Code = code }", "", StringComparison.Ordinal));

    /// <summary>A stack of 501 resources, which cannot be synthesized.</summary>
    public static TestApp TooLarge { get; } = new(
        "too-large",
        """
        [assembly: Fw24App("too-large")]

        return;

        [DynamoTable("plain")]
        public sealed record Plain([property: PartitionKey] string Id);
        """,
        """
        using System;
        using Amazon.CDK;
        using Amazon.CDK.AWS.Lambda;
        using Constructs;
        using Fw24;

        namespace Infra;

        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Extend()
            {
                for (var number = 1; number <= 500; number++)
                {
                    _ = new CfnWaitConditionHandle(this, $"Handle{number}");
                }
            }
        }

        public static class Entry
        {
            public static Stack Make(Construct scope, string id, Func<Code> code) => new TestStack(scope, id);
        }
        """);

    /// <summary>A table of entities that also holds another table's audit records.</summary>
    public static TestApp Neighbours { get; } = new(
        "neighbours",
        """
        [assembly: Fw24App("neighbours")]

        return;

        [DynamoTable("payments"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "ledger")]
        public sealed record Payment([property: PartitionKey] string Id);

        [DynamoTable("ledger"), StreamEnabled]
        public sealed record Entry([property: PartitionKey, DynamoAttribute("pk")] string Account, [property: SortKey, DynamoAttribute("sk")] string Number);
        """);

    /// <summary>Tables without streams and functions.</summary>
    public static TestApp TablesOnly { get; } = new(
        "tables-only",
        """
        [assembly: Fw24App("tables-only")]

        return;

        [DynamoTable("plain")]
        public sealed record Plain([property: PartitionKey] string Id);
        """);

    /// <summary>An app, before and after an entity and a handler are added.</summary>
    public static TestApp Before { get; } = new(
        "before",
        """
        [assembly: Fw24App("growing")]

        return;

        [DynamoTable("middle"), StreamEnabled, Audit(AuditLoggerType.Cloudwatch)]
        public sealed record Middle([property: PartitionKey] string Id, string Text);

        public sealed class MiddleWatcher : MiddleChangeHandler
        {
            protected override Task OnModifiedAsync(MiddleChange.Modified change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """);

    /// <summary><see cref="Before"/> with additions before and after the existing declarations.</summary>
    public static TestApp After { get; } = Before with
    {
        Name = "after",
        Entities = Before.Entities + """


        public sealed class AlsoWatching : MiddleChangeHandler
        {
            protected override Task OnModifiedAsync(MiddleChange.Modified change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
        }

        [DynamoTable("first"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.DynamoDb)]
        public sealed record First([property: PartitionKey] string Id);

        [DynamoTable("middle-2"), StreamEnabled, Audit(AuditLoggerType.Console)]
        public sealed record Last([property: PartitionKey] string Id);

        public sealed class ZLastWatcher : LastChangeHandler
        {
            protected override Task OnModifiedAsync(LastChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """,
    };

    /// <summary>FIFO and standard topics, with every kind of audit.</summary>
    public static IReadOnlyList<TestApp> Matrix { get; } =
    [
        .. new[] { false, true }.SelectMany(static fifo => new (string Name, string Attribute)[]
        {
            ("none", ""),
            ("console", ", Audit(AuditLoggerType.Console)"),
            ("cloudwatch", ", Audit(AuditLoggerType.Cloudwatch)"),
            ("own-table", ", Audit(AuditLoggerType.DynamoDb, AuditTableName = \"trail\")"),
            ("same-table", ", Audit(AuditLoggerType.DynamoDb)"),
        }.Select(audit => MatrixApp(fifo, audit.Name, audit.Attribute))),
    ];

    /// <summary>The user's own secret, encrypted with the user's own key.</summary>
    public static TestApp OwnSecret { get; } = new("own-secret", Hashing("own-secret"), Hashing(
        """
        Secret.FromSecretAttributes(this, "Hashes", new SecretAttributes
        {
            SecretCompleteArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hashes-AbCdEf",
            EncryptionKey = new Key(this, "SecretKey", new KeyProps { EnableKeyRotation = true }),
        })
        """, "OwnSecret"));

    /// <summary>A secret that is referenced by name.</summary>
    public static TestApp NamedSecret { get; } = new("named-secret", Hashing("named-secret"), Hashing("""Secret.FromSecretNameV2(this, "Hashes", "hashes")""", "NamedSecret"));

    /// <summary>An app that subscribes by e-mail to changes.</summary>
    public static TestApp Mailed { get; } = Hooks with
    {
        Name = "mailed",
        Stack = Hooks.Stack.Replace("props.ThingsTable.FurtherProtocols = [\"email\"];", "", StringComparison.Ordinal),
    };

    /// <summary>An app whose topic accepts messages that SNS does not deliver by e-mail, and accepts subscriptions by e-mail.</summary>
    public static TestApp MailedLarge { get; } = Hooks with
    {
        Name = "mailed-large",
        Entities = Hooks.Entities.Replace(
            "\"things\"), StreamEnabled,", "\"things\"), StreamEnabled(MaxMessageBytes = 262_145),", StringComparison.Ordinal),
    };

    /// <summary>Eleven tables with streams: one more than the source queues that a dead-letter queue allows.</summary>
    public static TestApp Eleven { get; } = new(
        "eleven",
        $$"""
        [assembly: Fw24App("eleven")]

        return;

        {{string.Concat(Enumerable.Range(10, 11).Select(static number => $$"""
            [DynamoTable("table-{{number}}"), StreamEnabled]
            public sealed record Entity{{number}}([property: PartitionKey] string Id);

            """))}}
        """);

    /// <summary>Names that the app's own resources might have, and a handler whose name IAM does not accept.</summary>
    public static TestApp Squatters { get; } = new(
        "squatters",
        """
        [assembly: Fw24App("squatters")]

        return;

        [DynamoTable("parked"), StreamEnabled]
        public sealed record Parked([property: PartitionKey] string Id);

        [DynamoTable(".parked"), StreamEnabled(TopicName = "also-parked", LargeRecords = LargeRecordPolicy.Park)]
        public sealed record AlsoParked([property: PartitionKey] string Id);

        public sealed class Смотритель : ParkedChangeHandler
        {
            protected override Task OnInsertedAsync(ParkedChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """);

    /// <summary>All test apps.</summary>
    public static IEnumerable<TestApp> All => [EveryOption, LongNames, OwnKey, Existing, Hooks, AwkwardNames, AllNested, Neighbours, Split, OwnSecret, NamedSecret, Eleven, Squatters, TablesOnly, Before, After, .. Matrix,
        .. StageApps.All, .. SealApps.All,
        CustomApps.Customised, CustomApps.CustomisedDev, CustomApps.InVpc, CustomApps.GivenUp, CustomApps.Indexed];

    private static string Hashing(string app) => $$"""
        [assembly: Fw24App("{{app}}")]

        return;

        [DynamoTable("hashed"), StreamEnabled]
        public sealed record Hashed([property: PartitionKey] string Id, [property: Sensitive(Redaction.Hmac, Scope = "mail")] string? Mail);

        [DynamoTable("masked"), StreamEnabled]
        public sealed record Masked([property: PartitionKey] string Id, [property: Sensitive(Redaction.Mask)] string? Mail);
        """;

    private static string Hashing(string secret, string prefix) => $$"""
        using System;
        using Amazon.CDK;
        using Amazon.CDK.AWS.KMS;
        using Amazon.CDK.AWS.Lambda;
        using Amazon.CDK.AWS.SecretsManager;
        using Constructs;
        using Fw24;

        namespace Infra;

        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure({{prefix}}StackProps props) => props.HmacKey = {{secret}};
        }

        public static class Entry
        {
            public static Stack Make(Construct scope, string id, Func<Code> code) => new TestStack(scope, id, new() { Code = code });
        }
        """;

    /// <summary>A table name of 200 characters.</summary>
    public static string LongName(int number) => new string('t', 195) + $"-{number:0000}";

    private static TestApp MatrixApp(bool fifo, string audit, string attribute) => new(
        $"{(fifo ? "fifo" : "standard")}-{audit}",
        $$"""
        [assembly: Fw24App("matrix")]

        return;

        [DynamoTable("orders"), StreamEnabled(Fifo = {{(fifo ? "true" : "false")}}){{attribute}}]
        public sealed record Order([property: PartitionKey] string Id, string Status);

        public sealed class Watcher : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);
}
