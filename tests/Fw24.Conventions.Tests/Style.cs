using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Conventions.Tests;

/// <summary>Finds violations of the style rules that .editorconfig cannot express.</summary>
internal static class Style
{
    /// <summary>The exception variables with another name than <c>exception</c>.</summary>
    public static IEnumerable<string> CatchVariables(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .OfType<CatchDeclarationSyntax>()
        .Where(static clause => clause.Identifier.ValueText is not ("" or "exception"))
        .Select(clause => $"{Place(tree, clause.Identifier)}: {clause.Identifier.ValueText}");

    /// <summary>The members whose arrow ends a line, unless the brackets of a collection follow it as a body's braces would.</summary>
    public static IEnumerable<string> TrailingArrows(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .OfType<ArrowExpressionClauseSyntax>()
        .Where(static clause => clause.Expression is not CollectionExpressionSyntax)
        .Where(static clause => clause.ArrowToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) && !clause.Expression.GetFirstToken().LeadingTrivia.Any(static trivia => trivia.IsDirective))
        .Select(clause => Place(tree, clause.ArrowToken));

    /// <summary>The lines with more characters than allowed, except for the content of string literals of several lines.</summary>
    public static IEnumerable<string> WideLines(SyntaxTree tree, int maxWidth)
    {
        var content = tree.GetRoot().DescendantNodes()
            .Where(static node => node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
            .SelectMany(node => LinesWithin(tree.GetLineSpan(node.Span)))
            .ToHashSet();
        return tree.GetText().Lines
            .Where(line => line.Span.Length > maxWidth && !content.Contains(line.LineNumber))
            .Select(line => $"{tree.FilePath}({line.LineNumber + 1}): {line.Span.Length} characters");
    }

    // Without the first and the last, which contain code as well.
    private static IEnumerable<int> LinesWithin(FileLinePositionSpan span)
        => Enumerable.Range(span.StartLinePosition.Line + 1, Math.Max(0, span.EndLinePosition.Line - span.StartLinePosition.Line - 1));

    private static string Place(SyntaxTree tree, SyntaxToken token)
        => $"{tree.FilePath}({token.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";
}
