using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the construct of a table and of everything that receives its changes: <c>OrdersTable.g.cs</c>.</summary>
internal static class TableConstructEmitter
{
    public static string Emit(StackDeclaration stack, InfrastructureModel app, TableConstruct table)
    {
        var writer = new SourceWriter();
        WriteProps(writer, app.Prefix, table);
        writer.Line();
        writer.Write($"""
            /// <summary>{Summary(table)}</summary>
            {Code.GeneratedCode}
            public sealed partial class {table.ClassName} : Constructs::Construct
            """);
        writer.Open();
        WriteConstructor(writer, app, table);
        writer.Line();
        writer.Write(string.Join("\n\n", Properties(table).Concat(Hooks(table)).Concat(StreamArn(table))));
        TableResource.Write(writer, table);
        if (table.Stream is { } stream)
        {
            StreamResources.Write(writer, table, stream, app.RedrivesFailures);
        }

        writer.Close();
        return CdkCode.File(stack, writer);
    }

    private static void WriteProps(SourceWriter writer, string prefix, TableConstruct table)
    {
        writer.Write($"""
            /// <summary>The properties of the table {Code.Text(table.Name)}. A resource that is set here is used instead of a new one.</summary>
            {Code.GeneratedCode}
            public sealed class {table.ClassName}Props
            """);
        writer.Open();
        writer.Write($$"""
            /// <summary>The table, if it already exists{{(table.Stream is null ? "" : ", with its stream's ARN")}}.</summary>
            public AwsDynamoDB::ITable? Table { get; set; }
            """);
        if (table.Stream is { } stream)
        {
            writer.Line();
            writer.Write($$"""
                /// <summary>The topic, if it already exists{{(stream.Fifo ? "; it must be a FIFO topic" : "")}}.</summary>
                public AwsSns::ITopic? Changes { get; set; }

                /// <summary>The protocols by which the topic accepts subscriptions besides SQS, Lambda and Firehose, such as <c>https</c> or <c>email</c>. Default: none.</summary>
                /// <remarks>Changes contain complete items. The topic's policy denies every other subscription, regardless of the subscriber.</remarks>
                public string[] FurtherProtocols { get; set; } = [];
                """);
        }

        writer.Line();
        writer.Write($$"""
            /// <summary>Indicates whether the table is in a separate nested stack. Default: <see cref="{{prefix}}StackProps.NestedTables"/>.</summary>
            /// <remarks>Choose before the first deployment: deployed resources do not move to another stack.</remarks>
            public bool? Nested { get; set; }
            """);

        writer.Close();
    }

