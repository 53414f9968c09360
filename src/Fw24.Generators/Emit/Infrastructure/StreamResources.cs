using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the methods that create a table's topic, stream processor and subscribers.</summary>
internal static class StreamResources
{
    public static void Write(SourceWriter writer, TableConstruct table, StreamConstruct stream, bool redrivesFailures)
    {
        writer.Line();
        WriteTopic(writer, table, stream);
        writer.Line();
        WriteProcessor(writer, table, stream, redrivesFailures);
        writer.Line();
        WriteMapping(writer, stream);
        if (stream.KeepsFailedRecords)
        {
            writer.Line();
            WriteFailedRecords(writer, table);
        }

        foreach (var subscriber in stream.Subscribers)
        {
            writer.Line();
            WriteSubscriber(writer, table, subscriber);
        }
    }

    private static void WriteTopic(SourceWriter writer, TableConstruct table, StreamConstruct stream) => writer.Write($$"""
        private AwsSns::Topic AddChanges(SharedResources app, string[] furtherProtocols)
        {{{ProtocolCheck(table, stream)}}
            var name = {{NameCode.Topic(stream)}};
            var props = new AwsSns::TopicProps { TopicName = name, {{(stream.Fifo ? "Fifo = true, " : "")}}MasterKey = app.TopicKey };
            Configure(props);
            _topicKey = props.MasterKey is { } key && key.Node.Path != app.TopicKey.Node.Path ? key : null;
            var topic = new AwsSns::Topic(this, "Changes", props);{{(stream.Fifo ? """


                // A message group is an item: the throughput limit applies to each item, not to the topic. Older versions of CDK lack this setting.
                ((AwsSns::CfnTopic)topic.Node.DefaultChild!).AddPropertyOverride("FifoThroughputScope", "MessageGroup");
            """ : "")}}{{(stream.MaxMessageBytes is { } bytes ? $$"""


                // Older versions of CDK lack this setting, too.
                ((AwsSns::CfnTopic)topic.Node.DefaultChild!).AddPropertyOverride("MaximumMessageSize", {{CdkCode.Number(bytes)}});
            """ : "")}}
            topic.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "RefusePlainText",
                Effect = AwsIam::Effect.DENY,
                Principals = [new AwsIam::AnyPrincipal()],
                Actions = ["sns:Publish"],
                Resources = [topic.TopicArn],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["Bool"] = new Collections::Dictionary<string, object> { ["aws:SecureTransport"] = "false" },
                },
            }));
            app.LimitSubscriptions(topic, {{Code.Literal(table.Name)}}, {{Code.Literal(table.ClassName)}}, furtherProtocols);
            return topic;
        }

        // Both queues reject the changes, for example because the policy of a customer managed key does not allow the topic to use it.
        private AwsCloudWatch::Alarm AddDeliveryAlarm(SharedResources app)
        {
            var topic = {{NameCode.Topic(stream)}};
            return app.AddAlarm(this, "DeliveryAlarm", new AwsCloudWatch::AlarmProps
            {
                AlarmDescription = $"Changes that the topic {topic} published reached neither a queue nor its dead-letter queue. Replay them from the stream, which retains them for 24 hours.",
                Metric = Changes.Metric("NumberOfNotificationsFailedToRedriveToDlq", new AwsCloudWatch::MetricOptions { Statistic = "Sum", Period = AwsCdk::Duration.Minutes(5) }),
                Threshold = 0,
                EvaluationPeriods = 1,
            });
        }
        """);

    private static string ProtocolCheck(TableConstruct table, StreamConstruct stream) => !stream.LimitsProtocols ? "" : $$"""

            // SNS delivers messages above 256 KiB by no other protocol.
            if (System::Array.Find(furtherProtocols, static protocol => protocol is not ("firehose" or "lambda" or "sqs")) is { } other)
            {
                throw new System::InvalidOperationException($"The topic of the table {{table.Name}} accepts messages above 256 KiB (MaxMessageBytes), which SNS delivers only to SQS, Lambda and Firehose. Remove \"{other}\" from FurtherProtocols of {{table.ClassName}} in the stack's Configure, or MaxMessageBytes from [StreamEnabled].");
            }

        """;

