using System.Text.Json.Nodes;
using Amazon.CDK;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>A customised stack can be deployed: what follows from a changed setting follows it, and what cannot work is refused.</summary>
[Collection(Synthesis.Here)]
public sealed class CustomisationTests(Synthesis synthesis)
{
    private const string ImportedRole = "Amazon.CDK.AWS.IAM.Role.FromRoleArn(this, \"Given\", \"arn:aws:iam::123456789012:role/house\"";

    private static readonly string[] s_network =
    [
        "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
    ];

    private Template App => synthesis.Templates["customised"];

    [Fact]
    public void F9_functions_in_a_VPC_may_use_network_interfaces_and_their_code_may_not()
    {
        var app = synthesis.Templates["in-vpc"];
        var functions = app.OfType("AWS::Lambda::Function").Select(static function => function.Value["Properties"]!).ToList();
        Assert.Equal(4, functions.Count);
        foreach (var function in functions)
        {
            Assert.Equal("""["subnet-0123456789abcdef0"]""", function["VpcConfig"]!["SubnetIds"]!.ToJsonString());
            var policy = PolicyOf(app, function);
            Assert.Equal(s_network, Actions(policy.Single(static statement => (string?)statement["Sid"] is "UseNetworkInterfaces")));
            var denied = policy.Single(static statement => (string?)statement["Sid"] is "LeaveNetworkInterfaces");
            Assert.Equal("Deny", (string?)denied["Effect"]);
            Assert.Equal(s_network, Actions(denied));
            var caller = denied["Condition"]!["ArnEquals"]!["lambda:SourceFunctionArn"]!.ToJsonString();
            Assert.Contains($":function:{function["FunctionName"]}\"", caller, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("NetworkInterface", App.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void F9_a_VPC_that_a_hook_sets_is_the_same()
    {
        var app = Synthesized(CustomApps.Function("hooked-vpc", """
            var vpc = new VpcAttributes { VpcId = "vpc-0", AvailabilityZones = ["a"], PrivateSubnetIds = ["subnet-0"] };
            var isInside = Name is "First";
            function.Vpc = isInside ? Vpc.FromVpcAttributes(this, "Vpc", vpc) : null;
            function.VpcSubnets = isInside ? new SubnetSelection { SubnetType = SubnetType.PRIVATE_WITH_EGRESS } : null;
            """));
        var allowed = Assert.Single(app.Statements(), static found => (string?)found.Statement["Sid"] is "UseNetworkInterfaces");
        Assert.Contains("First", allowed.Resource, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customised-things-stream", 256, 45, null)]
    [InlineData("customised-things-audit", 384, 60, null)]
    [InlineData("customised-First", 640, 120, null)]
    [InlineData("customised-Second", 512, 300, 3)]
    public void A_function_has_its_own_settings_or_the_apps(string name, int memory, int timeout, int? reserved)
    {
        var function = App.Single("AWS::Lambda::Function", "FunctionName", name);
        Assert.Equal((memory, timeout, reserved), ((int)function["MemorySize"]!, (int)function["Timeout"]!, (int?)function["ReservedConcurrentExecutions"]));
    }

    [Theory]
    [InlineData("customised-First", (6 * 120) + 10, 7)]
    [InlineData("customised-Second", (6 * 300) + 20, null)]
    [InlineData("customised-things-audit", (6 * 60) + 5, 2)]
    public void W13_a_queue_follows_the_timeout_and_the_window_that_are_set_last(string queue, int visibility, int? concurrency)
    {
        Assert.Equal(visibility, (int?)App.Single("AWS::SQS::Queue", "QueueName", queue)["VisibilityTimeout"]);
        var id = App.Id("AWS::SQS::Queue", "QueueName", queue);
        var mapping = App.OfType("AWS::Lambda::EventSourceMapping")
            .Single(mapping => mapping.Value["Properties"]!["EventSourceArn"]!.ToJsonString().Contains($"\"{id}\"", StringComparison.Ordinal)).Value["Properties"]!;
        Assert.Equal(concurrency, (int?)mapping["ScalingConfig"]?["MaximumConcurrency"]);
    }

    [Fact]
    public void Alarms_follow_what_is_set_last()
    {
        // A hook of alarms takes one from each threshold.
        Assert.Equal([49_999], Thresholds("IteratorAge"));
        Assert.Equal([899, 3_599, 3_599], Thresholds("ApproximateAgeOfOldestMessage"));

        IEnumerable<int> Thresholds(string metric) => App.OfType("AWS::CloudWatch::Alarm")
            .Where(alarm => (string?)alarm.Value["Properties"]!["MetricName"] == metric)
            .Select(static alarm => (int)alarm.Value["Properties"]!["Threshold"]!)
            .Order();
    }

    [Fact]
    public void F9_a_replaced_environment_keeps_what_the_function_needs()
    {
        var variables = App.Single("AWS::Lambda::Function", "FunctionName", "customised-Second")["Environment"]!["Variables"]!.AsObject();
        Assert.Equal(
            ["FW24_CLAIM_BUCKET", "FW24_FUNCTION", "FW24_PARKING_QUEUE_URL", "FW24_TABLE_ARN", "MINE"],
            variables.Select(static variable => variable.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("Second", "1"), ((string?)variables["FW24_FUNCTION"], (string?)variables["MINE"]));
    }

    [Theory]
    [InlineData("imported", ImportedRole + ")")]
    [InlineData("own", "new Role(this, \"Given\", new RoleProps { AssumedBy = new ServicePrincipal(\"lambda.amazonaws.com\") })")]
    public void F9_a_replaced_role_gets_the_permissions_that_the_function_needs(string name, string role)
    {
        var app = Synthesized(CustomApps.Function($"role-{name}", $"function.Role = {role};"));
        Assert.Equal(name is "own" ? 4 : 0, app.OfType("AWS::IAM::Role").Count());
        var policies = app.OfType("AWS::IAM::Policy").ToList();
        Assert.Equal(4, policies.Count);
        foreach (var policy in policies)
        {
            var allowed = policy.Value["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray().SelectMany(static statement => Actions(statement!)).ToList();
            Assert.Superset(new HashSet<string> { "logs:PutLogEvents", "sqs:SendMessage", "s3:PutObject" }, allowed.ToHashSet());
            Assert.Contains(allowed, static action => action is "sqs:ReceiveMessage" or "dynamodb:GetRecords");
        }
    }

    [Fact]
    public void F9_functions_can_be_given_one_role()
    {
        var app = Synthesized(CustomApps.Function("one-role", """
            var stack = Stack.Of(this);
            function.Role = stack.Node.TryFindChild("Shared") as IRole
                ?? new Role(stack, "Shared", new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com") });
            """));
        var policy = Assert.Single(app.OfType("AWS::IAM::Policy")).Value["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray();
        Assert.All(policy, static statement => Assert.Null(statement!["Sid"]));
        Assert.Equal(3, policy.Count(static statement => Actions(statement!).Contains("sqs:ReceiveMessage")));
    }

    [Theory]
    [InlineData("immutable", $"function.Role = {ImportedRole}, new FromRoleArnOptions {{ Mutable = false }});", "takes no permissions")]
    [InlineData("without", "function.Role = ((Role)function.Role!).WithoutPolicyUpdates();", "or leave Role out: the function then has its own role")]
    public void F9_a_role_that_takes_no_permissions_is_refused(string name, string change, string error)
        => Assert.Contains(error, StageTests.Refusal(CustomApps.Function($"role-{name}", change)), StringComparison.Ordinal);

    [Fact]
    public void One_role_for_the_audit_logger_and_others_is_refused_if_only_it_may_write_among_items()
    {
        var app = CustomApps.Function("audit-role", $"function.Role = {ImportedRole});");
        var error = StageTests.Refusal(app with { Entities = app.Entities.Replace("AuditTableName = \"trail\", ", "", StringComparison.Ordinal) });
        Assert.Contains("but only the first may write audit records among items", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main", "Configure(QueueProps queue) => queue.Encryption = QueueEncryption.KMS_MANAGED")]
    [InlineData("dead", "ConfigureDeadLetterQueue(QueueProps queue) => queue.Encryption = QueueEncryption.KMS_MANAGED")]
    [InlineData(
        "alias",
        "Configure(QueueProps queue) => (queue.Encryption, queue.EncryptionMasterKey) = "
        + "(QueueEncryption.KMS, Amazon.CDK.AWS.KMS.Alias.FromAliasName(this, \"Key\", \"alias/aws/sqs\"))")]
    public void F19_a_key_that_SNS_cannot_use_is_refused(string name, string hook)
    {
        var error = StageTests.Refusal(CustomApps.Custom($"encrypted-{name}", "", $$"""

            public sealed partial class ChangeSubscriber
            {
                partial void {{hook}};
            }
            """));
        Assert.Contains("is encrypted with the key that AWS manages for SQS (KMS_MANAGED), which SNS cannot use", error, StringComparison.Ordinal);
        Assert.Contains("EncryptionKey of the stack's props", error, StringComparison.Ordinal);
    }

    [Fact]
    public void F19_a_queue_with_a_key_of_its_own_can_be_delivered_to_and_read()
    {
        var app = Synthesized(CustomApps.Custom("own-queue-key", "", """

            public sealed partial class ChangeSubscriber
            {
                partial void Configure(QueueProps queue) => queue.Encryption = Node.Id is "First" ? QueueEncryption.KMS : queue.Encryption;
            }
            """));
        var key = Assert.Single(app.OfType("AWS::KMS::Key")).Key;
        Assert.Contains(app.Statements(), found => found.Resource == key && (string?)found.Statement["Principal"]?["Service"] is "sns.amazonaws.com");
        var user = Assert.Single(app.Statements(), static found => (string?)found.Statement["Sid"] is "UseQueueKey");
        Assert.Contains("First", user.Resource, StringComparison.Ordinal);
        Assert.Contains(key, user.Statement["Resource"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "raw", "ChangeSubscriber",
        "Configure(Amazon.CDK.AWS.SNS.SubscriptionProps subscription) => subscription.RawMessageDelivery = false",
        "has no raw message delivery")]
    [InlineData(
        "partial", "ChangeSubscriber",
        "Configure(EventSourceMappingProps mapping) => mapping.ReportBatchItemFailures = false",
        "does not report batch item failures")]
    [InlineData(
        "partial-stream", "ThingsTable",
        "Configure(EventSourceMappingProps mapping) => mapping.ReportBatchItemFailures = null",
        "does not report batch item failures")]
    [InlineData(
        "batch", "ChangeSubscriber",
        "Configure(EventSourceMappingProps mapping) => (mapping.BatchSize, mapping.MaxBatchingWindow) = (50, null)",
        "have up to 50 messages, which Lambda refuses")]
    [InlineData("dead-letters", "ChangeSubscriber", "Configure(QueueProps queue) => queue.DeadLetterQueue = null", "has no dead-letter queue")]
    [InlineData("stream", "ThingsTable", "Configure(TableProps table) => table.Stream = null", "The table things has no stream")]
    [InlineData(
        "view", "ThingsTable",
        "Configure(TableProps table) => table.Stream = Amazon.CDK.AWS.DynamoDB.StreamViewType.KEYS_ONLY",
        "has the view type KEYS_ONLY, and the app needs NEW_AND_OLD_IMAGES")]
    [InlineData(
        "key", "ThingsTable",
        "Configure(TableProps table) => table.PartitionKey = new Amazon.CDK.AWS.DynamoDB.Attribute { Name = \"Other\", Type = AttributeType.STRING }",
        "the table things, are Other (S)")]
    public void F19_a_hook_that_would_lose_changes_or_fail_the_deployment_is_refused(string name, string type, string hook, string error)
        => Assert.Contains(error, StageTests.Refusal(CustomApps.Custom($"hooked-{name}", "", $$"""

            public sealed partial class {{type}}
            {
                partial void {{hook}};
            }
            """)), StringComparison.Ordinal);

    [Fact]
    public void F19_a_topic_and_a_table_with_keys_of_their_own_can_be_used()
    {
        var app = Synthesized(CustomApps.Custom("own-keys", "", """

            public sealed partial class ThingsTable
            {
                partial void Configure(Amazon.CDK.AWS.SNS.TopicProps topic) => topic.MasterKey = new Amazon.CDK.AWS.KMS.Key(this, "TopicKey");

                partial void Configure(TableProps table) => table.EncryptionKey = new Amazon.CDK.AWS.KMS.Key(this, "TableKey");
            }

            public sealed partial class TestStack
            {
                partial void Extend() => ThingsTable.First.Function.AllowItems("MoreItems", ThingsTable.Table);
            }
            """));
        var keys = app.OfType("AWS::KMS::Key").Select(static key => key.Key).ToList();
        Assert.Equal(2, keys.Count);

        // The stream processor publishes with the one key and reads the stream with the other; the handlers use the items.
        AssertUses("StreamProcessor", keys.Single(static key => key.Contains("TopicKey", StringComparison.Ordinal)), "kms:GenerateDataKey");
        AssertUses("StreamProcessor", keys.Single(static key => key.Contains("TableKey", StringComparison.Ordinal)), "kms:Decrypt");
        AssertUses("First", keys.Single(static key => key.Contains("TableKey", StringComparison.Ordinal)), "kms:Decrypt");

        void AssertUses(string function, string key, string action) => Assert.Contains(
            app.Statements(),
            found => found.Resource.Contains(function, StringComparison.Ordinal)
                && found.Statement["Resource"]?.ToJsonString().Contains(key, StringComparison.Ordinal) is true
                && found.Statement["Action"]!.ToJsonString().Contains(action, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("short", "Configure(QueueProps queue) => queue.VisibilityTimeout = Duration.Seconds(20)", "is 20 seconds, which is less than its function's timeout")]
    [InlineData(
        "parameter",
        "Configure(EventSourceMappingProps mapping) => mapping.MaxBatchingWindow = "
        + "Duration.Seconds(new CfnParameter(this, \"W\", new CfnParameterProps { Type = \"Number\" }).ValueAsNumber)",
        "is not known before the stack is deployed")]
    public void W13_a_queue_that_Lambda_would_refuse_is_refused(string name, string hook, string error)
        => Assert.Contains(error, StageTests.Refusal(CustomApps.Custom($"hidden-{name}", "", $$"""

            public sealed partial class ChangeSubscriber
            {
                partial void {{hook}};
            }
            """)), StringComparison.Ordinal);

    [Theory]
    [InlineData("function", "Configure(FunctionProps function) => function.FunctionName = $\"house-{Name}\"", true)]
    [InlineData("unnamed", "Configure(FunctionProps function) => function.FunctionName = null", true)]
    [InlineData("group", "Configure(Amazon.CDK.AWS.Logs.LogGroupProps logGroup) => logGroup.LogGroupName = $\"/house/{Name}\"", true)]
    [InlineData("unnamed-group", "Configure(Amazon.CDK.AWS.Logs.LogGroupProps logGroup) => logGroup.LogGroupName = null", true)]
    [InlineData("same", "Configure(FunctionProps function) => function.FunctionName = $\"customised-{Name}\"", false)]
    public void W13_a_function_logs_to_the_group_that_its_role_may_write_to_whatever_a_hook_names(string name, string hook, bool isTold)
    {
        var app = Synthesized(CustomApps.Custom($"logging-{name}", "", $$"""

            public sealed partial class AppFunction
            {
                partial void {{hook}};
            }
            """));
        var functions = app.OfType("AWS::Lambda::Function").Select(static function => function.Value["Properties"]!).ToList();
        Assert.Equal(4, functions.Count);
        foreach (var function in functions)
        {
            var writes = PolicyOf(app, function).Single(static statement => (string?)statement["Sid"] is "WriteLogs");
            var group = (string)writes["Resource"]!["Fn::GetAtt"]![0]!;
            if (isTold)
            {
                Assert.Equal(group, (string?)function["LoggingConfig"]?["LogGroup"]?["Ref"]);
            }
            else
            {
                Assert.Null(function["LoggingConfig"]);
                Assert.Equal($"/aws/lambda/{function["FunctionName"]}", (string?)app.Json["Resources"]![group]!["Properties"]!["LogGroupName"]);
            }
        }
    }

    [Fact]
    public void Names_and_addresses_are_exported_on_request()
    {
        Assert.Equal(
            [
                "customised:First:dead-letter-queue-url", "customised:First:queue-url",
                "customised:Second:dead-letter-queue-url", "customised:Second:queue-url",
                DeployedName.Export("customised:log.entries_2:table-name"), "customised:parked-records-url",
                "customised:things-audit:dead-letter-queue-url", "customised:things-audit:queue-url",
                "customised:things:failed-records-bucket", "customised:things:stream-failures-url",
                "customised:things:table-name", "customised:things:topic-arn",
            ],
            Exports(App));
        Assert.Equal(
            Exports(App).Select(static name => $"{name}-dev"),
            synthesis.Templates.Values
                .Where(static template => template.Name is "customised-dev" || template.Name.StartsWith("customiseddev", StringComparison.Ordinal))
                .SelectMany(Exports)
                .Order(StringComparer.Ordinal));
        Assert.Matches("^customised:log-entries-2:table-name-[0-9a-f]{8}$", DeployedName.Export("customised:log.entries_2:table-name"));
        Assert.Empty(synthesis.Templates["in-vpc"].Json["Outputs"]?.AsObject() ?? []);

        static IEnumerable<string> Exports(Template template) => (template.Json["Outputs"]?.AsObject() ?? [])
            .Where(static output => output.Value!["Export"] is not null)
            .Select(static output => (string)output.Value!["Export"]!["Name"]!)
            .Order(StringComparer.Ordinal);
    }

    [Fact]
    public void More_outputs_than_CloudFormation_allows_are_refused()
    {
        var error = StageTests.Refusal(CustomApps.Custom("many-outputs", "", """

            public sealed partial class TestStack
            {
                partial void Extend()
                {
                    for (var number = 0; number < 201; number++)
                    {
                        _ = new CfnOutput(this, $"Output{number}", new CfnOutputProps { Value = "1" });
                    }
                }
            }
            """));
        Assert.Contains("would have 201 outputs, but CloudFormation allows 200. Put tables into nested stacks", error, StringComparison.Ordinal);
    }

    [Fact]
    public void F18_a_stack_on_a_base_of_the_house_with_its_own_constructor_compiles()
    {
        const string Stacks = """
            public abstract class CompanyStack : Stack
            {
                protected CompanyStack(Construct scope, string id, string team, IStackProps? props = null)
                    : base(scope, id, props)
                    => TemplateOptions.Description = $"Owned by {team}.";
            }

            [InfrastructureStack]
            public sealed partial class TestStack : CompanyStack
            {
                public TestStack(Construct scope, string id, CustomisedStackProps? props = null)
                    : base(scope, id, "orders", props)
                    => AddInfrastructure(props);

                partial void Extend() => _ = ThingsTable.First.Queue;
            }
            """;
        var app = Synthesized(CustomApps.Declared("house", Stacks, "new TestStack(scope, id, new() { Code = code })"));
        Assert.Equal(4, app.OfType("AWS::Lambda::Function").Count());
        Assert.Equal("Owned by orders.", (string?)app.Json["Description"]);
    }

    [Fact]
    public void F18_a_base_that_takes_props_and_a_further_constructor_need_nothing()
    {
        const string Stacks = """
            public abstract class CompanyStack : Stack
            {
                protected CompanyStack(IConstruct scope, string id, IStackProps? props, string team = "orders")
                    : base((Construct)scope, id, props)
                {
                }

                protected CompanyStack(Construct scope, string id, StackProps? props, params string[] tags)
                    : base(scope, id, props)
                {
                }
            }

            [InfrastructureStack]
            public sealed partial class TestStack : CompanyStack
            {
                public TestStack(Construct scope, Func<Code> code, string id)
                    : this(scope, id, new CustomisedStackProps { Code = code })
                {
                }
            }
            """;
        var app = Synthesized(CustomApps.Declared("further", Stacks.Replace("IConstruct scope", "Construct scope, int number", StringComparison.Ordinal), "new TestStack(scope, code, id)"));
        Assert.Equal(4, app.OfType("AWS::Lambda::Function").Count());
    }

    private static Template Synthesized(TestApp app)
    {
        var cdk = new App(new AppProps { AnalyticsReporting = false });
        app.AddTo(cdk, StageTests.NoFunctions);
        var assembly = cdk.Synth();
        return new Template(app.Name, JsonNode.Parse(File.ReadAllText(assembly.GetStackByName(app.Name).TemplateFullPath))!.AsObject());
    }

    private static List<JsonNode> PolicyOf(Template app, JsonNode function)
    {
        var role = (string)function["Role"]!["Fn::GetAtt"]![0]!;
        return [.. app.OfType("AWS::IAM::Policy")
            .Where(policy => policy.Value["Properties"]!["Roles"]!.ToJsonString().Contains($"\"{role}\"", StringComparison.Ordinal))
            .SelectMany(static policy => policy.Value["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray())
            .Select(static statement => statement!)];
    }

    private static IEnumerable<string> Actions(JsonNode statement)
        => statement["Action"] is JsonArray several ? several.Select(static action => (string)action!) : [(string)statement["Action"]!];
}
