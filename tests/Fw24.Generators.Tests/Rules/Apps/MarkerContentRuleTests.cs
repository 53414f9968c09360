using System.Globalization;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24052: a referenced assembly contains only what the generator would write.</summary>
public sealed class MarkerContentRuleTests
{
    [Fact]
    public async Task Markers_with_code_in_a_name_are_refused()
    {
        var forged = GeneratorTest.RunOnly(new TestProject
        {
            AssemblyName = "Stock",
            Sources = ["""[assembly: Fw24.Generated.GeneratedApp(1, "stock\npublic class Other;", false)]"""],
        });
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources = ["""[assembly: Fw24.Fw24App("shop")]"""],
            References = [.. TestReferences.All, forged.ToReference()],
            IsExecutable = true,
        });

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.Equal("FW24052", diagnostic.Id);
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains("the referenced Stock contains markers", message, StringComparison.Ordinal);
        Assert.DoesNotContain(test.Files.Values, static file => file.Contains("class Other", StringComparison.Ordinal));
    }
}