    private static void WriteProcessor(SourceWriter writer, TableConstruct table, StreamConstruct stream, bool redrivesFailures)
    {
        writer.Write("private AppFunction AddStreamProcessor(SharedResources app)");
        writer.Open();
        writer.Write($$"""
            var name = {{NameCode.Function(stream.Function)}};
            var function = new AppFunction(this, "StreamProcessor", app, {{Code.Literal(stream.Function.Name)}}, name, {{CdkCode.Seconds(stream.Settings.TimeoutSeconds)}}, {{CdkCode.Number(stream.Settings.MemoryMegabytes)}});
            function.Function.AddEnvironment(Fw24::Fw24Variables.TableArn, Table.TableArn);
            function.Function.AddEnvironment(Fw24::Fw24Variables.TopicArn, Changes.TopicArn);
            """);
        if (stream.MaxMessageBytes is { } bytes)
        {
            writer.Write($"function.Function.AddEnvironment(Fw24::Fw24Variables.MaxMessageBytes, \"{CdkCode.Number(bytes)}\");");
        }

        if (stream.HasHmacKey)
        {
            writer.Write("app.AllowHmacKey(function);");
        }

        writer.Write($$"""
            function.Allow("ReadStream", StreamArn, "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams");
            function.Allow("PublishChanges", Changes.TopicArn, "sns:Publish");
            function.AllowKey("UseTopicKey", _topicKey);
            function.AllowKey("UseStreamKey", Table.EncryptionKey);
            return function;
            """);
        writer.Close();
        writer.Line();
        writer.Write($$"""
            private AwsSqs::Queue AddStreamFailures(SharedResources app)
            {
                var queue = app.QueueProps({{NameCode.Queue(stream.FailureQueue, fifo: false)}});
                queue.RetentionPeriod = AwsCdk::Duration.Days(14);{{(redrivesFailures ? """

                queue.DeadLetterQueue = new AwsSqs::DeadLetterQueue { Queue = app.ParkingQueue, MaxReceiveCount = 10 };
            """ : "")}}
                Configure(queue);
                return app.AddQueue(this, "StreamFailures", queue);
            }

            private AwsCloudWatch::Alarm AddIteratorAgeAlarm(SharedResources app)
            {
                // Half of the age at which a record is given up on, and at most five minutes. An age of -1 is no limit.
                var function = {{NameCode.Function(stream.Function)}};
                var age = ((AwsLambda::CfnEventSourceMapping)StreamMapping.Node.DefaultChild!).MaximumRecordAgeInSeconds;
                var late = age is > 0 and < 600 ? System::Math.Floor(age.Value / 2) : 300;
                return app.AddAlarm(this, "IteratorAgeAlarm", new AwsCloudWatch::AlarmProps
                {
                    AlarmDescription = $"The function {function} is more than {late} seconds behind the table.",
                    Metric = StreamProcessor.Function.Metric("IteratorAge", new AwsCloudWatch::MetricOptions { Statistic = "Maximum", Period = AwsCdk::Duration.Minutes(1) }),
                    Threshold = 1_000 * late,
                    EvaluationPeriods = 5,
                });
            }
            """);
    }

