using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the construct of a function that reads a queue: <c>ChangeSubscriber.g.cs</c>.</summary>
internal static class ChangeSubscriberEmitter
{
    public static string Emit(StackDeclaration stack)
    {
        var writer = new SourceWriter();
        writer.Write($"""
            /// <summary>A function that receives changes through a queue, which is subscribed to the topic and has a dead-letter queue.</summary>
            {Code.GeneratedCode}
            public sealed partial class ChangeSubscriber : Constructs::Construct
            """);
        writer.Open();
        writer.Write(string.Join("\n\n", [Constructor(), Properties(), Hooks(), Queues(), Subscription(), Senders(), Mapping(), FilterPolicy()]));
        writer.Close();
        return CdkCode.File(stack, writer);
    }

    // new ChangeSubscriber(this, "OrderBoard", app, Changes, props)
    private static string Constructor() => """
        /// <summary>Creates a subscriber.</summary>
        /// <param name="scope">The table whose changes it receives.</param>
        /// <param name="id">Its id within the scope.</param>
        /// <param name="app">The resources shared by the app's functions.</param>
        /// <param name="changes">The topic.</param>
        /// <param name="props">The settings of the delivery to the function.</param>
        public ChangeSubscriber(Constructs::Construct scope, string id, SharedResources app, AwsSns::ITopic changes, ChangeSubscriberProps props)
            : base(scope, id)
        {
            app.Subscribers.Add(this);
            DeadLetterQueue = AddDeadLetterQueue(app, props);
            DeadLetterAlarm = app.AddDepthAlarm(this, "DeadLetterAlarm", DeadLetterQueue, $"The dead-letter queue of {props.FunctionName} contains messages that it could not handle. Resolve the cause and redrive them.");
            Queue = AddQueue(app, props);
            Subscription = AddSubscription(changes, props);
            RefuseSenders(Queue, props.OtherSenders);
            RefuseSenders(DeadLetterQueue, props.OtherSenders);
            Function = new AppFunction(this, "Function", app, props.Function, props.FunctionName, props.Timeout, props.MemorySize);
            AgeAlarm = AddAgeAlarm(app, props);
            Function.Function.AddEnvironment(Fw24::Fw24Variables.TableArn, props.TableArn);
            Function.Allow("ReceiveChanges", Queue.QueueArn, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
            Function.AllowKey("UseQueueKey", Queue.EncryptionMasterKey);
            Mapping = AddMapping(props);
        }
        """;

    // public AwsSqs::Queue Queue { get; }
    private static string Properties() => """
        /// <summary>The queue.</summary>
        public AwsSqs::Queue Queue { get; }

        /// <summary>The queue for messages that the function could not handle.</summary>
        public AwsSqs::Queue DeadLetterQueue { get; }

        /// <summary>The queue's subscription to the topic.</summary>
        public AwsSns::Subscription Subscription { get; }

        /// <summary>The function.</summary>
        public AppFunction Function { get; }

        /// <summary>The event source mapping that invokes the function with messages of the queue.</summary>
        public AwsLambda::EventSourceMapping Mapping { get; }

        /// <summary>The alarm on the dead-letter queue.</summary>
        public AwsCloudWatch::Alarm DeadLetterAlarm { get; }

        /// <summary>The alarm on changes that remain in the queue.</summary>
        public AwsCloudWatch::Alarm AgeAlarm { get; }
        """;

    // partial void Configure(AwsSqs::QueueProps queue);
    private static string Hooks() => """
        /// <summary>Changes the queue's settings.</summary>
        partial void Configure(AwsSqs::QueueProps queue);

        /// <summary>Changes the dead-letter queue's settings.</summary>
        partial void ConfigureDeadLetterQueue(AwsSqs::QueueProps queue);

        /// <summary>Changes the subscription's settings.</summary>
        partial void Configure(AwsSns::SubscriptionProps subscription);

        /// <summary>Changes the mapping's settings.</summary>
        partial void Configure(AwsLambda::EventSourceMappingProps mapping);
        """;