    private static void WriteConstructor(SourceWriter writer, InfrastructureModel app, TableConstruct table)
    {
        writer.Write($"""
            /// <summary>Creates the table{(table.Stream is null ? "" : " and the receivers of its changes")}.</summary>
            /// <param name="scope">The stack.</param>
            /// <param name="id">Its id within the scope.</param>
            /// <param name="app">The resources shared by the app's functions.</param>
            /// <param name="props">Its properties.</param>
            public {table.ClassName}(Constructs::Construct scope, string id, SharedResources app, {table.ClassName}Props props)
                : base(scope, id)
            """);
        writer.Open();
        var (name, keys) = (Code.Literal(table.Name), Code.Literal(Keys(table.PartitionKey, table.SortKey)));
        var viewType = table.Stream is { ViewType: var type } ? Code.Literal(CdkNames.ViewType(type)) : "null";
        writer.Write($"Table = app.UseTable({name}, props.Table ?? AddTable(app), {keys}, {viewType});");
        if (table.Stream is { } stream)
        {
            var fifo = CdkCode.Flag(stream.Fifo);
            writer.Write($"Changes = props.Changes is null ? AddChanges(app, props.FurtherProtocols) : app.UseTopic({name}, props.Changes, {fifo});");
            var records = stream.KeepsFailedRecords;
            var remedy = records
                ? "A bucket keeps them, and the messages name its objects: replay these."
                : "Replay them from the stream, which retains them for 24 hours.";
            writer.Write($"""
                DeliveryAlarm = AddDeliveryAlarm(app);
                StreamProcessor = AddStreamProcessor(app);
                StreamFailures = AddStreamFailures(app);
                StreamFailureAlarm = app.AddDepthAlarm(this, "StreamFailureAlarm", StreamFailures, "Changes were given up on. {remedy}");{(records ? "\nFailedRecords = AddFailedRecords(app);" : "")}
                StreamMapping = AddStreamMapping();{(records ? "\nStreamMapping.Node.AddDependency(AddFailedRecordsRule(app));" : "")}
                DroppedAlarm = AddDroppedAlarm(app);
                IteratorAgeAlarm = AddIteratorAgeAlarm(app);{(records ? "" : "\nStreamProcessor.AllowKey(\"UseFailureKey\", StreamFailures.EncryptionMasterKey);")}
                app.Streams.Add((StreamProcessor, StreamMapping, (StreamFailures, StreamFailureAlarm, {(records ? "FailedRecords" : "null")}), (IteratorAgeAlarm, DeliveryAlarm, DroppedAlarm)));
                """);
            if (!app.RedrivesFailures)
            {
                writer.Write("""SharedResources.Suppress(StreamFailures, "AwsSolutions-SQS3", "Only an operator takes messages out of it, and the parking queue can be the dead-letter queue of at most ten queues.");""");
            }

            foreach (var subscriber in stream.Subscribers)
            {
                writer.Write($"{subscriber.Member} = Add{subscriber.Member}(app);");
            }

            if (stream.Subscribers.Count > 0)
            {
                writer.Line();
                writer.Write($"""
                    // Messages that are published before a subscription exists are lost to it.
                    StreamMapping.Node.AddDependency({string.Join(", ", stream.Subscribers.Select(static subscriber => subscriber.Member + ".Subscription"))});
                    """);
            }

            if (stream.HasClaimChecks)
            {
                var readers = string.Concat(stream.Subscribers.Select(static subscriber => $", {subscriber.Member}.Function"));
                writer.Write($"app.AllowClaimChecks({Code.Literal(table.Name)}, StreamProcessor{readers});");
            }
        }

        writer.Write(string.Join("\n", Exports(table)));

        writer.Close();
    }

    // app.Export(OrderBoard, "queue-url", "OrderBoard:queue-url", OrderBoard.Queue.QueueUrl);
    private static IEnumerable<string> Exports(TableConstruct table)
    {
        yield return Export("this", table.Name, "table-name", "Table.TableName");
        if (table.Stream is not { } stream)
        {
            yield break;
        }

        yield return Export("this", table.Name, "topic-arn", "Changes.TopicArn");
        yield return Export("this", table.Name, "stream-failures-url", "StreamFailures.QueueUrl");
        if (stream.KeepsFailedRecords)
        {
            yield return Export("this", table.Name, "failed-records-bucket", "FailedRecords.BucketName");
        }

        foreach (var subscriber in stream.Subscribers)
        {
            yield return Export(subscriber.Member, subscriber.Function.Name, "queue-url", $"{subscriber.Member}.Queue.QueueUrl");
            yield return Export(subscriber.Member, subscriber.Function.Name, "dead-letter-queue-url", $"{subscriber.Member}.DeadLetterQueue.QueueUrl");
        }

        static string Export(string scope, string name, string kind, string value)
            => $"app.Export({scope}, {Code.Literal(kind)}, {Code.Literal($"{name}:{kind}")}, {value});";
    }

    private static IEnumerable<string> Properties(TableConstruct table)
    {
        yield return """
            /// <summary>The table.</summary>
            public AwsDynamoDB::ITable Table { get; }
            """;
        if (table.Stream is not { } stream)
        {
            yield break;
        }

        yield return """
            /// <summary>The topic of the table's changes.</summary>
            public AwsSns::ITopic Changes { get; }
            """;
        yield return """
            /// <summary>The alarm on changes that reached neither a queue nor its dead-letter queue.</summary>
            public AwsCloudWatch::Alarm DeliveryAlarm { get; }
            """;
        yield return """
            /// <summary>The function that publishes the stream's records to the topic.</summary>
            public AppFunction StreamProcessor { get; }
            """;
        yield return $$"""
            /// <summary>The queue for references to {{(stream.KeepsFailedRecords ? "objects of <see cref=\"FailedRecords\"/>" : "batches of the stream that were given up on")}}.</summary>
            public AwsSqs::Queue StreamFailures { get; }
            """;
        if (stream.KeepsFailedRecords)
        {
            yield return """
                /// <summary>The bucket for the records of the stream that were given up on, without redaction.</summary>
                public AwsS3::Bucket FailedRecords { get; }
                """;
        }

        yield return """
            /// <summary>The alarm on <see cref="StreamFailures"/>.</summary>
            public AwsCloudWatch::Alarm StreamFailureAlarm { get; }
            """;
        yield return """
            /// <summary>The event source mapping that invokes the stream processor with records of the stream.</summary>
            public AwsLambda::EventSourceMapping StreamMapping { get; }
            """;
        yield return """
            /// <summary>The alarm on records that reached neither the stream processor nor the on-failure destination.</summary>
            public AwsCloudWatch::Alarm DroppedAlarm { get; }
            """;
        yield return """
            /// <summary>The alarm on the delay of the stream processor.</summary>
            public AwsCloudWatch::Alarm IteratorAgeAlarm { get; }
            """;
        foreach (var subscriber in stream.Subscribers)
        {
            yield return subscriber.Audit is null
                ? $$"""
                    /// <summary>The handler {{Code.Text(subscriber.Function.Name)}}.</summary>
                    public ChangeSubscriber {{subscriber.Member}} { get; }
                    """
                : $$"""
                    /// <summary>The audit logger.</summary>
                    public ChangeSubscriber {{subscriber.Member}} { get; }
                    """;
        }
    }

