using System.Composition;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;

namespace Fw24.CodeFixes;

/// <summary>Makes a property settable when its item is read, or makes it non-nullable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PropertyFix)), Shared]
public sealed class PropertyFix() : SuggestedFix(FixEdits.Property)
{
    private protected override string? Title(FixSuggestion remedy) => remedy.Kind switch
    {
        FixKind.AddInit => $"Add 'init' to {remedy.Name}",
        FixKind.DropNull => $"Make it {remedy.Value}",
        _ => null,
    };

    private protected override SyntaxNode Write(SyntaxNode root, SyntaxNode place, FixSuggestion remedy)
        => remedy.Kind is FixKind.AddInit ? WithInit(root, (PropertyDeclarationSyntax)place) : WithoutNull(root, place, remedy.Value.StartsWith("required ", StringComparison.Ordinal));

    private static SyntaxNode WithInit(SyntaxNode root, PropertyDeclarationSyntax property)
    {
        // { get; } → { get; init; }
        var accessors = property.AccessorList!;
        var getter = accessors.Accessors[0];
        var init = SyntaxFactory.AccessorDeclaration(SyntaxKind.InitAccessorDeclaration)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithLeadingTrivia(getter.GetLeadingTrivia().Where(Trivia.IsBlank))
            .WithTrailingTrivia(getter.GetTrailingTrivia().Where(Trivia.IsBlank));
        return root.ReplaceNode(accessors, accessors.AddAccessors(init));
    }

    private static SyntaxNode WithoutNull(SyntaxNode root, SyntaxNode declaration, bool isRequired)
    {
        if (declaration is ParameterSyntax parameter)
        {
            return root.ReplaceNode(parameter.Type!, Element(parameter.Type!));
        }

        var property = (PropertyDeclarationSyntax)declaration;
        var changed = property.WithType(Element(property.Type));
        if (isRequired)
        {
            changed = changed.AddModifiers(SyntaxFactory.Token(SyntaxKind.RequiredKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        }

        return root.ReplaceNode(property, changed);
    }

    private static TypeSyntax Element(TypeSyntax type) => ((NullableTypeSyntax)type).ElementType.WithTriviaFrom(type);
}
