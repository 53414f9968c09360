using System.Globalization;
using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24408: generated code is compiled as C# 12 or later.</summary>
public sealed class LanguageVersionRuleTests
{
    private const string Source = """
        using Fw24;

        [assembly: Fw24App("shop")]

        namespace Shop;

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """;

    [Fact]
    public async Task F17_an_old_CSharp_is_one_error_and_nothing_is_generated()
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Source], Language = LanguageVersion.CSharp11, IsExecutable = true });

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.Equal("FW24408", diagnostic.Id);
        Assert.Contains("C# 11", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(test.Files);
    }

    [Fact]
    public async Task F17_CSharp_12_is_allowed()
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Source], Language = LanguageVersion.CSharp12 });

        Assert.Empty(test.Complaints);
        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.NotEmpty(test.Files);
    }
}
