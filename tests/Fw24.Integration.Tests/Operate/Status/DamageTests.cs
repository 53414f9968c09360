using System.Text;
using System.Text.Json;
using Fw24.Integration.Tests.Wires;
using Fw24.Operations.Manifests.Resources;
using Fw24.Operations.Status;
using Fw24.Operations.Status.Templates;
using Fw24.Runtime.Tests.Fuzzing;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>H29: damaged manifests, templates and responses end with the documented exception, or as not known.</summary>
[Trait("Category", "Fuzz")]
public sealed class DamageTests
{
    private static readonly byte[] s_manifest = File.ReadAllBytes(OrdersWires.Manifest);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void H29_a_manifest_is_read_or_refused()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var text = Encoding.UTF8.GetString(new JsonMutator(new Random(seed)).Mutate(s_manifest, s_manifest));
            var exception = Record.Exception(() => ManifestApp.Read(text, null));
            Assert.True(exception is null or InvalidDataException, $"seed {seed}: {exception}");
        }
    }

    [Fact]
    public void H29_a_template_is_compared_whatever_it_contains()
    {
        var template = Encoding.UTF8.GetBytes(StackTests.Template);
        using var sound = JsonDocument.Parse(template);
        for (var seed = 0; seed < 2000; seed++)
        {
            var text = new JsonMutator(new Random(seed)).Mutate(template, template);
            try
            {
                using var damaged = JsonDocument.Parse(text);
                Assert.NotNull(TemplateComparison.Compare(damaged.RootElement, sound.RootElement));
                Assert.NotNull(TemplateComparison.Compare(sound.RootElement, damaged.RootElement));
                Assert.NotNull(TemplateComparison.NestedIn(damaged.RootElement).ToList());
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // Not JSON, or a text that is not Unicode: not known.
            }
        }
    }

    [Fact]
    public async Task H29_responses_are_read_or_their_facts_are_not_known()
    {
        await using var app = DeployedOrders.Create();
        app.CloudFormation.Templates["orders"] = StackTests.Template;
        app.CloudFormation.Drifts.Add(("Queue", "/VisibilityTimeout"));
        for (var seed = 0; seed < 10; seed++)
        {
            app.Change = (request, answer) => Damage(seed, request, answer);
            using var inspection = new AppInspection(config =>
            {
                LoopbackAws.At(app.Url)(config);
                config.MaxErrorRetry = 0;
            });

            var state = await inspection.InspectAsync(app.Manifest, null, new InspectedCode(), Stop);

            Assert.Equal(9, state.Functions.Count);
        }
    }

    // Each response has its own seed, because calls arrive in any order. The SDK reads errors.
    private static LoopbackAnswer Damage(int seed, LoopbackRequest request, LoopbackAnswer answer)
    {
        var own = seed + request.Body.Sum(static one => one) + request.Target.Sum(static one => one);
        return answer.Status is 200
            ? answer with { Body = new JsonMutator(new Random(own)).Mutate(answer.Body, answer.Body) }
            : answer;
    }
}
