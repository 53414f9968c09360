using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests.Apps;

/// <summary>Apps whose audits are sealed.</summary>
internal static class SealApps
{
    private const string Tables = """

        return;

        [DynamoTable("accounts"), StreamEnabled(Fifo = true)]
        [Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail", Sealed = true)]
        public sealed record Account([property: PartitionKey] string Id, string Owner);

        [DynamoTable("rates"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail")]
        public sealed record Rate([property: PartitionKey] string Id);

        [DynamoTable("logins"), Audit(AuditLoggerType.Cloudwatch, Sealed = true)]
        public sealed record Login([property: PartitionKey] string Id);

        [DynamoTable("ledger"), Audit(AuditLoggerType.DynamoDb, Sealed = true)]
        public sealed record Line([property: PartitionKey] string Id);
        """;

    private const string Usings = """
        using System;
        using Amazon.CDK;
        using Amazon.CDK.AWS.Events;
        using Amazon.CDK.AWS.KMS;
        using Amazon.CDK.AWS.Lambda;
        using Amazon.CDK.AWS.S3;
        using Constructs;
        using Fw24;

        namespace Infra;

        """;

    private const string Entry = """

        public static class Entry
        {
            public static Stack Make(Construct scope, string id, Func<Code> code) => new TestStack(scope, id, new() { Code = code });
        }
        """;

    /// <summary>All defaults.</summary>
    public static TestApp Sealed { get; } = new("sealed", "[assembly: Fw24App(\"sealed\")]\n" + Tables);

    /// <summary>A stage with the user's own key, nested stacks and exports, and a slow schedule.</summary>
    public static TestApp Dev { get; } = new(
        "sealed-dev",
        """
        [assembly: Fw24App("sealed", SealMinutes = 20, SealRetentionDays = 3650, TimeoutSeconds = 900, MemoryMegabytes = 1024)]

        """ + Tables,
        Stack("""
            props.Stage = "dev";
            props.EncryptionKey = new Key(this, "Key", new KeyProps { EnableKeyRotation = true });
            props.NestedTables = true;
            props.Exports = true;
            props.SealRetentionDays = 30;
            """));

    /// <summary>A bucket and a key that exist.</summary>
    public static TestApp Given { get; } = new(
        "sealed-given",
        "[assembly: Fw24App(\"sealed\")]\n" + Tables,
        Stack("""
            props.SealLog = Bucket.FromBucketName(this, "Evidence", "evidence");
            var signer = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-4000-8000-000000000001";
            props.SealKey = Key.FromKeyArn(this, "Signer", signer);
            props.SealRetentionDays = 0;
            """));

    /// <summary>An app whose hooks change what seals.</summary>
    public static TestApp Hooked { get; } = new(
        "sealed-hooked",
        "[assembly: Fw24App(\"sealed\", SealMinutes = 1)]\n" + Tables,
        Stack("") + """

        public sealed partial class SharedResources
        {
            partial void ConfigureSealLog(BucketProps bucket) => bucket.RemovalPolicy = Amazon.CDK.RemovalPolicy.DESTROY;

            partial void Configure(KeyProps key) => key.RemovalPolicy = Amazon.CDK.RemovalPolicy.DESTROY;

            partial void Configure(RuleProps rule) => rule.Schedule = Schedule.Expression("cron(0/2 * * * ? *)");

            partial void Configure(Amazon.CDK.AWS.CloudWatch.AlarmProps alarm) => alarm.EvaluationPeriods += 1;
        }

        public sealed partial class AppFunction
        {
            partial void Configure(FunctionProps function)
            {
                if (Name is "seal")
                {
                    function.MaxEventAge = Duration.Minutes(2);
                }
            }
        }
        """);

    /// <summary>All that can be synthesized.</summary>
    public static IEnumerable<TestApp> All => [Sealed, Dev, Given, Hooked];

    /// <summary>An app with a setting that its stack refuses.</summary>
    /// <param name="name">The stack's id.</param>
    /// <param name="settings">The settings.</param>
    public static TestApp Refused(string name, string settings) => Sealed with { Name = name, Stack = Stack(settings) };

    private static string Stack(string settings) => Usings + $$"""
        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure(SealedStackProps props)
            {
                {{settings}}
            }
        }
        """ + Entry;
}
