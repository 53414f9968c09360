using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Checks a rule by the id of its diagnostic. The sources have <c>using Fw24;</c> and the usings of an SDK.</summary>
internal static partial class RuleTest
{
    private static readonly Dictionary<string, DiagnosticSeverity> s_severities = AnalyzerTest.Analyzers
        .SelectMany(static analyzer => analyzer.SupportedDiagnostics)
        .DistinctBy(static descriptor => descriptor.Id)
        .ToDictionary(static descriptor => descriptor.Id, static descriptor => descriptor.DefaultSeverity);

    /// <summary>Tests whether a diagnostic is an error by default.</summary>
    public static bool IsError(string id) => s_severities[id] is DiagnosticSeverity.Error;

    /// <summary>Asserts that exactly the marked diagnostics are reported, and that an error refuses a part of the app and a warning does not.</summary>
    public static async Task ViolatesAsync(string id, string markup, Refused refused = Refused.Entity)
    {
        Assert.Contains($"{{|{id}:", markup, StringComparison.Ordinal);
        var test = await AnalyzerTest.VerifyAsync(Full(markup));

        Assert.Null(test.Result.Exception);
        if (refused is not Refused.Nothing)
        {
            var generated = Generated(refused, markup);
            Assert.Equal(!IsError(id), test.Files.Values.Any(file => file.Contains(generated, StringComparison.Ordinal)));
        }
    }

    /// <summary>Asserts that a program has no diagnostics.</summary>
    public static async Task AllowsAsync(string source)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Full(source)], IsExecutable = true });

        Assert.Null(test.Result.Exception);
        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test));
    }

    /// <summary>Asserts that a library has no diagnostics and meets the invariants of every run.</summary>
    public static async Task AllowsSoundAsync(string source)
        => Assert.Empty(await AnalyzerTest.DiagnosticsAsync(GeneratorTest.Run(Full(source))));

    /// <summary>Asserts that a library has one diagnostic, with a message that begins as expected.</summary>
    public static async Task SaysAsync(string id, string source, string message)
    {
        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(GeneratorTest.RunOnly(new TestProject { Sources = [Full(source)] })));

        Assert.Equal(id, diagnostic.Id);
        Assert.StartsWith(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>Asserts that the fix of a rule's first diagnostic writes this, keeps the rest, and leaves no diagnostics and no errors.</summary>
    public static async Task FixesAsync(string id, string wrong, string right)
    {
        var test = await CodeFixTest.OpenAsync(Full(wrong));
        test = await test.FixedAsync(id);

        Assert.Equal([Full(right)], await test.SourcesAsync());
        Assert.Empty(test.Diagnostics);
        Assert.Empty(test.Errors);
    }

    /// <summary>Asserts that the fix of a rule, in all places of several files at once, writes this and leaves no diagnostics.</summary>
    public static async Task FixesEverywhereAsync(string id, string[] wrong, string[] right)
    {
        var test = await CodeFixTest.OpenAsync([.. wrong.Select(Full)]);
        test = (await test.FixedEverywhereAsync(id))!;

        Assert.Equal(right.Select(Full), await test.SourcesAsync());
        Assert.Empty(test.Diagnostics);
    }

    /// <summary>Asserts that no fix is offered for a rule's diagnostics, because none is safe there.</summary>
    public static async Task WithholdsAsync(string id, string source)
    {
        var test = await CodeFixTest.OpenAsync(Full(source));

        var diagnostics = test.Diagnostics.Where(diagnostic => diagnostic.Id == id).ToList();
        Assert.NotEmpty(diagnostics);
        foreach (var diagnostic in diagnostics)
        {
            Assert.Empty(await test.OffersAsync(diagnostic));
        }
    }

    /// <summary>Asserts that one fix is offered for the only diagnostic, with this title.</summary>
    public static async Task OffersAsync(string id, string source, string title)
    {
        var test = await CodeFixTest.OpenAsync(Full(source));

        var diagnostic = Assert.Single(test.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(title, Assert.Single(await test.OffersAsync(diagnostic)).Title);
    }

    /// <summary>Gets a source with the using that the rule's sources imply.</summary>
    public static string Full(string source) => "using Fw24;\n\n" + source;

    private static string Generated(Refused refused, string markup) => refused switch
    {
        Refused.Entity => "OrderCodec",
        Refused.Projection => "RowReader",
        Refused.Table => $"Name = \"{TableName().Match(markup).Groups["name"].Value}\",",
        _ => "Name = \"Mailer\",",
    };

    [GeneratedRegex("DynamoTable\\(\"(?<name>[^\"]+)\"")]
    private static partial Regex TableName();
}
