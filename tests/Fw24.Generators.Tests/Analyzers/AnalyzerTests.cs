using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests.Analyzers;

/// <summary>The analyzers report every violation of a program, and nothing about others.</summary>
public sealed class AnalyzerTests
{
    [Fact]
    public Task Each_violated_rule_is_reported() => AnalyzerTest.VerifyAsync("""
        using Fw24;

        [DynamoTable({|FW24001:"or"|}), StreamEnabled({|FW24101:BatchSize = 0|})]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public object? {|FW24007:Value|} { get; init; }
        }
        """);

    [Fact]
    public async Task The_sample_breaks_no_rule() => Assert.Empty(await AnalyzerTest.DiagnosticsAsync(Sample.Run));

    [Theory]
    [InlineData(24)]
    [InlineData(25)]
    public async Task Two_hundred_entities_that_are_right_break_no_rule(int seed)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [ValidProject.Source(new Random(seed), entities: 200)], IsExecutable = true });

        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.All(test.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity is DiagnosticSeverity.Error), static error => Assert.Equal("CS5001", error.Id));
        Assert.Equal(200, test.Files.Keys.Count(static file => file.EndsWith(".Entity.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_project_without_Fw24_is_left_alone()
        => Assert.Empty(await AnalyzerTest.DiagnosticsAsync(GeneratorTest.RunOnly(new TestProject { Sources = ["class Order { }"], References = TestReferences.Platform })));

    [Fact]
    public Task A_severity_can_be_set()
    {
        const string Source = """
            using Fw24;

            [DynamoTable("or")]
            class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """;
        return AnalyzerTest.VerifyAsync(Source, static id => id is "FW24001" ? ReportDiagnostic.Suppress : ReportDiagnostic.Default);
    }
}
