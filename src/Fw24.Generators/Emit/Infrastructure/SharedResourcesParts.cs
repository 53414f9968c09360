namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>The methods of <c>SharedResources</c>, identical in every app that needs them.</summary>
internal static class SharedResourcesParts
{
    public const string Tables = """
        // CDK's setting was renamed; this is CloudFormation's own. A value set in Configure is kept.
        internal static void KeepBackups(AwsDynamoDB::Table table)
            => ((AwsDynamoDB::CfnTable)table.Node.DefaultChild!).PointInTimeRecoverySpecification ??= new AwsDynamoDB::CfnTable.PointInTimeRecoverySpecificationProperty
            {
                PointInTimeRecoveryEnabled = true,
            };
        """;

    public const string Names = """
        private string? Checked(string? stage) => stage is null || AwsCdk::Token.IsUnresolved(stage) || Fw24::DeployedName.IsStage(stage)
            ? stage
            : throw new System::InvalidOperationException(
                $"The stage '{stage}' of {Node.Path} cannot be a part of names: it must be " + Fw24::DeployedName.StageForm
                + ", as the name of a function has 64 characters (Lambda). Leave Stage out for none.");

        // CloudFormation makes no two resources of one name in an account and region.
        private void WarnOfEqualNames()
        {
            var stack = AwsCdk::Stack.Of(this);
            if (!s_deployments.GetOrCreateValue(Node.Root).Add($"{stack.Account} {stack.Region} {Stage}"))
            {
                AwsCdk::Annotations.Of(stack).AddWarningV2(
                    "fw24:equal-names",
                    "Another stack of this app has the same names, and one account and region takes them once. "
                    + "Give the stacks different stages: Stage = \"dev\". Where each is deployed to an account or region of its own, say so: "
                    + "set Env, or acknowledge it (Annotations.Of(this).AcknowledgeWarning(\"fw24:equal-names\", \"why\")).");
            }
        }

        // What the functions cannot derive: names that were given or set in a Configure method.
        internal void NameTable(string table, string name)
        {
            if (name != Fw24::DeployedName.Table(table, Stage))
            {
                _tableNames.Add(table, name);
            }
        }

        // For the manifest: a parameter of the template as in Fn::Sub.
        internal string? ShownStage => Stage is null ? null : Shown(Stage);

        internal Collections::Dictionary<string, string> ShownTableNames()
        {
            var names = new Collections::Dictionary<string, string>();
            foreach (var (table, name) in _tableNames)
            {
                names.Add(table, Shown(name));
            }

            return names;
        }

        internal string Shown(object? value) => Text(value is null ? null : AwsCdk::Stack.Of(this).Resolve(value));

        // {"Fn::Join": ["", ["orders-", {"Ref": "Stage"}]]} → orders-${Stage}
        private static string Text(object? value)
        {
            switch (value)
            {
                case string text:
                    return text;
                case System::Collections.IDictionary { Count: 1 } function when function["Ref"] is string name:
                    return "${" + name + "}";
                case System::Collections.IDictionary { Count: 1 } function
                    when function["Fn::Join"] is System::Collections.IList { Count: 2 } join && join[0] is "" && join[1] is System::Collections.IList parts:
                    var joined = "";
                    foreach (var part in parts)
                    {
                        joined += Text(part);
                    }

                    return joined;
                default:
                    return "${Unknown}";
            }
        }
        """;

    public static string Exports(string app) => $$"""
        // orders:OrderBoard:queue-url
        internal void Export(Constructs::Construct scope, string id, string name, string value)
        {
            if (_exports)
            {
                _ = new AwsCdk::CfnOutput(scope, id, new AwsCdk::CfnOutputProps { Value = value, ExportName = Fw24::DeployedName.Export({{Code.Literal(app + ":")}} + name, Stage) });
            }
        }
        """;

    public const string Functions = """
        internal Collections::List<AppFunction> Functions { get; } = [];

        internal Collections::List<ChangeSubscriber> Subscribers { get; } = [];

        internal Collections::List<(AppFunction Processor, AwsLambda::EventSourceMapping Mapping, (AwsSqs::Queue Queue, AwsCloudWatch::Alarm Alarm) Failures, (AwsCloudWatch::Alarm Late, AwsCloudWatch::Alarm Lost) Delivery)> Streams { get; } = [];

        // Once all tables are there.
        internal void NameTables()
        {
            if (_tableNames.Count is 0)
            {
                return;
            }

            var names = new Collections::List<string>();
            foreach (var (table, name) in _tableNames)
            {
                names.Add($"{table}={name}");
            }

            foreach (var function in Functions)
            {
                function.Function.AddEnvironment(Fw24::Fw24Variables.Tables, string.Join(",", names));
            }
        }
        """;

