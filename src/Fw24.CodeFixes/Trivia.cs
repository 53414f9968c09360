using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.CodeFixes;

/// <summary>Classifies the trivia between tokens, so that a fix moves it along and loses no comment.</summary>
internal static class Trivia
{
    /// <summary>Indicates whether trivia is whitespace or the end of a line.</summary>
    public static bool IsBlank(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    /// <summary>Indicates whether trivia has content, such as a comment.</summary>
    public static bool IsComment(SyntaxTrivia trivia) => !IsBlank(trivia);
}
