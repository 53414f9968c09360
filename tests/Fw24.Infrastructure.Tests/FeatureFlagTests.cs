using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>
/// The build synthesizes without <c>cdk.json</c>, and <c>cdk deploy</c> may synthesize with it: its flags must not change a template. Some flags sort
/// the lists in policies, join statements that differ in their actions only, or write the partition as text, which changes nothing.
/// </summary>
[Collection(Synthesis.Here)]
public sealed partial class FeatureFlagTests
{
    private static readonly HashSet<string> s_unordered = ["Action", "AWS", "Resource", "Statement"];

    private static readonly TestApp[] s_apps =
    [
        TestApps.EveryOption, TestApps.OwnKey, TestApps.AllNested, TestApps.OwnSecret, TestApps.Existing,
        StageApps.Dev, CustomApps.InVpc, CustomApps.Exported,
    ];

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
    public void The_comparison_sees_a_statement_that_changes()
    {
        const string One = """{"Resources":{"P":{"Statement":[{"Action":["a:B","a:C"]},{"Action":"a:A"}]}}}""";
        Assert.Equal(Canonical(One), Canonical("""{"Resources":{"P":{"Statement":[{"Action":"a:A"},{"Action":["a:C","a:B"]}]}}}"""));
        Assert.Equal(Canonical(One), Canonical("""{"Resources":{"P":{"Statement":[{"Action":["a:A","a:B","a:C"]}]}}}"""));
        Assert.NotEqual(Canonical(One), Canonical("""{"Resources":{"P":{"Statement":[{"Action":["a:A","a:B"]}]}}}"""));
        Assert.NotEqual(Canonical(One), Canonical(One.Replace("{\"Action\":\"a:A\"}", "{\"Action\":\"a:A\",\"Effect\":\"Deny\"}", StringComparison.Ordinal)));
        Assert.Equal(
            Canonical("""{"Resources":{"P":{"Arn":{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":s3"]]}}}}"""),
            Canonical("""{"Resources":{"P":{"Arn":"arn:aws:s3"}}}"""));
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

    private static Dictionary<string, string> Synthesize(
        Func<Constructs.Construct, string, Func<Code>, Stack> make, Dictionary<string, object> flags)
    {
        var app = new App(new AppProps { AnalyticsReporting = false, Context = flags });
        make(app, "app", StageTests.NoFunctions);
        return Directory.GetFiles(app.Synth().Directory, "*.template.json")
            .ToDictionary(static file => Path.GetFileName(file), static file => Canonical(File.ReadAllText(file)));
    }

    /// <summary>Gets a template in a form that is the same for all templates with the same effect.</summary>
    internal static string Canonical(string template)
    {
        var json = new Template("", JsonNode.Parse(template)!.AsObject()).With("AWS::Partition", "aws").Json;
        return AssetHash().Replace(Sorted(json)!.ToJsonString(), "<asset>");
    }

    private static JsonNode? Sorted(JsonNode? node, string name = "") => node switch
    {
        JsonObject members => new JsonObject(members
            .OrderBy(static member => member.Key, StringComparer.Ordinal)
            .Select(static member => KeyValuePair.Create(member.Key, Sorted(member.Value, member.Key)))),
        JsonArray elements when s_unordered.Contains(name) => new JsonArray(
        [
            .. elements
                .SelectMany(element => name is "Statement" ? OfOneAction(element!) : [element!])
                .Select(static element => Sorted(element))
                .OrderBy(static element => element!.ToJsonString(), StringComparer.Ordinal),
        ]),
        JsonArray elements => new JsonArray([.. elements.Select(static element => Sorted(element))]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<JsonNode> OfOneAction(JsonNode statement)
    {
        foreach (var action in statement["Action"] as JsonArray ?? [statement["Action"]?.DeepClone()])
        {
            var single = statement.DeepClone();
            single["Action"] = action?.DeepClone();
            yield return single;
        }
    }

    // Of nested templates, whose lists are sorted too.
    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex AssetHash();
}
