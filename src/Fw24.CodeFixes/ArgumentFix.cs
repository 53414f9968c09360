using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Fixes;

namespace Fw24.CodeFixes;

/// <summary>Changes, adds or removes an argument of an attribute.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ArgumentFix)), Shared]
public sealed class ArgumentFix() : SuggestedFix(FixEdits.Argument)
{
    private protected override string? Title(FixSuggestion remedy) => remedy.Kind switch
    {
        FixKind.ChangeArgument or FixKind.AddArgument => remedy.Name.Length > 0 ? $"Set {remedy.Name} = {remedy.Value}" : $"Write {remedy.Value}",
        FixKind.RemoveArgument => $"Remove {remedy.Name}",
        _ => null,
    };

    private protected override SyntaxNode Write(SyntaxNode root, SyntaxNode place, FixSuggestion remedy) => remedy.Kind switch
    {
        FixKind.ChangeArgument => Change(root, (AttributeArgumentSyntax)place, remedy.Value),
        FixKind.AddArgument => Add(root, (AttributeSyntax)place, remedy.Name, remedy.Value),
        _ => Remove(root, (AttributeArgumentSyntax)place),
    };

    private static SyntaxNode Change(SyntaxNode root, AttributeArgumentSyntax argument, string value)
        => root.ReplaceNode(argument.Expression, SyntaxFactory.ParseExpression(value).WithTriviaFrom(argument.Expression));

    private static SyntaxNode Add(SyntaxNode root, AttributeSyntax attribute, string name, string value)
    {
        var argument = SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression(value)).WithNameEquals(SyntaxFactory.NameEquals(
            SyntaxFactory.IdentifierName(name).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)));
        if (attribute.ArgumentList is not { Arguments: { Count: > 0 } arguments } list)
        {
            return root.ReplaceNode(attribute, attribute.WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument))));
        }

        // Format like the arguments before it: on its own line if they are, otherwise after a space. A comment on the last one stays at the end.
        var last = arguments[arguments.Count - 1];
        var before = arguments.Count > 1 ? last.GetLeadingTrivia().Where(Trivia.IsBlank) : [];
        var separator = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(
            arguments.Count > 1 && arguments.GetSeparator(arguments.Count - 2).TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
                ? arguments.GetSeparator(arguments.Count - 2).TrailingTrivia.Where(Trivia.IsBlank)
                : [SyntaxFactory.Space]);
        var added = arguments
            .Replace(last, last.WithTrailingTrivia())
            .Add(argument.WithLeadingTrivia(before).WithTrailingTrivia(last.GetTrailingTrivia()));
        return root.ReplaceNode(list, list.WithArguments(SyntaxFactory.SeparatedList(added, added.GetSeparators().Take(arguments.Count - 1).Append(separator))));
    }

    private static SyntaxNode Remove(SyntaxNode root, AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        if (list.Arguments.Count is 1 && !list.DescendantTrivia().Any(Trivia.IsComment))
        {
            // [Sensitive(Redaction.Mask)] → [Sensitive]
            var attribute = (AttributeSyntax)list.Parent!;
            return root.ReplaceNode(attribute, attribute.WithArgumentList(null).WithTrailingTrivia(list.GetTrailingTrivia()));
        }

        var hasComment = argument.GetLeadingTrivia().Concat(argument.GetTrailingTrivia()).Any(Trivia.IsComment);
        return root.RemoveNode(argument, hasComment ? SyntaxRemoveOptions.KeepExteriorTrivia : SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
