namespace Fw24.Generators.Emit.Infrastructure.Shared;

/// <summary>The methods of <c>SharedResources</c> for stages, names, and tables and topics that exist, identical in every app that needs them.</summary>
internal static class NameParts
{
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

    public const string Tables = """
        // CDK's setting was renamed; this is CloudFormation's own. A value set in Configure is kept.
        internal static void KeepBackups(AwsDynamoDB::Table table, double? days = null)
        {
            var resource = (AwsDynamoDB::CfnTable)table.Node.DefaultChild!;
            if (resource.PointInTimeRecoverySpecification is not null)
            {
                return;
            }

            resource.PointInTimeRecoverySpecification = new AwsDynamoDB::CfnTable.PointInTimeRecoverySpecificationProperty { PointInTimeRecoveryEnabled = true };
            if (days is { } period)
            {
                // Older versions of CDK lack this setting.
                resource.AddPropertyOverride("PointInTimeRecoverySpecification.RecoveryPeriodInDays", period);
            }
        }
        """;

    public const string GivenTables = """
        // A table, given or changed by a hook, must have the keys and the stream that the app's code needs, as far as its construct tells them.
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
                    $"The table {table} has no stream, or is given without its ARN: use Table.FromTableAttributes, with TableStreamArn "
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
                    $"The stream of {given.Node.Path}, the table {table}, has the view type {found}, and the app needs {viewType}. "
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
                    $"The keys of {given.Node.Path}, the table {table}, are {string.Join(", ", found)}, and the app's are {keys}. "
                    + "Use the table that holds the app's items, with its keys, or change the keys in the app.");
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
}