    public const string GivenTables = """
        // A table that is given must have the keys and the stream that the app's code needs, as far as its construct tells them.
        internal AwsDynamoDB::ITable UseTable(string table, AwsDynamoDB::ITable given, string keys, string? viewType)
        {
            NameTable(table, given.Node.DefaultChild switch
            {
                AwsDynamoDB::CfnTable { TableName: { } name } => name,
                AwsDynamoDB::CfnGlobalTable { TableName: { } name } => name,
                _ => given.TableName,
            });
            if (viewType is not null && given.TableStreamArn is null)
            {
                throw new System::InvalidOperationException(
                    $"The table {table} is given without its stream's ARN: use Table.FromTableAttributes, with TableStreamArn "
                    + $"(FromTableName and FromTableArn do not know it). A table without a stream needs one: its view type is {viewType}.");
            }

            var stream = given.Node.DefaultChild switch
            {
                AwsDynamoDB::CfnTable made => made.StreamSpecification,
                AwsDynamoDB::CfnGlobalTable made => made.StreamSpecification,
                _ => null,
            };
            if (viewType is not null && stream is not null && Member(AwsCdk::Stack.Of(given).Resolve(stream), "streamViewType") is { } found
                && found != viewType && found is not "NEW_AND_OLD_IMAGES" && viewType is not "KEYS_ONLY")
            {
                throw new System::InvalidOperationException(
                    $"The stream of {given.Node.Path}, which is given as the table {table}, has the view type {found}, and the app needs {viewType}. "
                    + "Change it there, or ViewType in [StreamEnabled].");
            }

            return WithKeys(table, given, keys);
        }

        private static AwsDynamoDB::ITable WithKeys(string table, AwsDynamoDB::ITable given, string keys)
        {
            var (schema, attributes) = given.Node.DefaultChild switch
            {
                AwsDynamoDB::CfnTable made => (made.KeySchema, made.AttributeDefinitions),
                AwsDynamoDB::CfnGlobalTable made => (made.KeySchema, made.AttributeDefinitions),
                _ => (null, null),
            };
            if (schema is null)
            {
                return given;
            }

            var types = new Collections::Dictionary<string, string>();
            foreach (var attribute in (System::Collections.IEnumerable)AwsCdk::Stack.Of(given).Resolve(attributes!))
            {
                types[Member(attribute, "attributeName") ?? ""] = Member(attribute, "attributeType") ?? "";
            }

            var found = new Collections::List<string>();
            foreach (var key in (System::Collections.IEnumerable)AwsCdk::Stack.Of(given).Resolve(schema))
            {
                var name = Member(key, "attributeName") ?? "";
                found.Add($"{name} ({types[name]})");
            }

            return string.Join(", ", found) == keys
                ? given
                : throw new System::InvalidOperationException(
                    $"The keys of {given.Node.Path}, which is given as the table {table}, are {string.Join(", ", found)}, and the app's are {keys}. "
                    + "Give the table that holds the app's items, or change the keys in the app.");
        }

        private static string? Member(object value, string name) => (value as System::Collections.IDictionary)?[name] as string;
        """;

    public const string GivenTopics = """
        // What the end of an unresolved ARN is, nobody knows.
        internal AwsSns::ITopic UseTopic(string table, AwsSns::ITopic given, bool fifo)
            => given.Fifo == fifo || (given is not AwsSns::Topic && AwsCdk::Token.IsUnresolved(given.TopicArn))
                ? given
                : throw new System::InvalidOperationException(
                    $"The topic {given.Node.Path}, which is given for the changes of the table {table}, is a {Kind(given.Fifo)} topic, "
                    + $"and they need a {Kind(fifo)} one. Give such a topic, or change Fifo in [StreamEnabled].");

        private static string Kind(bool fifo) => fifo ? "FIFO" : "standard";
        """;

