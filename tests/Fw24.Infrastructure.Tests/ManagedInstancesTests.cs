using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CDK;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>Functions on Lambda Managed Instances, put there as docs/operate/functions.md shows.</summary>
[Collection(Synthesis.Here)]
public sealed partial class ManagedInstancesTests
{
    [Fact]
    public void A1_9_a_function_on_Managed_Instances_has_its_limits_and_what_follows_from_them()
    {
        var page = File.ReadAllText(Path.Combine(TestPaths.Repository, "docs/operate/functions.md"));
        var hook = Example().Matches(page)
            .Select(static match => match.Groups["code"].Value)
            .Single(static code => code.Contains("CapacityProvider", StringComparison.Ordinal));
        var app = CustomApps.ManagedInstances(hook.Replace("namespace Orders.Infra;", "namespace Infra;", StringComparison.Ordinal));
        var cdk = new App(new AppProps { AnalyticsReporting = false });
        var manifest = JsonNode.Parse(app.AddTo(cdk, StageTests.NoFunctions))!;
        var file = cdk.Synth().GetStackByName(app.Name).TemplateFullPath;
        var template = new Template(app.Name, JsonNode.Parse(File.ReadAllText(file))!.AsObject());

        var function = template.Single("AWS::Lambda::Function", "FunctionName", "managed-ShipmentMailer");
        Assert.Equal((5_400, 4_096), ((int)function["Timeout"]!, (int)function["MemorySize"]!));
        Assert.Equal(
            """{"CapacityProviderArn":"arn:aws:lambda:eu-central-1:123456789012:capacity-provider:orders","PerExecutionEnvironmentMaxConcurrency":16}""",
            function["CapacityProviderConfig"]!["LambdaManagedInstancesCapacityProviderConfig"]!.ToJsonString());
        Assert.Null(template.Single("AWS::Lambda::Function", "FunctionName", "managed-orders-stream")["CapacityProviderConfig"]);
        Assert.Equal(32_400, (int)template.Single("AWS::SQS::Queue", "QueueName", "managed-ShipmentMailer")["VisibilityTimeout"]!);
        var alarms = template.OfType("AWS::CloudWatch::Alarm").Select(static alarm => alarm.Value["Properties"]!);
        Assert.Equal([3_600, 10_800], Ages(alarms, "MetricName", "Threshold"));
        Assert.Equal([3_600, 10_800], Ages(manifest["alarms"]!.AsArray().OfType<JsonNode>(), "metric", "threshold"));
    }

    private static IEnumerable<int> Ages(IEnumerable<JsonNode> alarms, string metric, string threshold)
        => alarms.Where(alarm => (string?)alarm[metric] is "ApproximateAgeOfOldestMessage").Select(alarm => (int)alarm[threshold]!).Order();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
