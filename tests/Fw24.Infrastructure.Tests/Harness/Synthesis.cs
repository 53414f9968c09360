using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Fw24.Infrastructure.Tests.Apps;
using Orders.Infra;

[assembly: AssemblyFixture(typeof(Fw24.Infrastructure.Tests.Harness.Synthesis))]

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>All stacks under test, synthesized in one app when first needed: starting CDK takes longer than all of them.</summary>
public sealed class Synthesis : IDisposable
{
    /// <summary>The collection of the tests that synthesize for themselves, one after the other.</summary>
    /// <remarks>All apps of a process share one jsii kernel, which takes one call at a time.</remarks>
    public const string Here = "synthesizes here";

    // The control: the schema check must report this template.
    private const string BrokenTemplate = """
        {
          "Resources": {
            "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "VisibilityTimeout": 50000, "Unknown": 1, "FifoQueue": 7 } },
            "Mapping": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": { "FunctionName": "f", "BatchSize": 20000, "StartingPosition": "EARLIEST" } },
            "Table": { "Type": "AWS::DynamoDB::Table", "Properties": { "BillingMode": "PAY_PER_REQUEST" } }
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fw24-infra-").FullName;
    private readonly Lazy<CloudAssembly> _assembly;
    private readonly Lazy<IReadOnlyDictionary<string, TemplateReport>> _reports;

    public Synthesis()
    {
        _assembly = new(Synthesize);
        _reports = new(Check);
    }

    /// <summary>The templates by their stacks' ids.</summary>
    public IReadOnlyDictionary<string, Template> Templates => _assembly.Value.Templates;

    /// <summary>The small apps' manifests, by their stacks' ids.</summary>
    public IReadOnlyDictionary<string, JsonObject> Manifests => _assembly.Value.Manifests;

    /// <summary>The sample's template.</summary>
    public Template Sample => Templates["orders"];

    /// <summary>The sample's manifest, as text.</summary>
    public string SampleManifest => _assembly.Value.SampleManifest;

    /// <summary>The findings of cdk-nag and AWS's template validator about the templates.</summary>
    public IReadOnlyDictionary<string, TemplateReport> Reports => _reports.Value;

    private string Output => Path.Combine(_folder, "cdk.out");

    /// <summary>Gets the stacks that are deployed before a stack.</summary>
    public IEnumerable<string> DependenciesOf(string stack)
        => _assembly.Value.Artifacts[stack]!["dependencies"]!.AsArray().Select(static dependency => (string)dependency!);

    /// <summary>Gets CDK's warnings about a stack.</summary>
    public IEnumerable<string> WarningsOf(string stack)
        => (_assembly.Value.Artifacts[stack]!["metadata"]?.AsObject() ?? []).SelectMany(static construct => construct.Value!.AsArray())
            .Where(static entry => (string?)entry!["type"] is "aws:cdk:warning")
            .Select(static entry => (string)entry!["data"]!);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private CloudAssembly Synthesize()
    {
        // Node versions for which CDK would print a banner.
        System.Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "16,18,20,22,24");
        var functions = Directory.CreateDirectory(Path.Combine(_folder, "functions")).FullName;
        File.WriteAllText(Path.Combine(functions, "bootstrap"), "The published functions.");
        var app = new App(new AppProps { Outdir = Output, AnalyticsReporting = false });
        var sample = new OrdersStack(app, "orders", new OrdersStackProps { Code = () => Code.FromAsset(functions) });
        _ = new HandWritten.OrdersStack(app, "hand-written", Code.FromAsset(functions));
        var manifests = TestApps.All.ToDictionary(static small => small.Name, small => JsonNode.Parse(small.AddTo(app, () => Code.FromAsset(functions)))!.AsObject());
        app.Synth();

        var templates = Directory.GetFiles(Output, "*.template.json").Select(static file => new Template(
            Path.GetFileName(file).Replace(".template.json", ""),
            JsonNode.Parse(File.ReadAllText(file))!.AsObject()));
        var artifacts = JsonNode.Parse(File.ReadAllText(Path.Combine(Output, "manifest.json")))!["artifacts"]!.AsObject();
        return new CloudAssembly(templates.ToDictionary(static template => template.Name), manifests, artifacts, GeneratedApp.Manifest(sample));
    }

    private Dictionary<string, TemplateReport> Check()
    {
        _ = _assembly.Value;
        File.WriteAllText(Path.Combine(Output, "broken.template.json"), BrokenTemplate);
        var report = Path.Combine(_folder, "report.json");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(TestPaths.Project, "check-templates.cjs"), Output, report]) { RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode is 0, errors.Length > 2_000 ? errors[^2_000..] : errors);
        return JsonSerializer.Deserialize<Dictionary<string, TemplateReport>>(File.ReadAllText(report), JsonSerializerOptions.Web)!
            .ToDictionary(static pair => pair.Key.Replace(".template.json", ""), static pair => pair.Value);
    }

    private sealed record CloudAssembly(IReadOnlyDictionary<string, Template> Templates, IReadOnlyDictionary<string, JsonObject> Manifests, JsonObject Artifacts, string SampleManifest);
}
