using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure.Manifest;

/// <summary>Prints the code that replaces a manifest's settings by those of the synthesized constructs: <c>ManifestSettings.g.cs</c>.</summary>
/// <remarks>The manifest is printed when the app is compiled; what <c>Configure</c> methods change is known when the stack is synthesized.</remarks>
internal static class ManifestSettingsEmitter
{
    private const string Tables = """
        /// <summary>Replaces the settings in a manifest.</summary>
        public static void Apply(Nodes::JsonObject manifest, AwsCdk::Stack stack, SharedResources shared)
        {
            foreach (var construct in stack.Node.FindAll())
            {
                if (construct is AwsDynamoDB::CfnTable table && Entry(manifest, "tables", "name", shared.Shown(table.TableName)) is { } described)
                {
                    Apply(described, table);
                }
                else if (construct is AwsLogs::CfnLogGroup logGroup && Entry(manifest, "logGroups", "name", shared.Shown(logGroup.LogGroupName)) is { } group)
                {
                    Set(group, "retentionDays", logGroup.RetentionInDays);
                    group["removalPolicy"] = Removal(logGroup);
                }
            }
        ::FUNCTIONS::
        }

        private static void Apply(Nodes::JsonObject entry, AwsDynamoDB::CfnTable table)
        {
            Set(entry, "timeToLive", Text(table, table.TimeToLiveSpecification, "attributeName"));
            Set(entry, "stream", Text(table, table.StreamSpecification, "streamViewType"));
            entry["billingMode"] = table.BillingMode ?? "PROVISIONED";
            var recovers = Member(table, table.PointInTimeRecoverySpecification, "pointInTimeRecoveryEnabled") is true;
            entry["pointInTimeRecovery"] = recovers;
            if (!recovers)
            {
                entry.Remove("recoveryDays");
            }

            entry["deletionProtection"] = table.DeletionProtectionEnabled is true;
            entry["removalPolicy"] = Removal(table);
            foreach (var index in Elements(table, table.GlobalSecondaryIndexes))
            {
                if (Entry(entry, "indexes", "name", (string?)Member(table, index, "indexName")) is { } described)
                {
                    Set(described, "projection", Text(table, Member(table, index, "projection"), "projectionType"));
                    var included = new Nodes::JsonArray();
                    foreach (var name in Elements(table, Member(table, Member(table, index, "projection"), "nonKeyAttributes")))
                    {
                        included.Add((string)name);
                    }

                    Set(described, "include", included.Count is 0 ? null : included);
                }
            }
        }

        private static string Removal(AwsCdk::CfnResource resource)
            => resource.CfnOptions.DeletionPolicy is AwsCdk::CfnDeletionPolicy.RETAIN ? "Retain" : "Destroy";
        """;

    private const string Calls = """

                foreach (var function in shared.Functions)
                {
                    Apply(manifest, function);
                }

                foreach (var (processor, mapping, failures, delivery) in shared.Streams)
                {
                    var source = Entry(manifest, "eventSources", "function", Name(manifest, processor))!;
                    Apply(source, Resource<AwsLambda::CfnEventSourceMapping>(mapping));
                    var queue = (string?)source["onFailure"];
                    Apply(manifest, queue, failures.Queue);
                    Alarm(manifest, "queue", queue, failures.Alarm);
                    Alarm(manifest, "function", (string?)source["function"], delivery.Late);
                    Alarm(manifest, "topic", Topic(manifest, processor), delivery.Lost);
                    Alarm(manifest, "stream", (string?)source["stream"], delivery.Dropped);
                    if (failures.Records is not null)
                    {
                        Apply(manifest, (string?)source["failedRecords"], failures.Records);
                    }
                }

                foreach (var subscriber in shared.Subscribers)
                {
                    Apply(manifest, subscriber);
                }

                var parking = (string?)Entry(manifest, "functions", "function", shared.Streams[0].Processor.Name)!["environment"]!["FW24_PARKING_QUEUE_URL"]!["urlOf"]!["queue"];
                Apply(manifest, parking, shared.ParkingQueue);
                Alarm(manifest, "queue", parking, shared.ParkingAlarm);
                Apply(manifest, "claim-checks", shared.ClaimChecks);
        """;

