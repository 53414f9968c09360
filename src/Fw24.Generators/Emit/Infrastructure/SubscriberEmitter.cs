using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>
/// Prints the construct of a function that reads a queue, and that of an audit logger: <c>ChangeSubscriber.g.cs</c>, <c>AuditTrail.g.cs</c>.
/// </summary>
internal static class SubscriberEmitter
{
    public static string EmitProps(StackDeclaration stack)
    {
        var writer = new SourceWriter();
        writer.Write($$"""
            /// <summary>How changes reach a function.</summary>
            {{Code.GeneratedCode}}
            public sealed class ChangeSubscriberProps
            {
                /// <summary>Which function of the app it is.</summary>
                public required string Function { get; init; }

                /// <summary>The function's name in AWS.</summary>
                public required string FunctionName { get; set; }

                /// <summary>The ARN of the table whose changes the function takes: those that another one's stream brought, it parks.</summary>
                public required string TableArn { get; set; }

                /// <summary>The queue's name.</summary>
                public required string QueueName { get; set; }

                /// <summary>The name of the queue for what the function could not handle.</summary>
                public required string DeadLetterQueueName { get; set; }

                /// <summary>Whether the queues are FIFO, as the topic is.</summary>
                public required bool Fifo { get; init; }

                /// <summary>The filter policy: message attributes and the values that pass. Empty: every change.</summary>
                public global::System.Collections.Generic.IReadOnlyDictionary<string, string[]> Filter { get; set; } = new global::System.Collections.Generic.Dictionary<string, string[]>();

                /// <summary>Messages per invocation, at most.</summary>
                public required int BatchSize { get; set; }

                /// <summary>How long Lambda gathers messages before it invokes; a FIFO queue takes no window.</summary>
                public AwsCdk::Duration? MaxBatchingWindow { get; set; }

                /// <summary>How long a received message is hidden: six times the function's timeout, and the window.</summary>
                public required AwsCdk::Duration VisibilityTimeout { get; set; }

                /// <summary>How long the queue keeps a message.</summary>
                public required AwsCdk::Duration RetentionPeriod { get; set; }

                /// <summary>How often a message is received before it goes to the dead-letter queue.</summary>
                public required int MaxReceiveCount { get; set; }

                /// <summary>
                /// Who besides the topic may send to both queues: the ARNs of principals, with <c>*</c> as a wildcard. Empty: nobody, so that not even a redrive
                /// from the dead-letter queue gets through. Default: whoever a policy of their own allows it.
                /// </summary>
                public string[]? OtherSenders { get; set; }
            }
            """);
        return CdkCode.File(stack, writer);
    }

