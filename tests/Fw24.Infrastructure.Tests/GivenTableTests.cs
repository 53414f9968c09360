using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>Tables and topics that exist, under any name.</summary>
[Collection(Synthesis.Here)]
public sealed class GivenTableTests(Synthesis synthesis)
{
    private const string Agenda = "arn:aws:dynamodb:eu-central-1:123456789012:table/Agenda.Prod";

    // A stream that carries everything.
    private const string Whole = "Stream = Amazon.CDK.AWS.DynamoDB.StreamViewType.NEW_AND_OLD_IMAGES";

    private const string Keys = "Stream = Amazon.CDK.AWS.DynamoDB.StreamViewType.KEYS_ONLY";

    private Template Imported => synthesis.Templates["imported"];

    [Fact]
    public void W7_F19_functions_know_the_names_that_the_rule_does_not_give()
        => Assert.All(
            Imported.OfType("AWS::Lambda::Function"),
            static function => Assert.Equal(
                "agenda=Agenda.Prod,cards=old-cards,renamed=new-name",
                (string?)function.Value["Properties"]!["Environment"]!["Variables"]!["FW24_TABLES"]));

    [Fact]
    public void W7_roles_reach_the_tables_by_their_own_names()
    {
        var cards = Assert.Single(Imported.Statements(), static found => (string?)found.Statement["Sid"] is "UseCardsTable").Statement;
        Assert.Contains(":table/old-cards", cards["Resource"]!.ToJsonString(), StringComparison.Ordinal);
        var stored = Assert.Single(Imported.Statements(), static found => (string?)found.Statement["Sid"] is "StoreAuditRecords").Statement;
        Assert.Equal(Agenda, (string?)stored["Resource"]);

        // All roles but the audit logger's.
        var denied = Imported.Statements().Where(static found => (string?)found.Statement["Sid"] is "LeaveAuditRecords").ToList();
        Assert.Equal(3, denied.Count);
        Assert.All(denied, static found => Assert.Equal(Agenda, (string?)found.Statement["Resource"]));
    }

    [Fact]
    public void W7_a_same_table_audit_follows_its_table()
    {
        var audit = Imported.Single("AWS::Lambda::Function", "FunctionName", "imported-agenda-audit-dev")["Environment"]!["Variables"]!;
        Assert.Equal("Agenda.Prod", (string?)audit["FW24_AUDIT_TABLE"]);
        Assert.Equal(Agenda, (string?)audit["FW24_TABLE_ARN"]);
    }

    [Fact]
    public void W7_the_mapping_reads_the_given_stream_and_the_processor_publishes_to_the_given_topic()
    {
        Assert.Contains(
            Imported.OfType("AWS::Lambda::EventSourceMapping"),
            static mapping => mapping.Value["Properties"]!["EventSourceArn"] is JsonValue arn
                && (string?)arn is $"{Agenda}/stream/2026-01-01T00:00:00.000");
        var processor = Imported.Single("AWS::Lambda::Function", "FunctionName", "imported-agenda-stream-dev");
        var topic = (string?)processor["Environment"]!["Variables"]!["FW24_TOPIC_ARN"];
        Assert.Equal("arn:aws:sns:eu-central-1:123456789012:agenda-news.fifo", topic);
    }

    [Fact]
    public void F19_the_manifest_names_the_tables_as_they_are()
    {
        var manifest = synthesis.Manifests["imported"];
        var names = manifest["tables"]!.AsArray().Select(static table => (string)table!["name"]!);
        Assert.Equal(["Agenda.Prod", "old-cards", "new-name"], names);
        Assert.Equal("""{"agenda":"Agenda.Prod","cards":"old-cards","renamed":"new-name"}""", manifest["tableNames"]!.ToJsonString());
        Assert.Equal("new-name", (string?)Imported.OfType("AWS::DynamoDB::Table").Single().Value["Properties"]!["TableName"]);
    }

    [Theory]
    [InlineData(
        "name", "props.GivenTable.Table = Table.FromTableName(this, \"Given\", \"old\");",
        "The table given has no stream, or is given without its ARN: use Table.FromTableAttributes, with TableStreamArn")]
    [InlineData(
        "no-stream", "props.GivenTable.Table = new Table(other, \"Given\", new TableProps { PartitionKey = id, SortKey = number });",
        "A table without a stream needs one: its view type is NEW_AND_OLD_IMAGES.")]
    [InlineData(
        "view", $"props.GivenTable.Table = new Table(other, \"Given\", new TableProps {{ PartitionKey = id, SortKey = number, {Keys} }});",
        "has the view type KEYS_ONLY, and the app needs NEW_AND_OLD_IMAGES")]
    [InlineData(
        "keys", $"props.GivenTable.Table = new Table(other, \"Given\", new TableProps {{ PartitionKey = number, SortKey = id, {Whole} }});",
        "are Number (N), Id (S), and the app's are Id (S), Number (N)")]
    [InlineData(
        "keys-2", $"props.GivenTable.Table = new TableV2(other, \"Given\", new TablePropsV2 {{ PartitionKey = id, Dynamo{Whole} }});",
        "are Id (S), and the app's are Id (S), Number (N)")]
    [InlineData(
        "topic", "props.GivenTable.Changes = Topic.FromTopicArn(this, \"Changes\", \"arn:aws:sns:eu-central-1:123456789012:news\");",
        "is a standard topic, and they need a FIFO one")]
    public void A_table_or_topic_that_does_not_fit_is_refused_with_the_remedy(string name, string given, string error)
        => Assert.Contains(error, StageTests.Refusal(StageApps.Given($"given-{name}", given)), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "view",
        $"props.GivenTable.Table = new Table(other, \"T\", new TableProps {{ TableName = \"own\", PartitionKey = id, SortKey = number, {Whole} }});")]
    [InlineData("topic", "props.GivenTable.Changes = Topic.FromTopicArn(this, \"Changes\", Fn.ImportValue(\"news\"));")]
    [InlineData(
        "own-topic",
        "props.GivenTable.Changes = new Topic(other, \"Changes\", new TopicProps { Fifo = true, TopicName = \"news.fifo\" });")]
    public void A_table_or_topic_that_fits_or_does_not_tell_is_taken(string name, string given)
    {
        var app = new Amazon.CDK.App(new Amazon.CDK.AppProps { AnalyticsReporting = false });
        var manifest = StageApps.Given($"taken-{name}", given).AddTo(app, StageTests.NoFunctions);
        Assert.Equal(name is "view", manifest.Contains("\"given\": \"own\"", StringComparison.Ordinal));
    }
}