    private const string SealCalls = """

                Alarm(manifest, "function", Name(manifest, shared.SealFunction), shared.SealAlarm);
                Set(Entry(manifest, "schedules", "function", Name(manifest, shared.SealFunction))!, "expression", Resource<AwsEvents::CfnRule>(shared.SealSchedule).ScheduleExpression);
                if (shared.SealLog is AwsS3::Bucket log)
                {
                    Apply(manifest, "seal-log", log);
                }

                if (shared.SealKey is AwsKms::Key key)
                {
                    Entry(manifest, "keys", "id", "seal-key")!["removalPolicy"] = Removal(Resource<AwsKms::CfnKey>(key));
                }
        """;

    private const string Functions = """
        private static void Apply(Nodes::JsonObject manifest, AppFunction function)
        {
            var entry = Entry(manifest, "functions", "function", function.Name)!;
            var made = Resource<AwsLambda::CfnFunction>(function.Function);
            Set(entry, "handler", made.Handler);
            Set(entry, "memoryMegabytes", made.MemorySize);
            Set(entry, "timeoutSeconds", made.Timeout);
            Set(entry, "reservedConcurrency", made.ReservedConcurrentExecutions);
            foreach (System::Collections.DictionaryEntry variable in (System::Collections.IDictionary)Member(made, made.Environment, "variables")!)
            {
                // The functions' own variables are references to other entries, except for those that a stage may change.
                var environment = (Nodes::JsonObject)entry["environment"]!;
                if (!environment.ContainsKey((string)variable.Key) || (string)variable.Key is Fw24::Fw24Variables.MaxMessageBytes or Fw24::Fw24Variables.SealRetentionDays)
                {
                    environment[(string)variable.Key] = function.App.Shown(variable.Value);
                }
            }

            Alarm(manifest, "function", (string?)entry["name"], function.ErrorAlarm);
        }

        private static string? Name(Nodes::JsonObject manifest, AppFunction function) => (string?)Entry(manifest, "functions", "function", function.Name)!["name"];

        private static string? Topic(Nodes::JsonObject manifest, AppFunction processor)
            => (string?)Entry(manifest, "functions", "function", processor.Name)!["environment"]!["FW24_TOPIC_ARN"]!["arnOf"]!["topic"];

        private static void Apply(Nodes::JsonObject source, AwsLambda::CfnEventSourceMapping mapping)
        {
            Set(source, "startingPosition", mapping.StartingPosition);
            Set(source, "batchSize", mapping.BatchSize);
            Set(source, "maxBatchingWindowSeconds", mapping.MaximumBatchingWindowInSeconds is 0 ? null : mapping.MaximumBatchingWindowInSeconds);
            Set(source, "maxConcurrency", Number(Member(mapping, mapping.ScalingConfig, "maximumConcurrency")));
            if (source.ContainsKey("stream"))
            {
                source["bisectBatchOnError"] = mapping.BisectBatchOnFunctionError is true;
                Set(source, "retryAttempts", mapping.MaximumRetryAttempts is -1 ? null : mapping.MaximumRetryAttempts);
                Set(source, "maxRecordAgeSeconds", mapping.MaximumRecordAgeInSeconds);
                Set(source, "parallelizationFactor", mapping.ParallelizationFactor);
            }

            var filters = new Nodes::JsonArray();
            foreach (var filter in Elements(mapping, Member(mapping, mapping.FilterCriteria, "filters")))
            {
                filters.Add(Text(mapping, filter, "pattern"));
            }

            Set(source, "filters", filters.Count is 0 ? null : filters);
        }

        private static void Apply(Nodes::JsonObject manifest, ChangeSubscriber subscriber)
        {
            var source = Entry(manifest, "eventSources", "function", Name(manifest, subscriber.Function))!;
            Apply(source, Resource<AwsLambda::CfnEventSourceMapping>(subscriber.Mapping));
            var queue = (string?)source["queue"];
            var subscription = Entry(manifest, "subscriptions", "queue", queue)!;
            var deadLetters = (string?)subscription["deadLetterQueue"];
            Apply(manifest, queue, subscriber.Queue);
            Apply(manifest, deadLetters, subscriber.DeadLetterQueue);
            Alarm(manifest, "queue", queue, subscriber.AgeAlarm);
            Alarm(manifest, "queue", deadLetters, subscriber.DeadLetterAlarm);
            if (subscriber.GapAlarm is not null)
            {
                Alarm(manifest, "function", (string?)source["function"], subscriber.GapAlarm);
            }

            var made = Resource<AwsSns::CfnSubscription>(subscriber.Subscription);
            subscription["rawMessageDelivery"] = made.RawMessageDelivery is true;
            Set(subscription, "filterPolicy", Node(Resolved(made, made.FilterPolicy)));
        }

        // A filter that a hook writes may contain conditions of any kind.
        private static Nodes::JsonNode? Node(object? value)
        {
            switch (value)
            {
                case string text:
                    return text;
                case bool flag:
                    return flag;
                case System::Collections.IDictionary members:
                    var node = new Nodes::JsonObject();
                    foreach (System::Collections.DictionaryEntry member in members)
                    {
                        node[(string)member.Key] = Node(member.Value);
                    }

                    return node;
                case System::Collections.IEnumerable elements:
                    var list = new Nodes::JsonArray();
                    foreach (var element in elements)
                    {
                        list.Add(Node(element));
                    }

                    return list;
                default:
                    return Number(value);
            }
        }

        private static void Apply(Nodes::JsonObject manifest, string? id, AwsS3::Bucket bucket)
        {
            var entry = Entry(manifest, "buckets", "id", id)!;
            var made = Resource<AwsS3::CfnBucket>(bucket);
            foreach (var rule in Elements(made, Member(made, made.LifecycleConfiguration, "rules")))
            {
                Set(entry, "expirationDays", Number(Member(made, rule, "expirationInDays")));
                Set(entry, "noncurrentExpirationDays", Number(Member(made, Member(made, rule, "noncurrentVersionExpiration"), "noncurrentDays")));
            }

            entry["removalPolicy"] = Removal(made);
        }

        private static void Apply(Nodes::JsonObject manifest, string? name, AwsSqs::Queue queue)
        {
            var entry = Entry(manifest, "queues", "name", name)!;
            var made = Resource<AwsSqs::CfnQueue>(queue);
            Set(entry, "visibilityTimeoutSeconds", made.VisibilityTimeout);

            // Four days, if nothing is set (SQS, CreateQueue).
            entry["retentionSeconds"] = Whole(made.MessageRetentionPeriod ?? 345_600);
            if (made.DelaySeconds is null)
            {
                entry.Remove("delaySeconds");
            }

            Set(entry, "delaySeconds", made.DelaySeconds);
            entry["managedEncryption"] = made.SqsManagedSseEnabled is true;
            if (entry["deadLetterQueue"] is Nodes::JsonObject deadLetters)
            {
                Set(deadLetters, "maxReceiveCount", Number(Member(made, made.RedrivePolicy, "maxReceiveCount")));
            }
        }

        private static void Alarm(Nodes::JsonObject manifest, string kind, string? name, AwsCloudWatch::Alarm alarm)
        {
            var made = Resource<AwsCloudWatch::CfnAlarm>(alarm);
            foreach (var node in (Nodes::JsonArray)manifest["alarms"]!)
            {
                if (node is Nodes::JsonObject entry && (string?)entry[kind] == name && (string?)entry["metric"] == made.MetricName)
                {
                    Set(entry, "statistic", made.Statistic);
                    Set(entry, "periodSeconds", made.Period);
                    Set(entry, "threshold", made.Threshold);
                    Set(entry, "evaluationPeriods", made.EvaluationPeriods);
                }
            }
        }

        private static T Resource<T>(Constructs::IConstruct construct)
            where T : AwsCdk::CfnResource
            => (T)construct.Node.DefaultChild!;
        """;

