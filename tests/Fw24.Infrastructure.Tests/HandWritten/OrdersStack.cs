using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using CfnRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;

namespace HandWritten;

/// <summary>The sample's infrastructure in plain CDK: what Fw24 saves its users from writing, and from keeping right.</summary>
public sealed class OrdersStack : Stack
{
    private static readonly string[] s_protocols = ["firehose", "lambda", "sqs"];
    private static readonly string[] s_metrics = ["EventCount"];
    private static readonly string[] s_source = ["aws.s3"];
    private static readonly string[] s_detailType = ["Object Created"];

    private readonly Code _code;
    private readonly IKey _snsKey;
    private readonly Queue _parking;
    private readonly Bucket _accessLogs;
    private readonly Bucket _claimChecks;

    public OrdersStack(Construct scope, string id, Code code, IStackProps? props = null)
        : base(scope, id, props)
    {
        Node.SetContext("@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true);
        _code = code;
        _snsKey = Amazon.CDK.AWS.KMS.Alias.FromAliasName(this, "SnsKey", "alias/aws/sns");
        _parking = AddQueue("Parking", new QueueProps { QueueName = "orders-parked-records", RetentionPeriod = Duration.Days(14) });
        AddDepthAlarm("ParkingAlarm", _parking);
        _accessLogs = AddBucket("AccessLogs", new BucketProps { LifecycleRules = [Lifecycle()] });
        _claimChecks = AddBucket("ClaimChecks", new BucketProps
        {
            ServerAccessLogsBucket = _accessLogs,
            LifecycleRules = [Lifecycle()],
        });
        _claimChecks.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Effect = Effect.DENY,
            Principals = [new AnyPrincipal()],
            Actions = ["s3:PutObject"],
            Resources = [_claimChecks.ArnForObjects("*")],
            Conditions = new Dictionary<string, object> { ["Null"] = new Dictionary<string, string> { ["s3:if-none-match"] = "true" } },
        }));

        var board = AddOrderBoard();
        var directory = AddCustomerDirectory();
        AddOrders(board);
        AddCustomers(directory);
        AddProducts();
        AllowRedrive(_parking, "orders-customers-stream-failures", "orders-orders-stream-failures", "orders-products-stream-failures");
    }

    private Table AddOrderBoard()
    {
        var table = AddTable("OrderBoard", new TableProps
        {
            TableName = "order-board",
            PartitionKey = new Attribute { Name = "OrderId", Type = AttributeType.STRING },
            TimeToLiveAttribute = "ForgetAfter",
        });
        table.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = "by-status",
            PartitionKey = new Attribute { Name = "Status", Type = AttributeType.STRING },
            SortKey = new Attribute { Name = "PlacedAt", Type = AttributeType.STRING },
        });
        return table;
    }

    private Table AddCustomerDirectory() => AddTable("CustomerDirectory", new TableProps
    {
        TableName = "customer-directory",
        PartitionKey = new Attribute { Name = "CustomerId", Type = AttributeType.STRING },
        TimeToLiveAttribute = "ForgetAfter",
    });

    private void AddOrders(Table board)
    {
        var table = AddTable("Orders", new TableProps
        {
            TableName = "orders",
            PartitionKey = new Attribute { Name = "OrderId", Type = AttributeType.STRING },
            SortKey = new Attribute { Name = "Part", Type = AttributeType.STRING },
            Stream = StreamViewType.NEW_AND_OLD_IMAGES,
        });
        table.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = "by-customer",
            PartitionKey = new Attribute { Name = "CustomerId", Type = AttributeType.STRING },
            SortKey = new Attribute { Name = "PlacedAt", Type = AttributeType.STRING },
        });
        var topic = AddTopic("OrderChanges", new TopicProps { TopicName = "orders-stream.fifo", Fifo = true });
        var (processor, mapping) = AddStreamProcessor(table, topic, "orders", batchSize: 5, retryAttempts: 3);

        var boardKeeper = AddSubscriber(table, mapping, topic, "OrderBoard", new Subscriber
        {
            Fifo = true,
            Filter = new() { ["entity"] = ["Order"], ["operation"] = ["insert", "modify", "remove", "backfill.OrderBoard"] },
        });
        AllowTable(boardKeeper, board, "by-status");
        var mailer = AddSubscriber(table, mapping, topic, "ShipmentMailer", new Subscriber
        {
            Fifo = true,
            Filter = new() { ["entity"] = ["Order"], ["operation"] = ["modify"], ["changed"] = ["Status", "*"] },
        });

        var logs = new LogGroup(this, "AuditLogs", new LogGroupProps
        {
            LogGroupName = "/audit/logs/orders",
            Retention = RetentionDays.ONE_YEAR,
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        ((CfnLogGroup)logs.Node.DefaultChild!).AddPropertyOverride("DeletionProtectionEnabled", true);
        var audit = AddSubscriber(table, mapping, topic, "orders-audit", new Subscriber { Fifo = true, BatchSize = 5 });
        audit.AddEnvironment("FW24_AUDIT_LOG_GROUP", logs.LogGroupName);
        Allow(audit, logs.LogGroupArn, "logs:CreateLogStream", "logs:PutLogEvents");
        AllowClaimChecks("orders", processor, boardKeeper, mailer, audit);
    }

    private void AddCustomers(Table directory)
    {
        var table = AddTable("Customers", new TableProps
        {
            TableName = "customers",
            PartitionKey = new Attribute { Name = "CustomerId", Type = AttributeType.STRING },
            TimeToLiveAttribute = "ForgetAfter",
            Stream = StreamViewType.NEW_AND_OLD_IMAGES,
        });
        var topic = AddTopic("CustomerChanges", new TopicProps { TopicName = "customer-changes" });
        var (processor, mapping) = AddStreamProcessor(table, topic, "customers", batchSize: 10, retryAttempts: 5);

        var directoryKeeper = AddSubscriber(table, mapping, topic, "CustomerDirectory", new Subscriber
        {
            BatchSize = 25,
            WindowSeconds = 1,
            MaxReceiveCount = 10,
            Filter = new()
            {
                ["operation"] = ["insert", "modify", "remove", "backfill.CustomerDirectory"],
                ["changed"] = ["LoyaltyPoints", "Name", "*"],
            },
        });
        AllowTable(directoryKeeper, directory);

        var auditTable = AddTable("CustomersAudit", new TableProps
        {
            TableName = "customers-audit",
            PartitionKey = new Attribute { Name = "pk", Type = AttributeType.STRING },
            SortKey = new Attribute { Name = "sk", Type = AttributeType.STRING },
            TimeToLiveAttribute = "expiresAt",
        });
        foreach (var index in new[] { "byTime", "byActor" })
        {
            auditTable.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
            {
                IndexName = index,
                PartitionKey = new Attribute { Name = index, Type = AttributeType.STRING },
                SortKey = new Attribute { Name = "at", Type = AttributeType.STRING },
                ProjectionType = ProjectionType.KEYS_ONLY,
            });
        }

        var audit = AddSubscriber(table, mapping, topic, "customers-audit", new Subscriber { BatchSize = 10, WindowSeconds = 2, MaxReceiveCount = 8, RetentionDays = 7 });
        audit.AddEnvironment("FW24_AUDIT_TABLE", auditTable.TableName);
        Allow(audit, auditTable.TableArn, "dynamodb:PutItem");
        AllowClaimChecks("customers", processor, directoryKeeper, audit);
    }

    private void AddProducts()
    {
        var table = AddTable("Products", new TableProps
        {
            TableName = "products",
            PartitionKey = new Attribute { Name = "Number", Type = AttributeType.NUMBER },
            Stream = StreamViewType.NEW_AND_OLD_IMAGES,
        });
        var topic = AddTopic("ProductChanges", new TopicProps { TopicName = "products-stream" });
        var (processor, mapping) = AddStreamProcessor(table, topic, "products", batchSize: 5, retryAttempts: 3, keepsRecords: true);
        var audit = AddSubscriber(table, mapping, topic, "products-audit", new Subscriber { BatchSize = 5, WindowSeconds = 5 });
        AllowClaimChecks("products", processor, audit);
    }

    private Table AddTable(string id, TableProps props)
    {
        props.BillingMode = Amazon.CDK.AWS.DynamoDB.BillingMode.PAY_PER_REQUEST;
        props.DeletionProtection = true;
        props.RemovalPolicy = RemovalPolicy.RETAIN;
        var table = new Table(this, $"{id}Table", props);
        ((CfnTable)table.Node.DefaultChild!).PointInTimeRecoverySpecification = new CfnTable.PointInTimeRecoverySpecificationProperty { PointInTimeRecoveryEnabled = true };
        return table;
    }

    private Topic AddTopic(string id, TopicProps props)
    {
        props.MasterKey = _snsKey;
        var topic = new Topic(this, id, props);
        if (props.Fifo is true)
        {
            ((CfnTopic)topic.Node.DefaultChild!).AddPropertyOverride("FifoThroughputScope", "MessageGroup");
        }

        topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Effect = Effect.DENY,
            Principals = [new AnyPrincipal()],
            Actions = ["sns:Publish"],
            Resources = [topic.TopicArn],
            Conditions = new Dictionary<string, object> { ["Bool"] = new Dictionary<string, string> { ["aws:SecureTransport"] = "false" } },
        }));
        topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Effect = Effect.DENY,
            Principals = [new AnyPrincipal()],
            Actions = ["sns:Subscribe"],
            Resources = [topic.TopicArn],
            Conditions = new Dictionary<string, object> { ["StringNotEquals"] = new Dictionary<string, object> { ["sns:Protocol"] = s_protocols } },
        }));
        AddAlarm(
            $"{id}Delivery",
            topic.Metric("NumberOfNotificationsFailedToRedriveToDlq", new MetricOptions { Statistic = "Sum", Period = Duration.Minutes(5) }),
            threshold: 0);
        return topic;
    }

    private Queue AddQueue(string id, QueueProps props)
    {
        props.EnforceSSL = true;
        props.Encryption = QueueEncryption.SQS_MANAGED;
        if (props.Fifo is true)
        {
            props.DeduplicationScope = DeduplicationScope.MESSAGE_GROUP;
            props.FifoThroughputLimit = FifoThroughputLimit.PER_MESSAGE_GROUP_ID;
        }

        var queue = new Queue(this, id, props);
        ((CfnQueue)queue.Node.DefaultChild!).RedriveAllowPolicy = new Dictionary<string, object> { ["redrivePermission"] = "denyAll" };
        return queue;
    }

    // By name: both queues would refer to each other.
    private void AllowRedrive(Queue deadLetters, params string[] queues)
        => ((CfnQueue)deadLetters.Node.DefaultChild!).RedriveAllowPolicy = new Dictionary<string, object>
        {
            ["redrivePermission"] = "byQueue",
            ["sourceQueueArns"] = queues.Select(queue => FormatArn(new ArnComponents { Service = "sqs", Resource = queue, ArnFormat = ArnFormat.NO_RESOURCE_NAME })).ToArray(),
        };

    private static LifecycleRule Lifecycle() => new() { Expiration = Duration.Days(90), NoncurrentVersionExpiration = Duration.Days(30) };

    private Bucket AddBucket(string id, BucketProps props)
    {
        props.EnforceSSL = true;
        props.Versioned = true;
        props.BlockPublicAccess = BlockPublicAccess.BLOCK_ALL;
        props.ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED;
        props.Encryption = BucketEncryption.S3_MANAGED;
        props.RemovalPolicy = RemovalPolicy.RETAIN;
        return new Bucket(this, id, props);
    }

    private Function AddFunction(string id, string name)
    {
        var role = new Role(this, $"{id}Role", new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com") });
        var logs = new LogGroup(this, $"{id}Logs", new LogGroupProps
        {
            LogGroupName = $"/aws/lambda/orders-{name}",
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var function = new Function(this, id, new FunctionProps
        {
            FunctionName = $"orders-{name}",
            Runtime = new Runtime("provided.al2023", RuntimeFamily.OTHER),
            Architecture = Architecture.X86_64,
            Handler = "bootstrap",
            Code = _code,
            Role = role,
            MemorySize = 512,
            Timeout = Duration.Seconds(30),
            Environment = new Dictionary<string, string>
            {
                ["FW24_FUNCTION"] = name,
                ["FW24_PARKING_QUEUE_URL"] = _parking.QueueUrl,
                ["FW24_CLAIM_BUCKET"] = _claimChecks.BucketName,
            },
        });
        Allow(function, logs.LogGroupArn, "logs:CreateLogStream", "logs:PutLogEvents");
        Allow(function, _parking.QueueArn, "sqs:SendMessage");
        Allow(function, _claimChecks.ArnForObjects($"~parked/{name}/{new string('?', 64)}"), "s3:PutObject");
        AddAlarm($"{id}Errors", function.MetricErrors(new MetricOptions { Statistic = "Sum", Period = Duration.Minutes(5) }), threshold: 0);
        return function;
    }

    private (Function Function, EventSourceMapping Mapping) AddStreamProcessor(
        Table table,
        Topic topic,
        string tableName,
        int batchSize,
        int retryAttempts,
        bool keepsRecords = false)
    {
        var id = $"{table.Node.Id}Stream";
        var function = AddFunction(id, $"{tableName}-stream");
        function.AddEnvironment("FW24_TABLE_ARN", table.TableArn);
        function.AddEnvironment("FW24_TOPIC_ARN", topic.TopicArn);
        Allow(function, table.TableStreamArn!, "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams");
        Allow(function, topic.TopicArn, "sns:Publish");

        var failures = AddQueue($"{id}Failures", new QueueProps
        {
            QueueName = $"orders-{tableName}-stream-failures",
            RetentionPeriod = Duration.Days(14),
            DeadLetterQueue = new DeadLetterQueue { Queue = _parking, MaxReceiveCount = 10 },
        });
        AddDepthAlarm($"{id}FailuresAlarm", failures);
        var records = keepsRecords ? AddFailedRecords($"{id}Records", tableName, function) : null;
        if (records is null)
        {
            Allow(function, failures.QueueArn, "sqs:SendMessage");
        }

        var mapping = new EventSourceMapping(this, $"{id}Mapping", new EventSourceMappingProps
        {
            Target = function,
            EventSourceArn = table.TableStreamArn,
            StartingPosition = StartingPosition.TRIM_HORIZON,
            BatchSize = batchSize,
            BisectBatchOnError = true,
            RetryAttempts = retryAttempts,
            MaxRecordAge = Duration.Seconds(86_400),
            ParallelizationFactor = 1,
            ReportBatchItemFailures = true,
        });
        var resource = (CfnEventSourceMapping)mapping.Node.DefaultChild!;
        resource.AddPropertyOverride("MetricsConfig.Metrics", s_metrics);
        resource.DestinationConfig = new CfnEventSourceMapping.DestinationConfigProperty
        {
            OnFailure = new CfnEventSourceMapping.OnFailureProperty { Destination = records?.BucketArn ?? failures.QueueArn },
        };
        if (records is not null)
        {
            mapping.Node.AddDependency(TellFailures($"{id}RecordsRule", records, failures));
        }

        AddAlarm(
            $"{id}Dropped",
            new Metric(new MetricProps
            {
                Namespace = "AWS/Lambda",
                MetricName = "DroppedEventCount",
                DimensionsMap = new Dictionary<string, string> { ["EventSourceMappingUUID"] = mapping.EventSourceMappingId },
                Statistic = "Sum",
                Period = Duration.Minutes(5),
            }),
            threshold: 0);
        AddAlarm(
            $"{id}Age",
            function.Metric("IteratorAge", new MetricOptions { Statistic = "Maximum", Period = Duration.Minutes(1) }),
            threshold: 300_000,
            evaluationPeriods: 5);
        return (function, mapping);
    }

    // Lambda writes the records; EventBridge tells the queue, without the test message of S3's own notifications.
    private Bucket AddFailedRecords(string id, string tableName, Function function)
    {
        var bucket = AddBucket(id, new BucketProps { LifecycleRules = [Lifecycle()] });
        var resource = (CfnBucket)bucket.Node.DefaultChild!;
        resource.AddPropertyOverride("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", true);
        resource.LoggingConfiguration = new CfnBucket.LoggingConfigurationProperty
        {
            DestinationBucketName = _accessLogs.BucketName,
            LogFilePrefix = $"failed-records/{tableName}/",
        };
        bucket.Node.AddDependency(_accessLogs.Policy!);
        _accessLogs.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("logging.s3.amazonaws.com")],
            Actions = ["s3:PutObject"],
            Resources = [_accessLogs.ArnForObjects("failed-records/*")],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, string> { ["aws:SourceAccount"] = Account },
            },
        }));
        Allow(function, bucket.ArnForObjects("aws/lambda/*"), "s3:PutObject");
        Allow(function, bucket.BucketArn, "s3:ListBucket");
        return bucket;
    }

    private CfnRule TellFailures(string id, Bucket records, Queue failures)
    {
        var rule = new CfnRule(this, id, new CfnRuleProps
        {
            EventPattern = new Dictionary<string, object>
            {
                ["source"] = s_source,
                ["detail-type"] = s_detailType,
                ["detail"] = new Dictionary<string, object>
                {
                    ["bucket"] = new Dictionary<string, object> { ["name"] = new[] { records.BucketName } },
                    ["object"] = new Dictionary<string, object>
                    {
                        ["key"] = new object[] { new Dictionary<string, object> { ["prefix"] = "aws/lambda/" } },
                    },
                },
            },
            Targets = new object[] { new CfnRule.TargetProperty { Id = "StreamFailures", Arn = failures.QueueArn } },
        });
        failures.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("events.amazonaws.com")],
            Actions = ["sqs:SendMessage"],
            Resources = [failures.QueueArn],
            Conditions = new Dictionary<string, object>
            {
                ["ArnEquals"] = new Dictionary<string, string> { ["aws:SourceArn"] = rule.AttrArn },
            },
        }));
        return rule;
    }

    private Function AddSubscriber(Table table, EventSourceMapping streamMapping, Topic topic, string name, Subscriber subscriber)
    {
        var id = $"{name}Subscriber";
        var suffix = subscriber.Fifo ? ".fifo" : "";
        bool? fifo = subscriber.Fifo ? true : null;
        var deadLetters = AddQueue($"{id}DeadLetters", new QueueProps { QueueName = $"orders-{name}-dlq{suffix}", Fifo = fifo, RetentionPeriod = Duration.Days(14) });
        AddDepthAlarm($"{id}DeadLettersAlarm", deadLetters);
        var queue = AddQueue($"{id}Queue", new QueueProps
        {
            QueueName = $"orders-{name}{suffix}",
            Fifo = fifo,
            VisibilityTimeout = Duration.Seconds(180 + subscriber.WindowSeconds),
            RetentionPeriod = Duration.Days(subscriber.RetentionDays),
            DeadLetterQueue = new DeadLetterQueue { Queue = deadLetters, MaxReceiveCount = subscriber.MaxReceiveCount },
        });
        AllowRedrive(deadLetters, $"orders-{name}{suffix}");
        queue.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("sns.amazonaws.com")],
            Actions = ["sqs:SendMessage"],
            Resources = [queue.QueueArn],
            Conditions = new Dictionary<string, object> { ["ArnEquals"] = new Dictionary<string, string> { ["aws:SourceArn"] = topic.TopicArn } },
        }));
        AddAlarm(
            $"{id}Age",
            queue.MetricApproximateAgeOfOldestMessage(new MetricOptions { Statistic = "Maximum", Period = Duration.Minutes(5) }),
            threshold: 3_600);
        var subscription = new Subscription(this, $"{id}Subscription", new SubscriptionProps
        {
            Topic = topic,
            Protocol = SubscriptionProtocol.SQS,
            Endpoint = queue.QueueArn,
            RawMessageDelivery = true,
            FilterPolicy = subscriber.Filter?.ToDictionary(
                static pair => pair.Key,
                static pair => Amazon.CDK.AWS.SNS.SubscriptionFilter.StringFilter(new StringConditions { Allowlist = pair.Value })),
            DeadLetterQueue = deadLetters,
        });

        // What is published before a topic can deliver it is lost.
        subscription.Node.AddDependency(queue, deadLetters);
        streamMapping.Node.AddDependency(subscription);

        var function = AddFunction(id, name);
        function.AddEnvironment("FW24_TABLE_ARN", table.TableArn);
        Allow(function, queue.QueueArn, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
        _ = new EventSourceMapping(this, $"{id}Mapping", new EventSourceMappingProps
        {
            Target = function,
            EventSourceArn = queue.QueueArn,
            BatchSize = subscriber.BatchSize,
            MaxBatchingWindow = subscriber.WindowSeconds > 0 ? Duration.Seconds(subscriber.WindowSeconds) : null,
            ReportBatchItemFailures = true,
        });
        return function;
    }

    private void AddDepthAlarm(string id, Queue queue) => AddAlarm(
        id,
        queue.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = "Maximum", Period = Duration.Minutes(5) }),
        threshold: 0);

    private void AddAlarm(string id, Metric metric, double threshold, double evaluationPeriods = 1) => _ = new Alarm(this, id, new AlarmProps
    {
        Metric = metric,
        Threshold = threshold,
        ComparisonOperator = ComparisonOperator.GREATER_THAN_THRESHOLD,
        EvaluationPeriods = evaluationPeriods,
        TreatMissingData = TreatMissingData.NOT_BREACHING,
    });

    private static void AllowTable(Function function, Table table, params string[] indexes)
    {
        Allow(
            function, table.TableArn,
            "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem",
            "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem");
        foreach (var index in indexes)
        {
            Allow(function, $"{table.TableArn}/index/{index}", "dynamodb:Query");
        }
    }

    private static void Allow(Function function, string resource, params string[] actions)
        => function.Role!.AddToPrincipalPolicy(new PolicyStatement(new PolicyStatementProps { Actions = actions, Resources = [resource] }));

    // In the bucket's policy: roles would need wildcards for its objects.
    private void AllowClaimChecks(string tableName, Function writer, params Function[] readers)
    {
        AllowObjects("s3:PutObject", _claimChecks.ArnForObjects($"{tableName}/*"), writer);
        AllowObjects("s3:GetObject", _claimChecks.ArnForObjects($"{tableName}/*"), readers);
        foreach (var reader in readers)
        {
            reader.Role!.AddToPrincipalPolicy(new PolicyStatement(new PolicyStatementProps
            {
                Actions = ["s3:ListBucket"],
                Resources = [_claimChecks.BucketArn],
                Conditions = new Dictionary<string, object> { ["StringLike"] = new Dictionary<string, string> { ["s3:prefix"] = $"{tableName}/*" } },
            }));
        }
    }

    private void AllowObjects(string action, string objects, params Function[] functions)
    {
        _claimChecks.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [.. functions.Select(static function => new ArnPrincipal(function.Role!.RoleArn))],
            Actions = [action],
            Resources = [objects],
        }));
        foreach (var function in functions)
        {
            function.Node.AddDependency(_claimChecks.Policy!);
        }
    }

    private sealed class Subscriber
    {
        public bool Fifo { get; init; }
        public Dictionary<string, string[]>? Filter { get; init; }
        public int BatchSize { get; init; } = 1;
        public int WindowSeconds { get; init; }
        public int RetentionDays { get; init; } = 4;
        public int MaxReceiveCount { get; init; } = 5;
    }
}
