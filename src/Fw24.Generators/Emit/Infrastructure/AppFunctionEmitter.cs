using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the construct of a function with its own role and log group: <c>AppFunction.g.cs</c>.</summary>
internal static class AppFunctionEmitter
{
    public static string Emit(StackDeclaration stack, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write($"""
            /// <summary>A function of the app with its own role, log group and alarm. The role grants only the permissions that the function needs.</summary>
            {Code.GeneratedCode}
            public sealed partial class AppFunction : Constructs::Construct
            """);
        writer.Open();
        writer.Write(string.Join("\n\n", [Constructor(app), Properties(), Permissions(), KeyPermissions(), Hooks(), TableArn(), Role(), Network(), LogGroup(), Function(app)]));
        writer.Close();
        return CdkCode.File(stack, writer);
    }

    // new AppFunction(this, "Function", app, "OrderBoard", "orders-OrderBoard", AwsCdk::Duration.Seconds(30), 512)
    private static string Constructor(InfrastructureModel app) => $$"""
        private readonly AwsKms::IKey? _encryptionKey;
        private readonly Collections::SortedSet<string> _reasons = new(System::StringComparer.Ordinal);

        /// <summary>Creates a function.</summary>
        /// <param name="scope">The construct that contains it.</param>
        /// <param name="id">Its id within the scope.</param>
        /// <param name="app">The resources shared by the app's functions.</param>
        /// <param name="name">The function's name within the app.</param>
        /// <param name="functionName">Its name in AWS.</param>
        /// <param name="timeout">The maximum duration of an invocation.</param>
        /// <param name="memorySize">Its memory in MB.</param>{{(app.Seal is null ? "" : ScheduledParameter)}}
        public AppFunction(Constructs::Construct scope, string id, SharedResources app, string name, string functionName, AwsCdk::Duration timeout, double memorySize{{(app.Seal is null ? "" : ", bool isScheduled = false")}})
            : base(scope, id)
        {
            // With CDK's recommended flag, it would add a second log group of the same name.
            Node.SetContext("@aws-cdk/aws-lambda:useCdkManagedLogGroup", false);

            App = app;
            _encryptionKey = app.EncryptionKey;
            Name = name;
            app.Functions.Add(this);
            var role = AddRole(functionName);
            LogGroup = AddLogGroup(functionName);
            var function = FunctionProps(functionName, role, timeout, memorySize{{(app.Seal is null ? "" : ", isScheduled")}});
            Role = UseRole(role, function.Role!);
            Timeout = function.Timeout!;
            Function = new AwsLambda::Function(this, "Function", function);
            UseLogGroup(function.FunctionName);
            ErrorAlarm = app.AddAlarm(this, "ErrorAlarm", new AwsCloudWatch::AlarmProps
            {
                AlarmDescription = $"Invocations of the function {functionName} fail.",
                Metric = Function.MetricErrors(new AwsCloudWatch::MetricOptions { Statistic = "Sum", Period = AwsCdk::Duration.Minutes(5) }),
                Threshold = 0,
                EvaluationPeriods = 1,
            });

            Allow("WriteLogs", LogGroup.LogGroupArn, "logs:CreateLogStream", "logs:PutLogEvents");
        {{(app.Seal is null ? AllowParking : AllowParkingUnlessScheduled)}}
            if (_encryptionKey is not null)
            {
                Allow("UseKey", _encryptionKey.KeyArn, "kms:Decrypt", "kms:GenerateDataKey");
            }

            RefuseOtherRoles(role);
            if (function.Vpc is not null)
            {
                AllowNetworkInterfaces(function.FunctionName ?? functionName);
            }
        }
        """;

    private const string ScheduledParameter
        = "\n/// <param name=\"isScheduled\">Indicates whether a schedule invokes it: it then has nothing to park, and its next run does what one failed to do.</param>";

    private const string AllowParking = """
            Allow("ParkRecords", app.ParkingQueue.QueueArn, "sqs:SendMessage");
            AllowKey("UseParkingKey", app.ParkingQueue.EncryptionMasterKey);

            // A record that is too large for the queue is stored under the function's name. Its object name is its SHA-256 in 64 digits.
            var parked = System::Uri.EscapeDataString(name);
            Allow("ParkLargeRecords", app.ClaimChecks.ArnForObjects($"~parked/{parked}/{new string('?', 64)}"), "s3:PutObject");
        """;

    private const string AllowParkingUnlessScheduled = """
            if (!isScheduled)
            {
                Allow("ParkRecords", app.ParkingQueue.QueueArn, "sqs:SendMessage");
                AllowKey("UseParkingKey", app.ParkingQueue.EncryptionMasterKey);

                // A record that is too large for the queue is stored under the function's name. Its object name is its SHA-256 in 64 digits.
                var parked = System::Uri.EscapeDataString(name);
                Allow("ParkLargeRecords", app.ClaimChecks.ArnForObjects($"~parked/{parked}/{new string('?', 64)}"), "s3:PutObject");
            }

        """;

