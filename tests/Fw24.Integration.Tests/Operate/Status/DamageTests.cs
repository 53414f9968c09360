using System.Text;
using System.Text.Json;
using Fw24.Integration.Tests.Wires;
using Fw24.Operations.Manifests.Resources;
using Fw24.Operations.Status.Templates;
using Fw24.Runtime.Tests.Fuzzing;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>H29: damaged manifests and templates end with the documented exceptions.</summary>
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
}
