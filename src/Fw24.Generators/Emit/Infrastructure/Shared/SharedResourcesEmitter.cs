using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure.Shared;

/// <summary>Prints the resources that an app's functions share: <c>SharedResources.g.cs</c>.</summary>
internal static class SharedResourcesEmitter
{
    public static string Emit(StackDeclaration stack, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write($"""
            /// <summary>The resources shared by the functions of the app {Code.Text(app.App)}.</summary>
            {Code.GeneratedCode}
            public sealed partial class SharedResources : Constructs::Construct
            """);
        writer.Open();
        writer.Write("""
            // The names' accounts, regions and stages, by CDK app.
            private static readonly Compiler::ConditionalWeakTable<Constructs::IConstruct, Collections::HashSet<string>> s_deployments = new();

            private readonly bool _nestedTables;
            private readonly bool _exports;
            private readonly Collections::SortedDictionary<string, string> _tableNames = new(System::StringComparer.Ordinal);
            """);
        if (app.HasFunctions)
        {
            writer.Write("""
                private readonly System::Func<AwsLambda::Code> _code;
                private readonly Collections::Dictionary<string, AwsLambda::Code> _codes = [];
                private readonly Collections::Dictionary<AwsSqs::Queue, Collections::List<string>> _redriving = [];
                private readonly Collections::Dictionary<string, (string Table, string Member, string[] Protocols)> _limitedTopics = [];
                """);
        }

        writer.Line();

        WriteConstructor(writer, app);
        writer.Line();
        writer.Write(string.Join("\n\n", Properties(app)
            .Concat(app.Seal is null ? [] : SealProperties())
            .Concat(Hooks(app))
            .Concat(app.Seal is null ? [] : SealHooks())
            .Concat(Parts(app))));
        writer.Close();
        return CdkCode.File(stack, writer);
    }

    private static void WriteConstructor(SourceWriter writer, InfrastructureModel app)
    {
        writer.Write($"""
            /// <summary>Creates the shared resources.</summary>
            /// <param name="scope">The stack.</param>
            /// <param name="id">Their id within the scope.</param>
            /// <param name="props">The properties of the stack.</param>
            public SharedResources(Constructs::Construct scope, string id, {app.Prefix}StackProps props)
                : base(scope, id)
            """);
        writer.Open();
        if (app.HasFunctions)
        {
            writer.Write("""
                // Otherwise CDK lets S3 deliver access logs through an ACL, which new buckets do not accept.
                Node.SetContext("@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true);

                """);
        }

        writer.Write("""
            Stage = Checked(props.Stage);
            WarnOfEqualNames();
            _nestedTables = props.NestedTables;
            _exports = props.Exports;
            EncryptionKey = props.EncryptionKey;
            AlarmTopic = props.AlarmTopic;
            """);
        if (app.HasFunctions)
        {
            writer.Write("""
                _code = props.Code ?? PublishedFunctions;
                Vpc = props.Vpc;
                TopicKey = EncryptionKey ?? AwsKms::Alias.FromAliasName(this, "sns-key", "alias/aws/sns");
                ParkingQueue = AddParkingQueue();
                Export(this, "parked-records-url", "parked-records-url", ParkingQueue.QueueUrl);
                ParkingAlarm = AddDepthAlarm(this, "ParkingAlarm", ParkingQueue, "Records that could not be processed are parked. Their messages state the reason. Resolve it and replay them.");
                AllowServices();
                WarnWithoutAlarmTopic();
                AccessLogs = AddAccessLogs();
                ClaimChecks = AddClaimChecks();
                """);
        }

        if (app.KeepsFailedRecords)
        {
            writer.Write("AllowAccessLogs();");
        }

        if (app.HasFunctions && !app.RedrivesFailures)
        {
            writer.Write("""Suppress(ParkingQueue, "AwsSolutions-SQS3", "Only an operator takes messages out of it.");""");
        }

        if (app.HasHmacKey)
        {
            writer.Write("HmacKey = props.HmacKey ?? AddHmacKey();");
        }

        foreach (var group in app.AuditLogGroups)
        {
            var region = group.Region is null ? "" : $", {Code.Literal(group.Region)}";
            writer.Write($"{group.Member} = props.{group.Member} ?? AddAuditLogGroup({Code.Literal(group.Name)}, {Retention(group.Retention)}, {CdkCode.Removal(group.RemovalPolicy)}{region});");
        }

        foreach (var table in app.AuditTables)
        {
            var name = Code.Literal(table.Name);
            var indexes = string.Concat(table.Indexes.Select(static index => $", {Code.Literal(index.Name)}"));
            writer.Write($"""
                {table.Member} = props.{table.Member} is null
                    ? AddAuditTable({name}, {CdkCode.Removal(table.RemovalPolicy)}{indexes})
                    : WithKeys({name}, props.{table.Member}, "pk (S), sk (S)");
                """);
        }

        if (app.IdempotencyTable is { } idempotency)
        {
            var name = Code.Literal(idempotency);
            writer.Write($"""
                IdempotencyTable = props.IdempotencyTable is null
                    ? AddIdempotencyTable({name})
                    : WithKeys({name}, props.IdempotencyTable, "id (S)");
                """);
        }

        if (app.Seal is { } seal)
        {
            writer.Write($"""
                var sealRetention = SealRetention(props.SealRetentionDays ?? {CdkCode.Number(seal.RetentionDays)});
                SealLog = UseSealLog(props.SealLog ?? AddSealLog(), sealRetention);
                SealKey = UseSealKey(props.SealKey ?? AddSealKey());
                SealFunction = AddSealFunction(sealRetention);
                SealSchedule = AddSealSchedule();
                SealAlarm = AddSealAlarm();
                Export(this, "seal-log-bucket", "seal-log-bucket", SealLog.BucketName);
                Export(this, "seal-key-arn", "seal-key-arn", SealKey.KeyArn);
                """);
        }

        writer.Close();
    }