    public static string Stacks(string prefix, bool hasFunctions) => $$"""
        // The stack that contains a table's construct: this one, or a nested one.
        internal AwsCdk::Stack Place(string table, bool? nested)
        {
            var stack = AwsCdk::Stack.Of(this);
            if (!(nested ?? _nestedTables))
            {
                return stack;
            }

            {{(hasFunctions ? "Suppress(ParkingQueue, \"AwsSolutions-SQS3\", \"It is the dead-letter queue of queues in nested stacks.\");\n    " : "")}}return new AwsCdk::NestedStack(stack, $"{table}:nested");
        }

        // The quota of CloudFormation ("CloudFormation quotas"). CDK checks it, too, but its message names no remedy.
        internal void CheckSize()
        {
            const int MaxResources = 500;
            const int MaxOutputs = 200;
            var stack = AwsCdk::Stack.Of(this);
            var (resources, outputs) = Count(stack);
            if (resources > MaxResources || outputs > MaxOutputs)
            {
                var excess = resources > MaxResources ? $"{resources} resources, but CloudFormation allows {MaxResources}" : $"{outputs} outputs, but CloudFormation allows {MaxOutputs}";
                throw new System::InvalidOperationException($"The stack {stack.Node.Path} would have {excess}. Put tables into nested stacks: set NestedTables, or Nested of tables that are not deployed yet, in Configure({{prefix}}StackProps).");
            }

            static (int Resources, int Outputs) Count(Constructs::IConstruct construct)
            {
                var (resources, outputs) = (construct is AwsCdk::CfnResource ? 1 : 0, construct is AwsCdk::CfnOutput ? 1 : 0);
                foreach (var child in construct.Node.Children)
                {
                    if (child is not AwsCdk::Stack)
                    {
                        var below = Count(child);
                        resources += below.Resources;
                        outputs += below.Outputs;
                    }
                }

                return (resources, outputs);
            }
        }
        """;

    public static string Queues(string parkingQueue) => $$"""
        internal AwsSqs::QueueProps QueueProps(string name) => new()
        {
            QueueName = name,
            EnforceSSL = true,
            Encryption = EncryptionKey is null ? AwsSqs::QueueEncryption.SQS_MANAGED : AwsSqs::QueueEncryption.KMS,
            EncryptionMasterKey = EncryptionKey,
        };

        private AwsSqs::Queue AddParkingQueue()
        {
            var queue = QueueProps({{NameCode.Queue(parkingQueue, fifo: false, "Stage")}});
            queue.RetentionPeriod = AwsCdk::Duration.Days(14);
            Configure(queue);
            return AddQueue(this, "ParkingQueue", queue);
        }

        // A dead-letter queue accepts messages only from the queues that name it here, not from other queues of the account.
        internal AwsSqs::Queue AddQueue(Constructs::Construct scope, string id, AwsSqs::QueueProps props)
        {
            var queue = new AwsSqs::Queue(scope, id, props);
            var resource = (AwsSqs::CfnQueue)queue.Node.DefaultChild!;

            // Older versions of CDK lack this setting. A value set in Configure is kept.
            if (resource.RedriveAllowPolicy is null)
            {
                _redriving.Add(queue, []);
                resource.RedriveAllowPolicy = new Collections::Dictionary<string, object> { ["redrivePermission"] = "denyAll" };
            }

            if (props.DeadLetterQueue?.Queue is AwsSqs::Queue deadLetters && _redriving.TryGetValue(deadLetters, out var sources))
            {
                AllowRedrive(deadLetters, sources, props.QueueName ?? throw new System::InvalidOperationException($"The queue {scope.Node.Path}/{id} has no name, but its dead-letter queue lists its source queues by name: set QueueName."));
            }

            return queue;
        }

        // The source is identified by name: it refers to its dead-letter queue, and CloudFormation does not allow circular references.
        private void AllowRedrive(AwsSqs::Queue deadLetters, Collections::List<string> sources, string name)
        {
            sources.Add(AwsCdk::Stack.Of(this).FormatArn(new AwsCdk::ArnComponents { Service = "sqs", Resource = name, ArnFormat = AwsCdk::ArnFormat.NO_RESOURCE_NAME }));
            ((AwsSqs::CfnQueue)deadLetters.Node.DefaultChild!).RedriveAllowPolicy = new Collections::Dictionary<string, object>
            {
                ["redrivePermission"] = "byQueue",
                ["sourceQueueArns"] = sources.ToArray(),
            };
        }
        """;