    public static string Emit(StackDeclaration stack)
    {
        var writer = new SourceWriter();
        writer.Write($$"""
            /// <summary>A function that hears of changes: a queue on the topic, with a dead-letter queue behind it.</summary>
            {{Code.GeneratedCode}}
            public partial class ChangeSubscriber : global::Constructs.Construct
            {
                /// <summary>Makes a subscriber.</summary>
                /// <param name="scope">The table it belongs to.</param>
                /// <param name="id">Its name in there.</param>
                /// <param name="app">What the app's functions share.</param>
                /// <param name="changes">The topic.</param>
                /// <param name="props">How changes reach the function.</param>
                public ChangeSubscriber(global::Constructs.Construct scope, string id, SharedResources app, AwsSns::ITopic changes, ChangeSubscriberProps props)
                    : base(scope, id)
                {
                    DeadLetterQueue = AddDeadLetterQueue(app, props);
                    DeadLetterAlarm = app.AddDepthAlarm(this, "DeadLetterAlarm", DeadLetterQueue, $"What {props.FunctionName} could not handle is in its dead-letter queue. See why, and redrive it.");
                    Queue = AddQueue(app, props);
                    AgeAlarm = AddAgeAlarm(app, props);
                    Subscription = AddSubscription(changes, props);
                    RefuseSenders(Queue, props.OtherSenders);
                    RefuseSenders(DeadLetterQueue, props.OtherSenders);
                    Function = new AppFunction(this, "Function", app, props.Function, props.FunctionName);
                    Function.Function.AddEnvironment(global::Fw24.Fw24Variables.TableArn, props.TableArn);
                    Function.Allow("ReceiveChanges", Queue.QueueArn, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
                    Mapping = AddMapping(props);
                }

                /// <summary>The queue.</summary>
                public AwsSqs::Queue Queue { get; }

                /// <summary>The queue for what the function could not handle.</summary>
                public AwsSqs::Queue DeadLetterQueue { get; }

                /// <summary>The queue's subscription to the topic.</summary>
                public AwsSns::Subscription Subscription { get; }

                /// <summary>The function.</summary>
                public AppFunction Function { get; }

                /// <summary>What invokes the function with messages of the queue.</summary>
                public AwsLambda::EventSourceMapping Mapping { get; }

                /// <summary>The alarm on the dead-letter queue.</summary>
                public AwsCloudWatch::Alarm DeadLetterAlarm { get; }

                /// <summary>The alarm on changes that nobody takes out of the queue.</summary>
                public AwsCloudWatch::Alarm AgeAlarm { get; }

                /// <summary>Changes the queue's settings.</summary>
                partial void Configure(AwsSqs::QueueProps queue);

                /// <summary>Changes the dead-letter queue's settings.</summary>
                partial void ConfigureDeadLetterQueue(AwsSqs::QueueProps queue);

                /// <summary>Changes the subscription's settings.</summary>
                partial void Configure(AwsSns::SubscriptionProps subscription);

                /// <summary>Changes the mapping's settings.</summary>
                partial void Configure(AwsLambda::EventSourceMappingProps mapping);

                private AwsSqs::Queue AddDeadLetterQueue(SharedResources app, ChangeSubscriberProps props)
                {
                    var queue = QueueProps(app, props.DeadLetterQueueName, props.Fifo);
                    queue.RetentionPeriod = AwsCdk::Duration.Days(14);
                    ConfigureDeadLetterQueue(queue);
                    return app.AddQueue(this, "DeadLetterQueue", queue);
                }

                private AwsSqs::Queue AddQueue(SharedResources app, ChangeSubscriberProps props)
                {
                    var queue = QueueProps(app, props.QueueName, props.Fifo);
                    queue.RetentionPeriod = props.RetentionPeriod;
                    queue.VisibilityTimeout = props.VisibilityTimeout;
                    queue.DeadLetterQueue = new AwsSqs::DeadLetterQueue { Queue = DeadLetterQueue, MaxReceiveCount = props.MaxReceiveCount };
                    Configure(queue);
                    return app.AddQueue(this, "Queue", queue);
                }

                // What lies in a queue for longer than it keeps a message is gone, and no dead-letter queue has it.
                private AwsCloudWatch::Alarm AddAgeAlarm(SharedResources app, ChangeSubscriberProps props) => app.AddAlarm(this, "AgeAlarm", new AwsCloudWatch::AlarmProps
                {
                    AlarmDescription = $"Changes have waited for {props.FunctionName} for more than an hour.",
                    Metric = Queue.MetricApproximateAgeOfOldestMessage(new AwsCloudWatch::MetricOptions { Statistic = "Maximum", Period = AwsCdk::Duration.Minutes(5) }),
                    Threshold = 3_600,
                    EvaluationPeriods = 1,
                });

                // Message groups are items: each may be as fast as a FIFO queue of its own.
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

                private AwsSns::Subscription AddSubscription(AwsSns::ITopic changes, ChangeSubscriberProps props)
                {
                    Queue.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
                    {
                        Sid = "DeliverChanges",
                        Principals = [new AwsIam::ServicePrincipal("sns.amazonaws.com")],
                        Actions = ["sqs:SendMessage"],
                        Resources = [Queue.QueueArn],
                        Conditions = new global::System.Collections.Generic.Dictionary<string, object>
                        {
                            ["ArnEquals"] = new global::System.Collections.Generic.Dictionary<string, object> { ["aws:SourceArn"] = changes.TopicArn },
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
                    var subscription = new AwsSns::Subscription(this, "Subscription", settings);

                    // Until a queue's policy says that it may, the topic cannot deliver.
                    subscription.Node.AddDependency(Queue, DeadLetterQueue);
                    return subscription;
                }

                // The topic sends as a service of AWS. SQS itself moves what was received too often, and asks no policy.
                private static void RefuseSenders(AwsSqs::Queue queue, string[]? allowed)
                {
                    if (allowed is null)
                    {
                        return;
                    }

                    var conditions = new global::System.Collections.Generic.Dictionary<string, object>
                    {
                        ["Bool"] = new global::System.Collections.Generic.Dictionary<string, object> { ["aws:PrincipalIsAWSService"] = "false" },
                    };
                    if (allowed.Length > 0)
                    {
                        conditions["ArnNotLike"] = new global::System.Collections.Generic.Dictionary<string, object> { ["aws:PrincipalArn"] = allowed };
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

                private AwsLambda::EventSourceMapping AddMapping(ChangeSubscriberProps props)
                {
                    var mapping = new AwsLambda::EventSourceMappingProps
                    {
                        Target = Function.Function,
                        EventSourceArn = Queue.QueueArn,
                        BatchSize = props.BatchSize,
                        MaxBatchingWindow = props.MaxBatchingWindow,
                        ReportBatchItemFailures = true,
                    };
                    Configure(mapping);
                    return new AwsLambda::EventSourceMapping(this, "Mapping", mapping);
                }

                private static global::System.Collections.Generic.Dictionary<string, AwsSns::SubscriptionFilter> FilterPolicy(global::System.Collections.Generic.IReadOnlyDictionary<string, string[]> filter)
                {
                    var policy = new global::System.Collections.Generic.Dictionary<string, AwsSns::SubscriptionFilter>();
                    foreach (var (attribute, values) in filter)
                    {
                        policy.Add(attribute, AwsSns::SubscriptionFilter.StringFilter(new AwsSns::StringConditions { Allowlist = values }));
                    }

                    return policy;
                }
            }
            """);
        return CdkCode.File(stack, writer);
    }