    // public AwsLambda::Function Function { get; }
    private static string Properties() => """
        /// <summary>The resources that it shares with the app's other functions.</summary>
        public SharedResources App { get; }

        /// <summary>The function's name within the app.</summary>
        public string Name { get; }

        /// <summary>The function.</summary>
        public AwsLambda::Function Function { get; }

        /// <summary>The maximum duration of an invocation.</summary>
        public AwsCdk::Duration Timeout { get; }

        /// <summary>Its role: its own, unless <c>Configure(FunctionProps)</c> sets another.</summary>
        public AwsIam::IRole Role { get; }

        /// <summary>Its log group.</summary>
        public AwsLogs::LogGroup LogGroup { get; }

        /// <summary>The alarm on its errors.</summary>
        public AwsCloudWatch::Alarm ErrorAlarm { get; }
        """;

    // public void Allow(…), and what is allowed or denied for a reason of its own
    private static string Permissions() => """
        /// <summary>Allows the function to perform actions on a resource.</summary>
        /// <param name="sid">The statement's id: letters and digits, unique within the function.</param>
        /// <param name="resource">The resource's ARN.</param>
        /// <param name="actions">The actions.</param>
        public void Allow(string sid, string resource, params string[] actions) => Allow(sid, [resource], actions);

        /// <summary>Allows the function to read and write the items of a table, and to query its indexes.</summary>
        /// <param name="sid">The statement's id: letters and digits, unique within the function.</param>
        /// <param name="table">The table.</param>
        /// <param name="indexes">The names of the indexes.</param>
        public void AllowItems(string sid, AwsDynamoDB::ITable table, params string[] indexes)
        {
            var arn = TableArn(table);
            Allow(
                sid, arn,
                "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem",
                "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem");
            if (indexes.Length > 0)
            {
                Allow(sid + "Indexes", System::Array.ConvertAll(indexes, index => $"{arn}/index/{index}"), ["dynamodb:Query"]);
            }

            AllowTableKey(table);
        }

        // Regardless of other permissions, the role cannot access audit records that are stored among items.
        internal void DenyAuditRecords(params AwsDynamoDB::ITable[] tables)
        {
            RefuseRoleOfAudit();
            var arns = new Collections::List<string>();
            foreach (var table in tables)
            {
                arns.Add(TableArn(table));
            }

            AddStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "LeaveAuditRecords",
                Effect = AwsIam::Effect.DENY,
                Actions = ["dynamodb:*"],
                Resources = [.. arns],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["ForAnyValue:StringLike"] = new Collections::Dictionary<string, object> { ["dynamodb:LeadingKeys"] = new[] { "AUDIT#*" } },
                },
            });
        }

        // A permission on a pattern of resources comes with a reason, for cdk-nag. The pattern has another name there if it begins with a resource of
        // another stack.
        internal void AllowPattern(string sid, string[] resources, string[] actions, string reason, string? named = null)
        {
            Allow(sid, resources, actions);
            if (Role.Node.TryFindChild("DefaultPolicy") is not { } policy)
            {
                return;
            }

            _reasons.Add(reason);
            SharedResources.SuppressInTemplate(policy, "AwsSolutions-IAM5", string.Join(" ", _reasons));
            foreach (var resource in resources)
            {
                var pattern = named ?? SharedResources.InFinding(AwsCdk::Stack.Of(policy).Resolve(resource));
                SharedResources.Acknowledge(policy, $"AwsSolutions-IAM5[Resource::{pattern}]", reason);
            }
        }

        internal void Allow(string sid, string[] resources, string[] actions, Collections::IDictionary<string, object>? conditions = null) => AddStatement(new AwsIam::PolicyStatementProps
        {
            Sid = sid,
            Actions = actions,
            Resources = resources,
            Conditions = conditions,
        });

        // Several functions may be given one role, and the ids of a policy's statements are unique.
        internal void AddStatement(AwsIam::PolicyStatementProps statement)
        {
            statement.Sid = Role.Node.Scope?.Node.Path == Node.Path ? statement.Sid : null;
            Role.AddToPrincipalPolicy(new AwsIam::PolicyStatement(statement));
        }
        """;

