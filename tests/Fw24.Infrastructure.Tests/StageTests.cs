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
        "TableName", "FunctionName", "QueueName", "TopicName", "LogGroupName",
        "AlarmName", "DashboardName", "BucketName", "RoleName", "ManagedPolicyName",
    ];

    private Template Unstaged => synthesis.Templates["staged"];

    private Template Dev => synthesis.Templates["staged-dev"];

    [Fact]
    public void W13_stages_in_one_account_and_region_have_no_equal_name()
    {
        var templates = synthesis.Templates.Values
            .Where(static template => template.Name.StartsWith("staged", StringComparison.Ordinal))
            .ToList();
        var names = templates.Where(static template => template.Name is not "staged-parameter").SelectMany(Names).ToList();
        Assert.True(names.Count > 4 * 49, $"{names.Count}");
        Assert.Empty(names.GroupBy(static name => name).Where(static group => group.Count() > 1).Select(static group => group.Key));

        // Five stacks with one of another region each, one with a parameter, and a nested one for each table.
        Assert.Equal((2 * 5) + 1 + 7, templates.Count);
    }

    [Fact]
    public void W13_names_follow_one_rule()
    {
        Assert.Subset(
            new HashSet<string>(Names(Dev)),
            new HashSet<string>
            {
                "AWS::DynamoDB::Table orders-dev", "AWS::DynamoDB::Table trail-dev", "AWS::DynamoDB::Table ledger-dev",
                "AWS::DynamoDB::Table " + DeployedName.Table(TestApps.LongName(1), "dev"),
                "AWS::SNS::Topic orders-stream-dev.fifo", "AWS::SNS::Topic people-news-dev",
                "AWS::SQS::Queue staged-Watcher-dev.fifo", "AWS::SQS::Queue staged-Watcher-dlq-dev.fifo",
                "AWS::SQS::Queue staged-parked-records-dev", "AWS::SQS::Queue staged-people-stream-failures-dev",
                "AWS::Lambda::Function staged-Watcher-dev",
                "AWS::Lambda::Function " + DeployedName.Function("staged-" + new string('H', 60), "dev"),
                "AWS::Logs::LogGroup /aws/lambda/staged-Watcher-dev", "AWS::Logs::LogGroup /audit/logs/staged-dev",
            });
        Assert.All(Names(Dev), static name => Assert.Matches(@"-dev(\.fifo)?$", name));
    }

    [Fact]
    public void A_stage_on_a_table_that_exists_makes_all_but_that_table()
    {
        var old = synthesis.Templates["staged-old"];

        Assert.Equal(
            Names(Dev).Where(static name => name is not "AWS::DynamoDB::Table people-dev").Select(static name => name.Replace("-dev", "-old", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Names(old).Order(StringComparer.Ordinal));
        Assert.All(Variables(old), static variables => Assert.Equal("people=People", (string?)variables["FW24_TABLES"]));
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
        Assert.Equal(Functions(Unstaged), Functions(Dev));

        var alarm = Dev.Single("AWS::CloudWatch::Alarm", "MetricName", "GapsOpened");
        var dimensions = alarm["Dimensions"]!.AsArray().Select(static dimension => $"{dimension!["Name"]}={dimension["Value"]}");
        Assert.Equal(["App=staged", "Function=orders-audit", "Stage=dev"], dimensions.Order(StringComparer.Ordinal));

        static IEnumerable<string?> Functions(Template template)
            => Variables(template).Select(static variables => (string?)variables["FW24_FUNCTION"]);
    }

    [Theory]
    [InlineData("staged")]
    [InlineData("staged-dev")]
    [InlineData("staged-prod")]
    public void The_manifest_says_what_the_template_says(string stack)
    {
        var prefix = stack.Replace("-", "", StringComparison.Ordinal) + "SharedResources";
        var elsewhere = synthesis.Templates.Values.Where(template => template.Name.StartsWith(prefix, StringComparison.Ordinal));
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
        Assert.Equal(DeployedName.StagePattern, (string?)parameter.Json["Parameters"]!["Stage"]!["AllowedPattern"]);
        Assert.Equal(
            Names(Dev).Where(static name => !name.Contains("far", StringComparison.Ordinal)),
            Names(parameter.With("Stage", "dev")));

        // What is not a name differs neither.
        Assert.Equal(
            Variables(Dev)
                .Select(static variables => variables.ToJsonString())
                .Where(static text => !text.Contains("\"far-", StringComparison.Ordinal)),
            Variables(parameter.With("Stage", "dev")).Select(static variables => variables.ToJsonString()));
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
        var error = Refusal(StageApps.Staged("refused-" + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(stage)), $"\"{stage}\""));
        Assert.Contains($"The stage '{stage}'", error, StringComparison.Ordinal);
        Assert.Contains("1 to 20 letters, digits and hyphens", error, StringComparison.Ordinal);
        Assert.Contains("64 characters (Lambda)", error, StringComparison.Ordinal);
    }

    [Fact]
    public void W13_two_stacks_of_equal_names_are_told_so()
    {
        var app = new App(new AppProps { AnalyticsReporting = false });
        (string? Stage, string Region)[] stacks =
            [(null, "eu-central-1"), ("dev", "eu-central-1"), (null, "eu-west-1"), (null, "eu-central-1")];
        var warned = stacks.Select((stack, number) => new Orders.Infra.OrdersStack(app, $"orders-{number}", new()
        {
            Stage = stack.Stage,
            Code = NoFunctions,
            Env = new Amazon.CDK.Environment { Account = "123456789012", Region = stack.Region },
        }).Node.Metadata.Any(static entry => entry.Data is string text && text.Contains("fw24:equal-names", StringComparison.Ordinal)));
        Assert.Equal([false, false, false, true], warned);
    }

    /// <summary>Any folder, as the code of functions that nobody deploys.</summary>
    internal static Code NoFunctions() => Code.FromAsset(Path.Combine(TestPaths.Project, "HandWritten"));

    internal static string Refusal(TestApp refused)
    {
        var app = new App(new AppProps { AnalyticsReporting = false });
        return Assert.Throws<InvalidOperationException>(() => refused.AddTo(app, NoFunctions)).Message;
    }

    // What refers to another resource names none.
    private static IEnumerable<string> Names(Template template) => template.Resources.Values.SelectMany(static resource => s_names
        .Select(name => resource["Properties"]?[name])
        .OfType<JsonValue>()
        .Select(name => $"{resource["Type"]} {name}"));

    private static List<JsonObject> Variables(Template template) =>
    [
        .. template.OfType("AWS::Lambda::Function")
            .Select(static function => function.Value["Properties"]!["Environment"]!["Variables"]!.AsObject()),
    ];
}