    public static string EmitAudit(StackDeclaration stack, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write($$"""
            /// <summary>The audit logger of a table: it hears of every change.</summary>
            {{Code.GeneratedCode}}
            public sealed class AuditTrail : ChangeSubscriber
            {
                /// <summary>Makes an audit logger. What it may store where, the methods below say.</summary>
                /// <param name="scope">The table it belongs to.</param>
                /// <param name="id">Its name in there.</param>
                /// <param name="app">What the app's functions share.</param>
                /// <param name="changes">The topic.</param>
                /// <param name="props">How changes reach the function.</param>
                public AuditTrail(global::Constructs.Construct scope, string id, SharedResources app, AwsSns::ITopic changes, ChangeSubscriberProps props)
                    : base(scope, id, app, changes, props)
                {
                }

                /// <summary>The alarm on records that are missing in the trail: there is one where the sink can tell, in DynamoDB, and where changes come in order, by a FIFO topic.</summary>
                public AwsCloudWatch::Alarm? GapAlarm { get; private set; }

                /// <summary>Stores the records in a log group.</summary>
                /// <param name="logGroup">The log group.</param>
                /// <param name="region">Its region, where that is not the stack's.</param>
                internal void StoreIn(AwsLogs::ILogGroup logGroup, string? region = null)
                {
                    Function.Function.AddEnvironment(global::Fw24.Fw24Variables.AuditLogGroup, logGroup.LogGroupName);
                    if (region is not null)
                    {
                        Function.Function.AddEnvironment(global::Fw24.Fw24Variables.AuditRegion, region);
                    }

                    string[] actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
                    if (logGroup is AwsLogs::LogGroup)
                    {
                        Function.Allow("StoreAuditRecords", logGroup.LogGroupArn, actions);
                    }
                    else
                    {
                        Function.AllowPattern("StoreAuditRecords", [logGroup.LogGroupArn], actions, "What a log group allows, it allows on its streams. One of another stack is named, and so its streams are a wildcard.");
                    }
                }

                /// <summary>Stores the records in a table that holds nothing else.</summary>
                /// <param name="table">The table.</param>
                internal void StoreIn(AwsDynamoDB::ITable table)
                {
                    Function.Function.AddEnvironment(global::Fw24.Fw24Variables.AuditTable, table.TableName);
                    Function.Allow("StoreAuditRecords", table.TableArn, "dynamodb:PutItem");
                    Function.AllowTableKey();
                }

                /// <summary>Stores the records in a table of entities, under partition keys that begin with <c>AUDIT#</c>: no other item can be written.</summary>
                /// <param name="tableName">The table's name.</param>
                /// <param name="tableArn">The table's ARN.</param>
                internal void StoreApart(string tableName, string tableArn)
                {
                    Function.Function.AddEnvironment(global::Fw24.Fw24Variables.AuditTable, tableName);
                    Function.Role.AddToPrincipalPolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
                    {
                        Sid = "StoreAuditRecords",
                        Actions = ["dynamodb:PutItem"],
                        Resources = [tableArn],
                        Conditions = new global::System.Collections.Generic.Dictionary<string, object>
                        {
                            ["ForAllValues:StringLike"] = new global::System.Collections.Generic.Dictionary<string, object> { ["dynamodb:LeadingKeys"] = new[] { "AUDIT#*" } },

                            // A condition on all values also holds where there is none.
                            ["Null"] = new global::System.Collections.Generic.Dictionary<string, object> { ["dynamodb:LeadingKeys"] = "false" },
                        },
                    }));
                    Function.AllowTableKey();
                }

                // On a standard topic changes overtake one another, and gaps open and close all the time.
                internal void WatchGaps(SharedResources app, string function) => GapAlarm = app.AddAlarm(this, "GapAlarm", new AwsCloudWatch::AlarmProps
                {
                    AlarmDescription = $"Records are missing in the trail that {function} keeps, behind each item of the schema fw24.audit.gap/1 whose state is open. Replay what was given up on.",
                    Metric = new AwsCloudWatch::Metric(new AwsCloudWatch::MetricProps
                    {
                        Namespace = "Fw24",
                        MetricName = "GapsOpened",
                        DimensionsMap = new global::System.Collections.Generic.Dictionary<string, string> { ["App"] = {{Code.Literal(app.App)}}, ["Function"] = function },
                        Statistic = "Sum",
                        Period = AwsCdk::Duration.Minutes(5),
                    }),
                    Threshold = 0,
                    EvaluationPeriods = 1,
                });
            }
            """);
        return CdkCode.File(stack, writer);
    }
}
