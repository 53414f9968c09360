using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The build synthesizes without <c>cdk.json</c>, and <c>cdk deploy</c> may synthesize with it: its flags must not change a template.</summary>
[Collection(Synthesis.Here)]
public sealed class FeatureFlagTests
{
    private static readonly TestApp[] s_apps =
        [TestApps.EveryOption, TestApps.OwnKey, TestApps.AllNested, TestApps.OwnSecret, TestApps.Existing, StageApps.Dev, CustomApps.InVpc, CustomApps.Exported];

    public static TheoryData<string> Names { get; } = new(s_apps.Select(static app => app.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_recommended_flags_of_the_CDK_change_no_template(string name)
    {
        var make = (s_apps.Single(app => app.Name == name) with { Name = $"flags-{name}" }).Compile();
        var (plain, flagged) = (Synthesize(make, []), Synthesize(make, new Dictionary<string, object>(RecommendedFlags.All)));
        Assert.Equal(plain.Keys.Order(StringComparer.Ordinal), flagged.Keys.Order(StringComparer.Ordinal));
        Assert.All(plain, template => Assert.Equal(template.Value, flagged[template.Key]));
    }

    [Fact]
    public void The_flags_are_the_CDKs_own()
    {
        Assert.True(RecommendedFlags.All.Count > 70, $"{RecommendedFlags.All.Count}");
        Assert.Equal(true, RecommendedFlags.All["@aws-cdk/aws-lambda:useCdkManagedLogGroup"]);
    }

    [Fact]
    public void A_function_of_a_newer_CDK_has_no_second_log_group()
    {
        const string Flag = "@aws-cdk/aws-lambda:useCdkManagedLogGroup";
        var make = (CustomApps.Exported with { Name = "flags-log-groups" }).Compile();
        var app = new App(new AppProps { AnalyticsReporting = false, Context = new Dictionary<string, object> { [Flag] = true } });
        var functions = make(app, "app", StageTests.NoFunctions).Node.FindAll().OfType<Function>().ToList();
        Assert.Equal(4, functions.Count);
        Assert.All(functions, static function => Assert.Equal(false, function.Node.TryGetContext(Flag)));
    }

    private static Dictionary<string, string> Synthesize(Func<Constructs.Construct, string, Func<Code>, Stack> make, Dictionary<string, object> flags)
    {
        var app = new App(new AppProps { AnalyticsReporting = false, Context = flags });
        make(app, "app", StageTests.NoFunctions);
        return Directory.GetFiles(app.Synth().Directory, "*.template.json").ToDictionary(static file => Path.GetFileName(file), File.ReadAllText);
    }
}
