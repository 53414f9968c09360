using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Fw24.Integration.Tests.Wires;
using Fw24.Operations.Manifests.Resources;
using Fw24.Operations.Status;
using Fw24.Operations.Status.Templates;
using Fw24.Runtime.Tests.Fuzzing;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>H29: damaged manifests, templates and responses end with the documented exceptions.</summary>
[Trait("Category", "Fuzz")]
public sealed class DamageTests
{
    private static readonly byte[] s_manifest = File.ReadAllBytes(OrdersWires.Manifest);

    [Fact]
    public void H29_a_manifest_is_read_or_refused()
    {
        for (var seed = 0; seed < 200; seed++)
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
        for (var seed = 0; seed < 1000; seed++)
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
    public async Task H29_damaged_responses_are_compared_or_not_known()
    {
        await using var app = DeployedOrders.Create();
        app.CloudFormation.Templates["orders"] = StackTests.Template;
        for (var seed = 0; seed < 100; seed++)
        {
            app.Change = new DamagedResponses(seed).Change;
            using var inspection = new AppInspection(config =>
            {
                app.Configure(config);
                config.MaxErrorRetry = 0;
            });

            var exception = await Record.ExceptionAsync(
                () => inspection.InspectAsync(app.Manifest, null, new InspectedCode(), TestContext.Current.CancellationToken));

            Assert.True(exception is null, $"seed {seed}: {exception}");
        }
    }

    // The order of concurrent requests varies: the damage depends on the response alone.
    private sealed class DamagedResponses(int seed)
    {
        public LoopbackAnswer Change(LoopbackRequest request, LoopbackAnswer answer)
        {
            if (answer.Status is not 200)
            {
                return answer;
            }

            var hash = XxHash32.HashToUInt32(answer.Body, seed);
            return answer with { Body = new JsonMutator(new Random((int)hash)).Mutate(answer.Body, s_manifest) };
        }
    }
}