    private static IEnumerable<string> Properties(InfrastructureModel app)
    {
        yield return """
            /// <summary>The stage, if there is one.</summary>
            public string? Stage { get; }
            """;
        yield return """
            /// <summary>Your own key, which encrypts all resources that store data; <see langword="null"/> if there is none.</summary>
            public AwsKms::IKey? EncryptionKey { get; }
            """;
        yield return """
            /// <summary>The topic that alarms notify; <see langword="null"/> if there is none.</summary>
            public AwsSns::ITopic? AlarmTopic { get; }
            """;
        if (app.HasFunctions)
        {
            yield return """
                /// <summary>The VPC of all functions; <see langword="null"/> if there is none.</summary>
                public AwsEc2::IVpc? Vpc { get; }
                """;
            yield return """
                /// <summary>The key that encrypts topics: yours, or the one that AWS manages for SNS.</summary>
                public AwsKms::IKey TopicKey { get; }
                """;
            yield return """
                /// <summary>The queue for records and messages that cannot be processed, complete and with the reason.</summary>
                public AwsSqs::Queue ParkingQueue { get; }
                """;
            yield return """
                /// <summary>The alarm on the parking queue.</summary>
                public AwsCloudWatch::Alarm ParkingAlarm { get; }
                """;
            yield return """
                /// <summary>The bucket for content that is too large for a message: changes in transit and parked records.</summary>
                public AwsS3::Bucket ClaimChecks { get; }
                """;
            yield return $$"""
                /// <summary>The bucket for the access logs of {{(app.KeepsFailedRecords ? "the other buckets" : "<see cref=\"ClaimChecks\"/>")}}.</summary>
                public AwsS3::Bucket AccessLogs { get; }
                """;
        }

        if (app.HasHmacKey)
        {
            yield return """
                /// <summary>The secret with the keys of keyed hashes.</summary>
                public AwsSecrets::ISecret HmacKey { get; }
                """;
        }

        foreach (var group in app.AuditLogGroups)
        {
            yield return $$"""
                /// <summary>The log group of audit records {{Code.Text(group.Name)}}.</summary>
                public AwsLogs::ILogGroup {{group.Member}} { get; }
                """;
        }

        foreach (var table in app.AuditTables)
        {
            yield return $$"""
                /// <summary>The table of audit records {{Code.Text(table.Name)}}.</summary>
                public AwsDynamoDB::ITable {{table.Member}} { get; }
                """;
        }

        if (app.IdempotencyTable is not null)
        {
            yield return """
                /// <summary>The table of the changes that handlers have handled.</summary>
                public AwsDynamoDB::ITable IdempotencyTable { get; }
                """;
        }
    }

    private static IEnumerable<string> SealProperties() =>
    [
        """
        /// <summary>The bucket of the log of sealed audits.</summary>
        public AwsS3::IBucket SealLog { get; }
        """,
        """
        /// <summary>The key that signs it.</summary>
        public AwsKms::IKey SealKey { get; }
        """,
        """
        /// <summary>The function that seals.</summary>
        public AppFunction SealFunction { get; }
        """,
        """
        /// <summary>The schedule that invokes it.</summary>
        public AwsEvents::Rule SealSchedule { get; }
        """,
        """
        /// <summary>The alarm on records that wait for their seal, and on runs that are missing.</summary>
        public AwsCloudWatch::Alarm SealAlarm { get; }
        """,
    ];

    private static IEnumerable<string> SealHooks() =>
    [
        """
        /// <summary>Changes the settings of <see cref="SealLog"/>.</summary>
        partial void ConfigureSealLog(AwsS3::BucketProps bucket);
        """,
        """
        /// <summary>Changes the settings of <see cref="SealKey"/>.</summary>
        partial void Configure(AwsKms::KeyProps key);
        """,
        """
        /// <summary>Changes the settings of <see cref="SealSchedule"/>.</summary>
        partial void Configure(AwsEvents::RuleProps rule);
        """,
    ];