    // private AwsSqs::Queue AddQueue(SharedResources app, ChangeSubscriberProps props), the dead-letter queue, and the alarm on their age
    private static string Queues() => """
        private AwsSqs::Queue AddDeadLetterQueue(SharedResources app, ChangeSubscriberProps props)
        {
            var queue = QueueProps(app, props.DeadLetterQueueName, props.Fifo);
            queue.RetentionPeriod = AwsCdk::Duration.Days(14);
            ConfigureDeadLetterQueue(queue);
            return AddQueue(app, "DeadLetterQueue", queue);
        }

        private AwsSqs::Queue AddQueue(SharedResources app, ChangeSubscriberProps props)
        {
            var queue = QueueProps(app, props.QueueName, props.Fifo);
            queue.RetentionPeriod = props.RetentionPeriod;
            queue.DeliveryDelay = props.DeliveryDelay;
            queue.VisibilityTimeout = props.VisibilityTimeout;
            queue.DeadLetterQueue = new AwsSqs::DeadLetterQueue { Queue = DeadLetterQueue, MaxReceiveCount = props.MaxReceiveCount };
            Configure(queue);
            return queue.DeadLetterQueue is not null
                ? AddQueue(app, "Queue", queue)
                : throw new System::InvalidOperationException(
                    $"The queue {props.QueueName} has no dead-letter queue, so a change that keeps failing would be lost. "
                    + "Leave DeadLetterQueue out in Configure(QueueProps), or set another queue.");
        }

        // SNS delivers to both queues, so it uses their keys. The policy of the key that AWS manages for SQS does not allow that, and cannot be changed.
        private AwsSqs::Queue AddQueue(SharedResources app, string id, AwsSqs::QueueProps props)
        {
            var queue = app.AddQueue(this, id, props);
            if (((AwsSqs::CfnQueue)queue.Node.DefaultChild!).KmsMasterKeyId?.EndsWith("alias/aws/sqs", System::StringComparison.Ordinal) is true)
            {
                throw new System::InvalidOperationException(
                    $"The queue {props.QueueName} is encrypted with the key that AWS manages for SQS (KMS_MANAGED), which SNS cannot use: no change would arrive. "
                    + "Keep SQS_MANAGED, the default, or encrypt everything with a key of your own: EncryptionKey of the stack's props.");
            }

            if (app.IsOtherKey(queue.EncryptionMasterKey))
            {
                app.AllowDelivery(queue.EncryptionMasterKey!);
            }

            return queue;
        }

        // A message that exceeds the queue's retention period is deleted and does not reach the dead-letter queue. The age of a message includes its handling.
        private AwsCloudWatch::Alarm AddAgeAlarm(SharedResources app, ChangeSubscriberProps props)
        {
            const double Hour = 3_600;
            var retention = ((AwsSqs::CfnQueue)Queue.Node.DefaultChild!).MessageRetentionPeriod ?? double.MaxValue;
            var late = Function.Timeout.IsUnresolved() ? Hour : System::Math.Max(Hour, 2 * Function.Timeout.ToSeconds());
            var threshold = AwsCdk::Token.IsUnresolved(retention) ? late : System::Math.Min(late, System::Math.Floor(retention / 2));
            return app.AddAlarm(this, "AgeAlarm", new AwsCloudWatch::AlarmProps
            {
                AlarmDescription = $"Changes have waited for {props.FunctionName} for more than {(threshold is Hour ? "an hour" : threshold + " seconds")}.",
                Metric = Queue.MetricApproximateAgeOfOldestMessage(new AwsCloudWatch::MetricOptions { Statistic = "Maximum", Period = AwsCdk::Duration.Minutes(5) }),
                Threshold = threshold,
                EvaluationPeriods = 1,
            });
        }

        // A message group is an item: the throughput limit applies to each item, not to the queue.
        private static AwsSqs::QueueProps QueueProps(SharedResources app, string name, bool fifo)
        {
            var queue = app.QueueProps(name);
            if (fifo)
            {
                queue.Fifo = true;
                queue.DeduplicationScope = AwsSqs::DeduplicationScope.MESSAGE_GROUP;
                queue.FifoThroughputLimit = AwsSqs::FifoThroughputLimit.PER_MESSAGE_GROUP_ID;
            }

            return queue;
        }
        """;

    // private AwsSns::Subscription AddSubscription(AwsSns::ITopic changes, ChangeSubscriberProps props)
    private static string Subscription() => """
        private AwsSns::Subscription AddSubscription(AwsSns::ITopic changes, ChangeSubscriberProps props)
        {
            Queue.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "DeliverChanges",
                Principals = [new AwsIam::ServicePrincipal("sns.amazonaws.com")],
                Actions = ["sqs:SendMessage"],
                Resources = [Queue.QueueArn],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["ArnEquals"] = new Collections::Dictionary<string, object> { ["aws:SourceArn"] = changes.TopicArn },
                },
            }));
            var settings = new AwsSns::SubscriptionProps
            {
                Topic = changes,
                Protocol = AwsSns::SubscriptionProtocol.SQS,
                Endpoint = Queue.QueueArn,
                RawMessageDelivery = true,
                FilterPolicy = props.Filter.Count is 0 ? null : FilterPolicy(props.Filter),
                DeadLetterQueue = DeadLetterQueue,
            };
            Configure(settings);
            if (settings.RawMessageDelivery is not true)
            {
                throw new System::InvalidOperationException(
                    $"The subscription of {Node.Path} has no raw message delivery, so SNS would put every change into an envelope that the function cannot read. "
                    + "Leave RawMessageDelivery out in Configure(SubscriptionProps).");
            }

            var subscription = new AwsSns::Subscription(this, "Subscription", settings);

            // The topic cannot deliver until the queues' policies allow it.
            subscription.Node.AddDependency(Queue, DeadLetterQueue);
            return subscription;
        }
        """;