    private static void WriteMapping(SourceWriter writer, StreamConstruct stream)
    {
        writer.Write("private AwsLambda::EventSourceMapping AddStreamMapping()");
        writer.Open();
        var (destination, permission) = stream.KeepsFailedRecords
            ? ("FailedRecords.BucketArn", """
                // Lambda writes with the function's role, and names the objects.
                StreamProcessor.AllowPattern("KeepFailedRecords", [FailedRecords.ArnForObjects("aws/lambda/*")], ["s3:PutObject"], "Lambda names the objects of the records that it gives up on.");
                StreamProcessor.Allow("ListFailedRecords", FailedRecords.BucketArn, "s3:ListBucket");
                """)
            : ("StreamFailures.QueueArn", """StreamProcessor.Allow("ReportFailures", StreamFailures.QueueArn, "sqs:SendMessage");""");
        writer.Write("var props = new AwsLambda::EventSourceMappingProps");
        writer.Open();
        writer.Write(string.Join("\n", MappingSettings(stream)));
        writer.Close(";");
        writer.Write($$"""
            Configure(props);
            SharedResources.DemandPartialResponses(this, props);
            {{permission}}
            var mapping = new AwsLambda::EventSourceMapping(this, "StreamMapping", props);
            var resource = (AwsLambda::CfnEventSourceMapping)mapping.Node.DefaultChild!;

            // CDK's own destination would grant more permissions than writing. A value set in Configure is kept.
            resource.DestinationConfig ??= new AwsLambda::CfnEventSourceMapping.DestinationConfigProperty
            {
                OnFailure = new AwsLambda::CfnEventSourceMapping.OnFailureProperty { Destination = {{destination}} },
            };

            // Older versions of CDK lack this setting.
            resource.AddPropertyOverride("MetricsConfig.Metrics", new[] { "EventCount" });
            return mapping;
            """);
        writer.Close();
        writer.Line();
        writer.Write($$"""
            // The destination refuses the records, for example because the role may not write to it: Lambda drops them.
            private AwsCloudWatch::Alarm AddDroppedAlarm(SharedResources app)
            {
                var function = {{NameCode.Function(stream.Function)}};
                return app.AddAlarm(this, "DroppedAlarm", new AwsCloudWatch::AlarmProps
                {
                    AlarmDescription = $"Records that the function {function} did not process reached no on-failure destination. Replay them from the stream, which retains them for 24 hours.",
                    Metric = new AwsCloudWatch::Metric(new AwsCloudWatch::MetricProps
                    {
                        Namespace = "AWS/Lambda",
                        MetricName = "DroppedEventCount",
                        DimensionsMap = new Collections::Dictionary<string, string> { ["EventSourceMappingUUID"] = StreamMapping.EventSourceMappingId },
                        Statistic = "Sum",
                        Period = AwsCdk::Duration.Minutes(5),
                    }),
                    Threshold = 0,
                    EvaluationPeriods = 1,
                });
            }
            """);
    }

    private static void WriteFailedRecords(SourceWriter writer, TableConstruct table) => writer.Write($$"""
        // A bucket of the table's own: no other function may write what is replayed into its topic.
        private AwsS3::Bucket AddFailedRecords(SharedResources app)
        {
            var props = app.FailedRecordsProps();
            Configure(props);
            var bucket = new AwsS3::Bucket(this, "FailedRecords", props);
            app.LogAccess(bucket, {{Code.Literal(table.Name)}});

            // Notifications of S3's own would begin with a test message to the queue, and raise its alarm.
            ((AwsS3::CfnBucket)bucket.Node.DefaultChild!).AddPropertyOverride("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", true);
            StreamProcessor.AllowKey("UseFailedRecordsKey", bucket.EncryptionKey);
            return bucket;
        }

        private AwsEvents::CfnRule AddFailedRecordsRule(SharedResources app)
        {
            var rule = new AwsEvents::CfnRule(this, "FailedRecordsRule", new AwsEvents::CfnRuleProps
            {
                Description = "Names each object of records that were given up on in the on-failure queue.",
                EventPattern = new Collections::Dictionary<string, object>
                {
                    ["source"] = new[] { "aws.s3" },
                    ["detail-type"] = new[] { "Object Created" },
                    ["detail"] = new Collections::Dictionary<string, object>
                    {
                        ["bucket"] = new Collections::Dictionary<string, object> { ["name"] = new[] { FailedRecords.BucketName } },
                        ["object"] = new Collections::Dictionary<string, object>
                        {
                            ["key"] = new object[] { new Collections::Dictionary<string, object> { ["prefix"] = "aws/lambda/" } },
                        },
                    },
                },
                Targets = new object[] { new AwsEvents::CfnRule.TargetProperty { Id = "StreamFailures", Arn = StreamFailures.QueueArn } },
            });
            StreamFailures.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "NameFailedRecords",
                Principals = [new AwsIam::ServicePrincipal("events.amazonaws.com")],
                Actions = ["sqs:SendMessage"],
                Resources = [StreamFailures.QueueArn],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["ArnEquals"] = new Collections::Dictionary<string, object> { ["aws:SourceArn"] = rule.AttrArn },
                },
            }));
            if (app.IsOtherKey(StreamFailures.EncryptionMasterKey))
            {
                app.AllowDelivery(StreamFailures.EncryptionMasterKey!, "NameFailedRecords", "events.amazonaws.com");
            }

            return rule;
        }
        """);