    private static IEnumerable<string> Hooks(TableConstruct table)
    {
        yield return """
            /// <summary>Changes the table's settings.</summary>
            partial void Configure(AwsDynamoDB::TableProps table);
            """;
        if (table.Indexes.Count > 0)
        {
            yield return """
                /// <summary>Changes an index's settings.</summary>
                partial void Configure(AwsDynamoDB::GlobalSecondaryIndexProps index);
                """;
        }

        if (table.Stream is not { } stream)
        {
            yield break;
        }

        yield return """
            /// <summary>Changes the topic's settings.</summary>
            partial void Configure(AwsSns::TopicProps topic);
            """;
        yield return """
            /// <summary>Changes the settings of <see cref="StreamFailures"/>.</summary>
            partial void Configure(AwsSqs::QueueProps queue);
            """;
        if (stream.KeepsFailedRecords)
        {
            yield return """
                /// <summary>Changes the settings of <see cref="FailedRecords"/>.</summary>
                partial void Configure(AwsS3::BucketProps bucket);
                """;
        }

        yield return """
            /// <summary>Changes the settings of <see cref="StreamMapping"/>.</summary>
            partial void Configure(AwsLambda::EventSourceMappingProps mapping);
            """;
        foreach (var subscriber in stream.Subscribers)
        {
            yield return $"""
                /// <summary>Changes the settings of the delivery to <see cref="{subscriber.Member}"/>.</summary>
                partial void Configure{subscriber.Member}(ChangeSubscriberProps subscriber);
                """;
        }
    }

    private static IEnumerable<string> StreamArn(TableConstruct table)
        => table.Stream is null
            ? []
            : ["""
                // The key that a hook gave to the topic.
                private AwsKms::IKey? _topicKey;

                private string StreamArn => Table.TableStreamArn!;
                """];

    // OrderId (S), Line (N)
    private static string Keys(KeyModel partitionKey, KeyModel? sortKey)
        => $"{partitionKey.Attribute} ({partitionKey.Type}){(sortKey is null ? "" : $", {sortKey.Attribute} ({sortKey.Type})")}";

    // Table orders: Order, OrderNote. Stream → FIFO topic orders-stream.fifo → OrderBoard, ShipmentMailer, audit (log group /audit/logs/orders).
    private static string Summary(TableConstruct table)
    {
        var text = $"Table <c>{Code.Text(table.Name)}</c>: {Code.Text(string.Join(", ", table.Entities))}.";
        if (table.Stream is not { } stream)
        {
            return text;
        }

        var topic = Code.Text(DeployedName.Topic(stream.Topic, stream.Fifo));
        var subscribers = stream.Subscribers.Select(static subscriber => subscriber.Audit is { } audit ? $"audit ({Destination(audit)})" : subscriber.Function.Name).ToList();
        return $"{text} Stream → {(stream.Fifo ? "FIFO topic" : "topic")} <c>{topic}</c>{(subscribers.Count is 0 ? "" : $" → {Code.Text(string.Join(", ", subscribers))}")}.";
    }

    private static string Destination(AuditDestination audit) => audit.Kind switch
    {
        AuditDestinationKind.Console => "console",
        AuditDestinationKind.LogGroup => $"log group {audit.Name}",
        _ => $"table {audit.Name}",
    };
}
