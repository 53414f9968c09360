using System.Diagnostics;
using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Harness;
using Orders.Infra;

namespace Fw24.Infrastructure.Tests;

public sealed class ManifestTests(Synthesis synthesis)
{
    [Fact]
    public void The_samples_manifest_is_as_verified()
        => Snapshot.Verify(SampleManifest.ToJsonString(s_indented) + "\n", "orders", "manifest.json");

    [Fact]
    public void The_manifest_says_of_the_sample_what_the_template_says()
        => AssertSame(ManifestFacts.Of(SampleManifest), TemplateFacts.Of(synthesis.Sample));

    [Theory]
    [InlineData("every-option")]
    [InlineData("long-names")]
    [InlineData("fifo-cloudwatch")]
    [InlineData("fifo-same-table")]
    [InlineData("standard-own-table")]
    [InlineData("standard-same-table")]
    [InlineData("awkward-names")]
    [InlineData("neighbours")]
    [InlineData("eleven")]
    [InlineData("squatters")]
    [InlineData("tables-only")]
    [InlineData("customised")]
    [InlineData("indexed")]
    [InlineData("sealed")]
    [InlineData("sealed-hooked")]
    public void The_manifest_says_what_the_template_says(string app)
    {
        // A log group in another region has its own stack.
        var elsewhere = synthesis.Templates.Values.Where(template => template.Name.StartsWith(app.Replace("-", "") + "SharedResources", StringComparison.Ordinal));
        AssertSame(ManifestFacts.Of(synthesis.Manifests[app]), [.. TemplateFacts.Of(synthesis.Templates[app]), .. elsewhere.SelectMany(TemplateFacts.Of)]);
    }

    [Fact]
    public void Manifests_are_valid_against_their_schema_which_refuses_what_is_not()
    {
        var manifests = new JsonObject(synthesis.Manifests.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.DeepClone()))) { ["orders"] = SampleManifest };
        var (wrongType, missing, unknown) = (SampleManifest, SampleManifest, SampleManifest);
        wrongType["queues"]![0]!["retentionSeconds"] = "long";
        missing["tables"]![0]!.AsObject().Remove("partitionKey");
        unknown["surprise"] = 1;
        (manifests["wrong type"], manifests["missing"], manifests["unknown"]) = (wrongType, missing, unknown);

        var errors = Validate(manifests);
        Assert.Equal(["missing", "unknown", "wrong type"], errors.Where(static pair => pair.Value!.AsArray().Count > 0).Select(static pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.Equal(synthesis.Manifests.Count + 4, errors.Count);
    }

    private static JsonObject Validate(JsonObject manifests)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, manifests.ToJsonString());
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(TestPaths.Project, "check-manifests.cjs"), Path.Combine(TestPaths.Repository, "docs/reference/fw24.manifest.schema.json"), file]) { RedirectStandardOutput = true })!;
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        File.Delete(file);
        return JsonNode.Parse(output)!.AsObject();
    }

    [Fact]
    public void The_comparison_looks_at_everything()
    {
        var kinds = ManifestFacts.Of(SampleManifest).Select(static fact => fact[..fact.IndexOf(' ', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["alarm", "bucket", "function", "log", "mapping", "permission", "queue", "subscription", "table", "topic"], kinds);
    }

    [Fact]
    public void The_manifest_beside_the_sample_is_what_its_build_writes()
        => Assert.Equal(synthesis.SampleManifest + "\n", Beside("fw24.manifest.json"));

    [Fact]
    public void The_topology_beside_the_sample_is_what_its_build_writes()
        => Assert.Equal((string)InfrastructureFiles.GetField("Topology")!.GetRawConstantValue()! + "\n", Beside("topology.md"));

    private static string Beside(string file) => File.ReadAllText(Path.Combine(TestPaths.Repository, "samples/Orders/Orders.Infra", file));

    private static readonly System.Text.Json.JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonObject SampleManifest => JsonNode.Parse(synthesis.SampleManifest)!.AsObject();

    private static Type InfrastructureFiles => typeof(OrdersStack).Assembly.GetType("Orders.Infra.InfrastructureFiles")!;

    private static void AssertSame(IEnumerable<string> manifest, IEnumerable<string> template)
    {
        var (said, made) = (manifest.Order(StringComparer.Ordinal).ToList(), template.Order(StringComparer.Ordinal).ToList());
        Assert.Empty(said.Except(made));
        Assert.Empty(made.Except(said));
        Assert.Equal(made, said);
    }
}
