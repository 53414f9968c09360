extern alias generator;

using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;
using generator::Fw24.Generators.Rules;

namespace Fw24.Generators.Tests.Analyzers;

/// <summary>Each misconfiguration on its page is reported by the rule that the page names.</summary>
public sealed partial class MisconfigurationTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "docs");

    private static readonly string s_text = File.ReadAllText(Path.Combine(s_folder, "misconfigurations.md"));

    private static readonly Dictionary<string, Match> s_entries = EntryOf().Matches(s_text).ToDictionary(static match => match.Groups["title"].Value, StringComparer.Ordinal);

    public static TheoryData<string> Titles => [.. s_entries.Keys];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_misconfiguration_is_stopped_by_its_rule_and_has_a_source(string title)
    {
        var entry = s_entries[title];
        var diagnostics = await AnalyzerTest.DiagnosticsAsync(RulePageTests.Compile(entry.Groups["code"].Value));

        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic => Assert.Equal(entry.Groups["rule"].Value, diagnostic.Id));
        Assert.Matches(@"\(https://(docs\.aws\.amazon\.com|github\.com/[\w.-]+/[\w.-]+/(issues|pull)/\d+)", entry.Groups["text"].Value);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_misconfiguration_is_one_that_the_language_lets_pass(string title)
    {
        // Otherwise it would not be the rule that reports it.
        var test = RulePageTests.Compile(s_entries[title].Groups["code"].Value);
        Assert.DoesNotContain(test.Input.SyntaxTrees[0].GetDiagnostics(TestContext.Current.CancellationToken), static diagnostic => diagnostic.Severity is Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    [Fact]
    public void There_are_many_and_each_is_read()
    {
        Assert.True(s_entries.Count >= 60);
        Assert.Equal(s_entries.Count, HeadingOf().Count(s_text));
        Assert.Equal(Enumerable.Range(1, s_entries.Count), HeadingOf().Matches(s_text).Select(static match => int.Parse(match.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Subset(RuleRegistry.All.Select(static rule => rule.Descriptor.Id).ToHashSet(), s_entries.Values.Select(static entry => entry.Groups["rule"].Value).ToHashSet());
    }

    [Fact]
    public void What_no_compiler_can_see_is_stopped_by_something_that_is_there()
    {
        var rows = RowOf().Matches(s_text[s_text.IndexOf("## What no compiler can see", StringComparison.Ordinal)..]);

        Assert.NotEmpty(rows);
        Assert.All(rows, static row => Assert.Contains("https://", row.Groups["source"].Value, StringComparison.Ordinal));
        Assert.All(rows, static row => Assert.True(Path.Exists(Path.Combine(s_folder, row.Groups["path"].Value)), row.Groups["path"].Value));
    }

    [GeneratedRegex(@"^### \d+\. (?<title>.*)\n\n(?<text>.*) Stopped by \[(?<rule>FW24\d{3})\]\(rules/\k<rule>\.md\)\.\n\n```csharp\n(?<code>[^`]*?)\n```$", RegexOptions.Multiline)]
    private static partial Regex EntryOf();

    [GeneratedRegex(@"^### (?<number>\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex HeadingOf();

    [GeneratedRegex(@"^\| [^|]+ \| (?<source>[^|]*https[^|]*) \| [^|]+ \| \[[^\]]+\]\((?<path>[^)]+)\) \|$", RegexOptions.Multiline)]
    private static partial Regex RowOf();
}