    // internal void AllowKey(…), internal void AllowTableKey(AwsDynamoDB::ITable table)
    private static string KeyPermissions() => """
        // A queue, topic or table with a key of its own.
        internal void AllowKey(string sid, AwsKms::IKey? key)
        {
            if (App.IsOtherKey(key))
            {
                Allow(sid, key!.KeyArn, "kms:Decrypt", "kms:GenerateDataKey");
            }
        }

        // The permissions that a table with a customer managed key requires ("Using customer managed keys").
        internal void AllowTableKey(AwsDynamoDB::ITable table)
        {
            string[] actions = ["kms:DescribeKey", "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"];
            if (App.IsOtherKey(table.EncryptionKey))
            {
                // Without an id: a function may use several tables with keys of their own.
                AddStatement(new AwsIam::PolicyStatementProps { Actions = ["kms:Decrypt", "kms:GenerateDataKey", .. actions], Resources = [table.EncryptionKey!.KeyArn] });
            }
            else if (_encryptionKey is not null)
            {
                Allow("UseTableKey", [_encryptionKey.KeyArn], actions);
            }
        }
        """;

    // partial void Configure(AwsLambda::FunctionProps function);
    private static string Hooks() => """
        /// <summary>Changes the role's settings.</summary>
        partial void Configure(AwsIam::RoleProps role);

        /// <summary>Changes the log group's settings.</summary>
        partial void Configure(AwsLogs::LogGroupProps logGroup);

        /// <summary>Changes the function's settings.</summary>
        partial void Configure(AwsLambda::FunctionProps function);
        """;

    // internal string TableName(AwsDynamoDB::ITable table), internal string TableArn(AwsDynamoDB::ITable table)
    private static string TableArn() => """
        internal string TableName(AwsDynamoDB::ITable table) => NameElsewhere(table) ?? table.TableName;

        internal string TableArn(AwsDynamoDB::ITable table) => NameElsewhere(table) is { } name
            ? AwsCdk::Stack.Of(this).FormatArn(new AwsCdk::ArnComponents { Service = "dynamodb", Resource = "table", ResourceName = name })
            : table.TableArn;

        // A table of another stack is identified by name: references between tables whose handlers use each other's would be circular.
        private string? NameElsewhere(AwsDynamoDB::ITable table)
            => table is AwsDynamoDB::Table && AwsCdk::Stack.Of(table).Node.Path != AwsCdk::Stack.Of(this).Node.Path
                ? ((AwsDynamoDB::CfnTable)table.Node.DefaultChild!).TableName
                : null;
        """;

    // private AwsIam::Role AddRole(string functionName), and the role that a hook sets instead
    private static string Role() => """
        private AwsIam::Role AddRole(string functionName)
        {
            var role = new AwsIam::RoleProps
            {
                AssumedBy = new AwsIam::ServicePrincipal("lambda.amazonaws.com"),
                Description = $"The permissions of the function {functionName}.",
            };
            Configure(role);
            return new AwsIam::Role(this, "Role", role);
        }

        private AwsIam::IRole UseRole(AwsIam::Role own, AwsIam::IRole given)
        {
            if (!ReferenceEquals(own, given))
            {
                Node.TryRemoveChild(own.Node.Id);
            }

            return given;
        }

        // CDK says nothing if a role takes no permissions: it has no policy now.
        private void RefuseOtherRoles(AwsIam::Role own)
        {
            if (ReferenceEquals(own, Role) || Role is AwsIam::Role)
            {
                return;
            }

            foreach (var child in Role.Node.Children)
            {
                if (child is AwsIam::Policy)
                {
                    return;
                }
            }

            throw new System::InvalidOperationException(
                $"The role that Configure(FunctionProps) gives to {Node.Path} takes no permissions: it is of another account, imported with Mutable = false, "
                + "or the result of WithoutPolicyUpdates. Import it without these, or leave Role out: the function then has its own role, "
                + "which Configure(RoleProps) changes.");
        }

        // What is denied to one of a role's functions is denied to all.
        private void RefuseRoleOfAudit()
        {
            foreach (var function in App.Functions)
            {
                if (function.StoresAmongItems && !ReferenceEquals(function, this) && function.Role.RoleArn == Role.RoleArn)
                {
                    throw new System::InvalidOperationException(
                        $"Configure(FunctionProps) gives one role to {function.Node.Path} and {Node.Path}, but only the first may write audit records among items. "
                        + "Give the functions different roles, or store the audit records in a table of their own (AuditTableName).");
                }
            }
        }

        // Indicates whether the function stores audit records in a table of entities.
        internal bool StoresAmongItems { get; set; }
        """;