    private const string Values = """
        private static Nodes::JsonObject? Entry(Nodes::JsonObject manifest, string list, string key, string? name)
        {
            foreach (var node in manifest[list] as Nodes::JsonArray ?? [])
            {
                if (node is Nodes::JsonObject entry && (string?)entry[key] == name)
                {
                    return entry;
                }
            }

            return null;
        }

        // A value that is not there is left out.
        private static void Set(Nodes::JsonObject entry, string name, Nodes::JsonNode? value)
        {
            if (value is null)
            {
                entry.Remove(name);
            }
            else
            {
                entry[name] = value;
            }
        }

        private static void Set(Nodes::JsonObject entry, string name, double? value)
            => Set(entry, name, value is { } number ? Nodes::JsonValue.Create(Whole(number)) : null);

        // A number that is known only when the stack is deployed is written as none.
        private static long Whole(double number) => AwsCdk::Token.IsUnresolved(number) ? 0 : (long)number;

        private static object? Resolved(Constructs::IConstruct scope, object? value) => value is null ? null : AwsCdk::Stack.Of(scope).Resolve(value);

        private static object? Member(Constructs::IConstruct scope, object? value, string name) => (Resolved(scope, value) as System::Collections.IDictionary)?[name];

        private static string? Text(Constructs::IConstruct scope, object? value, string name) => Member(scope, value, name) as string;

        private static double? Number(object? value) => value is System::IConvertible number ? number.ToDouble(System::Globalization.CultureInfo.InvariantCulture) : null;

        private static System::Collections.IEnumerable Elements(Constructs::IConstruct scope, object? value)
            => Resolved(scope, value) as System::Collections.IEnumerable ?? System::Array.Empty<object>();
        """;

