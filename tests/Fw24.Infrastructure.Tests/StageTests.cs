using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>One app, deployed several times: as a stack for each stage, and as one template with a parameter.</summary>
[Collection(Synthesis.Here)]
public sealed class StageTests(Synthesis synthesis)
{
    // The properties that name a resource in an account and region.
    private static readonly string[] s_names =
    [
        "TableName", "FunctionName", "QueueName", "TopicName", "LogGroupName", "AlarmName", "DashboardName", "BucketName", "RoleName", "PolicyName", "ManagedPolicyName",
    ];

    private Template Unstaged => synthesis.Templates["staged"];

    private Template Dev => synthesis.Templates["staged-dev"];

    [Fact]
    public void W13_stages_in_one_account_and_region_have_no_equal_name()
    {
        var templates = synthesis.Templates.Values.Where(static template => template.Name.StartsWith("staged", StringComparison.Ordinal)).ToList();
        var names = templates.Where(static template => template.Name is not "staged-parameter").SelectMany(Names).ToList();
        Assert.True(names.Count > 4 * 49, $"{names.Count}");
        Assert.Empty(names.GroupBy(static name => name).Where(static group => group.Count() > 1).Select(static group => group.Key));

        // Three stacks with one of another region each, and a nested one for each table.
        Assert.Equal((2 * 4) + 1 + 7, templates.Count);
    }

