using Amazon.CDK;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>CloudFormation allows 500 resources per stack, so tables may be in nested stacks.</summary>
[Collection(Synthesis.Here)]
public sealed class NestedStackTests(Synthesis synthesis)
{
    private Template App => synthesis.Templates["split"];

    [Fact]
    public void Tables_lie_in_nested_stacks_unless_they_say_otherwise()
    {
        Assert.Equal(3, App.OfType("AWS::CloudFormation::Stack").Count());
        Assert.Equal(["flat", "split-idempotency", "store"], Tables(App));
        Assert.Equal(["left", "plain", "right"], Nested.SelectMany(Tables).Order(StringComparer.Ordinal));
        Assert.All(Nested, static template => Assert.Single(Tables(template)));
    }

    [Fact]
    public void Nested_or_not_the_manifest_says_what_the_templates_say()
    {
        var whole = NestedTemplates.Join(App, synthesis.Templates.Values);
        Assert.Equal(
            ManifestFacts.Of(synthesis.Manifests["split"]).Order(StringComparer.Ordinal),
            TemplateFacts.Of(whole).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_buckets_policy_names_no_role_of_a_nested_stack()
    {
        // The policy is created before the roles, and its 20 KB are soon full.
        var named = App.Statements().Where(static found => found.Type is "AWS::S3::BucketPolicy" && (string?)found.Statement["Effect"] is "Allow").Select(static found => found.Statement["Principal"]!["AWS"]);
        var roles = named.SelectMany(static principal => principal is System.Text.Json.Nodes.JsonArray several ? several.Select(static one => one!.ToJsonString()) : principal is null ? [] : [principal.ToJsonString()]).Distinct();
        Assert.Equal(App.OfType("AWS::IAM::Role").Count(), roles.Count());
        foreach (var template in Nested)
        {
            var reading = template.Statements().Count(static found => (string?)found.Statement["Sid"] is "KeepLargeChanges" or "GetLargeChanges");
            Assert.Equal(template.OfType("AWS::Lambda::Function").Count(), reading);
            Assert.Equal(template.OfType("AWS::Lambda::Function").Count(), template.Statements().Count(static found => (string?)found.Statement["Sid"] is "ParkLargeRecords"));
        }
    }

    [Fact]
    public void Tables_whose_handlers_use_each_others_do_not_wait_for_each_other()
    {
        var uses = synthesis.Templates.Values.SelectMany(static template => template.Statements())
            .Where(static found => (string?)found.Statement["Sid"] is "UseLeftTable" or "UseRightTable")
            .Select(static found => found.Statement["Resource"]!.ToJsonString())
            .ToList();
        Assert.Equal(3, uses.Count);
        Assert.All(uses, static resource => Assert.Matches(":table/(left|right)", resource));
    }

    [Fact]
    public void A_stack_that_is_too_large_says_by_how_much_and_what_to_do()
    {
        var app = new App(new AppProps { AnalyticsReporting = false });
        var error = Assert.Throws<InvalidOperationException>(() => TestApps.TooLarge.AddTo(app, static () => throw new InvalidOperationException("Without functions there is no code.")));
        Assert.Equal(
            "The stack too-large would have 501 resources, but CloudFormation allows 500. Put tables into nested stacks: set NestedTables, or Nested of tables that are not deployed yet, in Configure(TooLargeStackProps).",
            error.Message);
    }

    private IEnumerable<Template> Nested => synthesis.Templates.Values.Where(static template => template.Name.StartsWith("split", StringComparison.Ordinal) && template.Name.EndsWith(".nested", StringComparison.Ordinal));

    private static IEnumerable<string> Tables(Template template)
        => template.OfType("AWS::DynamoDB::Table").Select(static table => (string)table.Value["Properties"]!["TableName"]!).Order(StringComparer.Ordinal);
}
