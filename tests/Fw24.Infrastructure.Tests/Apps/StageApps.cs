using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests.Apps;

/// <summary>Apps that are deployed more than once, or on tables that exist.</summary>
internal static class StageApps
{
    private const string Usings = """
        using System;
        using Amazon.CDK;
        using Amazon.CDK.AWS.DynamoDB;
        using Amazon.CDK.AWS.Lambda;
        using Amazon.CDK.AWS.SNS;
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

    // An audit log group in another region has a stack of its own.
    private const string Far = """


        [DynamoTable("far"), Audit(AuditLoggerType.Cloudwatch, LogGroupName = "/audit/far", Region = "us-east-1")]
        public sealed record Far([property: PartitionKey] string Id);
        """;

    private static readonly string s_entities = $$"""
        [assembly: Fw24App("staged")]

        return;

        [DynamoTable("orders"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.DynamoDb)]
        public sealed record Order([property: PartitionKey] string Id, string Status);

        [DynamoTable("people"), StreamEnabled(TopicName = "people-news"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail")]
        public sealed record Person([property: PartitionKey] string Id, [property: Sensitive(Redaction.Hmac)] string? Mail);

        [DynamoTable("payments"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "ledger")]
        public sealed record Payment([property: PartitionKey] string Id);

        [DynamoTable("ledger"), StreamEnabled]
        public sealed record Line([property: PartitionKey, DynamoAttribute("pk")] string Account, [property: SortKey, DynamoAttribute("sk")] string Number);

        [DynamoTable("logged"), Audit(AuditLoggerType.Cloudwatch)]
        public sealed record Logged([property: PartitionKey] string Id);

        [DynamoTable("{{TestApps.LongName(1)}}"), StreamEnabled, Audit(AuditLoggerType.Console)]
        public sealed record Long([property: PartitionKey] string Id);

        public sealed class Watcher(ITable<Person> people) : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => people.GetAsync(change.New.Id, cancellationToken);
        }

        public sealed class {{new string('H', 60)}} : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;

    /// <summary>An app without a stage.</summary>
    public static TestApp Unstaged { get; } = Staged("staged", "null");

    /// <summary>The same app in the stage <c>dev</c>.</summary>
    public static TestApp Dev { get; } = Staged("staged-dev", "\"dev\"");

    /// <summary>The same app in the stage <c>prod-eu</c>.</summary>
    public static TestApp Prod { get; } = Staged("staged-prod", "\"prod-eu\"");

    /// <summary>The same app in the stage <c>old</c>, on a table that exists.</summary>
    public static TestApp Old { get; } = Staged("staged-old", "\"old\"", more: """
         props.PeopleTable.Table = Table.FromTableAttributes(this, "People", new TableAttributes
                {
                    TableArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/People",
                    TableStreamArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/People/stream/2026-01-01T00:00:00.000",
                });
        """);

    /// <summary>The same app, in nested stacks.</summary>
    public static TestApp NestedDev { get; } = Staged("staged-nested", "\"nested\"", more: " props.NestedTables = true;");

    /// <summary>One template for all stages.</summary>
    public static TestApp Parameter { get; } = Staged(
        "staged-parameter",
        "new CfnParameter(this, \"Stage\", new CfnParameterProps { AllowedPattern = DeployedName.StagePattern }).ValueAsString",
        isFar: false);

    /// <summary>An app on tables and a topic that exist under other names, and on one that a hook renames.</summary>
    public static TestApp Imported { get; } = new(
        "imported",
        """
        [assembly: Fw24App("imported")]

        return;

        [DynamoTable("agenda"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.DynamoDb)]
        public sealed record Agenda([property: PartitionKey] string ClinicId, [property: SortKey] string AppointmentId);

        [DynamoTable("cards")]
        public sealed record Card([property: PartitionKey] string Id);

        [DynamoTable("renamed"), StreamEnabled]
        public sealed record Renamed([property: PartitionKey] string Id);

        public sealed class Cards(ITable<Card> cards) : AgendaChangeHandler
        {
            protected override Task OnInsertedAsync(AgendaChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => cards.PutAsync(new Card(change.New.AppointmentId), cancellationToken);
        }
        """,
        Usings + """
        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure(ImportedStackProps props)
            {
                props.Stage = "dev";
                props.AgendaTable.Table = Table.FromTableAttributes(this, "Agenda", new TableAttributes
                {
                    TableArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/Agenda.Prod",
                    TableStreamArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/Agenda.Prod/stream/2026-01-01T00:00:00.000",
                });
                props.AgendaTable.Changes = Topic.FromTopicArn(this, "Changes", "arn:aws:sns:eu-central-1:123456789012:agenda-news.fifo");
                props.CardsTable.Table = Table.FromTableName(this, "Cards", "old-cards");
            }
        }

        public sealed partial class RenamedTable
        {
            partial void Configure(TableProps table) => table.TableName = "new-name";
        }
        """ + Entry);

    /// <summary>All that can be synthesized.</summary>
    public static IEnumerable<TestApp> All => [Unstaged, Dev, Prod, Old, NestedDev, Parameter, Imported];

    /// <summary>The app in a stage.</summary>
    /// <param name="name">The stack's id.</param>
    /// <param name="stage">The code of the stage.</param>
    /// <param name="isFar">Indicates whether a log group is in another region.</param>
    /// <param name="more">Further settings.</param>
    public static TestApp Staged(string name, string stage, bool isFar = true, string more = "")
        => new(name, s_entities + (isFar ? Far : ""), Usings + $$"""
        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure(StagedStackProps props)
            {
                props.Stage = {{stage}};{{more}}
            }
        }
        """ + Entry);

    /// <summary>A table with a FIFO topic, given in the stack.</summary>
    /// <param name="name">The stack's id.</param>
    /// <param name="given">The statements that give them.</param>
    public static TestApp Given(string name, string given) => new(
        name,
        """
        [assembly: Fw24App("given")]

        return;

        [DynamoTable("given"), StreamEnabled(Fifo = true)]
        public sealed record Given([property: PartitionKey] string Id, [property: SortKey] int Number);
        """,
        Usings + $$"""
        [InfrastructureStack]
        public sealed partial class TestStack : Stack
        {
            partial void Configure(GivenStackProps props)
            {
                var other = new Stack((Construct)Node.Scope!, Node.Id + "-other");
                var id = new Amazon.CDK.AWS.DynamoDB.Attribute { Name = "Id", Type = AttributeType.STRING };
                var number = new Amazon.CDK.AWS.DynamoDB.Attribute { Name = "Number", Type = AttributeType.NUMBER };
                {{given}}
            }
        }
        """ + Entry);
}