    // private static void RefuseSenders(AwsSqs::Queue queue, string[]? allowed)
    private static string Senders() => """
        // The topic sends as an AWS service. SQS moves messages to the dead-letter queue itself, which needs no permission.
        private static void RefuseSenders(AwsSqs::Queue queue, string[]? allowed)
        {
            if (allowed is null)
            {
                return;
            }

            var conditions = new Collections::Dictionary<string, object>
            {
                ["Bool"] = new Collections::Dictionary<string, object> { ["aws:PrincipalIsAWSService"] = "false" },
            };
            if (allowed.Length > 0)
            {
                conditions["ArnNotLike"] = new Collections::Dictionary<string, object> { ["aws:PrincipalArn"] = allowed };
            }

            queue.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "RefuseOtherSenders",
                Effect = AwsIam::Effect.DENY,
                Principals = [new AwsIam::AnyPrincipal()],
                Actions = ["sqs:SendMessage"],
                Resources = [queue.QueueArn],
                Conditions = conditions,
            }));
        }
        """;

    // private AwsLambda::EventSourceMapping AddMapping(ChangeSubscriberProps props)
    private static string Mapping() => """
        private AwsLambda::EventSourceMapping AddMapping(ChangeSubscriberProps props)
        {
            var mapping = new AwsLambda::EventSourceMappingProps
            {
                Target = Function.Function,
                EventSourceArn = Queue.QueueArn,
                BatchSize = props.BatchSize,
                MaxBatchingWindow = props.MaxBatchingWindow,
                MaxConcurrency = props.MaxConcurrency,
                ReportBatchItemFailures = true,
            };
            Configure(mapping);
            SharedResources.DemandPartialResponses(this, mapping);
            DemandBatch(props.Fifo, mapping);
            HideMessages(mapping.MaxBatchingWindow);
            return new AwsLambda::EventSourceMapping(this, "Mapping", mapping);
        }

        // Lambda refuses a batch of more than ten messages of a FIFO queue, and of a standard queue without a window.
        private void DemandBatch(bool fifo, AwsLambda::EventSourceMappingProps mapping)
        {
            var hasWindow = mapping.MaxBatchingWindow is { } window && (window.IsUnresolved() || window.ToSeconds() > 0);
            if (mapping.BatchSize > 10 && (fifo || !hasWindow))
            {
                throw new System::InvalidOperationException(
                    $"The batches of {Node.Path} have up to {mapping.BatchSize} messages, which Lambda refuses: a FIFO queue allows 10, "
                    + "a standard queue more only with a window. Set MaxBatchingWindow in Configure(EventSourceMappingProps), or at most 10.");
            }
        }

        // A received message stays hidden for six times the function's timeout, plus the window (Lambda, "Using Lambda with Amazon SQS"): both are known now.
        // A value that is set is kept if Lambda accepts it.
        private void HideMessages(AwsCdk::Duration? window)
        {
            const double Longest = 43_200;
            var queue = (AwsSqs::CfnQueue)Queue.Node.DefaultChild!;
            if (Function.Timeout.IsUnresolved() || window?.IsUnresolved() is true)
            {
                if (queue.VisibilityTimeout is null)
                {
                    throw new System::InvalidOperationException(
                        $"The timeout or the window of {Node.Path} is not known before the stack is deployed, so no visibility timeout follows from it: "
                        + "set VisibilityTimeout in Configure(QueueProps) to at least six times the timeout, plus the window.");
                }

                return;
            }

            var timeout = Function.Timeout.ToSeconds();
            var hidden = queue.VisibilityTimeout ?? System::Math.Min((6 * timeout) + (window?.ToSeconds() ?? 0), Longest);
            if (hidden < timeout && !AwsCdk::Token.IsUnresolved(hidden))
            {
                throw new System::InvalidOperationException(
                    $"The visibility timeout of {Node.Path} is {hidden} seconds, which is less than its function's timeout, {timeout} seconds: Lambda refuses that. "
                    + "Leave VisibilityTimeout out, which then follows the timeout, or raise it.");
            }

            queue.VisibilityTimeout = hidden;
        }
        """;

    // private static Collections::Dictionary<string, AwsSns::SubscriptionFilter> FilterPolicy(…)
    private static string FilterPolicy() => """
        private static Collections::Dictionary<string, AwsSns::SubscriptionFilter> FilterPolicy(Collections::IReadOnlyDictionary<string, string[]> filter)
        {
            var policy = new Collections::Dictionary<string, AwsSns::SubscriptionFilter>();
            foreach (var (attribute, values) in filter)
            {
                policy.Add(attribute, AwsSns::SubscriptionFilter.StringFilter(new AwsSns::StringConditions { Allowlist = values }));
            }

            return policy;
        }
        """;
}
