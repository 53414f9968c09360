using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.CodeFixes;

/// <summary>What stands between tokens: a fix moves it along, and loses no comment.</summary>
internal static class Trivia
{
    /// <summary>Whether it is a blank or the end of a line.</summary>
    public static bool IsBlank(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    /// <summary>Whether it says something.</summary>
    public static bool IsComment(SyntaxTrivia trivia) => !IsBlank(trivia);
}
