using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Generators.Tests.Harness;

/// <summary>The file with the tests of one rule.</summary>
internal sealed partial record RuleTestFile
{
    /// <summary>The files of all rules, in the order of their paths.</summary>
    public static IReadOnlyList<RuleTestFile> All { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Fw24.Generators.Tests", "Rules"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(static path => new RuleTestFile
            {
                Name = Path.GetFileNameWithoutExtension(path),
                Folder = Path.GetFileName(Path.GetDirectoryName(path)!),
                Text = File.ReadAllText(path),
            }),
    ];

    /// <summary>The name of the file without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The content of the file.</summary>
    public required string Text { get; init; }

    /// <summary>The rule's id, with which the summary of the class begins; empty if there is none.</summary>
    public string Id => IdOf().Match(Text).Groups["id"].Value;

    /// <summary>The name of the class with this summary; empty if there is none.</summary>
    public string Class => IdOf().Match(Text).Groups["class"].Value;

    /// <summary>Tests whether a test shows where the rule's fix is withheld.</summary>
    public bool Withholds => Text.Contains("RuleTest.WithholdsAsync(", StringComparison.Ordinal);

    /// <summary>The sources with a marked diagnostic of the rule that refuses a part of the app, without their markup.</summary>
    public IReadOnlyList<string> Refusals =>
    [
        .. CSharpSyntaxTree.ParseText(Text, GeneratorTest.ParseOptions).GetRoot().DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .Where(static method => !method.ToString().Contains("Refused.Nothing", StringComparison.Ordinal))
            // Code that differs from its lock is not refused.
            .Where(static method => !method.ToString().Contains("LockTest.", StringComparison.Ordinal))
            .SelectMany(static method => method.DescendantTokens())
            .Where(static token => token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken))
            .Select(static token => token.ValueText)
            .Where(text => text.Contains($"{{|{Id}:", StringComparison.Ordinal))
            .Select(AnalyzerTest.Unmarked),
    ];

    [GeneratedRegex(@"^/// <summary>(?<id>FW24\d{3}): .*</summary>\r?\npublic sealed (partial )?class (?<class>\w+)$", RegexOptions.Multiline)]
    private static partial Regex IdOf();
}