    private const string Printing = """
        /// <summary>Prints JSON with two spaces of indentation; lists of plain values are on one line.</summary>
        public static string Print(Nodes::JsonNode? node, string indent = "")
        {
            var inner = indent + "  ";
            switch (node)
            {
                case Nodes::JsonObject { Count: > 0 } members:
                    var lines = new Collections::List<string>();
                    foreach (var (name, value) in members)
                    {
                        lines.Add($"{inner}{Plain(name)}: {Print(value, inner)}");
                    }

                    return "{\n" + string.Join(",\n", lines) + $"\n{indent}}}";
                case Nodes::JsonArray elements:
                    var parts = new Collections::List<string>();
                    var isPlain = true;
                    foreach (var element in elements)
                    {
                        isPlain &= element is not Nodes::JsonObject;
                        parts.Add(Print(element, inner));
                    }

                    return isPlain ? $"[{string.Join(", ", parts)}]" : $"[\n{inner}{string.Join($",\n{inner}", parts)}\n{indent}]";
                default:
                    return Plain(node);
            }
        }

        private static string Plain(Nodes::JsonNode? value) => value?.ToJsonString(s_options) ?? "null";

        private static readonly Json::JsonSerializerOptions s_options = new() { Encoder = System::Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        """;

    public static string Emit(StackDeclaration stack, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write($"""
            /// <summary>The settings in a manifest: those of the constructs, which <c>Configure</c> methods may have changed.</summary>
            {Code.GeneratedCode}
            internal static class ManifestSettings
            """);
        writer.Open();
        var tables = Tables.Replace("\n::FUNCTIONS::", (app.HasFunctions ? "\n" + Calls : "") + (app.Seal is null ? "" : "\n" + SealCalls));
        writer.Write(string.Join("\n\n", app.HasFunctions ? [tables, Functions, Values, Printing] : [tables, Values, Printing]));
        writer.Close();
        return CdkCode.File(stack, writer);
    }
}