    private static IEnumerable<string> MappingSettings(StreamConstruct stream)
    {
        yield return "Target = StreamProcessor.Function,";
        yield return "EventSourceArn = StreamArn,";
        yield return $"StartingPosition = AwsLambda::StartingPosition.{CdkNames.StartingPosition(stream.StartingPosition)},";
        yield return $"BatchSize = {CdkCode.Number(stream.BatchSize)},";
        if (stream.WindowSeconds > 0)
        {
            yield return $"MaxBatchingWindow = {CdkCode.Seconds(stream.WindowSeconds)},";
        }

        yield return $"BisectBatchOnError = {CdkCode.Flag(stream.BisectBatchOnError)},";

        // If absent: as long as the stream keeps the record.
        if (stream.RetryAttempts >= 0)
        {
            yield return $"RetryAttempts = {CdkCode.Number(stream.RetryAttempts)},";
        }

        yield return $"MaxRecordAge = {CdkCode.Seconds(stream.MaxRecordAgeSeconds)},";
        yield return $"ParallelizationFactor = {CdkCode.Number(stream.ParallelizationFactor)},";
        yield return "ReportBatchItemFailures = true,";
        if (stream.AuditFilterKey is { } key)
        {
            // {"dynamodb":{"Keys":{"pk":{"S":[{"anything-but":{"prefix":"AUDIT#"}}]}}}}
            yield return $"Filters = [AwsLambda::FilterCriteria.Filter({Map("dynamodb", Map("Keys", Map(key, Map("S", $"new object[] {{ {Map("anything-but", Map("prefix", Code.Literal("AUDIT#")))} }}"))))})],";
        }
    }

