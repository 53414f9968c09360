using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>A handler's role allows queries of the indexes of the tables that it uses, unless they hold audit records.</summary>
public sealed class IndexAccessTests(Synthesis synthesis)
{
    private Template Stack => synthesis.Templates[CustomApps.Indexed.Name];

    [Theory]
    [InlineData("Reader", "orders/index/by-customer, cards/index/by-owner.1, cards/index/by-status")]
    [InlineData("Writer", "")]
    [InlineData("StreamProcessor", "")]
    [InlineData("Audit", "")]
    public void A_role_may_query_the_indexes_of_its_handlers_tables_and_no_other(string function, string indexes)
    {
        Assert.NotEmpty(Statements(function));
        var granted = Statements(function)
            .Where(static statement => (string?)statement["Effect"] is "Allow")
            .Where(statement => Resources(statement).Any(static resource => resource.Contains("/index/", StringComparison.Ordinal)))
            .ToList();

        // Exactly Query: an index cannot be written, and a scan would find all items.
        Assert.All(granted, static statement => Assert.Equal("dynamodb:Query", (string?)statement["Action"]));
        Assert.Equal(
            indexes.Split(", ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            granted.SelectMany(Resources).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_index_that_holds_audit_records_is_for_no_role()
        => Assert.DoesNotContain(
            Stack.Statements(), static found => found.Statement.ToJsonString().Contains("turned", StringComparison.Ordinal));

    [Fact]
    public void An_audit_table_has_the_indexes_that_one_of_its_tables_asks_for_and_its_loggers_only_put()
    {
        var trail = Stack.Single("AWS::DynamoDB::Table", "TableName", "trail");

        Assert.Equal(
            ["byTime by byTime and at: KEYS_ONLY", "byActor by byActor and at: KEYS_ONLY"],
            trail["GlobalSecondaryIndexes"]!.AsArray().Select(static index => $"{index!["IndexName"]} by "
                + string.Join(" and ", index["KeySchema"]!.AsArray().Select(static key => (string?)key!["AttributeName"]))
                + $": {index["Projection"]!["ProjectionType"]}"));
        Assert.Equal(
            ["at", "byActor", "byTime", "pk", "sk"],
            trail["AttributeDefinitions"]!.AsArray().Select(static one => (string?)one!["AttributeName"]).Order(StringComparer.Ordinal));
        foreach (var table in (string[])["bills", "offers"])
        {
            var stored = Stack.Statements()
                .Where(found => found.Resource.StartsWith($"{table}Audit", StringComparison.Ordinal))
                .Single(static found => (string?)found.Statement["Sid"] is "StoreAuditRecords");
            Assert.Equal("dynamodb:PutItem", (string?)stored.Statement["Action"]);
            Assert.Equal(["trail"], Resources(stored.Statement));
        }

        Assert.DoesNotContain(
            Stack.Statements().Where(static found => found.Type is "AWS::IAM::Policy").SelectMany(found => Resources(found.Statement)),
            static resource => resource.StartsWith("trail/index/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_without_indexes_is_allowed_as_such()
        => Assert.Equal(
            [
                "notes: dynamodb:BatchGetItem dynamodb:BatchWriteItem dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:GetItem "
                    + "dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem",
            ],
            Statements("Writer")
                .Where(static statement => ((string?)statement["Sid"])!.StartsWith("Use", StringComparison.Ordinal))
                .Select(statement => $"{string.Join(' ', Resources(statement))}: {string.Join(' ', statement["Action"]!.AsArray())}"));

    private IEnumerable<JsonObject> Statements(string function) => Stack.Statements()
        .Where(found => found.Type is "AWS::IAM::Policy" && found.Resource.StartsWith($"orders{function}", StringComparison.Ordinal))
        .Select(static found => found.Statement);

    // {"Fn::Join":["",[{"Fn::GetAtt":["orders…","Arn"]},"/index/by-customer"]]} → orders/index/by-customer
    private IEnumerable<string> Resources(JsonObject statement)
    {
        foreach (var resource in statement["Resource"] is JsonArray several ? several.Select(static one => one!) : [statement["Resource"]!])
        {
            var parts = resource["Fn::Join"] is { } join ? join[1]!.AsArray().Select(static part => part!) : [resource];
            yield return string.Concat(parts.Select(part => part is JsonObject reference ? Name(reference) : part.ToString()));
        }
    }

    private string Name(JsonObject reference) => (string?)reference["Fn::GetAtt"]?[0] is { } id
        ? Stack.Resources[id]["Properties"]!["TableName"]?.ToString() ?? id
        : reference.ToJsonString();
}