    // private void AllowNetworkInterfaces(string functionName)
    private static string Network() => """
        // In a VPC, Lambda connects a function by network interfaces that it creates with the function's role. For a role that it does not create itself,
        // CDK adds nothing; and the managed policy that it would attach (AWSLambdaVPCAccessExecutionRole) also allows writing to all log groups.
        private void AllowNetworkInterfaces(string functionName)
        {
            string[] actions =
            [
                "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
            ];
            AllowPattern("UseNetworkInterfaces", ["*"], actions, "Lambda names the network interfaces of a function in a VPC, and EC2 restricts none of the calls that list them.");

            // The calls are Lambda's. The function's own code may not make them ("Giving Lambda functions access to resources in a VPC").
            AddStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "LeaveNetworkInterfaces",
                Effect = AwsIam::Effect.DENY,
                Actions = actions,
                Resources = ["*"],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["ArnEquals"] = new Collections::Dictionary<string, object>
                    {
                        ["lambda:SourceFunctionArn"] = AwsCdk::Stack.Of(this).FormatArn(new AwsCdk::ArnComponents
                        {
                            Service = "lambda",
                            Resource = "function",
                            ResourceName = functionName,
                            ArnFormat = AwsCdk::ArnFormat.COLON_RESOURCE_NAME,
                        }),
                    },
                },
            });
        }
        """;

    // private AwsLogs::LogGroup AddLogGroup(string functionName), and its use
    private static string LogGroup() => """
        private AwsLogs::LogGroup AddLogGroup(string functionName)
        {
            var logGroup = new AwsLogs::LogGroupProps
            {
                LogGroupName = $"/aws/lambda/{functionName}",
                Retention = AwsLogs::RetentionDays.ONE_MONTH,
                RemovalPolicy = AwsCdk::RemovalPolicy.DESTROY,
                EncryptionKey = _encryptionKey,
            };
            Configure(logGroup);
            return new AwsLogs::LogGroup(this, "LogGroup", logGroup);
        }

        // Lambda writes to the log group of the function's name, unless it is given another one: Configure may have renamed either.
        private void UseLogGroup(string? functionName)
        {
            var logGroup = (AwsLogs::CfnLogGroup)LogGroup.Node.DefaultChild!;
            if (functionName is null || logGroup.LogGroupName != $"/aws/lambda/{functionName}")
            {
                ((AwsLambda::CfnFunction)Function.Node.DefaultChild!).AddPropertyOverride("LoggingConfig.LogGroup", LogGroup.LogGroupName);
            }
        }
        """;

    // private AwsLambda::FunctionProps FunctionProps(…), and its variables
    private static string Function(InfrastructureModel app) => $$"""
        private AwsLambda::FunctionProps FunctionProps(string functionName, AwsIam::Role role, AwsCdk::Duration timeout, double memorySize{{(app.Seal is null ? "" : ", bool isScheduled")}})
        {
            var function = new AwsLambda::FunctionProps
            {
                FunctionName = functionName,
                Runtime = new AwsLambda::Runtime("provided.al2023", AwsLambda::RuntimeFamily.OTHER),
                Architecture = AwsLambda::Architecture.{{(app.Architecture is "arm64" ? "ARM_64" : "X86_64")}},
                Handler = "bootstrap",
                Code = App.CodeFor(this),
                Role = role,
                MemorySize = memorySize,
                Timeout = timeout,
                Vpc = App.Vpc,
                EnvironmentEncryption = _encryptionKey,
                Environment = Variables(null{{(app.Seal is null ? "" : ", isScheduled")}}),
            };{{(app.Seal is null ? "" : Once)}}
            Configure(function);

            // Configure may have replaced these.
            function.Role ??= role;
            function.Timeout ??= timeout;
            function.Environment = Variables(function.Environment{{(app.Seal is null ? "" : ", isScheduled")}});
            return function;
        }

        // The variables that the function needs, and others.
        private Collections::Dictionary<string, string> Variables(Collections::IDictionary<string, string>? others{{(app.Seal is null ? "" : ", bool isScheduled")}})
        {
            var variables = others is null ? [] : new Collections::Dictionary<string, string>(others);
            variables[Fw24::Fw24Variables.Function] = Name;
        {{(app.Seal is null ? Parking : ParkingUnlessScheduled)}}
            if (App.Stage is not null)
            {
                variables[Fw24::Fw24Variables.Stage] = App.Stage;
            }

            return variables;
        }
        """;

    // Whether a run is late or fails, the next one does its work.
    private const string Once = """

            if (isScheduled)
            {
                function.RetryAttempts = 0;
                function.MaxEventAge = AwsCdk::Duration.Minutes(1);
            }

        """;

    private const string Parking = """
            variables[Fw24::Fw24Variables.ParkingQueueUrl] = App.ParkingQueue.QueueUrl;
            variables[Fw24::Fw24Variables.ClaimBucket] = App.ClaimChecks.BucketName;
        """;

    private const string ParkingUnlessScheduled = """
            if (!isScheduled)
            {
                variables[Fw24::Fw24Variables.ParkingQueueUrl] = App.ParkingQueue.QueueUrl;
                variables[Fw24::Fw24Variables.ClaimBucket] = App.ClaimChecks.BucketName;
            }

        """;
}
