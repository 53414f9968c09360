using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Fixes;

namespace Fw24.CodeFixes;

/// <summary>Adds or removes an attribute.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AttributeFix)), Shared]
public sealed class AttributeFix() : SuggestedFix(FixEdits.Attribute)
{
    private protected override string? Title(FixSuggestion remedy) => remedy.Kind switch
    {
        FixKind.AddAttribute => $"Add [{remedy.Value}] to {remedy.Name}",
        FixKind.RemoveAttribute => $"Remove [{remedy.Name}]",
        _ => null,
    };

    private protected override SyntaxNode Write(SyntaxNode root, SyntaxNode place, FixSuggestion remedy)
        => remedy.Kind is FixKind.AddAttribute ? Add(root, Declaration(place), remedy.Value) : Remove(root, (AttributeSyntax)place);

    // A field is declared together with others.
    private static SyntaxNode Declaration(SyntaxNode place) => place is VariableDeclaratorSyntax ? place.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? place : place;

    private static SyntaxNode Add(SyntaxNode root, SyntaxNode declaration, string value)
    {
        // A record's parameter declares its property.
        var text = declaration is ParameterSyntax ? $"[property: {value}] " : $"[{value}] ";
        var added = SyntaxFactory.ParseMemberDeclaration($"{text}int member;")!.AttributeLists[0];
        var lists = declaration switch
        {
            MemberDeclarationSyntax member => member.AttributeLists,
            ParameterSyntax parameter => parameter.AttributeLists,
            _ => default,
        };
        if (lists.Count > 0)
        {
            // Format like the one before it: on its own line if that is.
            var last = lists[lists.Count - 1];
            var ends = last.GetTrailingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
            added = ends.Count is 0
                ? added.WithTrailingTrivia(last.GetTrailingTrivia().Where(Trivia.IsBlank))
                : added.WithLeadingTrivia(last.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()).WithTrailingTrivia(ends);
            return root.InsertNodesAfter(last, [added]);
        }

        added = added.WithLeadingTrivia(declaration.GetLeadingTrivia());
        var bare = declaration.WithLeadingTrivia();
        return root.ReplaceNode(declaration, bare switch
        {
            MemberDeclarationSyntax member => member.WithAttributeLists(SyntaxFactory.SingletonList(added)),
            ParameterSyntax parameter => parameter.WithAttributeLists(SyntaxFactory.SingletonList(added)),
            _ => declaration,
        });
    }

    private static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            return root.RemoveNode(attribute, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        }

        // Move the trivia before the list, and a comment after it, to the next token.
        var next = list.GetLastToken().GetNextToken();
        var trailing = list.GetTrailingTrivia().Any(Trivia.IsComment) ? list.GetTrailingTrivia() : default;
        var leading = trailing.Count > 0 ? next.LeadingTrivia : next.LeadingTrivia.SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var before = list.GetLeadingTrivia().Concat(trailing).Concat(leading);
        var mark = new SyntaxAnnotation();
        root = root.ReplaceSyntax([list], (_, current) => current.WithAdditionalAnnotations(mark), [next], (_, current) => current.WithLeadingTrivia(before), null, null);
        return root.RemoveNode(root.GetAnnotatedNodes(mark).Single(), SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