    public static string Alarms(string prefix) => $$"""
        private void WarnWithoutAlarmTopic()
        {
            if (AlarmTopic is null)
            {
                AwsCdk::Annotations.Of(AwsCdk::Stack.Of(this)).AddWarningV2(
                    "fw24:alarm-topic",
                    "The alarms of this stack notify nobody, so parked, dead-lettered and late records go unnoticed. Set AlarmTopic in Configure({{prefix}}StackProps). If no notification is needed, acknowledge the warning in the stack: Annotations.Of(this).AcknowledgeWarning(\"fw24:alarm-topic\", \"why\").");
            }
        }

        internal AwsCloudWatch::Alarm AddDepthAlarm(Constructs::Construct scope, string id, AwsSqs::IQueue queue, string description) => AddAlarm(scope, id, new AwsCloudWatch::AlarmProps
        {
            AlarmDescription = description,
            Metric = queue.MetricApproximateNumberOfMessagesVisible(new AwsCloudWatch::MetricOptions { Statistic = "Maximum", Period = AwsCdk::Duration.Minutes(5) }),
            Threshold = 0,
            EvaluationPeriods = 1,
        });

        internal AwsCloudWatch::Alarm AddAlarm(Constructs::Construct scope, string id, AwsCloudWatch::AlarmProps props)
        {
            props.ComparisonOperator = AwsCloudWatch::ComparisonOperator.GREATER_THAN_THRESHOLD;
            props.TreatMissingData = AwsCloudWatch::TreatMissingData.NOT_BREACHING;
            Configure(props);
            var alarm = new AwsCloudWatch::Alarm(scope, id, props);
            if (AlarmTopic is not null)
            {
                alarm.AddAlarmAction(new AwsCloudWatchActions::SnsAction(AlarmTopic));
            }

            return alarm;
        }
        """;

    public const string Subscriptions = """
        // Changes contain items, and a subscriber chooses their destination: only AWS services, unless the app allows other protocols.
        internal void LimitSubscriptions(AwsSns::Topic topic, string table, string member, string[] furtherProtocols)
        {
            string[] protocols = ["firehose", "lambda", "sqs", .. furtherProtocols];
            topic.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "RefuseOtherProtocols",
                Effect = AwsIam::Effect.DENY,
                Principals = [new AwsIam::AnyPrincipal()],
                Actions = ["sns:Subscribe"],
                Resources = [topic.TopicArn],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["StringNotEquals"] = new Collections::Dictionary<string, object> { ["sns:Protocol"] = protocols },
                },
            }));
            _limitedTopics.Add(topic.TopicArn, (table, member, protocols));
        }

        // A subscription that its topic's policy denies would fail the deployment.
        internal void CheckSubscriptions()
        {
            foreach (var construct in AwsCdk::Stack.Of(this).Node.FindAll())
            {
                if (construct is AwsSns::CfnSubscription subscription
                    && _limitedTopics.TryGetValue(subscription.TopicArn, out var topic)
                    && System::Array.IndexOf(topic.Protocols, subscription.Protocol) < 0)
                {
                    throw new System::InvalidOperationException($"{subscription.Node.Path} subscribes to the changes of the table {topic.Table} by {subscription.Protocol}, but changes contain items: the topic allows only {string.Join(", ", topic.Protocols)}. Add \"{subscription.Protocol}\" to FurtherProtocols of {topic.Member} in the stack's Configure. For alarms, use a separate topic: AlarmTopic.");
                }
            }
        }
        """;

