namespace Fw24.Generators.Emit.Infrastructure.Shared;

/// <summary>The methods of <c>SharedResources</c> for functions, their queues and alarms, identical in every app that needs them.</summary>
internal static class FunctionParts
{
    public const string Functions = """
        internal Collections::List<AppFunction> Functions { get; } = [];

        internal Collections::List<ChangeSubscriber> Subscribers { get; } = [];

        internal Collections::List<(AppFunction Processor, AwsLambda::EventSourceMapping Mapping, (AwsSqs::Queue Queue, AwsCloudWatch::Alarm Alarm, AwsS3::Bucket? Records) Failures, (AwsCloudWatch::Alarm Late, AwsCloudWatch::Alarm Lost, AwsCloudWatch::Alarm Dropped) Delivery)> Streams { get; } = [];

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
            props.TreatMissingData ??= AwsCloudWatch::TreatMissingData.NOT_BREACHING;
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

    public const string PartialResponses = """
        // Without them, Lambda takes a batch in which some changes failed for processed.
        internal static void DemandPartialResponses(Constructs::IConstruct scope, AwsLambda::EventSourceMappingProps mapping)
        {
            if (mapping.ReportBatchItemFailures is not true)
            {
                throw new System::InvalidOperationException(
                    $"The event source mapping of {scope.Node.Path} does not report batch item failures, so changes that fail would be lost. "
                    + "Leave ReportBatchItemFailures out in Configure(EventSourceMappingProps).");
            }
        }
        """;

    public static string Services(bool keepsFailedRecords) => $$"""
        // SNS{{(keepsFailedRecords ? " and EventBridge need" : " needs")}} the key to deliver to encrypted queues, and CloudWatch Logs to encrypt.
        private void AllowServices()
        {
            if (EncryptionKey is null)
            {
                return;
            }

            AllowDelivery(EncryptionKey);{{(keepsFailedRecords ? "\n    AllowDelivery(EncryptionKey, \"NameFailedRecords\", \"events.amazonaws.com\");" : "")}}
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
        internal void AllowDelivery(AwsKms::IKey key, string sid = "DeliverToQueues", string service = "sns.amazonaws.com") => key.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
        {
            Sid = sid,
            Principals = [new AwsIam::ServicePrincipal(service)],
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

    public const string Suppress = """
        // Records in a resource's metadata why a rule of cdk-nag does not apply to it: version 2 reads that of the template, version 3 that of the construct.
        internal static void Suppress(Constructs::IConstruct construct, string rule, string reason)
        {
            SuppressInTemplate(construct, rule, reason);
            Acknowledge(construct, rule, reason);
        }

        internal static void SuppressInTemplate(Constructs::IConstruct construct, string rule, string reason)
            => ((AwsCdk::CfnResource)construct.Node.DefaultChild!).AddMetadata("cdk_nag", new Collections::Dictionary<string, object>
            {
                ["rules_to_suppress"] = new object[] { new Collections::Dictionary<string, object> { ["id"] = rule, ["reason"] = reason } },
            });

        // As CDK's Validations.Of(construct).Acknowledge, which older versions lack. A rule with several findings is acknowledged by each.
        internal static void Acknowledge(Constructs::IConstruct construct, string finding, string reason)
            => construct.Node.AddMetadata("aws:cdk:acknowledged-rules", new Collections::Dictionary<string, object> { [$"Annotation::{finding}"] = reason });

        // The name of a resource in a finding: {"Fn::Join": ["", [{"Fn::GetAtt": ["Logs", "Arn"]}, ":*"]]} → <Logs.Arn>:*
        internal static string InFinding(object? value) => value switch
        {
            System::Collections.IDictionary { Count: 1 } function when function["Ref"] is string name => $"<{name}>",
            System::Collections.IDictionary { Count: 1 } function when function["Fn::GetAtt"] is System::Collections.IList { Count: 2 } parts => $"<{parts[0]}.{parts[1]}>",
            System::Collections.IDictionary { Count: 1 } function when function["Fn::Join"] is System::Collections.IList { Count: 2 } join => string.Join($"{join[0]}", InFindings(join[1])),
            _ => $"{value}",
        };

        private static Collections::IEnumerable<string> InFindings(object? values)
        {
            foreach (var value in values as System::Collections.IList ?? System::Array.Empty<object>())
            {
                yield return InFinding(value);
            }
        }
        """;
}