    private static string Map(string name, string value)
        => $"new Collections::Dictionary<string, object> {{ [{(name.StartsWith("\"", StringComparison.Ordinal) ? name : Code.Literal(name))}] = {value} }}";

    private static void WriteSubscriber(SourceWriter writer, TableConstruct table, SubscriberConstruct subscriber)
    {
        writer.Write($"private ChangeSubscriber Add{subscriber.Member}(SharedResources app)");
        writer.Open();
        writer.Write("var props = new ChangeSubscriberProps");
        writer.Open();
        writer.Write(string.Join("\n", SubscriberSettings(subscriber)));
        writer.Close(";");
        writer.Write($"Configure{subscriber.Member}(props);");
        var made = $"new ChangeSubscriber(this, {Code.Literal(subscriber.Member)}, app, Changes, props)";
        if (subscriber.Audit is not { Kind: not AuditDestinationKind.Console } audit)
        {
            WriteHandler(writer, subscriber, made);
        }
        else
        {
            writer.Write($"var audit = {made};");
            if (Store(table, audit) is { } store)
            {
                writer.Write($"audit.{store};");
            }

            if (subscriber.IsSealed)
            {
                writer.Write("app.AllowSealing(audit.Function);");
            }

            if (subscriber.TellsGaps)
            {
                writer.Write("audit.WatchGaps(app, props.Function);");
            }

            writer.Write("return audit;");
        }

        writer.Close();
    }

    private static void WriteHandler(SourceWriter writer, SubscriberConstruct subscriber, string made)
    {
        if (!subscriber.IsIdempotent && !subscriber.DelaysRetries)
        {
            writer.Write($"return {made};");
            return;
        }

        writer.Write($"var handler = {made};");
        if (subscriber.IsIdempotent)
        {
            writer.Write("app.AllowIdempotency(handler.Function);");
        }

        if (subscriber.DelaysRetries)
        {
            writer.Write("""
                handler.Function.Function.AddEnvironment(Fw24::Fw24Variables.QueueUrl, handler.Queue.QueueUrl);
                handler.Function.Allow("DelayFailedMessages", handler.Queue.QueueArn, "sqs:ChangeMessageVisibility");
                """);
        }

        writer.Write("return handler;");
    }

    private static IEnumerable<string> SubscriberSettings(SubscriberConstruct subscriber)
    {
        yield return $"Function = {Code.Literal(subscriber.Function.Name)},";
        yield return $"FunctionName = {NameCode.Function(subscriber.Function)},";
        yield return "TableArn = Table.TableArn,";
        yield return $"QueueName = {NameCode.Queue(subscriber.Queue, subscriber.Fifo)},";
        yield return $"DeadLetterQueueName = {NameCode.Queue(subscriber.DeadLetterQueue, subscriber.Fifo)},";
        yield return $"Fifo = {CdkCode.Flag(subscriber.Fifo)},";
        if (subscriber.Filter.Count > 0)
        {
            var conditions = subscriber.Filter.Select(static condition => $"[{Code.Literal(condition.Attribute)}] = {Code.List(condition.Values)}");
            yield return $"Filter = new Collections::Dictionary<string, string[]> {{ {string.Join(", ", conditions)} }},";
        }

        yield return $"BatchSize = {CdkCode.Number(subscriber.BatchSize)},";
        if (subscriber.WindowSeconds > 0)
        {
            yield return $"MaxBatchingWindow = {CdkCode.Seconds(subscriber.WindowSeconds)},";
        }

        if (subscriber.MaxConcurrency > 0)
        {
            yield return $"MaxConcurrency = {CdkCode.Number(subscriber.MaxConcurrency)},";
        }

        yield return $"Timeout = {CdkCode.Seconds(subscriber.Settings.TimeoutSeconds)},";
        yield return $"MemorySize = {CdkCode.Number(subscriber.Settings.MemoryMegabytes)},";
        if (subscriber.VisibilityTimeoutSeconds is { } visibility)
        {
            yield return $"VisibilityTimeout = {CdkCode.Seconds(visibility)},";
        }

        yield return $"RetentionPeriod = {CdkCode.Days(subscriber.RetentionDays)},";
        if (subscriber.DelaySeconds > 0)
        {
            yield return $"DeliveryDelay = {CdkCode.Seconds(subscriber.DelaySeconds)},";
        }

        yield return $"MaxReceiveCount = {CdkCode.Number(subscriber.MaxReceiveCount)},";
    }

    // The stack stores in another table of entities, once both are made.
    private static string? Store(TableConstruct table, AuditDestination audit) => audit.Kind switch
    {
        AuditDestinationKind.LogGroup => $"StoreIn(app.{audit.Member}{(audit.Region is null ? "" : $", {Code.Literal(audit.Region)}")})",
        AuditDestinationKind.AuditTable => $"StoreIn(app.{audit.Member})",
        _ when audit.Name == table.Name => "StoreApart(Table)",
        _ => null,
    };
}