    public const string Services = """
        // SNS needs the key to deliver to encrypted queues, and CloudWatch Logs to encrypt.
        private void AllowServices()
        {
            if (EncryptionKey is null)
            {
                return;
            }

            AllowDelivery(EncryptionKey);
            var stack = AwsCdk::Stack.Of(this);
            EncryptionKey.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "EncryptLogs",
                Principals = [new AwsIam::ServicePrincipal($"logs.{stack.Region}.amazonaws.com")],
                Actions = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
                Resources = ["*"],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["ArnLike"] = new Collections::Dictionary<string, object>
                    {
                        ["kms:EncryptionContext:aws:logs:arn"] = stack.FormatArn(new AwsCdk::ArnComponents { Service = "logs", Resource = "log-group", ResourceName = "*", ArnFormat = AwsCdk::ArnFormat.COLON_RESOURCE_NAME }),
                    },
                },
            }));
        }

        // Has an effect on keys of this CDK app.
        internal void AllowDelivery(AwsKms::IKey key) => key.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
        {
            Sid = "DeliverToQueues",
            Principals = [new AwsIam::ServicePrincipal("sns.amazonaws.com")],
            Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
            Resources = ["*"],
            Conditions = new Collections::Dictionary<string, object>
            {
                ["StringEquals"] = new Collections::Dictionary<string, object> { ["aws:SourceAccount"] = AwsCdk::Stack.Of(this).Account },
            },
        }));

        internal bool IsOtherKey(AwsKms::IKey? key) => key is not null && key.Node.Path != EncryptionKey?.Node.Path;
        """;

    public static string PublishedFunctions(string prefix, string architecture) => $$"""
        // All functions use one asset, but CDK requires a separate instance for each stack.
        internal AwsLambda::Code CodeFor(Constructs::IConstruct function)
        {
            var stack = AwsCdk::Stack.Of(function).Node.Path;
            if (!_codes.TryGetValue(stack, out var code))
            {
                code = _code();
                _codes.Add(stack, code);
            }

            return code;
        }

        private static AwsLambda::Code PublishedFunctions()
        {
            var path = System::Environment.GetEnvironmentVariable("FW24_FUNCTION_ASSET") is { Length: > 0 } asset
                ? asset
                : System::IO.Path.Combine(System::AppContext.BaseDirectory, "functions");
            return System::IO.Path.Exists(path)
                ? AwsLambda::Code.FromAsset(path)
                : throw new System::InvalidOperationException($"There are no published functions at {path}. Build this project to publish them; or publish the app (dotnet publish -c Release -r linux-{{(architecture is "arm64" ? "arm64" : "x64")}} -p:PublishAot=true) and set the property Fw24Functions to the output, or Code in Configure({{prefix}}StackProps).");
        }
        """;

    public const string Buckets = """
        /// <summary>Allows a table's stream processor to store large changes in the bucket, and their recipients to read them.</summary>
        internal void AllowClaimChecks(string table, AppFunction writer, params AppFunction[] readers)
        {
            var objects = ClaimChecks.ArnForObjects($"{table}/*");
            AllowObjects("KeepLargeChanges", "s3:PutObject", objects, [writer]);
            if (readers.Length > 0)
            {
                AllowObjects("GetLargeChanges", "s3:GetObject", objects, readers);
            }

            // Without permission to list, S3 reports a missing object as forbidden instead of missing.
            foreach (var reader in readers)
            {
                reader.Allow("MissLargeChanges", [ClaimChecks.BucketArn], ["s3:ListBucket"], new Collections::Dictionary<string, object>
                {
                    ["StringLike"] = new Collections::Dictionary<string, object> { ["s3:prefix"] = $"{table}/*" },
                });
            }
        }

        // The bucket's policy grants access to a table's objects, so that no role needs a wildcard. But it cannot name roles of nested stacks,
        // which are created after it, nor as many as those may contain (20 KB, "Bucket policies"): these roles have their own statements.
        private void AllowObjects(string sid, string action, string objects, AppFunction[] functions)
        {
            if (!IsInThisStack(functions[0]))
            {
                foreach (var function in functions)
                {
                    function.AllowPattern(sid, [objects], [action], "Large changes are objects with individual names, under one prefix for each table.");
                }

                return;
            }

            var statement = new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps { Actions = [action], Resources = [objects] });
            foreach (var function in functions)
            {
                statement.AddArnPrincipal(function.Role.RoleArn);
                function.Function.Node.AddDependency(ClaimChecks.Policy!);
            }

            ClaimChecks.AddToResourcePolicy(statement);
        }

        private bool IsInThisStack(Constructs::IConstruct construct) => AwsCdk::Stack.Of(construct).Node.Path == AwsCdk::Stack.Of(this).Node.Path;

        private AwsS3::Bucket AddClaimChecks()
        {
            var bucket = BucketProps();
            bucket.ServerAccessLogsBucket = AccessLogs;

            // An object is written once, so it must outlast two rounds of its record: 14 days each in the parking queue, a queue and its dead-letter queue.
            bucket.LifecycleRules = [Lifecycle(90)];
            ConfigureClaimChecks(bucket);
            var claimChecks = new AwsS3::Bucket(this, "ClaimChecks", bucket);
            claimChecks.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "WriteOnce",
                Effect = AwsIam::Effect.DENY,
                Principals = [new AwsIam::AnyPrincipal()],
                Actions = ["s3:PutObject"],
                Resources = [claimChecks.ArnForObjects("*")],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["Null"] = new Collections::Dictionary<string, object> { ["s3:if-none-match"] = "true" },
                },
            }));
            return claimChecks;
        }

        private AwsS3::Bucket AddAccessLogs()
        {
            var bucket = BucketProps();

            // S3 does not deliver access logs to a bucket that is encrypted with a customer managed key.
            bucket.Encryption = AwsS3::BucketEncryption.S3_MANAGED;
            bucket.EncryptionKey = null;
            bucket.LifecycleRules = [Lifecycle(90)];
            ConfigureAccessLogs(bucket);
            return new AwsS3::Bucket(this, "AccessLogs", bucket);
        }

        // A deleted object can be restored for 30 days.
        private static AwsS3::LifecycleRule Lifecycle(double days) => new()
        {
            Expiration = AwsCdk::Duration.Days(days),
            NoncurrentVersionExpiration = AwsCdk::Duration.Days(30),
        };

        private AwsS3::BucketProps BucketProps() => new()
        {
            Versioned = true,
            EnforceSSL = true,
            BlockPublicAccess = AwsS3::BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = AwsS3::ObjectOwnership.BUCKET_OWNER_ENFORCED,
            Encryption = EncryptionKey is null ? AwsS3::BucketEncryption.S3_MANAGED : AwsS3::BucketEncryption.KMS,
            EncryptionKey = EncryptionKey,
            BucketKeyEnabled = EncryptionKey is null ? null : true,
            RemovalPolicy = AwsCdk::RemovalPolicy.RETAIN,
        };
        """;

