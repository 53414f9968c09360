using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Fixes;

namespace Fw24.CodeFixes;

/// <summary>Adds, removes or changes a modifier.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ModifierFix)), Shared]
public sealed class ModifierFix() : SuggestedFix(FixEdits.Modifier)
{
    private protected override string? Title(FixSuggestion remedy) => remedy.Kind switch
    {
        FixKind.AddModifier => $"Add '{remedy.Value}'",
        FixKind.RemoveModifier => $"Remove '{remedy.Name}'",
        FixKind.ChangeAccess => $"Make it {remedy.Value}",
        _ => null,
    };

    private protected override SyntaxNode Write(SyntaxNode root, SyntaxNode place, FixSuggestion remedy)
    {
        var declaration = (MemberDeclarationSyntax)place;

        // The first token after the attributes holds the leading trivia: set it aside, and restore it at the end.
        var first = declaration.AttributeLists.Count > 0 ? declaration.AttributeLists.Last().GetLastToken().GetNextToken() : declaration.GetFirstToken();
        var before = first.LeadingTrivia;
        var bare = declaration.ReplaceToken(first, first.WithLeadingTrivia());
        var changed = bare.WithModifiers(remedy.Kind switch
        {
            FixKind.AddModifier => bare.Modifiers.Add(Modifier(remedy.Value)),
            FixKind.RemoveModifier => SyntaxFactory.TokenList(bare.Modifiers.Where(modifier => modifier.Text != remedy.Name)),
            _ => SyntaxFactory.TokenList([.. remedy.Value.Split(' ').Select(Modifier), .. bare.Modifiers.Where(static modifier => !SyntaxFacts.IsAccessibilityModifier(modifier.Kind()))]),
        });
        var firstNow = changed.AttributeLists.Count > 0 ? changed.AttributeLists.Last().GetLastToken().GetNextToken() : changed.GetFirstToken();
        return root.ReplaceNode(declaration, changed.ReplaceToken(firstNow, firstNow.WithLeadingTrivia(before)));
    }

    // Alone, "partial" would be parsed as a name.
    private static SyntaxToken Modifier(string text)
        => SyntaxFactory.Token(SyntaxFacts.GetKeywordKind(text) is var kind and not SyntaxKind.None ? kind : SyntaxFacts.GetContextualKeywordKind(text)).WithTrailingTrivia(SyntaxFactory.Space);
}
