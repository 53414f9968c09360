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
        writer.Write(string.Join("\n\n", [Constructor(), Properties(), Permissions(), Hooks(), TableArn(), Role(), LogGroup(), Function(app)]));
        writer.Close();
        return CdkCode.File(stack, writer);
    }

    // new AppFunction(this, "Function", app, "OrderBoard", "orders-OrderBoard")
    private static string Constructor() => """
        private readonly AwsKms::IKey? _encryptionKey;
        private readonly Collections::SortedSet<string> _reasons = new(System::StringComparer.Ordinal);

        /// <summary>Creates a function.</summary>
        /// <param name="scope">The construct that contains it.</param>
        /// <param name="id">Its id within the scope.</param>
        /// <param name="app">The resources shared by the app's functions.</param>
        /// <param name="name">The function's name within the app.</param>
        /// <param name="functionName">Its name in AWS.</param>
        public AppFunction(Constructs::Construct scope, string id, SharedResources app, string name, string functionName)
            : base(scope, id)
        {
            _encryptionKey = app.EncryptionKey;
            app.Functions.Add(this);
            Role = AddRole(functionName);
            LogGroup = AddLogGroup(functionName);
            Function = AddFunction(app, name, functionName);
            ErrorAlarm = app.AddAlarm(this, "ErrorAlarm", new AwsCloudWatch::AlarmProps
            {
                AlarmDescription = $"Invocations of the function {functionName} fail.",
                Metric = Function.MetricErrors(new AwsCloudWatch::MetricOptions { Statistic = "Sum", Period = AwsCdk::Duration.Minutes(5) }),
                Threshold = 0,
                EvaluationPeriods = 1,
            });

            Allow("WriteLogs", LogGroup.LogGroupArn, "logs:CreateLogStream", "logs:PutLogEvents");
            Allow("ParkRecords", app.ParkingQueue.QueueArn, "sqs:SendMessage");

            // A record that is too large for the queue is stored under the function's name. Its object name is its SHA-256 in 64 digits.
            var parked = System::Uri.EscapeDataString(name);
            Allow("ParkLargeRecords", app.ClaimChecks.ArnForObjects($"~parked/{parked}/{new string('?', 64)}"), "s3:PutObject");
            if (_encryptionKey is not null)
            {
                Allow("UseKey", _encryptionKey.KeyArn, "kms:Decrypt", "kms:GenerateDataKey");
            }
        }
        """;

    // public AwsLambda::Function Function { get; }
    private static string Properties() => """
        /// <summary>The function.</summary>
        public AwsLambda::Function Function { get; }

        /// <summary>Its role.</summary>
        public AwsIam::Role Role { get; }

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

        /// <summary>Allows the function to read and write the items of a table.</summary>
        /// <param name="sid">The statement's id: letters and digits, unique within the function.</param>
        /// <param name="table">The table.</param>
        public void AllowItems(string sid, AwsDynamoDB::ITable table)
        {
            Allow(sid, TableArn(table), "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem");
            AllowTableKey();
        }

        // Regardless of other permissions, the role cannot access audit records that are stored among items.
        internal void DenyAuditRecords(params AwsDynamoDB::ITable[] tables)
        {
            var arns = new Collections::List<string>();
            foreach (var table in tables)
            {
                arns.Add(TableArn(table));
            }

            Role.AddToPrincipalPolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "LeaveAuditRecords",
                Effect = AwsIam::Effect.DENY,
                Actions = ["dynamodb:*"],
                Resources = [.. arns],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["ForAnyValue:StringLike"] = new Collections::Dictionary<string, object> { ["dynamodb:LeadingKeys"] = new[] { "AUDIT#*" } },
                },
            }));
        }

        // A permission on a pattern of resources comes with a reason, for cdk-nag.
        internal void AllowPattern(string sid, string[] resources, string[] actions, string reason)
        {
            Allow(sid, resources, actions);
            if (_reasons.Add(reason))
            {
                SharedResources.Suppress(Role.Node.FindChild("DefaultPolicy"), "AwsSolutions-IAM5", string.Join(" ", _reasons));
            }
        }

        internal void Allow(string sid, string[] resources, string[] actions, Collections::IDictionary<string, object>? conditions = null) => Role.AddToPrincipalPolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
        {
            Sid = sid,
            Actions = actions,
            Resources = resources,
            Conditions = conditions,
        }));

        // The permissions that a table with a customer managed key requires ("Using customer managed keys").
        internal void AllowTableKey()
        {
            if (_encryptionKey is not null)
            {
                Allow("UseTableKey", _encryptionKey.KeyArn, "kms:DescribeKey", "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo");
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

    // private AwsIam::Role AddRole(string functionName)
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
        """;

    // private AwsLogs::LogGroup AddLogGroup(string functionName)
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
        """;

    // private AwsLambda::Function AddFunction(SharedResources app, string name, string functionName)
    private static string Function(InfrastructureModel app) => $$"""
        private AwsLambda::Function AddFunction(SharedResources app, string name, string functionName)
        {
            var function = new AwsLambda::FunctionProps
            {
                FunctionName = functionName,
                Runtime = new AwsLambda::Runtime("provided.al2023", AwsLambda::RuntimeFamily.OTHER),
                Architecture = AwsLambda::Architecture.{{(app.Architecture is "arm64" ? "ARM_64" : "X86_64")}},
                Handler = "bootstrap",
                Code = app.CodeFor(this),
                Role = Role,
                MemorySize = {{CdkCode.Number(app.MemoryMegabytes)}},
                Timeout = {{CdkCode.Seconds(app.TimeoutSeconds)}},
                EnvironmentEncryption = _encryptionKey,
                Environment = new Collections::Dictionary<string, string>
                {
                    [Fw24::Fw24Variables.Function] = name,
                    [Fw24::Fw24Variables.ParkingQueueUrl] = app.ParkingQueue.QueueUrl,
                    [Fw24::Fw24Variables.ClaimBucket] = app.ClaimChecks.BucketName,
                },
            };
            if (app.Stage is not null)
            {
                function.Environment[Fw24::Fw24Variables.Stage] = app.Stage;
            }

            Configure(function);
            return new AwsLambda::Function(this, "Function", function);
        }
        """;
}
