using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Conventions.Tests;

/// <summary>Counts what comments and pages must not be written in: words of another language's syntax, and summaries without a subject.</summary>
internal static partial class Prose
{
    /// <summary>The comment lines of a C# file, without their slashes.</summary>
    public static IEnumerable<string> Comments(string code)
        => code.Split('\n').Select(static line => CommentLine().Match(line)).Where(static match => match.Success).Select(static match => match.Groups["text"].Value.TrimEnd('\r'));

    /// <summary>The lines of a C# file's string literals that contain words: texts of exceptions and logs, and emitted comments.</summary>
    public static IEnumerable<string> Texts(string code) => CSharpSyntaxTree.ParseText(code).GetRoot().DescendantTokens()
        .Where(static token => token.Kind()
            is SyntaxKind.StringLiteralToken
            or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken)
        .SelectMany(static token => token.ValueText.Split('\n'))
        .Where(static line => TwoWords().IsMatch(line));

    /// <summary>The words of the register in a text.</summary>
    public static IEnumerable<string> Register(string text)
        => RegisterWord().Matches(text).Select(static match => match.Value.ToLowerInvariant());

    /// <summary>The number of summaries, and of those that begin with a relative or an interrogative word.</summary>
    public static (int All, int WithoutSubject) Summaries(string code) => (SummaryTag().Count(code), SubjectlessSummary().Count(code));

    [GeneratedRegex(@"^\s*///?(?<text>.*)$")]
    private static partial Regex CommentLine();

    [GeneratedRegex("[A-Za-z]+ [a-z]+")]
    private static partial Regex TwoWords();

    // Not "stand-ins", "left behind" and "if there is none", which are the words for it.
    [GeneratedRegex(@"\b((?<!left )behind|stands?(?!-in| in for)|stood|lies|(?<!there )(is|are) none|hears? of|for ever|so many)\b", RegexOptions.IgnoreCase)]
    private static partial Regex RegisterWord();

    [GeneratedRegex("<summary>")]
    private static partial Regex SummaryTag();

    [GeneratedRegex(@"<summary>\s*(///)?\s*(What|Whether|Where|How|Who|When|Which)\b")]
    private static partial Regex SubjectlessSummary();
}