    public const string HmacKey = """
        private AwsSecrets::Secret AddHmacKey()
        {
            var props = new AwsSecrets::SecretProps
            {
                Description = "The key of keyed hashes.",
                EncryptionKey = EncryptionKey,

                // 64 letters and digits, a multiple of four: valid base64 of 48 bytes.
                GenerateSecretString = new AwsSecrets::SecretStringGenerator { PasswordLength = 64, ExcludePunctuation = true },
                RemovalPolicy = AwsCdk::RemovalPolicy.RETAIN,
            };
            Configure(props);
            var secret = new AwsSecrets::Secret(this, "HmacKey", props);
            Suppress(secret, "AwsSolutions-SMG4", "With a different key, equal values would no longer have equal hashes: the key is rotated by hand, and the previous one stays in the secret for lookups.");
            return secret;
        }

        /// <summary>Allows a stream processor to fetch the key of keyed hashes when it starts. An environment variable would expose the key to anyone who may read the function's configuration.</summary>
        internal void AllowHmacKey(AppFunction function)
        {
            function.Function.AddEnvironment(Fw24::Fw24Variables.HmacSecretArn, HmacKey.SecretArn);

            // If a secret is imported by name, the six random characters at the end of its ARN are unknown.
            function.Allow("FetchHmacKey", HmacKey.SecretFullArn ?? HmacKey.SecretArn + "-??????", "secretsmanager:GetSecretValue");
            if (IsOtherKey(HmacKey.EncryptionKey))
            {
                function.Allow("DecryptHmacKey", HmacKey.EncryptionKey!.KeyArn, "kms:Decrypt");
            }
        }
        """;

    public const string Suppress = """
        // Records in a resource's metadata why a rule of cdk-nag does not apply to it.
        internal static void Suppress(Constructs::IConstruct construct, string rule, string reason)
            => ((AwsCdk::CfnResource)construct.Node.DefaultChild!).AddMetadata("cdk_nag", new Collections::Dictionary<string, object>
            {
                ["rules_to_suppress"] = new object[] { new Collections::Dictionary<string, object> { ["id"] = rule, ["reason"] = reason } },
            });
        """;

