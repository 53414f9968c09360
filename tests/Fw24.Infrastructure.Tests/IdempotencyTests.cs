using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The table of handled changes, and who may write it.</summary>
public sealed class IdempotencyTests(Synthesis synthesis)
{
    private const string Variable = "FW24_IDEMPOTENCY_TABLE";

    [Fact]
    public void An_app_has_one_table_of_handled_changes_which_outlives_its_stack()
    {
        var (_, table) = synthesis.Templates["every-option"].OfType("AWS::DynamoDB::Table")
            .Single(static table => (string?)table.Value["Properties"]!["TableName"] is "every-option-idempotency");

        var properties = table["Properties"]!;
        Assert.Equal("""[{"AttributeName":"id","KeyType":"HASH"}]""", properties["KeySchema"]!.ToJsonString());
        Assert.Equal("""{"AttributeName":"expiresAt","Enabled":true}""", properties["TimeToLiveSpecification"]!.ToJsonString());
        Assert.Equal("PAY_PER_REQUEST", (string?)properties["BillingMode"]);
        Assert.True((bool)properties["DeletionProtectionEnabled"]!);
        Assert.True((bool)properties["PointInTimeRecoverySpecification"]!["PointInTimeRecoveryEnabled"]!);
        Assert.Null(properties["StreamSpecification"]);
        Assert.Equal(("Retain", "Retain"), ((string?)table["DeletionPolicy"], (string?)table["UpdateReplacePolicy"]));
    }

    [Fact]
    public void The_apps_own_key_encrypts_it()
    {
        var table = synthesis.Templates["own-key"].Single("AWS::DynamoDB::Table", "TableName", "own-key-idempotency");

        Assert.Equal("KMS", (string?)table["SSESpecification"]!["SSEType"]);
        Assert.NotNull(table["SSESpecification"]!["KMSMasterKeyId"]);
    }

    [Fact]
    public void S8_the_functions_of_idempotent_handlers_may_put_its_rows_and_nobody_may_do_more()
    {
        var functions = 0;
        foreach (var template in synthesis.Templates.Values)
        {
            var grants = template.Statements()
                .Where(static found => (string?)found.Statement["Sid"] is "RecordHandledChanges")
                .Select(found => (found.Statement, Role: (string)template.Resources[found.Resource]["Properties"]!["Roles"]![0]!["Ref"]!))
                .ToList();
            Assert.All(grants, static grant => Assert.Equal("\"dynamodb:PutItem\"", grant.Statement["Action"]!.ToJsonString()));
            var roles = new List<string>();
            foreach (var (_, function) in template.OfType("AWS::Lambda::Function"))
            {
                if (function["Properties"]!["Environment"]!["Variables"]![Variable] is not null)
                {
                    functions++;
                    roles.Add((string)function["Properties"]!["Role"]!["Fn::GetAtt"]![0]!);
                }
            }

            Assert.Equal(roles.Order(StringComparer.Ordinal), grants.Select(static grant => grant.Role).Order(StringComparer.Ordinal));
        }

        Assert.True(functions >= 3);
    }

    [Fact]
    public void The_manifest_describes_it_and_its_permission()
    {
        var manifest = synthesis.Manifests["every-option"];

        var table = Entry(manifest, "tables", "name", "every-option-idempotency");
        Assert.Equal("""{"name":"id","type":"S"}""", table["partitionKey"]!.ToJsonString());
        Assert.Equal(("expiresAt", "Retain"), ((string?)table["timeToLive"], (string?)table["removalPolicy"]));
        var function = Entry(manifest, "functions", "function", "ThingWatcher");
        Assert.Equal("every-option-idempotency", (string?)function["environment"]![Variable]);
        Assert.Contains(function["permissions"]!.AsArray(), static permission
            => permission!["actions"]!.ToJsonString() is """["dynamodb:PutItem"]"""
                && permission["resources"]!.ToJsonString() is """[{"table":"every-option-idempotency"}]""");
    }

    private static JsonNode Entry(JsonObject manifest, string list, string key, string name)
        => manifest[list]!.AsArray().Single(entry => (string?)entry![key] == name)!;
}