    private static IEnumerable<string> Hooks(InfrastructureModel app)
    {
        yield return """
            /// <summary>Changes the settings of an alarm; called for every alarm of the app.</summary>
            partial void Configure(AwsCloudWatch::AlarmProps alarm);
            """;
        if (app.HasFunctions)
        {
            yield return """
                /// <summary>Changes the parking queue's settings.</summary>
                partial void Configure(AwsSqs::QueueProps queue);
                """;
            yield return """
                /// <summary>Changes the settings of <see cref="ClaimChecks"/>.</summary>
                partial void ConfigureClaimChecks(AwsS3::BucketProps bucket);
                """;
            yield return """
                /// <summary>Changes the settings of <see cref="AccessLogs"/>.</summary>
                partial void ConfigureAccessLogs(AwsS3::BucketProps bucket);
                """;
        }

        if (app.HasHmacKey)
        {
            yield return """
                /// <summary>Changes the settings of <see cref="HmacKey"/>.</summary>
                partial void Configure(AwsSecrets::SecretProps secret);
                """;
        }

        if (app.AuditLogGroups.Count > 0)
        {
            yield return """
                /// <summary>Changes the settings of a log group of audit records.</summary>
                partial void Configure(AwsLogs::LogGroupProps logGroup);
                """;
        }

        if (app.AuditTables.Count > 0)
        {
            yield return """
                /// <summary>Changes the settings of a table of audit records.</summary>
                partial void Configure(AwsDynamoDB::TableProps table);
                """;
        }

        if (HasAuditIndexes(app))
        {
            yield return """
                /// <summary>Changes the settings of an index of audit records.</summary>
                partial void Configure(AwsDynamoDB::GlobalSecondaryIndexProps index);
                """;
        }

        if (app.IdempotencyTable is not null)
        {
            yield return """
                /// <summary>Changes the settings of <see cref="IdempotencyTable"/>.</summary>
                partial void ConfigureIdempotencyTable(AwsDynamoDB::TableProps table);
                """;
        }
    }

    private static IEnumerable<string> Parts(InfrastructureModel app)
    {
        yield return NameParts.Stacks(app.Prefix, app.HasFunctions);
        yield return NameParts.Tables;
        yield return NameParts.Names;
        yield return NameParts.Exports(app.App);
        yield return NameParts.GivenTables;
        if (app.HasFunctions)
        {
            yield return FunctionParts.Functions;
            yield return NameParts.GivenTopics;
            yield return FunctionParts.Queues(app.ParkingQueue);
            yield return FunctionParts.Alarms(app.Prefix);
            yield return FunctionParts.Subscriptions;
            yield return FunctionParts.PartialResponses;
            yield return FunctionParts.Services(app.KeepsFailedRecords);
            yield return FunctionParts.PublishedFunctions(app.Prefix, app.Architecture);
            yield return StoreParts.Buckets;
            if (app.KeepsFailedRecords)
            {
                yield return StoreParts.FailedRecords;
            }

            yield return FunctionParts.Suppress;
        }

        if (app.HasHmacKey)
        {
            yield return StoreParts.HmacKey;
        }

        if (app.AuditLogGroups.Count > 0)
        {
            yield return StoreParts.AuditLogGroup;
        }

        if (app.AuditLogGroups.Any(static group => group.Region is not null))
        {
            yield return StoreParts.AuditLogGroupElsewhere;
        }

        if (app.AuditTables.Count > 0)
        {
            yield return StoreParts.AuditTable(HasAuditIndexes(app));
        }

        if (app.IdempotencyTable is not null)
        {
            yield return StoreParts.IdempotencyTable;
        }

        if (app.Seal is { } seal)
        {
            yield return SealParts.Log;
            yield return SealParts.Key;
            yield return SealParts.Function(seal, app.App);
        }
    }

    private static bool HasAuditIndexes(InfrastructureModel app) => app.AuditTables.Any(static table => table.Indexes.Count > 0);

    private static string Retention(AuditRetention retention) => "AwsLogs::RetentionDays." + retention switch
    {
        AuditRetention.Forever => "INFINITE",
        AuditRetention.OneDay => "ONE_DAY",
        AuditRetention.ThreeDays => "THREE_DAYS",
        AuditRetention.FiveDays => "FIVE_DAYS",
        AuditRetention.OneWeek => "ONE_WEEK",
        AuditRetention.TwoWeeks => "TWO_WEEKS",
        AuditRetention.OneMonth => "ONE_MONTH",
        AuditRetention.TwoMonths => "TWO_MONTHS",
        AuditRetention.ThreeMonths => "THREE_MONTHS",
        AuditRetention.FourMonths => "FOUR_MONTHS",
        AuditRetention.FiveMonths => "FIVE_MONTHS",
        AuditRetention.SixMonths => "SIX_MONTHS",
        AuditRetention.ThirteenMonths => "THIRTEEN_MONTHS",
        AuditRetention.EighteenMonths => "EIGHTEEN_MONTHS",
        AuditRetention.TwoYears => "TWO_YEARS",
        AuditRetention.ThreeYears => "THREE_YEARS",
        AuditRetention.FiveYears => "FIVE_YEARS",
        AuditRetention.SixYears => "SIX_YEARS",
        AuditRetention.SevenYears => "SEVEN_YEARS",
        AuditRetention.EightYears => "EIGHT_YEARS",
        AuditRetention.NineYears => "NINE_YEARS",
        AuditRetention.TenYears => "TEN_YEARS",
        _ => "ONE_YEAR",
    };
}
