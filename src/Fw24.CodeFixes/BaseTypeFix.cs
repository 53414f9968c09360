using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Fixes;

namespace Fw24.CodeFixes;

/// <summary>Derives a class from its missing base.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BaseTypeFix)), Shared]
public sealed class BaseTypeFix() : SuggestedFix(FixEdits.BaseType)
{
    private protected override string? Title(FixSuggestion remedy) => remedy.Kind is FixKind.AddBase ? $"Derive from {remedy.Value}" : null;

    private protected override SyntaxNode Write(SyntaxNode root, SyntaxNode place, FixSuggestion remedy)
    {
        var type = (TypeDeclarationSyntax)place;
        var added = SyntaxFactory.SimpleBaseType(SyntaxFactory.ParseTypeName(remedy.Value));
        if (type.BaseList is { } bases)
        {
            // The base class precedes interfaces.
            var separators = bases.Types.GetSeparators().Prepend(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
            return root.ReplaceNode(bases, bases.WithTypes(SyntaxFactory.SeparatedList(bases.Types.Prepend<BaseTypeSyntax>(added), separators)));
        }

        // Move the trivia after the name to after the base.
        var name = type.ParameterList?.GetLastToken() ?? type.Identifier;
        var derived = type.ReplaceToken(name, name.WithTrailingTrivia(SyntaxFactory.Space));
        var colon = SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space);
        return root.ReplaceNode(type, derived.WithBaseList(SyntaxFactory.BaseList(colon, [added.WithTrailingTrivia(name.TrailingTrivia)])));
    }
}
