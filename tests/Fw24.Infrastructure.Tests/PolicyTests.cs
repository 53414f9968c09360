using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

public sealed class PolicyTests(Synthesis synthesis)
{
    [Fact]
    public void The_samples_statements_are_as_verified()
    {
        var statements = synthesis.Sample.Statements().Select(static found => $"{found.Resource}: {Text(found.Statement)}").Order(StringComparer.Ordinal);
        Snapshot.Verify(string.Join("\n", statements) + "\n", "orders.statements", "txt");
    }

    [Fact]
    public void Nothing_is_allowed_on_every_resource()
    {
        foreach (var template in synthesis.Templates.Values)
        {
            // A key's policy applies to that key and cannot name it: its ARN is not known before the key is created (KMS, "Key policies").
            // The network interfaces of a function in a VPC are named by Lambda, and listing them has no resource (EC2).
            var statements = template.Statements()
                .Where(static found => found.Type is not "AWS::KMS::Key" && (string?)found.Statement["Sid"] is not ("UseNetworkInterfaces" or "LeaveNetworkInterfaces"));
            Assert.DoesNotContain(statements, static found => Strings(found.Statement["Resource"]).Contains("*"));
            Assert.DoesNotContain(statements, static found => found.Statement.ContainsKey("NotResource") || found.Statement.ContainsKey("NotAction"));
        }
    }

    [Fact]
    public void No_statement_allows_actions_by_wildcard()
    {
        // CDK's own policy of a key lets the account administer it.
        foreach (var template in synthesis.Templates.Values)
        {
            var allowing = template.Statements().Where(static found => (string?)found.Statement["Effect"] is "Allow" && found.Type is not "AWS::KMS::Key");
            Assert.DoesNotContain(allowing, static found => Strings(found.Statement["Action"]).Any(static action => action.Contains('*')));
        }
    }

    [Fact]
    public void There_are_no_managed_policies()
    {
        foreach (var template in synthesis.Templates.Values)
        {
            Assert.DoesNotContain("ManagedPolicy", template.Json.ToJsonString());
            Assert.DoesNotContain("AWSLambda", template.Json.ToJsonString());
        }
    }

    [Fact]
    public void The_names_of_a_policys_statements_are_its_own()
    {
        foreach (var template in synthesis.Templates.Values)
        {
            var twice = template.Statements()
                .Where(static found => found.Statement["Sid"] is not null)
                .GroupBy(static found => (found.Resource, Sid: (string)found.Statement["Sid"]!))
                .Where(static group => group.Count() > 1);
            Assert.Empty(twice.Select(static group => group.Key));
        }
    }

    [Fact]
    public void Each_function_has_a_role_of_its_own()
    {
        foreach (var template in synthesis.Templates.Values)
        {
            var roles = template.OfType("AWS::Lambda::Function").Select(static function => function.Value["Properties"]!["Role"]!.ToJsonString()).ToList();
            Assert.Equal(roles.Count, roles.Distinct().Count());
            Assert.Equal(roles.Count, template.OfType("AWS::IAM::Role").Count());
        }
    }

    [Fact]
    public void Topics_queues_and_buckets_refuse_what_comes_without_TLS()
    {
        foreach (var template in synthesis.Templates.Values)
        {
            foreach (var type in new[] { "AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::S3::Bucket" })
            {
                var refusing = template.Statements().Where(found => found.Type == type + "Policy" && IsRefusal(found.Statement)).Select(static found => found.Resource).ToHashSet();
                Assert.Equal(template.OfType(type).Count(), refusing.Count);
            }
        }
    }

    private static bool IsRefusal(JsonObject statement)
        => (string?)statement["Effect"] is "Deny" && (string?)statement["Condition"]?["Bool"]?["aws:SecureTransport"] is "false";

    private static string Text(JsonObject statement)
    {
        var condition = statement["Condition"] is { } node ? $" if {node.ToJsonString()}" : "";
        var principal = statement["Principal"] is { } who ? $" to {who.ToJsonString()}" : "";
        return $"{statement["Effect"]} {string.Join(", ", Strings(statement["Action"]))} on {string.Join(", ", Strings(statement["Resource"]))}{principal}{condition}";
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        null => [],
        JsonArray array => array.Select(static element => element is JsonValue ? element.ToString() : element!.ToJsonString()),
        JsonValue => [node.ToString()],
        _ => [node.ToJsonString()],
    };
}