    public const string AuditLogGroup = """
        private AwsLogs::LogGroup AddAuditLogGroup(string name, AwsLogs::RetentionDays retention, AwsCdk::RemovalPolicy removalPolicy)
        {
            var props = new AwsLogs::LogGroupProps
            {
                LogGroupName = Fw24::DeployedName.LogGroup(name, Stage),
                Retention = retention,
                RemovalPolicy = removalPolicy,
                EncryptionKey = EncryptionKey,
            };
            Configure(props);
            return AddProtected(this, $"logs:{name}", props);
        }

        // As with a table, a log group that outlives the stack must be unprotected before it can be deleted. Older versions of CDK lack this setting.
        private static AwsLogs::LogGroup AddProtected(Constructs::Construct scope, string id, AwsLogs::LogGroupProps props)
        {
            var logGroup = new AwsLogs::LogGroup(scope, id, props);
            if (props.RemovalPolicy is AwsCdk::RemovalPolicy.RETAIN)
            {
                ((AwsLogs::CfnLogGroup)logGroup.Node.DefaultChild!).AddPropertyOverride("DeletionProtectionEnabled", true);
            }

            return logGroup;
        }
        """;

    public const string AuditLogGroupElsewhere = """
        // A stack creates resources in one region: another region needs another stack, which is deployed before this one.
        private AwsLogs::ILogGroup AddAuditLogGroup(string name, AwsLogs::RetentionDays retention, AwsCdk::RemovalPolicy removalPolicy, string region)
        {
            var stack = AwsCdk::Stack.Of(this);
            if (stack.Region == region)
            {
                return AddAuditLogGroup(name, retention, removalPolicy);
            }

            if (Stage is not null && AwsCdk::Token.IsUnresolved(Stage))
            {
                throw new System::InvalidOperationException(
                    $"The audit log group {name} is in {region}, in a stack of its own, which a parameter of this one does not reach. "
                    + "Make one stack for each stage, with Stage = \"dev\", or give the log group in Configure.");
            }

            // Without the app's key: a key can be used only in its own region.
            var props = new AwsLogs::LogGroupProps { LogGroupName = Fw24::DeployedName.LogGroup(name, Stage), Retention = retention, RemovalPolicy = removalPolicy };
            Configure(props);
            ParkingQueue.Node.AddDependency(AddProtected(StackIn(region), name, props));
            return AwsLogs::LogGroup.FromLogGroupArn(this, $"logs:{region}:{name}", stack.FormatArn(new AwsCdk::ArnComponents
            {
                Service = "logs",
                Region = region,
                Resource = "log-group",
                ResourceName = props.LogGroupName,
                ArnFormat = AwsCdk::ArnFormat.COLON_RESOURCE_NAME,
            }));
        }

        private AwsCdk::Stack StackIn(string region)
        {
            var stack = AwsCdk::Stack.Of(this);
            return Node.TryFindChild(region) as AwsCdk::Stack ?? new AwsCdk::Stack(this, region, new AwsCdk::StackProps
            {
                StackName = $"{stack.StackName}-{region}",
                Env = new AwsCdk::Environment { Account = AwsCdk::Token.IsUnresolved(stack.Account) ? null : stack.Account, Region = region },
            });
        }
        """;

    public const string AuditTable = """
        private AwsDynamoDB::Table AddAuditTable(string name, AwsCdk::RemovalPolicy removalPolicy)
        {
            var props = new AwsDynamoDB::TableProps
            {
                TableName = Fw24::DeployedName.Table(name, Stage),
                PartitionKey = new AwsDynamoDB::Attribute { Name = "pk", Type = AwsDynamoDB::AttributeType.STRING },
                SortKey = new AwsDynamoDB::Attribute { Name = "sk", Type = AwsDynamoDB::AttributeType.STRING },
                TimeToLiveAttribute = "expiresAt",
                BillingMode = AwsDynamoDB::BillingMode.PAY_PER_REQUEST,
                DeletionProtection = removalPolicy is AwsCdk::RemovalPolicy.RETAIN,
                RemovalPolicy = removalPolicy,
                Encryption = EncryptionKey is null ? null : AwsDynamoDB::TableEncryption.CUSTOMER_MANAGED,
                EncryptionKey = EncryptionKey,
            };
            Configure(props);
            var table = new AwsDynamoDB::Table(this, $"table:{name}", props);
            KeepBackups(table);
            return table;
        }
        """;
}
