using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests.Apps;

/// <summary>Apps whose stacks are customised.</summary>
internal static class CustomApps
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using Amazon.CDK;
        using Amazon.CDK.AWS.CloudWatch;
        using Amazon.CDK.AWS.DynamoDB;
        using Amazon.CDK.AWS.EC2;
        using Amazon.CDK.AWS.IAM;
        using Amazon.CDK.AWS.KMS;
        using Amazon.CDK.AWS.Lambda;
        using Amazon.CDK.AWS.S3;
        using Amazon.CDK.AWS.SQS;
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

    private const string Hooks = """

        public sealed partial class ThingsTable
        {
            partial void Configure(TableProps table)
            {
                table.BillingMode = Amazon.CDK.AWS.DynamoDB.BillingMode.PROVISIONED;
                (table.DeletionProtection, table.RemovalPolicy) = (false, Amazon.CDK.RemovalPolicy.DESTROY);
                table.PointInTimeRecovery = false;
            }

            partial void Configure(GlobalSecondaryIndexProps index) => index.ProjectionType = ProjectionType.KEYS_ONLY;
            partial void Configure(QueueProps queue) => queue.RetentionPeriod = Duration.Days(13);
            partial void Configure(EventSourceMappingProps mapping) => (mapping.MaxRecordAge, mapping.RetryAttempts, mapping.BatchSize) = (Duration.Seconds(100), 9, 8);
            partial void ConfigureFirst(ChangeSubscriberProps subscriber)
            {
                (subscriber.BatchSize, subscriber.MaxReceiveCount, subscriber.MaxBatchingWindow) = (4, 20, Duration.Seconds(10));
                subscriber.MemorySize = 640;
            }
        }

        public sealed partial class ChangeSubscriber
        {
            private bool IsSecond => Node.Id is "Second";

            partial void Configure(QueueProps queue)
            {
                queue.RetentionPeriod = IsSecond ? Duration.Minutes(30) : queue.RetentionPeriod;
                queue.DeliveryDelay = IsSecond ? Duration.Minutes(2) : null;
            }

            partial void ConfigureDeadLetterQueue(QueueProps queue) => queue.RetentionPeriod = IsSecond ? Duration.Days(9) : queue.RetentionPeriod;
            partial void Configure(EventSourceMappingProps mapping) => mapping.MaxBatchingWindow = IsSecond ? Duration.Seconds(20) : mapping.MaxBatchingWindow;
        }

        public sealed partial class AppFunction
        {
            partial void Configure(FunctionProps function)
            {
                if (Name is "Second")
                {
                    function.Timeout = Duration.Minutes(5);
                    function.ReservedConcurrentExecutions = 3;
                    function.Environment = new Dictionary<string, string> { ["MINE"] = "1" };
                }
            }
        }

        public sealed partial class SharedResources
        {
            partial void Configure(AlarmProps alarm) => (alarm.EvaluationPeriods, alarm.Threshold) = (2, Math.Max(alarm.Threshold - 1, 0));
            partial void Configure(QueueProps queue) => queue.RetentionPeriod = Duration.Days(12);
            partial void ConfigureClaimChecks(BucketProps bucket) => bucket.LifecycleRules =
                [new Amazon.CDK.AWS.S3.LifecycleRule { Expiration = Duration.Days(200), NoncurrentVersionExpiration = Duration.Days(31) }];
        }
        """;

    private static string Entities(string app) => $$"""
        [assembly: Fw24App("{{app}}", TimeoutSeconds = 40)]

        return;

        [DynamoTable("things")]
        [StreamEnabled(TimeoutSeconds = 45, MemoryMegabytes = 256)]
        [Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail", TimeoutSeconds = 60, MemoryMegabytes = 384, MaxConcurrency = 2)]
        [GlobalIndex("by-owner", PartitionKey = nameof(Owner))]
        public sealed record Thing([property: PartitionKey] string Id, string Owner);

        [DynamoTable("log.entries_2")]
        public sealed record Line([property: PartitionKey] string Id);

        [ChangeQueue(TimeoutSeconds = 120, MemoryMegabytes = 1024, MaxConcurrency = 7)]
        public sealed class First : ThingChangeHandler
        {
            protected override Task OnModifiedAsync(ThingChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        public sealed class Second : ThingChangeHandler
        {
            protected override Task OnRemovedAsync(ThingChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;

    /// <summary>Tables whose streams give up to each destination, one of them in a nested stack.</summary>
    public static TestApp GivenUp { get; } = new(
        "given-up",
        """
        [assembly: Fw24App("given-up")]

        return;

        [DynamoTable("plain", PointInTimeRecoveryDays = 7), StreamEnabled]
        public sealed record Plain([property: PartitionKey] string Id);

        [DynamoTable("nested"), StreamEnabled]
        public sealed record Nested([property: PartitionKey] string Id);

        [DynamoTable("asked"), StreamEnabled(OnFailure = OnFailureDestination.Queue)]
        public sealed record Asked([property: PartitionKey] string Id);

        [DynamoTable("secret"), StreamEnabled]
        public sealed record Secret([property: PartitionKey] string Id, [property: Sensitive] string? Mail);

        [DynamoTable("old-secret"), StreamEnabled, SensitiveAttributes("Mail")]
        public sealed record OldSecret([property: PartitionKey] string Id);

        [DynamoTable("kept"), StreamEnabled(OnFailure = OnFailureDestination.Bucket)]
        public sealed record Kept([property: PartitionKey] string Id, [property: Sensitive] string? Mail);
        """,
        Usings + """
        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure(GivenUpStackProps props)
            {
                props.EncryptionKey = new Amazon.CDK.AWS.KMS.Key(this, "Key", new Amazon.CDK.AWS.KMS.KeyProps { EnableKeyRotation = true });
                props.NestedTable.Nested = true;
            }
        }
        """ + Entry);

    /// <summary>Settings of single functions, and hooks that change what the attributes say.</summary>
    public static TestApp Customised { get; } = Custom("customised", "props.Exports = true;", Hooks);

    /// <summary>The same app in a stage and in nested stacks.</summary>
    public static TestApp CustomisedDev { get; } = Custom("customised-dev", "(props.Exports, props.Stage, props.NestedTables) = (true, \"dev\", true);", Hooks);

    /// <summary>What a stage exports.</summary>
    public static TestApp Exported { get; } = Custom("exported", "(props.Exports, props.Stage) = (true, \"dev\");");

    /// <summary>Functions in a VPC.</summary>
    public static TestApp InVpc { get; } = Custom(
        "in-vpc",
        """
        props.Vpc = Vpc.FromVpcAttributes(this, "Vpc", new VpcAttributes
                {
                    VpcId = "vpc-0123456789abcdef0",
                    AvailabilityZones = ["eu-central-1a"],
                    PrivateSubnetIds = ["subnet-0123456789abcdef0"],
                });
        """);

    /// <summary>Gets an app with one handler on Managed Instances.</summary>
    /// <param name="stack">The declaration of its stack <c>OrdersStack</c>, which puts the handler's function there.</param>
    public static TestApp ManagedInstances(string stack) => new(
        "managed",
        """
        [assembly: Fw24App("managed")]

        return;

        [DynamoTable("orders"), StreamEnabled]
        public sealed record Order([property: PartitionKey] string Id);

        [ChangeQueue(TimeoutSeconds = 5_400, MemoryMegabytes = 4_096, ManagedInstances = true)]
        public sealed class ShipmentMailer : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        public sealed class OrderBoard : OrderChangeHandler
        {
            protected override Task OnRemovedAsync(OrderChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """,
        stack + """

        public static class Entry
        {
            public static Stack Make(Constructs.Construct scope, string id, System.Func<Code> code) => new OrdersStack(scope, id, new() { Code = code });
        }
        """);

    /// <summary>Gets the app with properties and hooks of its own.</summary>
    public static TestApp Custom(string name, string props, string hooks = "") => new(
        name,
        Entities("customised"),
        Usings + $$"""
        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure(CustomisedStackProps props)
            {
                {{props}}
            }
        }
        """ + hooks + Entry);

    /// <summary>Gets the app with a change to the functions' properties.</summary>
    public static TestApp Function(string name, string change) => Custom(name, "", $$"""

        public sealed partial class AppFunction
        {
            partial void Configure(FunctionProps function)
            {
                {{change}}
            }
        }
        """);

    /// <summary>Gets the app with a stack whose declaration is given.</summary>
    public static TestApp Declared(string name, string declarations, string make) => new(
        name,
        Entities("customised"),
        Usings + declarations + $$"""

        public static class Entry
        {
            public static Stack Make(Construct scope, string id, Func<Code> code) => {{make}};
        }
        """);

    /// <summary>Handlers that use tables with indexes, one of which also holds audit records.</summary>
    public static TestApp Indexed { get; } = new(
        "indexed",
        """
        [assembly: Fw24App("indexed")]

        return;

        [DynamoTable("orders"), StreamEnabled, Audit(AuditLoggerType.DynamoDb)]
        [GlobalIndex("by-customer", PartitionKey = nameof(CustomerId))]
        [GlobalIndex("turned", PartitionKey = nameof(Line), SortKey = nameof(Id))]
        public sealed record Order([property: PartitionKey] string Id, [property: SortKey] string Line, string CustomerId);

        [DynamoTable("cards")]
        [GlobalIndex("by-status", PartitionKey = nameof(Status))]
        [GlobalIndex("by-owner.1", PartitionKeys = [nameof(Owner), nameof(Status)], Projection = IndexProjection.KeysOnly)]
        public sealed record Card([property: PartitionKey] string Id, string Status, string Owner);

        [DynamoTable("notes")]
        public sealed record Note([property: PartitionKey] string Id);

        [DynamoTable("bills"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail", Queries = AuditQueries.Time | AuditQueries.Actor)]
        public sealed record Bill([property: PartitionKey] string Id);

        [DynamoTable("offers"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail")]
        public sealed record Offer([property: PartitionKey] string Id);

        public sealed class Reader(ITable<Order> orders, ITable<Card> cards) : OrderChangeHandler
        {
            protected override async Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => _ = (await orders.GetAsync("", "", cancellationToken), await cards.GetAsync("", cancellationToken));
        }

        public sealed class Writer(ITable<Note> notes) : OrderChangeHandler
        {
            protected override async Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => _ = await notes.GetAsync("", cancellationToken);
        }
        """);
}
