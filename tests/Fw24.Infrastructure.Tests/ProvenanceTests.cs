using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The stack tells functions which table's changes they accept, and restricts the senders to their queues.</summary>
public sealed class ProvenanceTests(Synthesis synthesis)
{
    [Fact]
    public void S11_each_function_is_told_the_table_whose_stream_its_changes_come_from()
    {
        var count = 0;
        foreach (var template in synthesis.Templates.Values)
        {
            foreach (var (_, mapping) in template.OfType("AWS::Lambda::EventSourceMapping").Where(static mapping => mapping.Value["Properties"]!["StartingPosition"] is not null))
            {
                var properties = mapping["Properties"]!;
                var processor = template.Resources[(string)(properties["FunctionName"]!["Ref"] ?? properties["FunctionName"]!["Fn::GetAtt"]![0])!];
                Assert.Equal(TableOf(properties["EventSourceArn"]!), TableOf(TableArn(processor)));
                count++;
            }

            // Each function of an app but the one that seals serves one table; all functions of a table are told the same.
            foreach (var function in template.OfType("AWS::Lambda::Function").Select(static function => function.Value).Where(ServesTable))
            {
                Assert.False(string.IsNullOrEmpty(TableOf(TableArn(function))), template.Name);
            }
        }

        Assert.True(count > 20, $"{count} mappings");
    }

    private static bool ServesTable(JsonObject function)
        => (string?)function["Properties"]!["Environment"]?["Variables"]?["FW24_FUNCTION"] is not (null or "seal");

    [Theory]
    [InlineData("orders", "orders-orders-stream", "orders")]
    [InlineData("orders", "orders-orders-audit", "orders")]
    [InlineData("orders", "orders-ShipmentMailer", "orders")]
    [InlineData("orders", "orders-CustomerDirectory", "customers")]
    [InlineData("orders", "orders-products-audit", "products")]
    public void S11_a_handler_is_told_the_table_it_receives_from_and_not_the_one_it_writes(string stack, string function, string table)
    {
        var template = synthesis.Templates[stack];
        var arn = template.Single("AWS::Lambda::Function", "FunctionName", function)["Environment"]!["Variables"]!["FW24_TABLE_ARN"]!;
        Assert.Equal("Arn", (string?)arn["Fn::GetAtt"]![1]);
        Assert.Equal(table, (string?)template.Resources[(string)arn["Fn::GetAtt"]![0]!]["Properties"]!["TableName"]);
    }

    [Theory]
    [InlineData("existing-old-stream")]
    [InlineData("existing-old-audit")]
    public void S11_of_an_imported_table_it_is_the_tables_own(string function) => Assert.Equal(
        "arn:aws:dynamodb:eu-central-1:123456789012:table/old",
        (string?)synthesis.Templates["existing"].Single("AWS::Lambda::Function", "FunctionName", function)["Environment"]!["Variables"]!["FW24_TABLE_ARN"]);

    [Theory]
    [InlineData("hooks-Watcher", """{"Bool":{"aws:PrincipalIsAWSService":"false"},"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/redrive"]}}""")]
    [InlineData("hooks-things-audit", """{"Bool":{"aws:PrincipalIsAWSService":"false"}}""")]
    public void S11_where_it_is_wanted_only_the_topic_sends_to_a_queue(string queue, string conditions)
    {
        var template = synthesis.Templates["hooks"];
        foreach (var name in new[] { queue, queue + "-dlq" })
        {
            var id = template.Id("AWS::SQS::Queue", "QueueName", name);
            var statement = template.Statements().Single(found => Sid(found.Statement) is "RefuseOtherSenders" && Resource(found.Statement) == id).Statement;
            Assert.Equal(("Deny", "sqs:SendMessage", """{"AWS":"*"}"""), ((string?)statement["Effect"], (string?)statement["Action"], statement["Principal"]!.ToJsonString()));
            Assert.Equal(conditions, statement["Condition"]!.ToJsonString());
        }
    }

    [Fact]
    public void S11_by_default_a_redrive_may_send()
    {
        foreach (var template in synthesis.Templates.Values.Where(static template => template.Name is not "hooks"))
        {
            Assert.DoesNotContain(template.Statements(), static found => Sid(found.Statement) is "RefuseOtherSenders");
        }
    }

    private static string? Sid(JsonObject statement) => (string?)statement["Sid"];

    private static string? Resource(JsonObject statement) => (string?)statement["Resource"]!["Fn::GetAtt"]![0];

    private static JsonNode TableArn(JsonNode function) => function["Properties"]!["Environment"]!["Variables"]!["FW24_TABLE_ARN"]!;

    // The table's logical id; for an imported table its ARN, without the stream.
    private static string TableOf(JsonNode reference) => reference is JsonValue text
        ? text.ToString().Split("/stream/")[0]
        : reference["Fn::GetAtt"] is { } attribute ? (string)attribute[0]!
        : reference["Ref"] is { } parameter ? parameter.ToString().Replace("StreamArn", "Arn", StringComparison.Ordinal)
        : reference.ToJsonString();
}
