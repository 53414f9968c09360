extern alias generator;

using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;
using generator::Fw24.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests.Analyzers;

/// <summary>Each rule has a page, a release row and examples that behave as the page says.</summary>
public sealed partial class RulePageTests
{
    // The parts of the CDK that a stack's example needs.
    private const string Cdk = "namespace Amazon.CDK { public class Stack; }";

    // Not reported by analyzers but by the build: DocumentationTests of the infrastructure tests check those pages.
    private static readonly string[] s_buildMessages = ["FW249", "FW24409"];

    private static readonly string[] s_releases = ["Shipped", "Unshipped"];

    private static readonly string s_folder = Path.Combine(Repository.Root, "docs", "rules");

    private static readonly IReadOnlyList<DiagnosticDescriptor> s_descriptors = [.. RuleRegistry.All.Select(static rule => rule.Descriptor)];

    public static TheoryData<string> Ids => [.. s_descriptors.Select(static descriptor => descriptor.Id)];

    public static TheoryData<string> FixableIds => [.. CodeFixTest.FixableIds.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_example_of_a_page_breaks_its_rule_and_no_other(string id)
    {
        var diagnostics = await AnalyzerTest.DiagnosticsAsync(Compile(Example(id, "Wrong")), @lock: Lock(id, "Wrong"));

        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.All(diagnostics, static diagnostic => Assert.True(diagnostic.Location.IsInSource));
        Assert.All(diagnostics, static diagnostic => Assert.DoesNotContain("{", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_right_example_of_a_page_compiles_and_breaks_no_rule(string id)
    {
        var test = Compile(Example(id, "Right"));

        // The examples have no entry point, and generated infrastructure needs the real CDK.
        Assert.Empty(test.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic =>
            diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not ("CS5001" or "CS1591") && test.Input.SyntaxTrees.Any(tree => tree == diagnostic.Location.SourceTree)));
        Assert.Empty(Problems(await AnalyzerTest.DiagnosticsAsync(test, @lock: Lock(id, "Right"))));
    }

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task The_fix_of_a_page_turns_its_wrong_example_into_the_right_one(string id)
    {
        var test = await CodeFixTest.OpenLockedAsync(Lock(id, "Wrong"), Sources(Example(id, "Wrong")));

        // If two places are wrong, the second may be right once the first is fixed.
        for (var left = test.Diagnostics.Count; left > 0 && Problems(test.Diagnostics).Any(); left--)
        {
            test = await test.FixedAsync(id);
        }

        Assert.Equal(Sources(Example(id, "Right")), await test.SourcesAsync());
        Assert.Empty(Problems(test.Diagnostics));
    }

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task A_fix_in_all_places_at_once_is_offered_where_the_page_says_so(string id)
    {
        var (wrong, right) = (Example(id, "Wrong"), Example(id, "Right"));
        var isApps = wrong.StartsWith("[assembly", StringComparison.Ordinal);
        var test = await CodeFixTest.OpenLockedAsync(Lock(id, "Wrong", isApps ? Sources : Twice), isApps ? Sources(wrong) : Twice(wrong));
        var @fixed = await test.FixedEverywhereAsync(id);

        Assert.Equal(CodeFixTest.FixAllIds.Contains(id), @fixed is not null);
        if (@fixed is not null)
        {
            Assert.Equal(isApps ? Sources(right) : Twice(right), await @fixed.SourcesAsync());
            Assert.Empty(@fixed.Diagnostics);
        }

        // Another table and another handler in a different namespace and file.
        static string[] Twice(string example) =>
        [
            $"using Fw24; namespace One;\n\n{example}",
            $"using Fw24; namespace Two;\n\n{example.Replace("\"orders", "\"papers", StringComparison.Ordinal).Replace("\"invoices", "\"bills", StringComparison.Ordinal).Replace("Mailer", "Printer", StringComparison.Ordinal)}",
            Cdk,
        ];
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_whether_there_is_a_fix(string id)
    {
        var line = FixOf().Match(Page(id)).Value;

        Assert.Equal(CodeFixTest.FixableIds.Contains(id), line.StartsWith("Code fix: ", StringComparison.Ordinal));
        Assert.Equal(!CodeFixTest.FixableIds.Contains(id), line.StartsWith("No code fix: ", StringComparison.Ordinal));
        Assert.Equal(CodeFixTest.FixAllIds.Contains(id), line.Contains(" Also in all places at once.", StringComparison.Ordinal));
        Assert.Equal(CodeFixTest.FixableIds.Except(CodeFixTest.FixAllIds).Contains(id), line.Contains(" One place at a time: ", StringComparison.Ordinal));
        Assert.Equal(RuleTestFile.All.Any(file => file.Id == id && file.Withholds), line.Contains(" Withheld ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fix_mends_rules_and_there_are_many()
    {
        Assert.Subset(s_descriptors.Select(static descriptor => descriptor.Id).ToHashSet(), CodeFixTest.FixableIds.ToHashSet());
        Assert.Subset(CodeFixTest.FixableIds.ToHashSet(), CodeFixTest.FixAllIds.ToHashSet());
        Assert.True(CodeFixTest.FixableIds.Count >= 20);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_pragma_and_an_editorconfig_turn_a_rule_off(string id)
    {
        var wrong = Example(id, "Wrong");
        var @lock = Lock(id, "Wrong");
        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(Compile($"#pragma warning disable {id}\n{wrong}"), @lock: @lock));
        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(Compile(wrong), rule => rule == id ? ReportDiagnostic.Suppress : ReportDiagnostic.Default, @lock));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_sound_descriptor(string id)
    {
        var descriptor = Assert.Single(s_descriptors, descriptor => descriptor.Id == id);

        Assert.Matches("^FW24[0-6][0-9]{2}$", descriptor.Id);
        Assert.Equal(descriptor.Id is LockTest.Outdated, descriptor.DefaultSeverity is not (DiagnosticSeverity.Warning or DiagnosticSeverity.Error));
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.EndsWith($"docs/rules/{descriptor.Id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.EndsWith(".", descriptor.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Single(AnalyzerTest.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics), supported => supported.Id == descriptor.Id);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_one_file_of_tests_with_its_name_and_in_its_folder(string id)
    {
        var rule = RuleRegistry.All.Single(rule => rule.Descriptor.Id == id).GetType();
        var file = Assert.Single(RuleTestFile.All, file => file.Id == id);

        Assert.Equal($"{rule.Name}Tests", file.Name);
        Assert.Equal(file.Name, file.Class);
        Assert.Equal(rule.Namespace!.Split('.')[^1], file.Folder);
    }

    [Fact]
    public void A_file_of_tests_is_a_rules()
        => Assert.Equal(s_descriptors.Select(static descriptor => descriptor.Id), RuleTestFile.All.Select(static file => file.Id).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_in_a_file_with_its_name(string id)
    {
        var rule = RuleRegistry.All.Single(rule => rule.Descriptor.Id == id).GetType();
        var file = Path.Combine([Repository.Root, "src", "Fw24.Generators", .. rule.Namespace!.Split('.')[2..], $"{rule.Name}.cs"]);

        Assert.Contains($"/// {id}: ", File.ReadAllText(file).Replace("<summary>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_found_by_their_classes() => Assert.True(s_descriptors.Count >= 100);

    [Fact]
    public void A_rule_has_a_release_row_and_a_row_is_a_rule()
        => Assert.Equal(
            s_descriptors.Select(static descriptor => (descriptor.Id, descriptor.Category, descriptor.DefaultSeverity.ToString(), descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            ReleaseRows());

    [Fact]
    public void A_page_is_a_rules_and_says_its_title()
    {
        Assert.Equal(s_descriptors.Select(static descriptor => $"{descriptor.Id}.md"), Directory.GetFiles(s_folder, "FW*.md").Select(Path.GetFileName).Where(static page => !s_buildMessages.Any(message => page!.StartsWith(message, StringComparison.Ordinal))).Order(StringComparer.Ordinal));
        Assert.All(s_descriptors, static descriptor => Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n", Page(descriptor.Id), StringComparison.Ordinal));
    }

    [Fact]
    public void The_index_is_made_of_the_release_rows()
    {
        var path = Path.Combine(s_folder, "README.md");
        var text = File.ReadAllText(path);
        var table = string.Concat(ReleaseRows().Select(static row => $"| [{row.Id}]({row.Id}.md) | {row.Category} | {row.Severity} | {Fix(row.Id)} | {row.Title} |\n"));
        const string Head = "| rule | subject | severity | code fix | |\n|---|---|---|---|---|\n";
        Assert.Contains(Head, text, StringComparison.Ordinal);
        var expected = text[..(text.IndexOf(Head, StringComparison.Ordinal) + Head.Length)] + table;
        if (Environment.GetEnvironmentVariable("FW24_ACCEPT") is "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }

    private static string Fix(string id)
        => !CodeFixTest.FixableIds.Contains(id) ? "" : CodeFixTest.FixAllIds.Contains(id) ? "everywhere" : "one by one";

    private static IEnumerable<(string Id, string Category, string Severity, string Title)> ReleaseRows()
        => s_releases
            .SelectMany(static release => File.ReadLines(Path.Combine(Repository.Root, "src", "Fw24.Generators", $"AnalyzerReleases.{release}.md")))
            .Where(static line => line.StartsWith("FW24", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(static row => (row[0], row[1], row[2], row[3]))
            .OrderBy(static row => row.Item1, StringComparer.Ordinal);

    /// <summary>Compiles an example of a page.</summary>
    internal static GeneratorTest Compile(string example) => GeneratorTest.RunOnly(new TestProject
    {
        Sources = Sources(example),
        IsExecutable = true,
        Language = LanguageOf().Match(example) is { Success: true } language && LanguageVersionFacts.TryParse(language.Groups["version"].Value, out var version) ? version : null,
        References = MarkerOf().Match(example) is { Success: true } marker ? [.. TestReferences.All, Library(marker.Groups["code"].Value)] : null,
    });

    private static CompilationReference Library(string marker) => CSharpCompilation
        .Create("Shop.Entities", [CSharpSyntaxTree.ParseText(marker, GeneratorTest.ParseOptions)], TestReferences.AttributesOnly, GeneratorTest.Options(isExecutable: false))
        .ToMetadataReference();

    private static string[] Sources(string example)
        => example.Contains("Stack", StringComparison.Ordinal) ? ["using Fw24;\n\n" + example, Cdk] : ["using Fw24;\n\n" + example];

    private static string Page(string id) => File.ReadAllText(Path.Combine(s_folder, id + ".md"));

    // The wrong and the right example of a rule about the lock itself are locks of the code before.
    private static string Example(string id, string heading) => Block(id, heading, "csharp") ?? Block(id, "Before", "csharp")!;

    // The lock of an example is the one that the page shows, or that of the code before.
    private static string? Lock(string id, string heading, Func<string, string[]>? sources = null)
        => Block(id, heading, "json") ?? (Block(id, "Before", "csharp") is { } before ? LockTest.Of((sources ?? Sources)(before)) : null);

    private static string? Block(string id, string heading, string language)
        => ExampleOf().Matches(Page(id))
            .SingleOrDefault(match => match.Groups["heading"].Value == heading && match.Groups["language"].Value == language)?.Groups["code"].Value;

    // That the lock is to be written again is no problem of an example.
    private static IEnumerable<Diagnostic> Problems(IEnumerable<Diagnostic> diagnostics)
        => diagnostics.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);

    // An example names its library in a comment.
    [GeneratedRegex(@"^// (?<code>\[assembly: .*\])$", RegexOptions.Multiline)]
    private static partial Regex MarkerOf();

    [GeneratedRegex(@"^// <LangVersion>(?<version>.*)</LangVersion>$", RegexOptions.Multiline)]
    private static partial Regex LanguageOf();

    [GeneratedRegex(@"^(No c|C)ode fix: .*$", RegexOptions.Multiline)]
    private static partial Regex FixOf();

    [GeneratedRegex(@"^## (?<heading>Before|Wrong|Right)\n\n```(?<language>csharp|json)\n(?<code>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ExampleOf();
}