    [Fact]
    public void W13_names_follow_one_rule()
    {
        Assert.Subset(
            new HashSet<string>(Names(Dev)),
            new HashSet<string>
            {
                "AWS::DynamoDB::Table orders-dev", "AWS::DynamoDB::Table trail-dev", "AWS::DynamoDB::Table ledger-dev", "AWS::DynamoDB::Table " + PhysicalName.Table(TestApps.LongName(1), "dev"),
                "AWS::SNS::Topic orders-stream-dev.fifo", "AWS::SNS::Topic people-news-dev",
                "AWS::SQS::Queue staged-Watcher-dev.fifo", "AWS::SQS::Queue staged-Watcher-dlq-dev.fifo", "AWS::SQS::Queue staged-parked-records-dev", "AWS::SQS::Queue staged-people-stream-failures-dev",
                "AWS::Lambda::Function staged-Watcher-dev", "AWS::Lambda::Function " + PhysicalName.Function("staged-" + new string('H', 60), "dev"),
                "AWS::Logs::LogGroup /aws/lambda/staged-Watcher-dev", "AWS::Logs::LogGroup /audit/logs/staged-dev",
            });
        Assert.All(Names(Dev), static name => Assert.EndsWith("-dev", name.Replace(".fifo", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public void Logical_ids_do_not_depend_on_the_stage()
    {
        Assert.Equal(Unstaged.Resources.Keys, Dev.Resources.Keys);
        Assert.Equal(Unstaged.Resources.Keys, synthesis.Templates["staged-prod"].Resources.Keys);
    }

    [Fact]
    public void Functions_and_the_gap_alarm_know_the_stage_and_the_names_within_the_app_stay()
    {
        Assert.All(Variables(Dev), static variables => Assert.Equal("dev", (string?)variables["FW24_STAGE"]));
        Assert.All(Variables(Unstaged), static variables => Assert.False(variables.ContainsKey("FW24_STAGE")));
        Assert.All(Variables(Dev), static variables => Assert.False(variables.ContainsKey("FW24_TABLES")));
        Assert.Equal(Variables(Unstaged).Select(static variables => (string?)variables["FW24_FUNCTION"]), Variables(Dev).Select(static variables => (string?)variables["FW24_FUNCTION"]));

        var alarm = Dev.OfType("AWS::CloudWatch::Alarm").Single(static alarm => (string?)alarm.Value["Properties"]!["MetricName"] is "GapsOpened").Value["Properties"]!;
        Assert.Equal(["App=staged", "Function=orders-audit", "Stage=dev"], alarm["Dimensions"]!.AsArray().Select(static dimension => $"{dimension!["Name"]}={dimension["Value"]}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("staged")]
    [InlineData("staged-dev")]
    [InlineData("staged-prod")]
    public void The_manifest_says_what_the_template_says(string stack)
    {
        var elsewhere = synthesis.Templates.Values.Where(template => template.Name.StartsWith(stack.Replace("-", "", StringComparison.Ordinal) + "SharedResources", StringComparison.Ordinal));
        Assert.Equal(
            ManifestFacts.Of(synthesis.Manifests[stack]).Order(StringComparer.Ordinal),
            TemplateFacts.Of(synthesis.Templates[stack]).Concat(elsewhere.SelectMany(TemplateFacts.Of)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_manifest_says_the_stage_if_there_is_one()
    {
        Assert.Equal("dev", (string?)synthesis.Manifests["staged-dev"]["stage"]);
        Assert.Equal("${Stage}", (string?)synthesis.Manifests["staged-parameter"]["stage"]);
        Assert.False(synthesis.Manifests["staged"].ContainsKey("stage"));
    }

    [Fact]
    public void One_template_serves_all_stages()
    {
        var parameter = synthesis.Templates["staged-parameter"];
        Assert.Equal(PhysicalName.StagePattern, (string?)parameter.Json["Parameters"]!["Stage"]!["AllowedPattern"]);
        Assert.Equal(
            Names(Dev).Where(static name => !name.Contains("far", StringComparison.Ordinal)),
            Names(new Template("dev", With(parameter.Json, "dev").AsObject())));

        // What is not a name differs neither.
        Assert.Equal(
            Variables(Dev).Where(static variables => !((string)variables["FW24_FUNCTION"]!).StartsWith("far-", StringComparison.Ordinal)).Select(static variables => variables.ToJsonString()),
            Variables(new Template("dev", With(parameter.Json, "dev").AsObject())).Select(static variables => variables.ToJsonString()));
    }

    [Fact]
    public void A_parameter_does_not_reach_the_stack_of_another_region()
    {
        var error = Refusal(StageApps.Staged("staged-far", "new CfnParameter(this, \"Stage\").ValueAsString"));
        Assert.Contains("The audit log group /audit/far is in us-east-1", error, StringComparison.Ordinal);
        Assert.Contains("Make one stack for each stage", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("-dev")]
    [InlineData("dev-")]
    [InlineData("123456789012345678901")]
    public void A_text_that_is_no_stage_is_refused(string stage)
    {
        var error = Refusal(StageApps.Staged($"refused-{stage.Length}-{stage.Trim('-', '.')}", $"\"{stage}\""));
        Assert.Contains($"The stage '{stage}'", error, StringComparison.Ordinal);
        Assert.Contains("1 to 20 letters, digits and hyphens", error, StringComparison.Ordinal);
        Assert.Contains("64 characters (Lambda)", error, StringComparison.Ordinal);
    }

    internal static string Refusal(TestApp refused)
    {
        var app = new App(new AppProps { AnalyticsReporting = false });
        return Assert.Throws<InvalidOperationException>(() => refused.AddTo(app, static () => Code.FromInline("nothing"))).Message;
    }

    private static IEnumerable<string> Names(Template template) => template.Resources.Values.SelectMany(static resource => s_names
        .Select(name => resource["Properties"]?[name])
        .Where(name => name is not null && (string?)resource["Type"] is not "AWS::IAM::Policy" and not "AWS::CloudFormation::Stack")
        .Select(name => $"{resource["Type"]} {Text(name!)}"));

    private static string Text(JsonNode name) => name is JsonValue ? (string)name! : name.ToJsonString();

    private static List<JsonObject> Variables(Template template)
        => [.. template.OfType("AWS::Lambda::Function").Select(static function => function.Value["Properties"]!["Environment"]!["Variables"]!.AsObject())];

    // The template as CloudFormation reads it with a value of its parameter.
    private static JsonNode With(JsonNode node, string stage)
    {
        switch (node)
        {
            case JsonObject { Count: 1 } reference when reference["Ref"] is JsonValue name && (string?)name is "Stage":
                return stage;
            case JsonObject members:
                var resolved = new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : (JsonNode?)With(member.Value, stage))));
                return resolved["Fn::Join"] is JsonArray join && (string?)join[0] is "" && join[1]!.AsArray().All(static part => part is JsonValue)
                    ? string.Concat(join[1]!.AsArray().Select(static part => (string)part!))
                    : resolved;
            case JsonArray elements:
                return new JsonArray([.. elements.Select(element => With(element!, stage))]);
            default:
                return node.DeepClone();
        }
    }
}
